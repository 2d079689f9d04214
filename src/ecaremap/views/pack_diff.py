"""What another version of a pack does to a strategy: its rules, the cells they speak about, and what breaks."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from ecaremap.model.finding import Finding
from ecaremap.model.scales import STATES
from ecaremap.model.tree import Items, Table
from ecaremap.policy.decisions import Decisions
from ecaremap.policy.judge import Judge

Change = Literal["added", "changed", "removed", "unchanged"]
CHANGES: tuple[Change, ...] = ("added", "changed", "removed", "unchanged")


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell, or a whole request, that newly breaks a rule or does no longer: when, and in words."""

    where: str
    states: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule and what becomes of it.

    Attributes:
        differences: what reads differently, each as "key: before -> after". effect: what it does, in the new version.
        breached, freed: what newly breaks it, and what does no longer.
        cells: written cells for which it decides differently from before; of a rule about whole requests, the requests.
        others: how many unwritten cells.
        law: where the law stands and when that was last checked; empty for other rules.
    """

    id: str
    title: str
    because: str
    change: Change
    kind: str
    effect: str
    law: str
    differences: tuple[str, ...]
    breached: tuple[CellChange, ...]
    freed: tuple[CellChange, ...]
    cells: tuple[str, ...]
    others: int


@dataclass(frozen=True, slots=True)
class PackDiff:
    """An upgrade of a pack, seen from one strategy.

    Attributes:
        used: whether the strategy uses the pack at all. proposals: what the pack newly proposes for requests.
    """

    strategy: str
    as_of: str
    pack: str
    title: str
    before: str
    after: str
    notice: str
    used: bool
    rules: tuple[RuleChange, ...]
    proposals: tuple[str, ...]

    @property
    def breaches(self) -> int:
        """How many cells and requests newly break a rule by the target."""
        return sum("target" in cell.states for rule in self.rules for cell in rule.breached)


@dataclass(frozen=True)
class Side:
    """One version of the pack, and the strategy judged with it."""

    pack: Table
    decisions: Decisions
    findings: Sequence[Finding]


def pack_diff(before: Side, after: Side) -> PackDiff:
    """Compare two versions of one pack for a strategy."""
    strategy = after.decisions.project.strategy
    name = str(after.pack["pack"])
    return PackDiff(
        strategy.name,
        after.decisions.period.today.isoformat(),
        name,
        str(after.pack.get("name", name)),
        str(before.pack.get("version", "")),
        str(after.pack.get("version", "")),
        _notice(after.pack),
        name in strategy.packs,
        tuple(_rules(name, before, after)),
        tuple(_proposals(before.decisions, after.decisions)),
    )


def _notice(pack: Table) -> str:
    """What has to be said beside law, with the day it was last read."""
    rules = [rule for rule in pack.get("rules") or () if rule.get("kind") == "law"]
    checked = sorted({str(rule["last_checked"]) for rule in rules if "last_checked" in rule})
    if not rules:
        return ""
    return f"Not legal advice; last checked {checked[0]}." if checked else "Not legal advice; never checked."


def _rules(name: str, before: Side, after: Side) -> Iterator[RuleChange]:
    old, new = ({f"{name}/{rule['id']}": rule for rule in side.pack.get("rules") or ()} for side in (before, after))
    breached, freed = _broken(before, after), _broken(after, before)
    decided = _decided(before.decisions, after.decisions)
    others = sorted({*breached, *freed, *decided} - {*old, *new})
    changes = [_change(rule, old, new) for rule in sorted({*old, *new})] + [(rule, "unchanged", ()) for rule in others]
    for rule, change, differences in sorted(changes, key=lambda each: (CHANGES.index(each[1]), each[0])):
        cells, unwritten = decided.get(rule, ((), 0))
        if change != "unchanged" or rule in breached or rule in freed or cells:
            about = (after if rule in after.decisions.rules.by_id() else before).decisions
            gone, come = freed.get(rule, ()), breached.get(rule, ())
            yield _rule(about, rule, change, differences, (come, gone), (cells, unwritten))


def _rule(
    about: Decisions,
    name: str,
    change: Change,
    differences: tuple[str, ...],
    broken: tuple[tuple[CellChange, ...], tuple[CellChange, ...]],
    decided: tuple[tuple[str, ...], int],
) -> RuleChange:
    compiled = about.rules.by_id().get(name)
    if compiled is None:  # rules in conflict are named together
        return RuleChange(name, name, "", change, "", "", "", differences, *broken, *decided)
    rule, effect = compiled.rule, compiled.effect
    if effect.offer and not (effect.forbid or effect.cap or effect.require):
        decided = tuple(dict.fromkeys(where.partition("/")[0] for where in decided[0])), 0
    checked = f"last checked {rule.last_checked.isoformat()}" if rule.last_checked else ""
    law = "; ".join(part for part in (rule.source or "", checked) if part) if compiled.is_law else ""
    return RuleChange(
        name, compiled.title(), rule.because or "", change, rule.kind, compiled.effect.words(), law, differences,
        *broken, *decided,
    )  # fmt: skip


def _change(name: str, old: Mapping[str, Table], new: Mapping[str, Table]) -> tuple[str, Change, tuple[str, ...]]:
    if name not in old:
        return name, "added", ()
    if name not in new:
        return name, "removed", ()
    keys = [*old[name], *(key for key in new[name] if key not in old[name])]
    pairs = [(key, _spelled(old[name].get(key)), _spelled(new[name].get(key))) for key in keys]
    differences = tuple(f"{key}: {a or 'not said'} -> {b or 'not said'}" for key, a, b in pairs if a != b)
    return name, "changed" if differences else "unchanged", differences


def _spelled(value: Any) -> str:
    """A value of a rule on one line; layout says nothing."""
    if isinstance(value, Table):
        return "{" + ", ".join(f"{key}: {_spelled(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, Items):
        return "[" + ", ".join(_spelled(entry) for entry in value) + "]"
    return " ".join(str(value or "").split())


def _broken(before: Side, after: Side) -> dict[str, tuple[CellChange, ...]]:
    """What breaks a rule after, and did not before, by rule."""
    known = _breaches(before.findings)
    found: dict[str, list[CellChange]] = {}
    for (rule, where, more), (states, message) in sorted(_breaches(after.findings).items()):
        new = states - known.get((rule, where, more), (frozenset(), ""))[0]
        if new:
            found.setdefault(rule, []).append(CellChange(where, tuple(s for s in STATES if s in new), message))
    return {rule: tuple(changes) for rule, changes in found.items()}


_Key = tuple[str, str, str]


def _breaches(findings: Iterable[Finding]) -> dict[_Key, tuple[frozenset[str], str]]:
    """The findings about broken rules, by rule and place; with several requirements, by what is asked as well."""
    found: dict[_Key, tuple[frozenset[str], str]] = {}
    for finding in findings:
        if finding.code.startswith("P"):
            more = finding.label if finding.code == "P303" else ""
            key = (finding.field, finding.where, more)
            states = found.get(key, (frozenset[str](), ""))[0] | frozenset(finding.states)
            found[key] = (states, finding.message)
    return found


def _decided(before: Decisions, after: Decisions) -> dict[str, tuple[tuple[str, ...], int]]:
    """By rule: the written cells it decides differently in the target, and how many others."""
    coverage = after.project.strategy.coverage
    written: dict[str, list[str]] = {}
    others: dict[str, int] = {}
    for request, touchpoint, rules in _differing(before, after):
        for rule in rules:
            if touchpoint in coverage.get(request, {}):
                written.setdefault(rule, []).append(f"{request}/{touchpoint}")
            else:
                others[rule] = others.get(rule, 0) + 1
    return {rule: (tuple(sorted(written.get(rule, ()))), others.get(rule, 0)) for rule in {*written, *others}}


def _differing(before: Decisions, after: Decisions) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every cell whose rules differ for anybody, with those rules."""
    pairs = [(_Spelling(before, group.segment), _Spelling(after, group.segment)) for group in after.populations]
    grounds = after.grounds
    for row, request in enumerate(grounds.requests.names):
        for column, touchpoint in enumerate(grounds.touchpoints.names):
            rules: frozenset[str] = frozenset()
            for old, new in pairs:
                rules |= {name for name, _ in old.said(row, column) ^ new.said(row, column)}
            if rules:
                yield request, touchpoint, rules


class _Spelling:
    """What the rules say about cells, in a form that two runs share; equal verdicts are spelled once."""

    def __init__(self, decisions: Decisions, segment: str | None) -> None:
        self.judge: Judge = decisions.judges["target", segment]
        self.rules = decisions.rules.rules
        self._known: dict[int, frozenset[tuple[str, str]]] = {}

    def said(self, row: int, column: int) -> frozenset[tuple[str, str]]:
        """Rule and effect, for every rule that holds for a cell."""
        # A judge makes one verdict for each set of rules, so what is known of one holds for all its cells.
        verdict = self.judge.verdict(row, column)
        spelled = self._known.get(id(verdict))
        if spelled is None:
            lifted = {number for number, _ in verdict.lifted}
            holding = [rule for rule in self.judge.applying(row, column) if rule.index not in lifted]
            spelled = frozenset((rule.id, rule.effect.words()) for rule in holding)
            self._known[id(verdict)] = spelled
        return spelled


def _proposals(before: Decisions, after: Decisions) -> Iterator[str]:
    """What the pack proposes for requests that the strategy leaves open, where that changed."""
    for name, request in sorted(after.project.strategy.requests.items()):
        old = before.project.strategy.requests[name]
        for key in type(request).model_fields:
            first, last = getattr(old, key), getattr(request, key)
            if first != last:
                yield f"{name}: {key.replace('_', ' ')} {_words(first)} -> {_words(last)}"


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "not said"
    return str(getattr(value, "text", value) or "not said")
