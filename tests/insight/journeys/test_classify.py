from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.routes import allowed, repeating, route
from insight.journeys.maps import NOW, THEN, kinds, one, surveyed

NIGHT = Scene("today", "out of hours")


def words(text: str, entry: str, scene: Scene = NOW) -> str:
    found = surveyed(text)
    return route(found.graph("r", scene), entry, found.prospects("r", scene)[entry]).words()


def test_closed_where_it_completes() -> None:
    assert kinds(one("[app, call-centre]", "{app: self-serve, call-centre: human}")) == {
        "app": "closed",
        "call-centre": "closed",
    }


def test_a_way_is_not_followed_beyond_where_it_completes() -> None:
    places = "{app: {hands_over_to: {email: context lost}}, email: {}}"
    assert kinds(one(places, "{app: self-serve, email: inform}"))["app"] == "closed"


def test_stays_digital() -> None:
    text = one("{website: {hands_over_to: {app: context kept}}, app: {}}", "{website: inform, app: self-serve}")
    assert kinds(text)["website"] == "stays digital"
    assert words(text, "website") == "website → app"


def test_assisted_counts_as_digital() -> None:
    text = one("{website: {hands_over_to: {chat: context kept}}, chat: {}}", "{website: inform, chat: assisted}")
    assert kinds(text)["website"] == "stays digital"


def test_leaves_digital_if_any_way_does() -> None:
    places = "{website: {hands_over_to: {app: context kept, call-centre: context lost}}, app: {}, call-centre: {}}"
    text = one(places, "{website: inform, app: self-serve, call-centre: human}")
    assert kinds(text)["website"] == "leaves digital"
    assert surveyed(text).prospects("r", NOW)["website"].digitally
    assert words(text, "website") == "website → call-centre: must repeat everything"


def test_automated_voice_is_not_digital() -> None:
    text = one("{website: {hands_over_to: {ivr: context kept}}, ivr: {}}", "{website: inform, ivr: self-serve}")
    assert kinds(text)["website"] == "leaves digital"


def test_leaving_and_coming_back_is_leaving() -> None:
    places = "{website: {hands_over_to: {ivr: context kept}}, ivr: {hands_over_to: {app: context kept}}, app: {}}"
    text = one(places, "{website: inform, ivr: inform, app: self-serve}")
    assert kinds(text)["website"] == "leaves digital"
    assert not surveyed(text).prospects("r", NOW)["website"].digitally
    assert words(text, "website") == "website → ivr → app"


def test_a_dead_end_outranks_what_else_may_happen() -> None:
    places = "{website: {hands_over_to: {app: context kept, email: context kept, sms: context kept}}, app: {}, email: {}, sms: {hands_over_to: {website: context kept}}}"
    text = one(places, "{website: inform, app: self-serve, email: inform, sms: inform}")
    found = surveyed(text).prospects("r", NOW)["website"]
    assert (found.kind, found.finishes, found.hopeless) == ("dead end", True, False)
    assert words(text, "website") == "website → email: not finished there, and no way on"


def test_a_loop_outranks_leaving() -> None:
    places = "{website: {hands_over_to: {sms: context lost, call-centre: context kept}}, sms: {hands_over_to: {website: context kept}}, call-centre: {}}"
    text = one(places, "{website: inform, sms: inform, call-centre: human}")
    assert kinds(text)["website"] == "loop"
    assert words(text, "website") == "website → sms → website: round and round, must repeat everything at sms"


def test_a_loop_without_a_way_out_is_hopeless() -> None:
    places = "{website: {hands_over_to: {sms: context kept}}, sms: {hands_over_to: {website: context kept}}}"
    assert surveyed(one(places, "{website: inform, sms: inform}")).prospects("r", NOW)["sms"].hopeless


def test_the_shortest_circle_is_shown() -> None:
    places = "{app: {hands_over_to: {website: context kept}}, website: {hands_over_to: {sms: context kept, email: context kept}}, sms: {hands_over_to: {email: context kept}}, email: {hands_over_to: {website: context kept}}}"
    text = one(places, "{app: inform, website: inform, sms: inform, email: inform}")
    assert words(text, "app") == "app → website → email → website: round and round"


def test_undecided_is_unknown_unless_a_fault_is_certain() -> None:
    places = "{website: {hands_over_to: {app: context kept, email: context kept}}, app: {}, email: {}}"
    assert kinds(one(places, "{website: inform, email: self-serve}"))["website"] == "unknown"
    assert kinds(one(places, "{website: inform, email: inform}"))["website"] == "dead end"
    assert words(one(places, "{website: inform, email: self-serve}"), "website") == "website → app: undecided there"


def test_starts_come_from_starts_at() -> None:
    request = "{job: transact, starts_at: {app: 50%, website: 30%, store: 20%, chat: 0%}}"
    text = one("[app, website, store, chat]", "{app: self-serve, website: none}", request)
    assert kinds(text, scene=NOW) == {"app": "closed", "store": "unknown", "website": "dead end"}
    assert words(text, "website") == "website: not offered there"
    assert words(text, "store") == "store: undecided there"


def test_who_is_closed_is_no_start_and_no_way() -> None:
    places = '{website: {hands_over_to: {chat: context kept}}, chat: {hours: "08:00-20:00"}}'
    text = one(places, "{website: inform, chat: assisted}")
    assert kinds(text) == {"chat": "closed", "website": "stays digital"}
    assert kinds(text, scene=NIGHT) == {"chat": "shut", "website": "dead end"}


def test_a_segment_starts_where_it_can() -> None:
    places = "{app: {hands_over_to: {ivr: context kept, chat: context kept}}, ivr: {}, chat: {}}"
    text = one(
        places,
        "{app: inform, ivr: self-serve, chat: inform}",
        more="segments: {deaf: {cannot_use: [automated-voice]}}\n",
    )
    assert kinds(text, scene=Scene("today", segment="deaf")) == {"app": "dead end", "chat": "dead end"}
    assert list(surveyed(text).segments("r")) == ["deaf"]


def test_segments_alike_are_asked_once_and_those_without_limits_never() -> None:
    more = "segments: {a: {cannot_use: [digital]}, b: {cannot_use: [digital]}, c: {must_keep: [app]}, d: {cannot_use: [traditional]}}\n"
    assert list(surveyed(one("[app]", "{app: self-serve}", more=more)).segments("r")) == ["a"]


def test_repeats_is_a_mark_of_its_own() -> None:
    places = (
        "{website: {hands_over_to: {account: context kept}}, account: {hands_over_to: {app: context lost}}, app: {}}"
    )
    text = one(places, "{website: inform, account: show, app: self-serve}")
    found = surveyed(text)
    assert found.prospects("r", NOW)["website"].repeats
    assert found.prospects("r", NOW)["website"].kind == "stays digital"
    assert not found.prospects("r", NOW)["app"].repeats
    assert (
        repeating(found.graph("r", NOW), "website").words() == "website → account → app: must repeat everything at app"
    )


def test_the_target_is_judged_by_what_it_offers() -> None:
    places = "{website: {hands_over_to: {app: context kept}}, app: {}}"
    text = one(places, "{website: inform, app: none -> self-serve}")
    assert kinds(text) == {"website": "dead end"}
    assert kinds(text, scene=THEN) == {"app": "closed", "website": "stays digital"}


def test_named_journeys() -> None:
    places = "{website: {hands_over_to: {app: context kept, sms: context kept}}, app: {}, sms: {}, email: {}}"
    graph = surveyed(one(places, "{website: inform, app: self-serve, email: none}")).graph("r", NOW)
    assert allowed(graph, ("website", "app")) == ""
    assert allowed(graph, ("website", "sms")) == ""
    assert allowed(graph, ("website",)) == "'website' does not finish 'r'"
    assert allowed(graph, ("app", "website")) == "'app' does not lead on to 'website'"
    assert allowed(graph, ("website", "email")) == "'r' is not offered at 'email'"
