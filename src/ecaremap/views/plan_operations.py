"""The operations page: hours of people month by month, what has to be trained before when, how long both ways are open."""

from collections.abc import Iterator

from ecaremap.plan.problem import Adoption, Push, Retire
from ecaremap.plan.result import MigrationPlan
from ecaremap.views.plan_model_pages import DoubleView, OperationsView, QuarterView, SkillView, TrainingView
from ecaremap.views.plan_money import hours_of, nothing_of
from ecaremap.views.plan_words import Speller
from ecaremap.views.words import counted

QUARTER = 3
SKILLS = 12
_ENOUGH = 0.005


def operations(plan: MigrationPlan, spell: Speller) -> OperationsView | None:
    """The page; None where nothing is on the plan."""
    if not plan.explained.placed:
        return None
    return OperationsView(
        sentence=_sentence(plan, spell),
        quarters=tuple(_quarters(plan, spell)),
        skills=tuple(_skills(plan, spell)),
        training=tuple(_training(plan, spell)),
        double=tuple(_double(plan, spell)),
        notes=tuple(_notes(plan)),
    )


def _sentence(plan: MigrationPlan, spell: Speller) -> str:
    first, last = (float(plan.forecast.person[..., at].sum()) for at in (0, -1))
    change = (last - first) / first if first else 0.0
    words = f"{spell.count(last, 'contacts').text} with people at the end of the plan, {spell.count(first, 'contacts').text} in its first month"
    moved = f" ({'down' if change < 0 else 'up'} {spell.share(abs(change)).text})" if abs(change) >= _ENOUGH else ""
    rising = max(float(plan.forecast.person[..., at].sum()) for at in range(plan.problem.months))
    return f"{words}{moved}." + (_rise(plan, spell, rising) if rising > first * (1 + 2 * _ENOUGH) else "")


def _rise(plan: MigrationPlan, spell: Speller, most: float) -> str:
    at = next(at for at in range(plan.problem.months) if float(plan.forecast.person[..., at].sum()) == most)
    return f" The most come in {spell.month(at + 1).text}: {spell.count(most, 'contacts', '').text}."


def _quarters(plan: MigrationPlan, spell: Speller) -> Iterator[QuarterView]:
    """Averages of three months each, with what goes live in them."""
    hours, nothing = hours_of(plan.forecast), nothing_of(plan)
    idle = hours_of(nothing) if nothing else None
    for start in range(0, plan.problem.months, QUARTER):
        span = range(start, min(start + QUARTER, plan.problem.months))
        person = sum(float(plan.forecast.person[..., at].sum()) for at in span) / len(span)
        used = sum(hours[at] for at in span) / len(span) if hours else None
        freed = sum(idle[at] - hours[at] for at in span) / len(span) if hours and idle else None
        placed = sorted((p.live, p.id) for p in plan.explained.placed if start < p.live <= start + QUARTER)
        first, last = spell.month(span[0] + 1).text, spell.month(span[-1] + 1).text
        yield QuarterView(
            label=first if first == last else f"{first} to {last}",
            person=spell.count(person, "contacts"),
            hours=spell.count(used, "hours") if used is not None else None,
            freed=spell.count(freed, "hours") if freed is not None else None,
            live=tuple(spell.item(name) for _, name in placed),
        )


def _skills(plan: MigrationPlan, spell: Speller) -> Iterator[SkillView]:
    """Hours by request, what changes most first; contacts with people times the hours of one."""
    nothing = nothing_of(plan)
    found = []
    for row, demand in enumerate(plan.problem.demands):
        if demand.handling_hours is None:
            continue
        person = plan.forecast.person[row] * demand.handling_hours
        idle = float(nothing.person[row, -1]) * demand.handling_hours if nothing else None
        found.append((demand.id, float(person[0]), float(person[-1]), idle))
    ranked = sorted(found, key=lambda skill: (-abs(skill[2] - (skill[1] if skill[3] is None else skill[3])), skill[0]))
    for name, first, last, idle in ranked[:SKILLS]:
        basis = first if idle is None else idle
        change = (last - basis) / basis if basis else 0.0
        yield SkillView(
            request=name,
            name=spell.request(name),
            first=spell.count(first, "hours"),
            last=spell.count(last, "hours"),
            nothing=spell.count(idle, "hours") if idle is not None else None,
            change="no change"
            if abs(change) < _ENOUGH
            else f"{'fewer' if change < 0 else 'more'} by {spell.share(abs(change)).text}",
        )


def _training(plan: MigrationPlan, spell: Speller) -> Iterator[TrainingView]:
    """Before each month with launches: where people meet these requests, and what is new to them."""
    months: dict[int, list[str]] = {}
    for placed in plan.explained.placed:
        if spell.items[placed.id].kind in ("build", "push", "pull", "fix", "opening", "retirement"):
            months.setdefault(placed.live, []).append(placed.id)
    for month, names in sorted(months.items()):
        if month > plan.problem.months:
            continue
        requests = {spell.items[name].request for name in names} | {
            spell.items[build].request for name in names for build in _builds(name, spell)
        }
        where = [
            place
            for place, touchpoint in spell.strategy.touchpoints.items()
            if touchpoint.family == "traditional" and any(_met(spell, request, place) for request in requests)
        ]
        view = spell.month(month)
        topics = tuple(sorted({spell.item(name) for name in names}))
        yield TrainingView(view.text, view.iso, tuple(spell.touchpoint(place) for place in where), topics)


def _builds(name: str, spell: Speller) -> tuple[str, ...]:
    effect = spell.items[name].effect
    if isinstance(effect, Push):
        return (effect.build,)
    return tuple(getattr(effect, "builds", ()))


def _met(spell: Speller, request: str, place: str) -> bool:
    cell = spell.strategy.coverage.get(request, {}).get(place)
    return cell is not None and cell.today == "human"


def _double(plan: MigrationPlan, spell: Speller) -> Iterator[DoubleView]:
    """Builds that somebody is pushed to, or whose other way closes; all others run beside it to the end."""
    placed = {found.id: found for found in plan.explained.placed}
    narrowed: dict[str, int] = {}
    for found in plan.explained.placed:
        effect = spell.items[found.id].effect
        if isinstance(effect, Push):
            narrowed[effect.build] = found.starts
        elif isinstance(effect, Retire):
            for name in placed:
                if isinstance(spell.items[name].effect, Adoption):
                    narrowed.setdefault(name, found.live)
    for name, until in sorted(narrowed.items(), key=lambda pair: (pair[1], pair[0])):
        if name in placed and until > placed[name].live:
            since = placed[name].live
            yield DoubleView(spell.item(name), spell.month(since).text, spell.month(until).text, until - since)


def _notes(plan: MigrationPlan) -> Iterator[str]:
    builds = sum(isinstance(item.effect, Adoption) for item in plan.problem.items if item.id in plan.solution.schedule)
    narrowed = sum(isinstance(item.effect, Push) for item in plan.problem.items if item.id in plan.solution.schedule)
    if builds > narrowed:
        kept = counted(builds - narrowed, "build runs", "builds run")
        yield f"{kept} beside the other ways to the end of the plan: nothing is closed before its replacement has proved itself."
    unknown = sum(demand.handling_hours is None for demand in plan.problem.demands)
    if unknown:
        yield (
            f"{counted(unknown, 'request has', 'requests have')} no handling time: its hours are not in these figures."
            if unknown == 1
            else (f"{unknown} requests have no handling time: their hours are not in these figures.")
        )
    yield "Hours for training are not in the plan: no figure for them stands in the strategy."
