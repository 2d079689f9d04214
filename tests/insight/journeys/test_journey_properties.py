"""The classification against all ways tried one by one, on random small maps."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecaremap.insight.journeys.graph import TIMES, Scene
from ecaremap.insight.journeys.routes import repeating, route
from ecaremap.insight.journeys.survey import Survey
from ecaremap.model.scales import STATES
from insight.journeys.brute import World
from insight.journeys.drawn import strategies
from insight.journeys.maps import surveyed

JSON = dict[str, Any]
usual = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def scenes() -> list[Scene]:
    return [Scene(state, time, segment) for state in STATES for time in TIMES for segment in (None, "s")]


def world(strategy: JSON, scene: Scene) -> World:
    blocked = strategy["segments"]["s"]["cannot_use"] if scene.segment else ()
    return World(strategy, scene.state, night=scene.time == "out of hours", blocked=tuple(blocked))


@usual
@given(strategies())
def test_kinds_are_those_of_all_ways_tried(strategy: JSON) -> None:
    journeys = surveyed(strategy)
    for scene in scenes():
        tried = world(strategy, scene)
        for entry, found in journeys.prospects("r", scene).items():
            kind, finishes, digitally, repeats, shortest = tried.judged(entry)
            assert (found.kind, found.finishes, found.digitally, found.repeats) == (
                kind,
                finishes,
                digitally,
                repeats,
            ), entry
            if kind != "shut":
                assert len(route(journeys.graph("r", scene), entry, found).stops) == shortest


@usual
@given(strategies())
def test_the_way_shown_is_one_that_customers_can_take(strategy: JSON) -> None:
    journeys = surveyed(strategy)
    for scene in scenes():
        tried = world(strategy, scene)
        for entry, found in journeys.prospects("r", scene).items():
            if found.kind == "shut" or not found.offered:
                continue
            shown = route(journeys.graph("r", scene), entry, found)
            ways = [(way, end) for end, way, _ in tried.journeys(entry)]
            assert (shown.stops, found.kind) in ways
            if found.repeats:
                again = repeating(journeys.graph("r", scene), entry)
                assert again.lost[-1]
                assert any(way[: len(again.stops)] == again.stops for way, _ in ways)


@usual
@given(st.data(), strategies())
def test_order_in_the_file_means_nothing(data: st.DataObject, strategy: JSON) -> None:
    def shuffled(table: JSON) -> JSON:
        return {key: table[key] for key in data.draw(st.permutations(list(table)))}

    def seen(journeys: Survey) -> dict[Any, Any]:
        return {
            (scene, entry): (found, route(journeys.graph("r", scene), entry, found) if found.kind != "shut" else None)
            for scene in scenes()
            for entry, found in journeys.prospects("r", scene).items()
        }

    other = {
        **strategy,
        "touchpoints": shuffled(strategy["touchpoints"]),
        "coverage": {"r": shuffled(strategy["coverage"]["r"])},
    }
    for touchpoint in other["touchpoints"].values():
        touchpoint["hands_over_to"] = shuffled(touchpoint["hands_over_to"])
    assert seen(surveyed(strategy)) == seen(surveyed(other))
