from decimal import Decimal

from ecaremap.insight.journeys.graph import Edge, Graph, Scene
from insight.journeys.maps import NOW, THEN, one, surveyed


def graph(text: str, scene: Scene = NOW) -> Graph:
    return surveyed(text).graph("r", scene)


def ways(text: str, scene: Scene = NOW) -> list[tuple[str, str, str]]:
    return [
        (e.source, e.target, "lost" if e.lost else "kept") for edges in graph(text, scene).ways.values() for e in edges
    ]


def test_hand_overs_lead_to_what_is_offered() -> None:
    places = "{website: {hands_over_to: {app: context kept, account: context lost, chat: context kept, sms: context kept}}, app: {}, account: {}, chat: {}, sms: {}}"
    cells = "{website: inform, app: self-serve, account: none, chat: {not_here: never}, sms: {today: self-serve, status: planned}}"
    assert ways(one(places, cells)) == [("website", "app", "kept")]
    assert ways(one(places, cells), THEN) == [("website", "app", "kept"), ("website", "sms", "kept")]


def test_context_and_share_come_along() -> None:
    places = "{website: {hands_over_to: {app: {context: context lost, share: 30%}}}, app: {}}"
    found = graph(one(places, "{website: inform, app: self-serve}"))
    assert found.ways["website"] == [Edge("website", "app", lost=True, share=Decimal("0.30"))]


def test_a_target_is_another_graph() -> None:
    places = "{website: {hands_over_to: {app: context kept}}, app: {}}"
    text = one(places, "{website: inform, app: none -> self-serve}")
    assert ways(text) == []
    assert ways(text, THEN) == [("website", "app", "kept")]


def test_on_request_leads_to_everybody_with_a_person() -> None:
    cells = "{website: {today: inform, human_route: on-request}, call-centre: human, chat: assisted, app: self-serve}"
    found = ways(one("[website, call-centre, chat, app]", cells))
    assert found == [("website", "call-centre", "lost"), ("website", "chat", "lost")]


def test_a_written_hand_over_says_more_than_on_request() -> None:
    places = "{website: {hands_over_to: {call-centre: context kept}}, call-centre: {}}"
    cells = "{website: {today: inform, human_route: on-request}, call-centre: human}"
    assert ways(one(places, cells)) == [("website", "call-centre", "kept")]


def test_the_other_routes_to_a_person_add_nothing() -> None:
    for route in ("same-session", "named-person", "none"):
        cells = f"{{website: {{today: inform, human_route: {route}}}, call-centre: human}}"
        assert ways(one("[website, call-centre]", cells)) == []


def test_undecided_targets_are_asked_for() -> None:
    text = one("{website: {hands_over_to: {app: context kept}}, app: {}}", "{website: inform}")
    assert [edge.target for edge in graph(text).asked["website"]] == ["app"]
    assert graph(text + "everywhere_else: not handled\n").asked["website"] == []


def test_what_is_not_live_cannot_be_decided_for_today() -> None:
    text = one("{website: {hands_over_to: {app: context kept}}, app: {status: planned}}", "{website: inform}")
    assert graph(text).asked["website"] == []
    assert [edge.target for edge in graph(text, THEN).asked["website"]] == ["app"]


def test_a_person_on_request_whom_nobody_has_decided_about() -> None:
    text = one("[website, call-centre]", "{website: {today: inform, human_route: on-request}}")
    assert [edge.target for edge in graph(text).asked["website"]] == ["call-centre"]


def test_out_of_hours_the_closed_are_gone() -> None:
    places = '{website: {hands_over_to: {chat: context kept, call-centre: context lost}}, chat: {hours: "08:00-20:00"}, call-centre: {hours: 24/7}}'
    text = one(places, "{website: inform, chat: assisted, call-centre: human}")
    assert len(ways(text)) == 2
    assert ways(text, Scene("today", "out of hours")) == [("website", "call-centre", "lost")]


def test_a_segment_does_without_the_families_it_cannot_use() -> None:
    places = "{call-centre: {hands_over_to: {website: context kept}}, website: {}}"
    text = one(places, "{call-centre: human, website: inform}", more="segments: {offline: {cannot_use: [digital]}}\n")
    assert list(graph(text, Scene("today", segment="offline")).offers) == ["call-centre"]
    assert ways(text, Scene("today", segment="offline")) == []
