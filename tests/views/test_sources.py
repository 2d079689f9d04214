"""Method and sources: every figure of the map once, under the source it rests on."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from looking import DAY, ROOT, plain, read

from ecaremap.usecases.validate import validate
from ecaremap.views.sources import FigureRow, SourcesView, sources_view
from insight.claimed import claims_only

HEAD = "ecaremap: 1\nname: Example\ncurrency: EUR\n"
SOURCES = "sources: {crm: {title: Contact log, kind: measured, as_of: 2024-10-31, owner: Contact operations}, plan: {title: IT, kind: estimate}}\n"


def sources(text: str) -> SourcesView:
    decisions = read(HEAD + text).decisions
    assert decisions is not None
    return sources_view(decisions)


def shipped(folder: Path) -> SourcesView:
    decisions = validate(str(folder), DAY).decisions
    assert decisions is not None
    return sources_view(decisions)


def rows(view: SourcesView) -> list[FigureRow]:
    return [*(row for group in view.groups for row in group.figures), *view.unsourced]


def one(text: str) -> FigureRow:
    [row] = rows(sources(text))
    return row


def of_request(figure: str) -> str:
    return f"{SOURCES}touchpoints: [app]\nrequests: {{pay: {{{figure}}}}}\n"


FIGURE = re.compile(
    r"-?[0-9][0-9.]*( ?%| (EUR|GBP)(/h|/month| per quarter)?| (s|min|h|days?|weeks?|months?|people))?( within .*)?( \(.*\))?|[0-9]+% to [0-9]+%"
)
SETTINGS = {
    "window",
    "acts_within",
    "answers_within",
    "horizon",
    "hours",
    "figure_age",
    "launches_per_month",
    "months",
    "ecaremap",
}


def counted(node: Any, path: tuple[str, ...] = ()) -> int:
    """Figures in the plain text of a map, counted by how they look."""
    if isinstance(node, dict):
        if "value" in node:
            return 1
        return sum(counted(value, (*path, key)) for key, value in node.items() if key not in SETTINGS)
    if isinstance(node, list):
        return 0
    return int(bool(FIGURE.fullmatch(node)))


def written(folder: Path) -> int:
    """Figures in the files of a map, its evidence left aside."""
    wanted = 0
    for file in sorted(folder.rglob("[!_]*.yaml")):
        if file.parent.name != "evidence":
            document = plain(file)
            wanted += sum(
                counted(document.get(key, {}), (key,))
                for key in document
                if key not in ("ecaremap", "scenarios", "thresholds", "waivers")
            )
    return wanted


@pytest.mark.parametrize("name", ["telecom", "bank", "utility", "public-service"])
def test_every_figure_of_a_map_is_there_once(name: str) -> None:
    with claims_only(ROOT / "maps" / name) as claimed:
        view = shipped(claimed)
    found = rows(view)
    assert len(found) == written(ROOT / "maps" / name)
    assert len({row.place for row in found}) == len(found)
    assert sum(count for _, count in view.kinds) == len(found)


def test_a_measured_figure_stands_in_the_place_of_its_claim_and_says_so() -> None:
    with claims_only(ROOT / "maps" / "telecom") as claimed:
        claims = {(row.where, row.name): row for row in rows(shipped(claimed))}
    view = shipped(ROOT / "maps" / "telecom")
    found = {(row.where, row.name): row for row in rows(view)}
    measured = {key for key, row in found.items() if row.kind == "measured"}
    assert len(measured) > 50 and not measured & {key for key, row in claims.items() if row.kind == "measured"}
    # Nothing that was claimed is gone, and nothing but measured figures came or changed.
    assert claims.keys() <= found.keys() and found.keys() - claims.keys() <= measured
    assert {key for key in claims if found[key].value != claims[key].value} <= measured
    assert len({row.place for row in found.values()}) == len(rows(view))
    # What the target should reach stays the author's word.
    assert not [key for key in measured if key[1].startswith("expected")]


def test_real_figures_keep_the_source_their_map_names() -> None:
    """The public-service map says: `source` of a request is where its starts come from."""
    view = shipped(ROOT / "maps" / "public-service")
    starts = {row.source for row in rows(view) if row.where == "Tax a vehicle" and row.name.startswith("starts at")}
    assert starts == {"vehicle-channels"}
    [volume] = [row for row in rows(view) if row.where == "Tax a vehicle" and row.name == "volume"]
    assert (volume.source, volume.kind, volume.unit, volume.value) == (
        "transactions",
        "measured",
        "needs per year",
        "46012000",
    )


def test_a_figure_says_everything_about_itself() -> None:
    row = one(of_request("volume: {value: 42000 (38000 to 50000), source: crm, driver: season}"))
    assert (row.where, row.name, row.value, row.spread, row.unit) == (
        "Pay",
        "volume",
        "42000",
        "38000 to 50000",
        "needs per month",
    )
    assert (row.amount, row.low, row.high, row.driver) == (42000, 38000, 50000, "season")
    assert (row.source, row.kind, row.as_of, row.age, row.old) == ("crm", "measured", "2024-10-31", "2 years", True)
    assert row.place == "strategy.yaml:6:26"


@pytest.mark.parametrize(
    ("figure", "value", "spread"),
    [
        ("handling: 4 min", "4 min", ""),
        ("failure_share: 20% to 31%", "25.5%", "20% to 31%"),
        ("failure_share: {p10: 60%, p50: 75%, p90: 88%}", "75%", "8 in 10 outcomes between 60% and 88%"),
        ("failure_share: 75% (60% to 88%)", "75%", "60% to 88%"),
    ],
)
def test_ranges_in_words(figure: str, value: str, spread: str) -> None:
    row = one(of_request(figure))
    assert (row.value, row.spread) == (value, spread)


@pytest.mark.parametrize(
    ("as_of", "age", "old"),
    [
        ("2026-11-20", "under a month", False), ("2026-10-21", "1 month", False), ("2026-10-22", "under a month", False),
        ("2024-11-21", "2 years", False), ("2024-11-20", "2 years", True), ("2027-01-01", "dated ahead", False),
    ],
)  # fmt: skip
def test_the_age_of_a_figure(as_of: str, age: str, old: bool) -> None:
    row = one(of_request(f"volume: {{value: 10, as_of: {as_of}}}"))
    assert (row.age, row.old) == (age, old)


def test_figures_are_grouped_by_source_the_largest_first() -> None:
    text = of_request("volume: 10, handling: 4 min, starts_at: {app: {value: 100%, source: plan}}, source: crm")
    view = sources(text + "feedback: {c: {instrument: csat, coverage: 5%}}\n")
    assert [(group.id, group.title, len(group.figures)) for group in view.groups] == [
        ("crm", "Contact log", 2),
        ("plan", "IT", 1),
    ]
    assert view.groups[0].owner == "Contact operations"
    assert [row.where for row in view.unsourced] == ["Feedback c"]
    assert view.sentence == "4 figures: 2 measured, 1 estimated and 1 without a source; 2 older than 24 months."


def test_a_source_that_is_only_a_text_is_a_group_of_its_own() -> None:
    view = sources(of_request("volume: {value: 10, source: Workshop of May}"))
    [group] = view.groups
    assert (group.id, group.title, group.kind) == ("", "Workshop of May", "")
    assert view.sentence == "1 figure: 1 of a kind nobody has said."


def test_signed_assumptions_have_somebody_who_stands_for_them() -> None:
    rates = "assumptions: {leakage: 15%, signed_by: {name: Finance, date: 2026-10-15}}\n"
    [group] = sources(of_request("assumptions: {completion: 80%}, source: crm") + rates).groups
    assert (group.title, group.as_of, len(group.figures)) == ("Assumptions signed by Finance", "2026-10-15", 2)
    unsigned = sources(of_request("assumptions: {completion: 80%}, source: crm"))
    assert [row.name for row in unsigned.unsourced] == ["completion"]


def test_settings_scenarios_and_limits_are_no_figures_of_the_map() -> None:
    rest = "thresholds: {figure_age: 12 months}\nscenarios: {bold: {requests: {pay: {volume: 5}}}}\n"
    assert [row.value for row in rows(sources(of_request("volume: 10, window: 7 days") + rest))] == ["10"]


def test_a_map_without_figures_says_so() -> None:
    view = shipped(ROOT / "maps" / "minimal.yaml")
    assert (view.sentence, view.groups, view.unsourced) == ("The map has no figures yet.", (), ())


def test_the_order_of_the_file_means_nothing() -> None:
    requests = ["a: {volume: 10, source: crm}", "b: {volume: 20, handling: 4 min, source: crm}", "c: {volume: 5}"]
    found = []
    for names in (requests, list(reversed(requests))):
        view = sources(f"{SOURCES}touchpoints: [app]\nrequests: {{{', '.join(names)}}}\n")
        found.append([(row.where, row.name, row.value, row.source) for row in rows(view)])
    assert found[0] == found[1]
    assert Counter(source for *_, source in found[0]) == {"crm": 3, "": 1}
