"""Where journeys end: for every start that both sides know, in hours and out of hours."""

from collections.abc import Iterator

from ecaremap.compare.causes import Key
from ecaremap.compare.edits import DEGREE
from ecaremap.compare.pair import Effect, Pair
from ecaremap.insight.journeys.classify import KINDS, Prospect
from ecaremap.insight.journeys.graph import TIMES, Scene
from ecaremap.insight.journeys.survey import Survey, survey
from ecaremap.model.scales import STATES

FIELDS = frozenset({"status", "family", "kind", "hands_over_to", "job", "completes"})
EVERYTHING = frozenset({"hours", "status", "family", "everywhere_else"})
"""What moves the quietest hour, or the meaning of every unwritten cell, touches all journeys."""

CELL_FIELDS = frozenset({DEGREE, "status", "human_route", "completes", "finished_by"})


def ending_effects(pair: Pair) -> Iterator[Effect]:
    """Journeys that end better or worse than before."""
    surveys = survey(pair.old.decisions), survey(pair.new.decisions)
    for old, new in pair.touched(FIELDS | {"hours"}, EVERYTHING):
        if old and new:
            yield from _of_request(pair, surveys, old, new)


def _of_request(pair: Pair, surveys: tuple[Survey, Survey], old: str, new: str) -> Iterator[Effect]:
    groups = [group for group in surveys[0].segments(old) if group in surveys[1].segments(new)]
    said: set[tuple[str, str, str, str]] = set()
    for group in (None, *groups):
        for state in STATES:
            for time in TIMES:
                scene = Scene(state, time, group)
                before, after = surveys[0].prospects(old, scene), surveys[1].prospects(new, scene)
                for entry in sorted(before.keys() & after.keys()):
                    kind = _kind(before[entry], after[entry])
                    ends = before[entry].kind, after[entry].kind
                    # What happens in hours, to everyone, is not said again of nights and of segments.
                    if kind and (entry, state, *ends) not in said:
                        said.add((entry, state, *ends))
                        words = [f"{end} {time}" if time == "out of hours" else end for end in ends]
                        yield Effect(kind, _causes(pair, new, entry), new, entry, state, group or "", *words)


def _kind(before: Prospect, after: Prospect) -> str:
    if before.kind == after.kind:
        return ""
    if "unknown" in (before.kind, after.kind):
        return "journey-unclear"
    return "journey-worse" if KINDS.index(after.kind) > KINDS.index(before.kind) else "journey-better"


def _causes(pair: Pair, request: str, entry: str) -> tuple[Key, ...]:
    """The start's own cell, its touchpoint, the request, another cell of the row, another touchpoint."""
    causes, fields = pair.causes, FIELDS | {"hours"}
    found = (
        causes.cell(request, entry, CELL_FIELDS)
        or causes.of("touchpoints", entry, fields)
        or causes.of("requests", request, frozenset({"job", "completes", "starts_at"}))
        or next(iter(causes.row(request)), None)
        or _elsewhere(pair, request, fields)
        or causes.of("strategy", "", frozenset({"everywhere_else"}))
    )
    return (found,) if found else ()


def _elsewhere(pair: Pair, request: str, fields: frozenset[str]) -> Key | None:
    strategy = pair.new.strategy
    names = (*sorted(strategy.coverage.get(request, ())), *sorted(strategy.touchpoints))
    return next((key for name in names if (key := pair.causes.of("touchpoints", name, fields))), None)
