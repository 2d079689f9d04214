import re
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from ecaremap.insight.journeys.metrics import METRICS
from ecaremap.model.plan import Metric
from ecaremap.render.routes_svg import render_routes
from ecaremap.usecases.validate import validate, validate_text
from ecaremap.views.journey_model import JourneysView
from ecaremap.views.journeys import journeys_view
from ecaremap.views.routes import drawings

TODAY = date(2026, 11, 21)


def seen(text: str) -> JourneysView:
    result = validate_text(f"ecaremap: 1\nname: Example\n{text}".encode(), "example.yaml", TODAY)
    assert result.decisions is not None, result.findings
    return journeys_view(result.decisions)


def of_map(folder: str) -> JourneysView:
    result = validate(f"maps/{folder}", TODAY)
    assert result.decisions is not None
    return journeys_view(result.decisions)


FIGURED = """
level: costed
touchpoints:
  website: {hands_over_to: {app: context kept, call-centre: context lost}}
  app: {}
  call-centre: {hours: "08:00-20:00 Mon-Sat"}
segments: {offline: {share: 5%, cannot_use: [digital]}, deaf: {cannot_use: [traditional]}}
requests:
  pay: {name: Pay my bill, job: transact, volume: 900, starts_at: {website: 60%, app: 20%, call-centre: 20%}}
  buy: {job: transact, volume: 100, starts_at: {website: 100%}}
coverage:
  pay: {website: inform, app: {today: self-serve, completion: 80%, calls_after: 25%}, call-centre: human}
  buy: {website: inform, app: none -> self-serve, call-centre: human}
journeys:
  from-page-to-app: {request: pay, steps: [website, app]}
  buy-in-the-app: {name: Buy in the app, request: buy, steps: [website, app]}
"""


def test_the_headline_says_what_is_expected() -> None:
    target = "{today: none, target: self-serve, expected: {completion: 100%, calls_after: 0%}}"
    view = seen(FIGURED.replace("none -> self-serve", target))
    # Of 820 digital starts, 900 × (0.2 × 0.6 + 0.6 × 0.3) = 270 finish today, and 50 buyers more by the target.
    assert (
        view.headline
        == "Of 100 customers who start digitally, 33 stay digital to the end today; the target makes it 39."
    )


def test_the_headline_is_honest_where_figures_miss() -> None:
    assert seen(FIGURED).headline == (
        "Of 100 customers who start digitally, 38 stay digital to the end today; the target leaves it there. "
        "1 of 2 requests, 90% of the needs, have the figures to tell."
    )
    possible = seen(FIGURED.replace("completion: 80%, ", ""))
    assert possible.headline.startswith("Of 100 customers who start digitally, 88 can stay digital to the end today; ")
    assert possible.headline.endswith("How many do is not known: no completion rates are given.")
    nothing = seen(re.sub(r", starts_at: \{[^}]*\}", "", FIGURED))
    assert nothing.headline == (
        "From 2 of 3 digital starts customers can stay digital to the end today; the target makes it 4 of 4. "
        "How many customers that is, the map does not say: it has no starts_at."
    )


def test_rows_tell_kind_route_and_segments() -> None:
    view = seen(FIGURED)
    pay = view.requests[0]
    assert (pay.id, pay.worst_today, pay.worst_target) == ("pay", "leaves digital", "leaves digital")
    assert (pay.possible_today, pay.expected_today) == (Decimal("0.8"), Decimal("0.30"))
    website = pay.entries[0]
    assert (website.name, website.share) == ("Website", Decimal("0.6"))
    assert website.today is not None
    assert website.today.route is not None
    assert website.today.route.words == "Website → Call centre: must repeat everything"
    assert (website.today.kind, website.today.night) == ("leaves digital", "stays digital")
    assert website.today.repeats
    call = next(entry for entry in pay.entries if entry.touchpoint == "call-centre")
    assert call.today is not None
    assert (call.today.night, call.today.route) == ("shut", None)
    buy = view.requests[1]
    assert buy.entries[0].segments == ("Deaf: no way finishes it today",)
    assert "completion of buy/app" in buy.note


def test_kinds_are_counted_and_weighed() -> None:
    counts = {kind.kind: kind for kind in seen(FIGURED).kinds}
    assert [counts["closed"].today, counts["leaves digital"].today] == [2, 2]
    assert counts["leaves digital"].today_share == (Decimal(900) * Decimal("0.6") + 100) / 1000
    assert sum(kind.today_share or 0 for kind in counts.values()) == 1


def test_named_journeys_say_what_stands_in_their_way() -> None:
    named = {journey.id: journey for journey in seen(FIGURED).named}
    assert named["from-page-to-app"].words == "Website → App"
    assert (named["from-page-to-app"].today, named["from-page-to-app"].target) == ("", "")
    assert (named["buy-in-the-app"].today, named["buy-in-the-app"].target) == ("'buy' is not offered at 'app'", "")


def test_every_metric_says_what_it_counts_over_what() -> None:
    view = seen(FIGURED)
    names = {metric.name for metric in view.metrics}
    assert set(Metric.__args__) <= names == {metric.name for metric in METRICS}
    for metric in view.metrics:
        assert metric.numerator
        assert metric.denominator or metric.unit == "money"
        assert metric.today is not None or (metric.today_text == "not known" and metric.missing)


def test_notices_tell_how_hours_and_starts_are_read() -> None:
    assert seen(FIGURED).notices[0] == "Out of hours stands for Sat 20:00, when the fewest touchpoints are open."
    bare = seen(
        "touchpoints: [store, app]\nrequests: {r: {job: transact}}\ncoverage: {r: {store: human, app: inform}}\n"
    )
    assert bare.notices[0].startswith("No hand-over is written")
    assert "Taken to be closed out of hours, as no hours are written: Store." in bare.notices


@pytest.mark.parametrize("folder", ["telecom", "public-service", "bank", "utility", "minimal.yaml"])
def test_real_maps_have_a_view_and_a_picture(folder: str) -> None:
    view = of_map(folder)
    assert view.headline
    assert len(view.requests) > 5
    shown = drawings(view)
    picture = render_routes(shown)
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    assert [child.tag.rpartition("}")[2] for child in root][:2] == ["title", "desc"]
    assert not re.search(r"<script|<style|style=|href|url\(|on\w+=", picture)
    assert picture == render_routes(drawings(of_map(folder)))


def test_telecom() -> None:
    view = of_map("telecom")
    assert view.headline.startswith("Of 100 customers who start digitally, ")
    fault = next(request for request in view.requests if request.id == "net-fault")
    app = next(entry for entry in fault.entries if entry.touchpoint == "app")
    assert app.today is not None
    assert app.target is not None
    assert (app.today.meaning, app.target.kind) == ("not offered there", "closed")


def test_drawings_show_the_worst_first_and_each_way_once() -> None:
    shown = drawings(seen(FIGURED + "  # end\n"))
    assert [(each.title, each.kind) for each in shown] == [
        ("Pay my bill and 1 more request, today and by the target", "leaves digital")
    ]
    nodes, arrows = shown[0].nodes, shown[0].arrows
    assert [(node.name, node.upper, node.start, node.remark) for node in nodes] == [
        ("Website", True, True, ""),
        ("Call centre", False, False, "finished"),
    ]
    assert [(arrow.tail, arrow.head, arrow.lost) for arrow in arrows] == [(0, 1, True)]


def test_a_circle_is_drawn_with_an_arrow_back() -> None:
    shown = drawings(
        seen(
            "touchpoints: {website: {hands_over_to: {app: context kept}}, app: {hands_over_to: {website: context lost}}}\n"
            "requests: {r: {job: transact, starts_at: {website: 100%}}}\ncoverage: {r: {website: inform, app: inform}}\n"
        )
    )
    assert [(arrow.tail, arrow.head, arrow.lost) for arrow in shown[0].arrows] == [(0, 1, False), (1, 0, True)]
    assert "round and round" in render_routes(shown)


def test_names_are_escaped_and_nothing_is_no_picture() -> None:
    assert render_routes(()) == ""
    shown = drawings(
        seen(
            'touchpoints: {website: {name: "<b>&"}}\nrequests: {r: {job: transact}}\ncoverage: {r: {website: inform}}\n'
        )
    )
    assert "<b>" not in render_routes(shown)
    ET.fromstring(render_routes(shown))
