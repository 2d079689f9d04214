"""The chapters of the page: there, filled, escaped, and not there where an audience may not see them."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from ecaremap.render.html import render_page
from ecaremap.views.report_model import ReportView
from hostile import chapter, poisoned
from reports import page_of, report_of
from samples import sample_view

MAPS = ("telecom", "public-service", "minimal.yaml")
CHAPTERS = ("overview", "map", "gaps", "journeys", "case", "readiness", "sources")
KEYS = frozenset({"answer", "lane", "place", "standing"})
"""Texts that come from a closed vocabulary of ours, and places, which are tried by a hostile map."""


def text_of(markup: str) -> str:
    """What a reader sees; examples of what to write are no figures of the map."""
    bare = re.sub(r"<code>.*?</code>|<title>.*?</title>|<desc>.*?</desc>", "", markup, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", bare))


def large(report: ReportView) -> ReportView:
    """A report of 1,000 requests at 30 touchpoints, its chapters as long as such a map makes them."""
    assert report.case and report.sources

    def times(rows: tuple[Any, ...], number: int) -> tuple[Any, ...]:
        return tuple(rows[index % len(rows)] for index in range(number))

    gaps, journeys, case, sources = report.gaps, report.journeys, report.case, report.sources
    requests = times(tuple(replace(r, entries=times(r.entries, 30)) for r in journeys.requests), 1_000)
    return replace(
        report,
        map=sample_view(1_000, 30),
        gaps=replace(
            gaps,
            rows=times(gaps.rows, 6_000),
            keep=times(gaps.keep, 3_000),
            next_figures=times(gaps.next_figures, 3_000),
        ),
        journeys=replace(journeys, requests=requests),
        case=replace(
            case,
            rows=times(case.rows, 1_000),
            break_even=times(case.break_even, 1_000),
            bubbles=times(case.bubbles, 1_000),
        ),
        sources=replace(sources, groups=tuple(replace(g, figures=times(g.figures, 5_000)) for g in sources.groups)),
    )


@pytest.mark.parametrize("name", MAPS)
def test_every_chapter_is_there_and_linked(name: str) -> None:
    page = page_of(name)
    for each in CHAPTERS:
        assert chapter(page, each)
        assert f'<a href="#{each}">' in page
    sentences = (report_of(name).gaps.sentence, report_of(name).journeys.headline)
    assert all(sentence in page for sentence in sentences)


@pytest.mark.parametrize("name", MAPS)
def test_ids_are_unique_and_links_lead_somewhere(name: str) -> None:
    page = page_of(name)
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    assert [each for each, times in ids.items() if times > 1] == []
    targets = {link for link in re.findall(r'href="#([^"]*)"', page) if not link.startswith("cell=")}
    assert targets <= set(ids)
    assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) - {"panel-title"} <= set(ids)


@pytest.mark.parametrize("name", MAPS)
def test_nothing_empty_is_shown(name: str) -> None:
    page = page_of(name)
    for element in ("tbody", "ul", "ol", "dl", "tr", "select", "figure", "h3", "summary"):
        # The body of the panel and the rows of a large map are filled by the script.
        assert not re.search(rf"<{element}\b[^>]*>\s*</{element}>", page), element
    assert not re.search(r"\bNone\b|Decimal\(", text_of("".join(chapter(page, each) for each in CHAPTERS)))


def test_a_sketch_shows_no_money_and_no_shares() -> None:
    page = page_of("minimal.yaml")
    text = text_of("".join(chapter(page, each) for each in CHAPTERS)).replace("100% in all", "")
    assert "EUR" not in text and "€" not in text
    assert re.findall(r"[\d.]+ ?%", text) == []
    assert "4 of 10" in text and "cannot be given yet" in text


def test_attributes_and_addresses_stay_closed() -> None:
    page = re.sub(r"<(style|script)\b[^>]*>.*?</\1>", "", page_of("telecom"), flags=re.DOTALL)
    assert not re.search(r"<[^>]*\s(style|on\w+)\s*=", page)
    assert not re.search(r"(href|src)=\"(?!#|data:image/)", page)


@pytest.mark.parametrize("part", ["gaps", "journeys", "case", "readiness", "sources", "routes"])
def test_hostile_texts_stay_text_in_every_chapter(part: str) -> None:
    report = report_of("telecom")
    page = render_page(replace(report, **{part: poisoned(getattr(report, part), KEYS)}))
    markup = re.sub(r"<(style|script)\b[^>]*>.*?</\1>", "", page, flags=re.DOTALL)
    assert "alert(1)" in markup and "{{ 7 * 7 }}" in markup
    assert "<script" not in markup and "<!--" not in markup
    assert page.count("<script") == 2


def test_what_an_audience_may_not_see_is_not_there() -> None:
    report = report_of("telecom")
    page = render_page(replace(report, audience="frontline", case=None, readiness=None, sources=None, charts=()))
    for each in ("case", "readiness", "sources"):
        assert f'id="{each}"' not in page and f'href="#{each}"' not in page
    assert "for the front line" in page
    assert 'id="gaps"' in page and 'id="method"' in page


def test_charts_stand_beside_their_tables() -> None:
    page, bare = page_of("telecom"), render_page(report_of("telecom"))
    assert page.count('class="chart"') == 3 and 'class="chart"' not in bare
    assert "The figures as a table" in page and "The figures as a table" not in bare
    for view in (page, bare):
        assert chapter(view, "case").count("Does not become cash") >= 1
        assert "Share of avoided cost that becomes cash" in chapter(view, "case")


def test_overview_has_five_figures_and_three_gaps() -> None:
    overview = chapter(page_of("telecom"), "overview")
    assert overview.count('<dd class="figure">') == 5
    assert overview.count('<p class="where">') == 3
    assert "Gaps that call for action" in overview and "Cash a year" in overview


def test_gaps_have_their_own_chapter() -> None:
    findings = chapter(page_of("telecom"), "findings")
    assert "G110" not in findings and "P304" in findings
    gaps = chapter(page_of("telecom"), "gaps")
    assert "G110" in gaps and "Justified by" in gaps


def test_long_tables_are_counted() -> None:
    page = render_page(large(report_of("telecom")))
    assert len(page.encode()) < 5_000_000
    assert "further gaps: all of them stand in gaps.csv" in page
    assert "950 further requests: see" in page
    assert "further figures: all of them stand in strategy.xlsx" in page


def test_page_of_telecom_is_small() -> None:
    assert len(page_of("telecom").encode()) < 700_000


def test_the_map_alone_has_no_chapters() -> None:
    page = render_page(sample_view())
    assert 'id="gaps"' not in page and 'href="#method"' in page
