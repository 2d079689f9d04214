"""Figures without a source (G200) and old ones (G210)."""

from datetime import date

import pytest

from ecaremap.insight.figures import SourcedFigure
from ecaremap.model.figures import parse_figure
from insight.judging import messages, of, only, places

SOURCES = "sources: {crm: {title: Contact log, kind: measured}}\n"


def figured(request: str = "", touchpoint: str = "", cell: str = "today: show", rest: str = "") -> str:
    return (
        f"{SOURCES}touchpoints: {{app: {{{touchpoint}}}, website: {{}}}}\nrequests: {{a: {{{request}}}}}\n"
        f"coverage: {{a: {{app: {{{cell}}}}}}}\n{rest}"
    )


UNSOURCED = [
    (figured("volume: 10"), "'a' has a figure without a source: volume."),
    (figured("handling: 4 min"), "'a' has a figure without a source: handling."),
    (figured("failure_share: 5%"), "'a' has a figure without a source: failure_share."),
    (figured("volume: 10, handling: 4 min"), "'a' has figures without a source: volume, handling."),
    (figured("starts_at: {app: 60%, website: 40%}"), "'a' has figures without a source: starts_at."),
    (figured("sale: {rate: 5%, margin: 20 EUR}"), "'a' has figures without a source: sale."),
    (figured("", "cost_per_contact: 1 EUR"), "'app' has a figure without a source: cost_per_contact."),
    (
        figured("", "hands_over_to: {website: {context: context kept, share: 50%}}"),
        "'app' has a figure without a source: hands_over_to.",
    ),
    (figured("", "", "today: show, completion: 70%"), "'a/app' has a figure without a source: completion."),
    (
        figured("", "", "today: show, calls_after: 37% within 1 day, csat: 80%"),
        "'a/app' has figures without a source: calls_after, csat.",
    ),
    (
        figured("", "", "today: show, expected: {completion: 78% (68% to 88%)}"),
        "'a/app' has a figure without a source: expected.",
    ),
    (figured(rest="segments: {s: {share: 5%}}"), "'s' has a figure without a source: share."),
    (
        figured(rest="baseline: {period: 2025-10 to 2026-09, operating_cost: 100 EUR}"),
        "'baseline' has a figure without a source: operating_cost.",
    ),
    (figured(rest="fixes: {f: {request: a, cause: bill, fewer: 6%}}"), "'f' has a figure without a source: fewer."),
    (figured("volume: {p10: 1, p50: 2, p90: 3}"), "'a' has a figure without a source: volume."),
    (figured("volume: {value: 10, as_of: 2026-09-30}"), "'a' has a figure without a source: volume."),
]


@pytest.mark.parametrize(("text", "message"), UNSOURCED)
def test_every_claim_needs_a_source(text: str, message: str) -> None:
    found = only("G200", text)
    assert found.message == message
    assert found.span is not None


SOURCED = [
    figured("volume: {value: 10, source: crm}"),
    figured("volume: 10, handling: 4 min, starts_at: {app: 100%}, source: crm"),
    figured("volume: {value: 10, source: crm}, starts_at: {app: 60%, website: 40%}"),
    figured("starts_at: {app: {value: 60%, source: crm}, website: {value: 40%, source: crm}}"),
    figured("sale: {rate: 5%, margin: 20 EUR, source: crm}"),
    figured("sale: {rate: {value: 5%, source: crm}, margin: {value: 20 EUR, source: crm}}"),
    figured("", "cost_per_contact: 1 EUR, source: crm"),
    figured("", "cost_per_contact: {value: 1 EUR, source: crm}"),
    figured("", "", "today: show, completion: 70%, source: crm"),
    figured("", "", "today: show, expected: {completion: 78%, source: crm}"),
    figured("", "", "today: show, expected: {completion: 78%}, source: crm"),
    figured(rest="segments: {s: {share: 5%, source: crm}}"),
    figured(rest="baseline: {period: 2025-10 to 2026-09, operating_cost: 100 EUR, source: crm}"),
    figured(rest="fixes: {f: {request: a, cause: bill, fewer: 6%, source: crm}}"),
    figured("volume: {value: 10, source: Workshop of 12 October}"),
]


@pytest.mark.parametrize("text", SOURCED)
def test_a_source_beside_or_around_a_figure_will_do(text: str) -> None:
    assert not of("G200", text)


NOT_CLAIMS = [
    figured("window: 7 days"),
    figured("assumptions: {leakage: 10%}"),
    figured("", "", "today: show, answers_within: 3 min"),
    figured(rest="plan: {starts: 2027-01, horizon: 24 months, budget: 100 EUR/month}"),
    figured(rest="thresholds: {figure_age: 12 months}"),
    figured("", "", "not_here: never, completion: 70%"),
    figured("", "", "today: show, status: withdrawn, completion: 70%"),
    figured("", "status: withdrawn, cost_per_contact: 1 EUR", "today: show, completion: 70%"),
]


@pytest.mark.parametrize("text", NOT_CLAIMS)
def test_settings_plans_and_what_is_gone_are_not_asked(text: str) -> None:
    assert not of("G200", text)


def test_starts_are_not_covered_by_a_volume_without_source() -> None:
    text = figured("volume: 10, starts_at: {app: 100%}")
    assert messages("G200", text) == ["'a' has figures without a source: volume, starts_at."]


def test_the_source_of_a_volume_covers_the_starts_only() -> None:
    text = figured("volume: {value: 10, source: crm}, starts_at: {app: 100%}, handling: 4 min")
    assert messages("G200", text) == ["'a' has a figure without a source: handling."]


def test_assumptions_are_signed_as_a_whole() -> None:
    unsigned = figured(rest="assumptions: {leakage: 10%}\n")
    found = only("G200", unsigned)
    assert (found.message, found.where) == ("Nobody has signed the assumptions.", "assumptions")
    assert only("G200", unsigned, level="sketch").question
    signed = figured(rest="assumptions: {leakage: 10%, signed_by: {name: Finance, date: 2026-10-15}}\n")
    assert not of("G200", signed)


def test_a_figure_knows_its_object_and_its_name() -> None:
    figure = parse_figure("70%", "share")
    assert SourcedFigure(("coverage", "a", "app", "expected", "csat"), figure, None).name == "expected csat"
    assert SourcedFigure(("coverage", "a", "app", "csat"), figure, None).where == "a/app"
    assert SourcedFigure(("baseline", "operating_cost"), figure, None).where == "baseline"


def dated(as_of: str, figures: str = "volume: {value: 10, source: crm}", rest: str = "") -> str:
    return (
        f"sources: {{crm: {{title: Contact log, kind: measured, as_of: {as_of}}}}}\n"
        f"touchpoints: [app]\nrequests: {{a: {{{figures}}}}}\n{rest}"
    )


def test_an_old_source_is_one_finding() -> None:
    found = only("G210", dated("2024-09-30", "volume: 10, handling: 4 min, source: crm"))
    assert found.message == "2 figures rest on 'crm', which dates from 2024-09-30, more than 24 months ago."
    assert found.where == "crm"
    assert messages("G210", dated("2024-09-30")) == [
        "1 figure rests on 'crm', which dates from 2024-09-30, more than 24 months ago."
    ]


@pytest.mark.parametrize(
    ("as_of", "today", "old"),
    [
        ("2024-11-21", date(2026, 11, 21), False),
        ("2024-11-21", date(2026, 11, 22), True),
        ("2024-11-20", date(2026, 11, 21), True),
        ("2024-08-31", date(2026, 9, 1), True),
        ("2024-02-29", date(2026, 2, 28), False),
        ("2024-02-29", date(2026, 3, 1), True),
        ("2027-01-01", date(2026, 11, 21), False),
    ],
)
def test_the_age_is_counted_to_the_day(as_of: str, today: date, old: bool) -> None:
    assert bool(of("G210", dated(as_of), today)) is old


def test_a_source_on_which_nothing_rests_may_be_old() -> None:
    assert not of("G210", dated("2010-01-01", "job: transact"))


def test_a_date_of_its_own_goes_before_the_source() -> None:
    newer = dated("2010-01-01", "volume: {value: 10, source: crm, as_of: 2026-01-01}")
    assert not of("G210", newer)
    older = dated("2026-01-01", "volume: {value: 10, source: crm, as_of: 2010-01-01}")
    found = only("G210", older)
    assert found.message == "The volume of 'a' dates from 2010-01-01, more than 24 months ago."
    assert (found.where, found.label) == ("a", "old")


def test_a_date_without_a_source_is_judged_as_well() -> None:
    text = dated("2026-01-01", "starts_at: {app: {value: 100%, as_of: 2010-01-01}}")
    assert messages("G210", text) == ["The starts_at app of 'a' dates from 2010-01-01, more than 24 months ago."]


def test_a_source_of_its_own_goes_before_that_of_the_object() -> None:
    sources = (
        "sources: {old: {title: O, kind: client, as_of: 2010-01-01}, new: {title: N, kind: client, as_of: 2026-01-01}}"
    )
    text = f"{sources}\ntouchpoints: [app]\nrequests: {{a: {{volume: {{value: 10, source: new}}, source: old}}}}\n"
    assert not of("G210", text)
    assert places("G210", text.replace("source: new", "source: old").replace("}, source: old", "}, source: new")) == [
        "old"
    ]


def test_sources_without_a_date_are_not_judged() -> None:
    text = f"{SOURCES}touchpoints: [app]\nrequests: {{a: {{volume: {{value: 10, source: crm}}}}}}\n"
    assert not of("G210", text)
    assert not of("G210", text.replace("source: crm", "source: Workshop of 2010"))


@pytest.mark.parametrize(
    ("age", "words"),
    [("1 month", "1 month"), ("1 year", "12 months"), ("60 days", "1 month"), ("2 quarters", "6 months")],
)
def test_thresholds_move_the_limit(age: str, words: str) -> None:
    rest = f"thresholds: {{figure_age: {age}}}\n"
    assert messages("G210", dated("2025-01-31", rest=rest)) == [
        f"1 figure rests on 'crm', which dates from 2025-01-31, more than {words} ago."
    ]
    assert not of("G210", dated("2025-01-31", rest="thresholds: {figure_age: 36 months}\n"))


def test_what_is_gone_may_rest_on_old_figures() -> None:
    cell = "coverage: {a: {app: {not_here: never, completion: {value: 70%, source: crm}}}}\n"
    assert not of("G210", dated("2010-01-01", "job: transact", cell))
    kept = cell.replace("not_here: never", "today: show")
    assert places("G210", dated("2010-01-01", "job: transact", kept)) == ["crm"]
