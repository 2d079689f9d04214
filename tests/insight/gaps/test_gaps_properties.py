"""Gaps of any strategy: order in the file means nothing, and a waived gap never disappears."""

import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecaremap.insight.gaps.headline import headline
from ecaremap.insight.gaps.keep import keep_list
from ecaremap.insight.gaps.making import gaps
from ecaremap.insight.gaps.next_figure import next_figures
from ecaremap.usecases.validate import Validated, validate_text
from insight.judging import TODAY
from insight.test_insight_properties import JSON, maps, reordered, waivers

SHARES = st.sampled_from(["5%", "16%", "40%"])
FIGURES = ("used_share", "calls_after", "completion")


@st.composite
def measured(draw: st.DrawFn) -> JSON:
    """A map with evidence and starts, so that there is something to price."""
    strategy: JSON = draw(maps())
    for row in strategy["coverage"].values():
        for place, cell in row.items():
            if isinstance(cell, dict) and "today" in cell and place != "letter":
                cell.update(draw(st.fixed_dictionaries({}, optional=dict.fromkeys(FIGURES, SHARES))))
    for request in strategy["requests"].values():
        if draw(st.booleans()):
            request["starts_at"] = {"call-centre": "60%", "website": "40%"}
    if draw(st.booleans()):
        strategy["touchpoints"]["call-centre"]["cost_per_contact"] = "5 EUR"
    return strategy


def read(strategy: JSON) -> Validated:
    result = validate_text(json.dumps(strategy).encode(), "example.yaml", TODAY)
    assert result.decisions is not None, result.findings
    return result


def seen(strategy: JSON) -> list[tuple[Any, ...]]:
    result = read(strategy)
    assert result.decisions is not None
    found = gaps(result.decisions, result.findings)
    rows = [(g.code, g.finding.where, g.says, g.owner, g.needs, g.money, g.tells, g.standing) for g in found]
    kept = [(k.request, k.touchpoint, k.evidence) for k in keep_list(result.decisions, found)]
    shares = [(m.key, m.value, m.of) for m in headline(result.decisions)]
    figures = [(f.figure, f.objects, f.swing, f.holder) for f in next_figures(result.decisions, found)]
    return [tuple(rows), tuple(kept), tuple(shares), tuple(figures)]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), measured())
def test_order_in_the_file_means_nothing(data: st.DataObject, strategy: JSON) -> None:
    assert seen(strategy) == seen(data.draw(reordered(strategy)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), measured())
def test_a_waived_gap_never_disappears(data: st.DataObject, strategy: JSON) -> None:
    def rest(strategy: JSON) -> list[tuple[Any, ...]]:
        result = read(strategy)
        assert result.decisions is not None
        found = gaps(result.decisions, result.findings)
        return sorted((g.code, g.finding.where, g.finding.message, str(g.needs), str(g.money)) for g in found)

    assert rest(strategy) == rest({**strategy, "waivers": [*strategy["waivers"], data.draw(waivers(strategy, 9))]})
