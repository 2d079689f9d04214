"""What is on the plan, wave by wave, and what is not: items, left out, never, tactics with their gates."""

from collections.abc import Iterator

from ecaremap.plan.explain.waves import NAMES
from ecaremap.plan.inputs.model import Condition, Gate, PlanInputs
from ecaremap.plan.problem import Item, Pull, Push
from ecaremap.plan.result import MigrationPlan, Placed
from ecaremap.views.plan_model import ConditionView, ItemView, LeftView, NeverView, TacticView, TeamView, WaveView
from ecaremap.views.plan_words import KINDS, MONTH, Speller, capital, cents, series
from ecaremap.views.words import counted, listed, spelled

SMALL, MEDIUM = 2, 6
"""Months of one person up to which work is small, up to which it is medium."""

GLYPHS = {"met": ("✓", "met"), "failed": ("✗", "not met"), "forecast": ("◷", "from the forecast")}
"""A condition's sign and word: never the one without the other."""

REASONS = {
    "rule": "a rule forbids it", "gate": "has not proved itself", "completion": "too few finish there",
    "mode": "another way was chosen", "cap": "a rule's limit is used up", "value": "does not pay",
    "enabler": "its foundation does not pay", "capacity": "no people, money or launch left",
    "blocked": "something is missing", "figure": "a figure is missing", "need": "what it needs is missing",
}  # fmt: skip
CONDITIONS = {
    "live": "Live long enough", "degree": "Customers finish alone", "completion": "Completion", "leakage": "Calls afterwards",
    "calls_after": "Calls afterwards", "csat": "Satisfaction", "answers": "Enough answers", "accessible": "Accessible",
    "exempt": "Who is exempt", "human_route": "Way to a person", "rules": "Rules", "owner": "Owner named", "notice": "Notice",
    "rollback": "Way back", "last_route": "Last way to a person", "legal_check": "Checked against the law",
    "completion_of_entry": "Completion, for this tactic", "csat_of_entry": "Satisfaction, for this tactic",
}  # fmt: skip
"""What conditions are called in front of readers; others keep their name."""

_HELD = {
    "predecessor": "waits for {}", "need": "waits for {}", "team": "{} is busy",
    "budget": "the budget of the quarter is spent", "launches": "no more launches fit into the month",
    "opening": "new touchpoints open one after another", "freeze": "nothing goes live in that month",
    "gate": "has to prove itself first", "earliest": "may not start before", "fixed": "its month was fixed",
}  # fmt: skip


def waves(plan: MigrationPlan, inputs: PlanInputs, spell: Speller) -> tuple[WaveView, ...]:
    """The items on the plan by wave; waves without any are not there."""
    derived = dict(inputs.derived)
    gates = {gate.tactic: gate for gate in inputs.gates}
    groups: dict[int, list[ItemView]] = {}
    for placed in sorted(plan.explained.placed, key=lambda found: (found.starts, found.live, found.id)):
        item = spell.items[placed.id]
        view = _item(placed, item, spell, gates.get(item.id), derived.get(item.id, item.follows))
        groups.setdefault(placed.wave, []).append(view)
    return tuple(_wave(number, items, spell) for number, items in sorted(groups.items()))


def _wave(number: int, items: list[ItemView], spell: Speller) -> WaveView:
    first = min(items, key=lambda item: item.starts.number).starts
    last = max(items, key=lambda item: item.live.number).live
    span = first.text if first == last else f"{first.text} to {last.text}"
    cost = sum(spell.items[item.id].cost for item in items)
    return WaveView(number, NAMES[number] if number < len(NAMES) else "", span, tuple(items), spell.money(cost))


def _item(placed: Placed, item: Item, spell: Speller, gate: Gate | None, follows: str) -> ItemView:
    team = tuple((spelled(name), cents(people)) for name, people in sorted(item.team))
    lasting = item.effect.months if isinstance(item.effect, Pull) else 0
    ends = min(placed.starts + lasting - 1, spell.problem.months) if lasting else 0
    return ItemView(
        id=item.id,
        name=spell.item(item.id),
        kind=KINDS[item.kind],
        wave=placed.wave,
        what=_what(item, spell),
        request=item.request,
        request_name=spell.request(item.request),
        touchpoint=item.touchpoint,
        touchpoint_name=spell.touchpoint(item.touchpoint),
        degree=item.degree,
        starts=spell.month(placed.starts),
        live=spell.month(placed.live),
        ends=spell.month(ends) if ends else None,
        team=team,
        teams=listed([f"{name} {people.normalize():f}" for name, people in team]),
        size=size(item),
        needs=tuple(_need(need.any_of, spell) for need in item.needs),
        gate=_gate(gate) if gate else "",
        why=placed.why.partition(" Not earlier:")[0],
        not_earlier=_not_earlier(placed, spell),
        owner=spell.owner(item),
        follows=follows,
        must="has to be there" if item.required else "month fixed by the strategy" if item.fixed else "",
        cost=spell.money(item.cost) if item.cost else None,
        run=spell.money(item.run, MONTH) if item.run else None,
        delay=spell.money(placed.delay_costs) if placed.delay_costs else None,
        worth=spell.money(placed.adds) if placed.adds is not None else None,
    )


def size(item: Item) -> str:
    """S, M or L by months of one person; without a team one person is counted."""
    if not item.duration:
        return ""
    work = item.duration * (sum(people for _, people in item.team) or 1.0)
    return "S" if work <= SMALL else "M" if work <= MEDIUM else "L"


def _what(item: Item, spell: Speller) -> str:
    """`Pay a bill · My account · self-serve`."""
    parts = (spell.request(item.request), spell.touchpoint(item.touchpoint), item.degree)
    if not item.request and isinstance(item.effect, Pull | Push):
        builds = item.effect.builds if isinstance(item.effect, Pull) else (item.effect.build,)
        parts = (*parts[:2], f"for {listed([spell.item(name) for name in builds])}")
    return " · ".join(part for part in parts if part)


def _need(any_of: tuple[str, ...], spell: Speller) -> str:
    return " or ".join(spell.item(name) for name in any_of)


def _not_earlier(placed: Placed, spell: Speller) -> str:
    """What held it, in words; nothing where it starts as early as it can."""
    said = [_HELD[word].format(_thing(word, name, spell)) if word in _HELD else word for word, name in placed.binding]
    found = "; ".join(dict.fromkeys(said))
    return capital(found)


def _thing(word: str, name: str, spell: Speller) -> str:
    return spell.team(name) if word == "team" else spell.item(name)


def _gate(gate: Gate) -> str:
    if not gate.open:
        return "shut"
    waiting = any(condition.outcome == "forecast" for condition in gate.conditions)
    return "from the forecast" if waiting else "open"


def left_out(plan: MigrationPlan, inputs: PlanInputs, spell: Speller) -> Iterator[LeftView]:
    """What was weighed and left out, the most valuable first; then what never came so far."""
    known = set()
    shut = {gate.tactic: _shut(gate) for gate in inputs.gates if not gate.open}
    weighed = sorted(plan.explained.left, key=lambda left: (left.forced is None, -(left.forced or 0.0), left.id))
    for left in weighed:
        known.add(left.id)
        item = spell.items.get(left.id)
        forced = spell.money(left.forced) if left.forced is not None else None
        displaced = tuple(spell.item(name) for name in left.displaces)
        kind = KINDS[item.kind] if item else ""
        sentence = shut.get(left.id, left.sentence) if left.reason == "gate" else left.sentence
        yield LeftView(left.id, spell.item(left.id), kind, REASONS[left.reason], sentence, displaced, forced)
    for blocked in inputs.blocked:
        if blocked.id not in known:
            kind = KINDS.get(blocked.kind, blocked.kind)
            sentence = shut.get(blocked.id) or blocked.sentence
            yield LeftView(blocked.id, spell.item(blocked.id), kind, REASONS[blocked.reason], sentence, ())


def _shut(gate: Gate) -> str:
    """That a gate is shut, and how far; which conditions they are stands with the tactic."""
    failed = sum(condition.outcome == "failed" for condition in gate.conditions)
    fails = "is" if failed == 1 else "are"
    return f"Its gate is shut: {failed} of {counted(len(gate.conditions), 'condition', 'conditions')} {fails} not met."


def never(plan: MigrationPlan, spell: Speller) -> Iterator[NeverView]:
    """Requests that stay with people, with the titles of the rules that say so."""
    titles = {rule.id: rule.title() for rule in spell.rules}
    for kept in plan.explained.never:
        names = tuple(titles.get(rule, rule) for rule in kept.rules)
        yield NeverView(kept.request, spell.request(kept.request), names, kept.sentence)


def tactics(plan: MigrationPlan, inputs: PlanInputs, spell: Speller) -> Iterator[TacticView]:
    """Pull and push with their gates: those on the plan by month, then the others."""
    placed = {found.id: found for found in plan.explained.placed}
    reasons = {left.id: left.sentence for left in plan.explained.left}
    reasons |= {blocked.id: blocked.sentence for blocked in inputs.blocked}
    reasons |= {gate.tactic: _shut(gate) for gate in inputs.gates if not gate.open}
    written = spell.strategy.plan.tactics if spell.strategy.plan else {}
    ordered = sorted(inputs.gates, key=lambda g: (g.tactic not in placed, _start(placed, g.tactic), g.tactic))
    for gate in ordered:
        item, tactic = spell.items.get(gate.tactic), written.get(gate.tactic)
        yield TacticView(
            id=gate.tactic,
            name=spell.item(gate.tactic),
            kind=gate.kind,
            touchpoint_name=spell.touchpoint(tactic.at if tactic else item.touchpoint if item else ""),
            builds=tuple(spell.item(name) for name in gate.builds),
            standing=_standing(placed.get(gate.tactic), item, reasons.get(gate.tactic, ""), spell),
            gate=_gate(gate),
            conditions=tuple(_condition(condition) for condition in gate.conditions),
            triggers=gate.triggers,
            risk=gate.risk,
            planned=gate.tactic in placed,
            cost=spell.money(item.run, MONTH) if item and item.run else None,
        )


def _start(placed: dict[str, Placed], name: str) -> int:
    return placed[name].starts if name in placed else 0


def _standing(placed: Placed | None, item: Item | None, reason: str, spell: Speller) -> str:
    if placed is None:
        return f"Not on the plan. {reason}".strip()
    start = spell.month(placed.starts).text
    lasting = item.effect.months if item and isinstance(item.effect, Pull) else 0
    return f"From {start}, for {counted(lasting, 'month', 'months')}" if lasting else f"From {start} on"


def _condition(condition: Condition) -> ConditionView:
    glyph, word = GLYPHS[condition.outcome]
    return ConditionView(CONDITIONS.get(condition.name) or spelled(condition.name), glyph, word, condition.words)


def teams(plan: MigrationPlan, spell: Speller) -> Iterator[TeamView]:
    """Load and capacity of each team by month."""
    months = plan.problem.months
    for team in plan.problem.teams:
        load = [0.0] * months
        for placed in plan.explained.placed:
            people = dict(spell.items[placed.id].team).get(team.id, 0.0)
            for month in range(placed.starts, min(placed.starts + spell.items[placed.id].duration, months + 1)):
                load[month - 1] += people
        capacity = (*team.capacity, *(team.capacity[-1:] * months))[:months]
        yield TeamView(team.id, spelled(team.id), series(load), series(capacity), _peak(load, capacity, spell))


def _peak(load: list[float], capacity: tuple[float, ...], spell: Speller) -> str:
    most = max(load, default=0.0)
    if not most:
        return "not needed"
    at = load.index(most)
    full = sum(used >= there - 1e-9 for used, there in zip(load, capacity, strict=True) if used)
    words = f"{cents(most).normalize():f} of {cents(capacity[at]).normalize():f} people in {spell.month(at + 1).text}"
    return words + (f", fully taken in {counted(full, 'month', 'months')}" if full else "")
