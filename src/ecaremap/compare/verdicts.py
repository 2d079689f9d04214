"""What the rules decide differently: verdicts of cells, breaches, and offers that rows owe.

Verdicts are compared by sets of cells: rows and columns on which the same rules bear on both sides are compared once.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ecaremap.compare.causes import Key
from ecaremap.compare.edits import DEGREE
from ecaremap.compare.pair import Effect, Pair
from ecaremap.compare.values import meaning
from ecaremap.model.scales import DEGREE_RANK, STATES, State
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.judge import Judge
from ecaremap.policy.ruleset import CompiledRule

BINDING = ("law", "duty")
FREE = len(DEGREE_RANK)
CELL_FIELDS = frozenset({DEGREE, "status"})
OFFER_FIELDS = CELL_FIELDS | {"completes", "finished_by", "human_route"}
PLACE_FIELDS = frozenset({"status", "family", "kind"})


class Ruling(NamedTuple):
    """A verdict as it can be compared across versions: rules by their ids, demands by what they say."""

    rank: int
    demands: frozenset[str]
    rules: frozenset[str]


def verdict_effects(pair: Pair) -> Iterator[Effect]:
    """Cells that are decided more or less strictly than before, or otherwise."""
    says = _contents(pair.old.decisions), _contents(pair.new.decisions)
    for group in pair.groups:
        for state in STATES:
            judges = pair.old.decisions.judges[state, group], pair.new.decisions.judges[state, group]
            yield from _Verdicts(pair, judges, says, group or "").effects(state)


def _contents(decisions: Decisions) -> dict[str, str]:
    return {rule.id: repr(meaning(rule.rule.then)) for rule in decisions.rules.rules}


class _Verdicts:
    """The verdicts of one state and one group of customers on both sides."""

    def __init__(
        self, pair: Pair, judges: tuple[Judge, Judge], says: tuple[dict[str, str], dict[str, str]], group: str
    ) -> None:
        self.pair, self.judges, self.says, self.group = pair, judges, says, group

    def effects(self, state: State) -> Iterator[Effect]:
        """One effect for each cell that both sides know and decide differently."""
        old, new = self.judges
        grounds = old.grounds, new.grounds
        rows = _alike(grounds[0].requests.names, old.rows, grounds[1].requests.names, new.rows)
        columns = _alike(grounds[0].touchpoints.names, old.columns, grounds[1].touchpoints.names, new.columns)
        for (a, b), requests in rows.items():
            for (c, d), touchpoints in columns.items():
                before = self._ruling(0, a & c, (requests[0][1], touchpoints[0][1]))
                after = self._ruling(1, b & d, (requests[0][2], touchpoints[0][2]))
                if before[:2] == after[:2]:
                    continue
                names = [(r, t) for r, _, _ in requests for t, _, _ in touchpoints]
                yield from self._differing(before, after, state, names)

    def _ruling(self, side: int, applying: int, cell: tuple[int, int]) -> Ruling:
        if not applying:
            return _SILENT
        judge = self.judges[side]
        verdict = judge.verdict(*cell)
        rules = judge.grounds.rules.rules
        rank = -1 if verdict.forbid else DEGREE_RANK[verdict.cap] if verdict.cap else FREE
        ids = {rules[number].id for number in (*verdict.forbid, *verdict.caps, *verdict.require)}
        ids |= {rules[number].id for pair in verdict.lifted for number in pair}
        return Ruling(rank, frozenset(self.says[side][rules[n].id] for n in verdict.require), frozenset(ids))

    def _differing(self, before: Ruling, after: Ruling, state: State, names: list[tuple[str, str]]) -> Iterator[Effect]:
        stricter = after.rank < before.rank or not after.demands <= before.demands
        looser = after.rank > before.rank or not before.demands <= after.demands
        kind = "decision-other" if stricter and looser else "decision-stricter" if stricter else "decision-looser"
        known = before.rules | after.rules
        changed = [name for name in sorted(known) if self.pair.causes.rule(name)] or sorted(before.rules ^ after.rules)
        subject = "+".join(changed)
        rule = next((key for name in changed if (key := self.pair.causes.rule(name))), None)
        old, new = _words(before), _words(after)
        for request, touchpoint in names:
            key = rule or self._facts(request, touchpoint)
            yield Effect(kind, (key,) if key else (), request, touchpoint, state, self.group, old, new, subject)

    def _facts(self, request: str, touchpoint: str) -> Key | None:
        """No rule changed: then what it asks for did."""
        causes = self.pair.causes
        found = causes.any_of("requests", request) or causes.any_of("touchpoints", touchpoint)
        return found or (causes.any_of("segments", self.group) if self.group else None)


_SILENT = Ruling(FREE, frozenset(), frozenset())
Alike = dict[tuple[int, int], list[tuple[str, int, int]]]


def _alike(old: tuple[str, ...], masks: list[int], new: tuple[str, ...], others: list[int]) -> Alike:
    """What both sides have, by the rules that bear on it before and after: names with their two numbers."""
    number = {name: i for i, name in enumerate(new)}
    found: Alike = {}
    for i, name in enumerate(old):
        j = number.get(name)
        if j is not None:
            found.setdefault((masks[i], others[j]), []).append((name, i, j))
    return found


def _words(ruling: Ruling) -> str:
    """`not here at all`, `at most assisted`, `free`; and whether more is asked for."""
    limit = "not at all" if ruling.rank < 0 else "freely"
    if 0 <= ruling.rank < FREE:
        limit = f"at most {next(name for name, rank in DEGREE_RANK.items() if rank == ruling.rank)}"
    if not ruling.demands:
        return limit
    return f"{limit}, with {len(ruling.demands)} condition" + "s" * (len(ruling.demands) > 1)


Broken = tuple[str, str, str, str, str, str, str]
"""Request, touchpoint, state, segment, rule, effect of the rule, field that is asked for."""


def breach_effects(pair: Pair) -> Iterator[Effect]:
    """Rules broken and kept again, by cells and by rows."""
    old, new = _broken(pair.old.decisions), _broken(pair.new.decisions)
    rules = pair.old.decisions.rules.by_id(), pair.new.decisions.rules.by_id()
    for key in sorted(new.keys() - old.keys()):
        yield _breach(pair, key, rules[1][key[4]], ("", new[key]), opened=True)
    for key in sorted(old.keys() - new.keys()):
        yield _breach(pair, key, rules[0][key[4]], (old[key], ""), opened=False)


def _broken(decisions: Decisions) -> dict[Broken, str]:
    """Every breach and every offer that is owed, with the degree of the cell."""
    rules = decisions.rules.rules
    found: dict[Broken, str] = {}
    for b in decisions.breaches:
        field = b.test.field.name if b.test else ""
        found[b.request, b.touchpoint, b.state, b.segment or "", rules[b.rule].id, b.kind, field] = b.degree
    for s in decisions.shortfalls:
        found[s.request, "", s.state, s.segment or "", rules[s.rule].id, "offer", ""] = ""
    return found


def _breach(pair: Pair, key: Broken, rule: CompiledRule, degrees: tuple[str, str], *, opened: bool) -> Effect:
    request, touchpoint, state, group, name, effect, _ = key
    causes, way = _explained(pair, key, opened=opened)
    if way == "rule":
        kind = "newly-against-rule" if opened else "no-longer-against-rule"
    elif way == "degree" and effect in ("forbid", "cap"):
        kind = "digitised-against-rule" if opened else "back-within-rule"
    elif rule.rule.kind in BINDING:
        kind = "law-broken" if opened else "law-kept"
    else:
        kind = "rule-broken" if opened else "rule-kept"
    return Effect(kind, causes, request, touchpoint, state, group, *degrees, name)


def _explained(pair: Pair, key: Broken, *, opened: bool) -> tuple[tuple[Key, ...], str]:
    """What explains a breach that opened or closed, and which way: degree, rule, or fact."""
    request, touchpoint, _, group, rule, effect, field = key
    causes = pair.causes
    own = causes.of("requests", request, frozenset()) or causes.of("touchpoints", touchpoint, frozenset())
    if own:
        return (own,), "degree"
    if effect == "offer":
        row = _of_row(pair, request, opened=opened)
        if row and not causes.rule(rule):
            return row, "fact"
    elif effect == "require":
        asked = frozenset({field})
        found = causes.cell(request, touchpoint, asked) or causes.of("touchpoints", touchpoint, asked)
        if found:
            return (found,), "fact"
    found = causes.cell(request, touchpoint, CELL_FIELDS) or causes.of("touchpoints", touchpoint, PLACE_FIELDS)
    if found and effect != "offer":
        return (found,), "degree"
    found = causes.rule(rule)
    if found:
        return (found,), "rule"
    found = causes.any_of("requests", request) or causes.any_of("touchpoints", touchpoint)
    if not found and effect == "offer":
        found = _place_of_row(pair, request)
    return ((found,) if found else _segment(pair, group)), "fact"


def _of_row(pair: Pair, request: str, *, opened: bool) -> tuple[Key, ...]:
    """The cells of a row that offered something before an offer fell short, or do so since it does not."""
    cells = (pair.old if opened else pair.new).strategy.coverage.get(request, {})
    offering = (name for name, cell in sorted(cells.items()) if {cell.today, cell.aim} - {None, "none"})
    found = (pair.causes.cell(request, name, OFFER_FIELDS) for name in offering)
    return tuple(dict.fromkeys(key for key in found if key))


def _place_of_row(pair: Pair, request: str) -> Key | None:
    """A touchpoint of the row that changed."""
    names = {*pair.old.strategy.coverage.get(request, ()), *pair.new.strategy.coverage.get(request, ())}
    return next((key for name in sorted(names) if (key := pair.causes.any_of("touchpoints", name))), None)


def _segment(pair: Pair, group: str) -> tuple[Key, ...]:
    found = pair.causes.any_of("segments", group) if group else None
    return (found,) if found else ()
