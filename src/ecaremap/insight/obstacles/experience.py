"""Obstacle 1: the digital experience is not good enough to move to."""

from datetime import date

from ecaremap.insight.asking import counted, shortened
from ecaremap.insight.cells import CellContext, written_cells
from ecaremap.insight.checks.g125_unmeasured import MEASURES
from ecaremap.insight.obstacles.fact import Fact, Ground, answer, of
from ecaremap.model.facts import completes
from ecaremap.model.figures import Figure
from ecaremap.model.organisation import Assessment
from ecaremap.model.request import Request
from ecaremap.model.touchpoint import Touchpoint

MEASURED = ("measured", "client")
"""Kinds of sources that count as one's own measurement."""
WITH_PERSON = ("assisted", "human", "peer", "proactive")
TALK = ("discuss", "validate", "vent")


def facts(ground: Ground) -> tuple[Fact, ...]:
    """What is asked of the experience."""
    return (
        _tried(ground),
        _succeeded(ground),
        _listening(ground, digital=True),
        _listening(ground, digital=False),
        _acting(ground),
        _measured(ground, "completion", "Is it measured how many customers finish what they begin?"),
        _measured(ground, "calls_after", "Is it measured how many call all the same?"),
        _person(ground),
        _accessible(ground),
    )


def _tried(ground: Ground) -> Fact:
    today = ground.decisions.period.today
    since = _year_before(today)
    walks = [walk for walk in ground.strategy.assessments if _outside(ground, walk)]
    recent = [walk for walk in walks if since <= walk.date <= today]
    found = "no walk-through is written"
    if recent:
        last = max(recent, key=lambda walk: (walk.date, walk.who))
        found = f"{counted(len(recent), 'walk-through', 'walk-throughs')}, the last on {last.date} by {last.who}"
    elif ground.strategy.assessments:
        found = f"none since {since} by anybody outside the team"
    return Fact(
        "tried",
        "Have people outside the team tried it within the last twelve months?",
        "met" if recent else "not met" if ground.strategy.assessments else "unknown",
        found,
        ground.place(("assessments",)),
        "assessments: [{date: …, who: …, request: …, touchpoint: …, outcome: …}]; ecaremap walkthrough writes the script",
    )


def _outside(ground: Ground, walk: Assessment) -> bool:
    """Whether somebody is neither the strategy's owner nor the touchpoint's."""
    governance = ground.strategy.governance
    team = {governance.owner if governance else None, ground.strategy.touchpoints[walk.touchpoint].owner}
    return walk.who.casefold() not in {name.casefold() for name in team if name}


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def _succeeded(ground: Ground) -> Fact:
    """The latest attempt at each cell counts; of two on one day, the one that failed."""
    latest: dict[str, Assessment] = {}
    for walk in sorted(ground.strategy.assessments, key=lambda walk: (walk.date, walk.outcome != "completed")):
        latest[f"{walk.request}/{walk.touchpoint}"] = walk
    failed = [name for name, walk in latest.items() if walk.outcome != "completed"]
    done = len(latest) - len(failed)
    return Fact(
        "succeeded",
        "Did they finish, without calling or giving up?",
        answer(done, len(latest), len(latest)) if latest else "unknown",
        of(done, len(latest), "tasks", failed) if latest else "no walk-through is written",
        ground.place(("assessments",)),
        "outcome: completed, after what stopped them is repaired and it was tried again",
    )


def _live(ground: Ground, *, digital: bool) -> dict[str, Touchpoint]:
    families = ("digital",) if digital else ("traditional", "automated-voice")
    touchpoints = ground.strategy.touchpoints
    return {name: t for name, t in touchpoints.items() if t.status == "live" and t.family in families}


def _listening(ground: Ground, *, digital: bool) -> Fact:
    places = _live(ground, digital=digital)
    deaf = [name for name, touchpoint in places.items() if not touchpoint.feedback]
    heard = len(places) - len(deaf)
    which = "digital" if digital else "with people and on the phone"
    asked = "at every digital touchpoint" if digital else "in every traditional channel"
    return Fact(
        "feedback-digital" if digital else "feedback-traditional",
        f"Are customers asked how it went {asked}?",
        answer(heard, heard, len(places)) if places else "unknown",
        of(heard, len(places), f"live touchpoints {which}" if not digital else "live digital touchpoints", deaf),
        ground.place(*(("touchpoints", name) for name in sorted(deaf)), ("touchpoints",)),
        "feedback: [ID] at the touchpoint, and the instrument under feedback:",
    )


def _acting(ground: Ground) -> Fact:
    instruments = ground.strategy.feedback
    lacking = [n for n, f in instruments.items() if not (f.owner and f.acts_within and f.goes_to)]
    pools = {f.goes_to for f in instruments.values() if f.goes_to}
    together = len(pools) == 1 and not lacking
    found = of(len(instruments) - len(lacking), len(instruments), "instruments have owner, place and deadline", lacking)
    if len(pools) > 1:
        found += f"; answers go to {shortened(sorted(pools))}"
    return Fact(
        "acting",
        "Do all answers come together, and does somebody act on them in time?",
        "met" if together else "not met" if instruments else "unknown",
        found if instruments else "no instrument is written",
        ground.place(*(("feedback", name) for name in sorted(lacking)), ("feedback",)),
        "goes_to: one place for all, owner: …, acts_within: 5 days",
    )


def _measured(ground: Ground, key: str, question: str) -> Fact:
    """Of the frequent requests, where customers finish at a live digital or voice touchpoint."""
    wanted = ground.frequent or tuple(ground.strategy.requests)
    cells = [
        context
        for context in written_cells(ground.project)
        if context.request_id in wanted
        and context.digital
        and key in MEASURES.get(context.today, ())
        and completes(context.request, context.cell, context.today)
    ]
    said = [context for context in cells if getattr(context.cell, key) is not None]
    known = [context for context in said if _kind(ground, context, key) in MEASURED]
    lacking = [context for context in cells if context not in known]
    found = of(len(known), len(cells), "places where customers finish frequent requests", (c.where for c in lacking))
    if len(said) > len(known):
        found += f"; {counted(len(said) - len(known), 'figure rests', 'figures rest')} on no measurement"
    first = min((context.where for context in lacking), default="").split("/")
    return Fact(
        key.replace("_", "-"),
        question,
        answer(len(known), len(said), len(cells)) if cells else "unknown",
        found if cells else "nowhere do customers finish a frequent request digitally today",
        ground.place(("coverage", *first), ("coverage",)),
        f"{key}: {{value: …, source: …}} at the cell, from a source of the kind measured or client",
    )


def _kind(ground: Ground, context: CellContext, key: str) -> str:
    figure: Figure = getattr(context.cell, key)
    source = ground.strategy.sources.get(figure.source or context.cell.source or "")
    return source.kind if source else ""


def delicate(request: Request) -> bool:
    """Whether customers may need a person: strong feelings, hard to get right, or a conversation."""
    return request.emotion in ("medium", "high") or request.complexity in ("medium", "high") or request.job in TALK


def _person(ground: Ground) -> Fact:
    cells = [c for c in written_cells(ground.project) if c.digital and c.today and c.today not in WITH_PERSON]
    cells = [context for context in cells if delicate(context.request)]
    lacking = [context.where for context in cells if context.cell.human_route in (None, "none")]
    known = any(request.emotion or request.job for request in ground.strategy.requests.values())
    met, said = len(cells) - len(lacking), sum(context.cell.human_route is not None for context in cells)
    return Fact(
        "person",
        "Does every delicate request have a way to a person where customers are on their own?",
        answer(met, said, len(cells)) if known else "unknown",
        of(met, len(cells), "cells of delicate requests", lacking),
        ground.place(("coverage", *min(lacking, default="").split("/")), ("coverage",)),
        "human_route: on-request, same-session or named-person at the cell",
    )


def _accessible(ground: Ground) -> Fact:
    digital = _live(ground, digital=True)
    people = {name: t for name, t in _live(ground, digital=False).items() if t.family == "traditional"}
    everywhere = {**digital, **people}
    good = [name for name, touchpoint in everywhere.items() if touchpoint.accessible]
    said = any(touchpoint.accessible is not None for touchpoint in everywhere.values())
    both = any(name in digital for name in good) and any(name in people for name in good)
    return Fact(
        "accessible",
        "Can people with disabilities use one digital touchpoint and one with people?",
        "met" if both else "not met" if said else "unknown",
        f"accessible: {shortened(sorted(good))}" if good else "no touchpoint says so",
        ground.place(("touchpoints",)),
        "accessible: true at touchpoints that meet EN 301 549",
    )
