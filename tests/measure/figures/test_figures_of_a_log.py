"""Figures from counts, held against numbers worked out by hand or published."""

from decimal import Decimal

import pytest
from counting import DAY, REASONS, START, Contact, count
from hypothesis import given
from hypothesis import strategies as st

from ecaremap.measure import definitions
from ecaremap.measure.evidence import kept_rows
from ecaremap.measure.figures.band import bands
from ecaremap.measure.figures.cells import cells
from ecaremap.measure.figures.coverage import coverage
from ecaremap.measure.figures.figures import figures, span_of
from ecaremap.measure.figures.leaks import leak_rows
from ecaremap.measure.figures.pitfalls import pitfalls
from ecaremap.measure.figures.resolution import first_contacts
from ecaremap.measure.figures.rows import DIMENSIONS, summed, total
from ecaremap.measure.figures.satisfaction import satisfaction
from ecaremap.measure.figures.slices import slices
from ecaremap.measure.figures.waiting import edges, middle, waits
from ecaremap.measure.model import Counts, Refused, Unmapped
from ecaremap.model.counted import Counted, read_counted

LATE = START + 200 * DAY


def log() -> list[Contact]:
    """Four needs, small enough to follow with a pencil.

    Anna pays in the app and calls two hours later (solved). Ben calls once (solved). Cleo uses the app (unsolved) and
    nothing more. Dora tracks an order on the website (solved), and again 20 days later (solved): another need.
    """
    hour = 3600
    return [
        Contact("anna", "pay-bill", "app", START, False, 2, 10),
        Contact("anna", "pay-bill", "call-centre", START + 2 * hour, True, 4, 600),
        Contact("ben", "pay-bill", "call-centre", START + DAY, True, 5, 640),
        Contact("cleo", "pay-bill", "app", START + 3 * DAY, False, None, 10),
        Contact("dora", "track-order", "website", START + 4 * DAY, True, 5, 5),
        Contact("dora", "track-order", "website", START + 24 * DAY, True, 4, 5),
    ]


def shares(counts: Counts, request: str = "") -> dict[str, str]:
    whole = slices(counts)
    found = whole.all if not request else next(each for each in whole.requests if each.of == request)
    return {name: share.counted.text for name, share in found.shares.items() if share.counted}


def test_the_shares_of_a_log_followed_by_hand() -> None:
    found = shares(count(log(), end=LATE))
    assert found["digital_start_share"] == "4 of 5"
    assert found["digital_end_to_end_share"] == "2 of 5"
    assert found["self_service_share"] == "2 of 5"
    assert found["digital_survival_share"] == "2 of 4"
    assert found["one_contact_resolution"] == "3 of 5"
    assert found["leakage"] == "1 of 4"
    assert found["unresolved_share"] == "1 of 5"
    assert found["several_contacts_share"] == "1 of 5"
    assert found["stayed_digital_share"] == "3 of 4"
    # Dora came back after 20 days, which a month tells and a week does not.
    # Of six contacts one is followed within its journey, and one by a journey of its own later in the month.
    assert (found["repeat_7d"], found["repeat_30d"], found["came_back_30d"]) == ("1 of 6", "2 of 6", "1 of 5")


def test_costs_are_held_against_what_was_finished() -> None:
    whole = slices(count(log(), end=LATE)).all
    assert whole.cost == 1270
    assert (whole.cost_per_completed_need.total, whole.cost_per_completed_need.of) == (1270, 4)
    assert whole.cost_per_completed_need.value == Decimal("317.5")


def test_costs_say_nothing_where_few_ends_are_known() -> None:
    unknown = [Contact(f"x{n}", "pay-bill", "app", START, None, None, 10) for n in range(5)]
    assert slices(count([*log(), *unknown], end=LATE)).all.cost_per_completed_need.value is None


def test_groups_by_request_touchpoint_segment_and_month() -> None:
    contacts = [*log(), Contact("emil", "cancel", "call-centre", START + 40 * DAY, True, None, 0, "blind")]
    found = slices(count(contacts, end=LATE))
    assert [(each.of, each.journeys, each.contacts) for each in found.requests] == [
        ("cancel", 1, 1), ("pay-bill", 3, 4), ("track-order", 2, 2),
    ]  # fmt: skip
    assert [(each.of, each.journeys) for each in found.touchpoints] == [("app", 2), ("call-centre", 2), ("website", 2)]
    assert [(each.of, each.journeys) for each in found.segments] == [("blind", 1)]
    assert [(each.of, each.journeys) for each in found.months] == [("2026-01", 5), ("2026-02", 1)]


def test_without_resolution_nothing_is_said_about_what_was_finished() -> None:
    bare = [contact._replace(resolved=None) for contact in log()]
    found = shares(count(bare, end=LATE))
    assert not {"one_contact_resolution", "digital_end_to_end_share", "self_service_share"} & set(found)
    assert found["stayed_digital_share"] == "3 of 4"
    assert any(pitfall.name == "resolved-unknown" for pitfall in pitfalls(count(bare, end=LATE)))


def test_small_groups_are_withheld_and_few_are_grey() -> None:
    found = slices(count(log(), smallest=4, end=LATE))
    (pay, track) = found.requests
    assert pay.withheld
    assert track.withheld
    assert all(share.counted is None and share.withheld for share in pay.shares.values())
    assert found.all.journeys == 5
    assert found.all.shares["digital_start_share"].few


# The matrix of leaks.


def test_where_customers_go_next() -> None:
    rows = {row.of: row for row in leak_rows(count(log(), end=LATE))}
    app = rows["app"]
    (call,) = app.leaks
    assert (call.to, call.human, call.moved) == ("call-centre", True, 1)
    assert {w: s.counted.text for w, s in call.within.items() if s.counted} == dict.fromkeys(
        ("24h", "7d", "30d"), "1 of 2"
    )
    assert app.to_person["24h"].counted == Counted(1, 2)
    assert app.ended_unresolved.counted == Counted(1, 2)
    (again,) = rows["website"].leaks
    assert again.within["30d"].counted == Counted(1, 2)
    assert again.within["7d"].counted == Counted(0, 2)
    assert rows["website"].stayed.counted == Counted(0, 2), "after the window it is another need"


def test_contacts_near_the_end_cannot_be_followed_and_do_not_count() -> None:
    rows = {row.of: row for row in leak_rows(count(log(), end=START + 24 * DAY))}
    assert rows["website"].could_be_followed == {"24h": 1, "7d": 1}
    assert rows["app"].to_person["30d"].counted is None


CONTACTS = st.builds(
    Contact,
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from([reason.id for reason in REASONS]),
    st.sampled_from(["app", "call-centre", "chat", "ivr", "website"]),
    st.integers(START, START + 60 * DAY),
    st.sampled_from([True, False, None]),
    st.sampled_from([None, 1, 3, 5]),
    st.integers(0, 900),
)


@given(st.lists(CONTACTS, max_size=40))
def test_what_became_of_contacts_adds_up(contacts: list[Contact]) -> None:
    for row in leak_rows(count(contacts)):
        parts = (row.stayed, row.went_on, row.ended_resolved, row.ended_unresolved, row.ended_unknown)
        assert sum(part.counted.n for part in parts if part.counted) == row.contacts
        for within in ("24h", "7d", "30d"):
            moved = sum(leak.within[within].counted.n for leak in row.leaks if leak.within[within].counted)
            assert moved <= row.could_be_followed.get(within, 0)


@given(st.lists(CONTACTS, max_size=40), st.integers(1, 12))
def test_kept_rows_add_up_or_leave_out_fewer_than_the_smallest(contacts: list[Contact], smallest: int) -> None:
    counts = count(contacts, smallest)
    for name, (columns, rows) in kept_rows(counts).items():
        size = columns.index({"journeys": "journeys", "variants": "journeys"}.get(name, "n"))
        every = sum(row[size] for row in counts.rows[name])
        kept = sum(row[size] for row in rows)
        assert kept == every or every - kept < smallest
        assert all(row[size] >= smallest for row in rows)


@given(st.lists(CONTACTS, max_size=40))
def test_groups_add_up_to_the_whole(contacts: list[Contact]) -> None:
    counts = count(contacts)
    found = slices(counts)
    for groups in (found.requests, found.touchpoints, found.months):
        for name in ("digital_start_share", "leakage", "one_contact_resolution"):
            parts = [each.shares[name].counted for each in groups]
            whole = found.all.shares[name].counted
            assert sum(part.of for part in parts if part) == (whole.of if whole else 0)
            assert sum(part.n for part in parts if part) == (whole.n if whole else 0)


def test_every_key_of_the_definitions_is_a_dimension() -> None:
    assert set(DIMENSIONS) == {key for keys in definitions.KEYS.values() for key in keys}


def test_the_plain_counter_has_the_columns_of_the_definitions() -> None:
    assert count(log(), end=LATE).columns == definitions.COLUMNS


# One-contact resolution beside what one channel says of itself.


def test_a_channel_alone_does_not_see_what_came_before() -> None:
    contacts = [
        contact
        for n in range(100)
        for contact in (
            Contact(f"c{n}", "pay-bill", "website", START + n, resolved=False),
            Contact(f"c{n}", "pay-bill", "call-centre", START + n + 600, resolved=True),
        )
    ]
    contacts += [Contact(f"d{n}", "cancel", "call-centre", START + n, n >= 20) for n in range(40)]
    counts = count(contacts, end=LATE)
    phone = next(each for each in first_contacts(counts) if each.touchpoint == "call-centre")
    # The phone resolves 120 of 140 contacts; of 40 needs that begin there, 20.
    assert phone.one_channel.counted == Counted(120, 140)
    assert phone.one_contact.counted == Counted(20, 40)
    assert phone.not_the_first.counted == Counted(100, 140)
    assert phone.hidden
    (told,) = [pitfall.text for pitfall in pitfalls(counts) if pitfall.name == "one-channel"]
    assert "86%" in told
    assert "50%" in told
    assert "71%" in told


# Satisfaction.


def test_adjusted_satisfaction_worked_out_by_hand() -> None:
    """Digital is asked about easy things. 80 journeys: 60 pay-bill, 20 cancel.

    Digital-only: pay-bill 50 answers of 5, cancel 2 of 2: raw (250 + 4) / 52. Adjusted: 60/80 * 5 + 20/80 * 2 = 4.25.
    Traditional: pay-bill 10 of 4, cancel 18 of 3: raw (40 + 54) / 28; adjusted 0.75 * 4 + 0.25 * 3 = 3.75.
    """
    parts = (("pay-bill", "app", 50, 5), ("cancel", "app", 2, 2), ("pay-bill", "call-centre", 10, 4),
             ("cancel", "call-centre", 18, 3))  # fmt: skip
    contacts = [
        Contact(f"{request}{channel}{n}", request, channel, START + n, True, grade)
        for request, channel, many, grade in parts
        for n in range(many)
    ]
    digital, mixed, traditional = satisfaction(count(contacts))
    assert digital.raw.value == Decimal(254) / 52
    assert digital.adjusted == Decimal("4.25")
    assert traditional.raw.value == Decimal(94) / 28
    assert traditional.adjusted == Decimal("3.75")
    assert (mixed.raw.value, mixed.adjusted, mixed.missing) == (None, None, ("cancel", "pay-bill"))
    # With a smallest size of 3 the two answers about cancelling do not count, and are said to be missing.
    digital, *_ = satisfaction(count(contacts, smallest=3))
    assert (digital.adjusted, digital.covered, digital.missing) == (Decimal(5), Decimal("0.75"), ("cancel",))
    assert any(pitfall.name == "survivors" for pitfall in pitfalls(count(contacts)))


def test_yes_and_no_make_a_share_of_satisfied_and_grades_do_not() -> None:
    yes_no = [Contact(f"c{n}", "pay-bill", "app", START + n, True, n % 4 and 1) for n in range(20)]
    (cell,) = cells(count(yes_no))
    assert cell.satisfied.counted == Counted(15, 20)
    assert cell.csat.value is None
    graded = [Contact(f"c{n}", "pay-bill", "app", START + n, True, 1 + n % 5) for n in range(20)]
    (cell,) = cells(count(graded))
    assert cell.satisfied.counted is None
    assert cell.csat.value == Decimal(3)


# Cells, gaps, coverage.


def test_a_cell_followed_by_hand() -> None:
    found = {(cell.request, cell.touchpoint): cell for cell in cells(count(log(), end=LATE))}
    app = found["pay-bill", "app"]
    assert (app.contacts, app.starts) == (2, 2)
    assert app.of_starts.counted == Counted(2, 3)
    assert app.completion.counted == Counted(0, 2)
    # One of two went on to a person; nothing was finished in the app, so nobody came back after finishing.
    assert app.then_person["24h"].counted == Counted(1, 2)
    assert app.calls_after["24h"].counted is None
    assert app.gave_up.counted == Counted(1, 2)


def test_the_middle_gap_as_a_bin() -> None:
    hours = [1, 2, 30, 40]
    contacts = [
        contact
        for n, later in enumerate(hours)
        for contact in (
            Contact(f"c{n}", "pay-bill", "app", START),
            Contact(f"c{n}", "pay-bill", "call-centre", START + later * 3600),
        )
    ]
    (wait,) = waits(count(contacts))
    # Of four gaps the lower middle one is two hours.
    assert (wait.at, wait.to, wait.moves) == ("app", "call-centre", 4)
    assert wait.above < 2 * 3600 <= (wait.up_to or 0)
    assert middle({0: 1, 3: 1, 9: 1}) == 3
    assert edges(0) == (0, 0)
    assert edges(29) == (2592000, None)


def test_coverage_counts_what_the_log_lost() -> None:
    counts = count(
        log(), refused=(Refused("no customer", 3),), unmapped=(Unmapped("request", "MOVE", 1),), end=LATE
    )  # fmt: skip
    found = {each.name: each.counted.text for each in coverage(counts)}
    assert found == {
        "counted": "6 of 10", "touchpoint_mapped": "10 of 10", "request_known": "9 of 10", "resolved_known": "6 of 6",
        "csat_known": "5 of 6",
    }  # fmt: skip
    told = {pitfall.name: pitfall.text for pitfall in pitfalls(counts)}
    assert "no customer: 3" in told["not-counted"]
    assert "reason-codes" in told


def test_the_band_of_what_is_the_same_need() -> None:
    contacts = [*log(), Contact("ben", "track-order", "website", START + 2 * DAY, True)]
    columns = definitions.COLUMNS["journeys"]
    band = {}
    for rule in ("strict", "any"):
        counted = count(contacts, end=LATE, same_need=rule)
        band[rule] = {name: total(counted, "journeys")[name] for name in columns}
    counts = count(contacts, end=LATE)
    counts.band.update(band)
    strict, loose = bands(counts)
    assert (strict.same_need, strict.journeys) == ("strict", 6)
    assert (loose.same_need, loose.journeys) == ("any", 5)
    assert strict.shares["digital_start_share"].counted == Counted(5, 6)
    assert loose.shares["digital_start_share"].counted == Counted(4, 5)


def test_whole_months_only() -> None:
    contacts = [Contact("a", "pay-bill", "app", START + day * DAY) for day in range(12, 80)]
    found = span_of(count(contacts))
    assert found is not None
    assert (found.months, found.days, found.whole) == ("2026-01 to 2026-03", 68, ("2026-02",))


def test_a_month_like_no_other_is_pointed_out() -> None:
    calm = [Contact(f"c{m}{n}", "pay-bill", "app", START + (m * 31 + n) * DAY) for m in range(4) for n in range(20)]
    storm = [Contact(f"s{n}", "pay-bill", "app", START + 33 * DAY + n) for n in range(40)]
    assert [p.text[:7] for p in pitfalls(count(calm + storm)) if p.name == "spike"] == ["2026-02"]
    assert not [p for p in pitfalls(count(calm)) if p.name == "spike"]


def test_left_is_not_resolved() -> None:
    contacts = [
        contact
        for n in range(60)
        for contact in (
            Contact(f"c{n}", "pay-bill", "ivr", START + n, resolved=True),
            Contact(f"c{n}", "pay-bill", "call-centre", START + n + 60, resolved=True),
        )
    ]
    assert any("'ivr' counts 100% as resolved" in p.text for p in pitfalls(count(contacts, end=LATE)))


def test_an_empty_log_has_no_figures_and_does_not_fail() -> None:
    found = figures(count([]))
    assert found.span is None
    assert found.slices.all.shares["digital_start_share"].counted is None
    assert (found.cells, found.leaks, found.satisfaction) == ((), (), ())


def test_sums_by_columns() -> None:
    counts = count(log(), end=LATE)
    found = summed(counts, "contacts", ("channel",))
    assert {key: sums["n"] for key, sums in found.items()} == {(0,): 2, (1,): 2, (4,): 2}


# Shares and their intervals.


@pytest.mark.parametrize(
    ("n", "of", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
        (81, 263, "0.2553", "0.3662"),
        (15, 148, "0.0624", "0.1605"),
        (0, 20, "0", "0.1611"),
        (1, 29, "0.0061", "0.1718"),
    ],
)
def test_wilson_as_published(n: int, of: int, low: str, high: str) -> None:
    found = Counted(n, of).interval
    places = Decimal("0.0001")
    assert [end.quantize(places) for end in found] == [Decimal(low).quantize(places), Decimal(high).quantize(places)]


def test_the_difference_of_two_shares_as_published() -> None:
    """Newcombe 1998, "Interval estimation for the difference", table II: 56/70 and 48/80 differ, 9/10 and 3/10 do, 10/10
    and 0/10 do; 6/7 and 2/7 just do (0.0582 to 0.8062); 5/56 and 0/29 do not (-0.0381 to 0.1926)."""
    assert Counted(56, 70).differs(Counted(48, 80))
    assert Counted(9, 10).differs(Counted(3, 10))
    assert Counted(6, 7).differs(Counted(2, 7))
    assert not Counted(5, 56).differs(Counted(0, 29))
    assert Counted(10, 10).differs(Counted(0, 10))


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_intervals_hold_their_share(n: int, more: int) -> None:
    counted = Counted(n, n + more)
    low, high = counted.interval
    assert 0 <= low <= (counted.share or 0) <= high <= 1
    assert read_counted(counted.text) == counted


def test_what_is_no_share_is_refused() -> None:
    for text in ("7 of 6", "-1 of 6", "a of b", "3", "3 of 6 of 9"):
        with pytest.raises(ValueError, match="is n"):
            read_counted(text)


def test_calls_afterwards_are_of_those_who_finished() -> None:
    """Ten in the app: six finish, of whom one calls within a day and one in a week; four do not, and three call."""
    said = [(True, 3600), (True, 5 * DAY), *[(True, 0)] * 4, *[(False, 7200)] * 3, (False, 0)]
    contacts = []
    for number, (resolved, later) in enumerate(said):
        contacts.append(Contact(f"c{number}", "pay-bill", "app", START, resolved))
        if later:
            contacts.append(Contact(f"c{number}", "pay-bill", "call-centre", START + later, True))
    app = next(cell for cell in cells(count(contacts, end=START + 40 * DAY)) if cell.touchpoint == "app")
    assert app.completion.counted == Counted(6, 10)
    assert [app.calls_after[w].counted for w in ("24h", "7d", "30d")] == [Counted(1, 6), Counted(2, 6), Counted(2, 6)]
    assert [app.then_person[w].counted for w in ("24h", "7d", "30d")] == [
        Counted(4, 10),
        Counted(5, 10),
        Counted(5, 10),
    ]
    # The chain and the case: finished for good = completion × (1 − calls afterwards), which is what was counted.
    completion, again = app.completion.counted, app.calls_after["7d"].counted
    assert completion and again and completion.share and again.share
    assert completion.share * (1 - again.share) == Decimal("0.4")
    assert sum(resolved and not later for resolved, later in said) == 4
