"""Claimed against measured per cell: on the map, in its words and data, and in explanations."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

from evidences import cell, evidence, strategy, validated

from ecaremap.render.html import render_page
from ecaremap.render.machine import render_json
from ecaremap.render.report_markdown import render_report_markdown
from ecaremap.render.terminal import print_map
from ecaremap.render.texts import explanation_text
from ecaremap.usecases.look import explanation
from ecaremap.views.claimed import claim_words
from ecaremap.views.claimed_model import ClaimView
from ecaremap.views.map_view import map_view
from ecaremap.views.model import CellView, MapView
from ecaremap.views.report import report_view

CLAIMS = "{today: self-serve, completion: 80%, calls_after: 10% within 7 days}"
LOG = (
    "contacts: 1204, completion: 780 of 1200, calls_after: {1 day: 200 of 780, 7 days: 234 of 780}, "
    "then_person: {1 day: 445 of 1204}, satisfied: 20 of 25"
)


def seen(cell_text: str = CLAIMS, log: str = LOG, *older: str) -> MapView:
    found = validated(strategy(cell_text), *older, evidence(cell(log)))
    assert found.decisions is not None
    return map_view(found.decisions, found.findings)


def the_cell(view: MapView) -> CellView:
    at = [column.id for column in view.columns].index("app")
    return view.rows[0].cells[at]


def by_title(view: MapView) -> dict[str, ClaimView]:
    return {claim.title: claim for claim in the_cell(view).measured}


def test_a_cell_says_what_was_claimed_and_what_was_measured() -> None:
    claims = by_title(seen())
    assert list(claims) == ["Degree", "Completion", "Calls afterwards within 7 days", "Satisfaction"]
    degree = claims["Degree"]
    # Wilson of 445 of 1204: 34.3% to 39.7%.
    assert (degree.claimed, degree.measured) == ("self-serve", "37% are with a person within a day")
    assert degree.sure == "445 of 1,204; 95% sure: 34.3% to 39.7%; Jul to Sep 2026"
    completion = claims["Completion"]
    assert (completion.claimed, completion.measured, completion.contradicts) == ("80%", "65%", True)
    calls = claims["Calls afterwards within 7 days"]
    assert (calls.claimed, calls.measured, calls.contradicts) == ("10%", "30%", True)
    assert claim_words(degree) == f"claimed self-serve; measured: 37% are with a person within a day ({degree.sure})"


def test_what_rests_on_few_contradicts_nothing() -> None:
    claims = by_title(seen("{today: self-serve, csat: 20%}"))
    assert claims["Satisfaction"].few
    assert not claims["Satisfaction"].contradicts
    assert claims["Satisfaction"].claimed == "20%"
    assert "fewer than 30" in claims["Satisfaction"].sure


def test_the_degree_is_contradicted_where_the_finding_says_so() -> None:
    found = validated(strategy("self-serve"), evidence(cell(LOG)))
    assert [finding.where for finding in found.findings if finding.code == "G220"] == ["pay-bill/app"]
    assert by_title(seen("self-serve"))["Degree"].contradicts
    fine = LOG.replace("445 of 1204", "300 of 1204")
    assert not by_title(seen("self-serve", fine))["Degree"].contradicts
    assert "Degree" not in by_title(seen("show"))


def test_a_change_since_the_measurement_before_is_said() -> None:
    before = evidence(cell("contacts: 1000, completion: 800 of 1000"), "2026-04", "2026-06")
    claims = by_title(seen(CLAIMS, LOG, before))
    assert claims["Completion"].changed == "down from 80% in Apr to Jun 2026"
    assert claims["Satisfaction"].changed == ""


def test_a_map_without_evidence_looks_as_it_always_did() -> None:
    bare = validated(strategy(CLAIMS)).decisions
    assert bare is not None
    page = render_page(map_view(bare, ()))
    assert "Δ" not in page.partition("<script>")[0]
    assert 'data-show="contradicted"' not in page
    assert '"measured"' not in render_json(map_view(bare, ()))


def test_the_page_marks_and_filters_such_cells() -> None:
    page = render_page(seen())
    (marked,) = re.findall(r"<td[^>]*>(?:(?!</td>).)*class=\"mark said\".*?</td>", page)
    assert 'title="measured otherwise than claimed"' in marked
    assert "Measured otherwise than the map claims." in page
    assert 'data-show="contradicted"' in page
    states = unpacked(page)["states"]
    (measured,) = [state[16] for state in states if len(state) > 16]
    assert measured[1] == [
        "Completion",
        "80%",
        "65%",
        "780 of 1,200; 95% sure: 62.3% to 67.6%; Jul to Sep 2026",
        "",
        0,
        1,
    ]
    fine = seen("{today: self-serve, completion: 65%}", LOG.replace("445 of 1204", "30 of 1204"))
    assert 'class="mark said"' not in render_page(fine).partition("legend")[0]
    assert not the_cell(fine).contradicted


def unpacked(page: str) -> dict[str, Any]:
    packed = re.search(r'id="data"[^>]*>([^<]+)<', page)
    assert packed
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed[1])))
    return found


def test_terminal_markdown_and_data_say_the_same() -> None:
    view = seen()
    text = print_map(view, 200, color=False)
    assert "* measured otherwise than claimed" in text
    assert "3 claims measured otherwise:" in text
    assert "completion: claimed 80%, measured 65% (780 of 1,200; 95% sure: 62.3% to 67.6%; Jul to Sep 2026)" in text
    data = json.loads(render_json(view))
    completion = data["rows"][0]["cells"]["app"]["measured"][1]
    assert (completion["claimed"], completion["measured"], completion["contradicts"]) == ("80%", "65%", True)
    found = validated(strategy(CLAIMS), evidence(cell(LOG)))
    assert found.decisions is not None
    report = render_report_markdown(report_view(found.decisions, found.findings))
    assert "self-serve Δ" in report
    assert "`Δ` was measured otherwise." in report


def test_many_contradictions_are_counted_and_the_first_named() -> None:
    names = [f"r{number:02}" for number in range(12)]
    requests = "requests:\n" + "".join(f"  {name}: {{job: transact}}\n" for name in names)
    rows = "".join(f"  {name}: {{app: {{today: show, completion: 80%}}}}\n" for name in names)
    head = strategy(requests=requests).partition("coverage:")[0]
    cells = "cells:\n" + "".join(f"  {n}:\n    app: {{contacts: 900, completion: 90 of 900}}\n" for n in names)
    found = validated(f"{head}coverage:\n{rows}", evidence(cells))
    assert found.decisions is not None
    text = print_map(map_view(found.decisions, found.findings), 200, color=False)
    assert "12 claims measured otherwise:" in text
    assert "… and 2 more" in text


def test_explain_says_it_with_its_place() -> None:
    found = validated(strategy(CLAIMS), evidence(cell(LOG)))
    text = " ".join(explanation_text(explanation(found, "pay-bill", "app")).split())
    assert "claimed self-serve; measured: 37% are with a person within a day (445 of 1,204;" in text
    assert "completion: claimed 80%; measured: 65% (780 of 1,200; 95% sure: 62.3% to 67.6%; Jul to Sep 2026)" in text
    assert "[evidence/measured-2026-09.yaml:12:" in text
    assert "the measurement contradicts the claim: it is self-serve in name only" in text
    assert "the measurement contradicts the claim: it is what is counted with" in text


def test_what_is_made_up_says_so_in_every_cell() -> None:
    log = evidence(cell(LOG)).replace("contacts.csv", "illustrative-log.csv")
    found = validated(strategy(CLAIMS), log)
    assert found.decisions is not None
    assert all(
        claim.sure.endswith("Jul to Sep 2026, illustrative") for claim in measured(map_view(found.decisions, ()))
    )


def measured(view: MapView) -> Iterator[ClaimView]:
    for row in view.rows:
        for each in row.cells:
            yield from each.measured


def test_customers_do_not_learn_it() -> None:
    found = validated(strategy(CLAIMS), evidence(cell(LOG)))
    assert found.decisions is not None
    assert list(measured(report_view(found.decisions, found.findings).map))
    public = report_view(found.decisions, found.findings, audience="public")
    assert not list(measured(public.map))
    assert public.promised is None
    front = report_view(found.decisions, found.findings, audience="frontline")
    assert {claim.place for claim in measured(front.map)} == {""}
