"""What holds for every plan: nothing is lost, shares are shares, order means nothing."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ecaremap.plan.forecast import CASH_LINES, Forecast
from ecaremap.plan.problem import Adoption, Fewer, Problem, Retire, Schedule
from ecaremap.plan.simulate import NEVER, npv, parameters, simulate, structure, value_table, valuer
from ecaremap.plan.simulate.flowing import flows
from ecaremap.plan.simulate.money import cash_and_spending
from plan.simulate.drawn import plans, shuffled

SHARES = ("digital_start_share", "digital_end_to_end_share", "self_service_share", "digital_survival_share", "leakage")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def close(left: object, right: object, scale: float = 1.0) -> None:
    np.testing.assert_allclose(left, right, rtol=1e-9, atol=1e-9 * max(scale, 1.0))


def by_request(problem: Problem, forecast: Forecast, values: np.ndarray) -> np.ndarray:
    """Builds summed by request."""
    owner = {item.id: item.request for item in problem.items}
    found = np.zeros_like(forecast.needs)
    for row, demand in enumerate(problem.demands):
        mine = [number for number, build in enumerate(forecast.builds) if owner[build] == demand.id]
        found[row] = values[mine].sum(axis=0)
    return found


def closes(problem: Problem, schedule: Schedule) -> bool:
    return any(isinstance(item.effect, Retire) and item.id in schedule for item in problem.items)


@given(plans())
@FEW
def test_every_need_and_every_induced_one_ends_somewhere(plan: tuple[Problem, Schedule]) -> None:
    """Per request: needs + induced = done at machines + done by people + unresolved."""
    problem, schedule = plan
    assume(not closes(*plan))
    found = simulate(problem, schedule)
    of = structure(problem)
    done = dict(zip((d.id for d in of.demands), of.today.done, strict=True))
    shares = np.array([done[demand.id] for demand in problem.demands])[:, None]
    induced = by_request(problem, found, found.induced)
    contained = by_request(problem, found, found.contained + found.completion * found.induced)
    unresolved = by_request(problem, found, found.unresolved)
    close(found.needs + induced, found.needs * shares + contained + found.person + unresolved, found.needs.max())
    for values in (found.person, found.starts, found.leaked, found.unresolved, found.contained, found.contacts):
        assert (values >= -1e-6).all()


@given(plans())
@FEW
def test_contacts_are_needs_second_contacts_and_induced_ones(plan: tuple[Problem, Schedule]) -> None:
    """In total: contacts handled = needs + those of today that turn to people again + induced + leaked."""
    problem, schedule = plan
    assume(not closes(*plan))
    found = simulate(problem, schedule)
    of = structure(problem).today
    today_again = (of.mix[:, of.digital | of.automated].sum(axis=1) - of.done)[:, None]
    order = [sorted(d.id for d in problem.demands).index(d.id) for d in problem.demands]
    again = today_again[order] * found.needs
    close(
        found.contacts.sum(axis=0),
        (found.needs + again).sum(axis=0) + (found.induced + found.leaked).sum(axis=0),
        found.needs.sum(),
    )


@given(plans())
@FEW
def test_shares_are_shares_and_lines_are_cash(plan: tuple[Problem, Schedule]) -> None:
    problem, schedule = plan
    found = simulate(problem, schedule)
    for name in found.metrics.keys() & SHARES:
        assert (found.metrics[name] >= -1e-9).all() and (found.metrics[name] <= 1 + 1e-9).all(), name
    assert set(SHARES) - {"leakage"} <= set(found.metrics)
    assert ((found.completion >= 0) & (found.completion <= 1)).all()
    assert ((found.adoption >= 0) & (found.adoption <= 1)).all()
    assert set(found.lines) == set(CASH_LINES)
    close(sum(found.lines.values()), found.cash)
    close(npv(problem, schedule), found.npv, abs(found.cash).sum())
    of = structure(problem)
    moved = flows(of, parameters(problem, of), schedule)
    cash, spent = cash_and_spending(of, parameters(problem, of), moved)
    close(cash, found.cash, abs(found.cash).max())
    close(spent, -found.lines["run"] - found.lines["tactics"] - found.lines["build"])


@given(plans(), st.data())
@FEW
def test_order_changes_no_digit(plan: tuple[Problem, Schedule], order: st.DataObject) -> None:
    problem, schedule = plan
    other = shuffled(problem, order)
    turned = dict(order.draw(st.permutations(list(schedule.items()))))
    first, second = simulate(problem, schedule), simulate(other, turned)
    assert first.npv == second.npv and first.payback == second.payback and first.notes == second.notes
    for name, line in first.lines.items():
        assert (line == second.lines[name]).all()
    for name, values in first.metrics.items():
        assert (values == second.metrics[name]).all()
    assert (first.hours == second.hours).all()
    at = {demand.id: row for row, demand in enumerate(other.demands)}
    for row, demand in enumerate(problem.demands):
        assert (first.person[row] == second.person[at[demand.id]]).all()
    for row, build in enumerate(first.builds):
        assert (first.starts[row] == second.starts[second.builds.index(build)]).all()


@given(plans())
@FEW
def test_forbidden_requests_stay_as_they_are(plan: tuple[Problem, Schedule]) -> None:
    problem, schedule = plan
    closed = tuple(replace(demand, cap=0.0) for demand in problem.demands)
    kept = {
        i.id: schedule[i.id] for i in problem.items if i.id in schedule and not isinstance(i.effect, Fewer | Retire)
    }
    found, nothing = simulate(replace(problem, demands=closed), kept), simulate(problem, {})
    assert not found.starts.any() and not found.leaked.any()
    close(found.person, nothing.person)
    close(found.contacts, nothing.contacts)
    close(found.metrics["self_service_share"], nothing.metrics["self_service_share"])


@given(plans())
@FEW
def test_a_cap_is_kept_and_scales_builds_alike(plan: tuple[Problem, Schedule]) -> None:
    problem, schedule = plan
    found = simulate(problem, schedule)
    free = simulate(replace(problem, demands=tuple(replace(d, cap=1.0) for d in problem.demands)), schedule)
    begun, freely = by_request(problem, found, found.starts), by_request(problem, free, free.starts)
    of = structure(problem)
    room = dict(zip((d.id for d in of.demands), of.today.room, strict=True))
    rooms = np.array([room[demand.id] for demand in problem.demands])[:, None]
    assert (begun <= rooms * found.needs + 1e-6).all()
    close(begun, np.minimum(freely, rooms * found.needs), found.needs.max())
    # Within a request every build keeps its part of the whole.
    for row, build in enumerate(found.builds):
        owner = next(item.request for item in problem.items if item.id == build)
        at = [demand.id for demand in problem.demands].index(owner)
        close(found.starts[row] * freely[at], free.starts[row] * begun[at], float(freely[at].max()) ** 2)


@given(plans())
@FEW
def test_a_fix_never_raises_needs(plan: tuple[Problem, Schedule]) -> None:
    problem, schedule = plan
    without = {i.id: schedule[i.id] for i in problem.items if i.id in schedule and not isinstance(i.effect, Fewer)}
    with_fixes, none = simulate(problem, schedule), simulate(problem, without)
    assert (with_fixes.needs <= none.needs + 1e-9).all()
    assert (with_fixes.lines["fewer_needs"] >= -1e-9).all() and not none.lines["fewer_needs"].any()


@given(plans())
@FEW
def test_many_cases_at_once_are_each_case_on_its_own(plan: tuple[Problem, Schedule]) -> None:
    problem, schedule = plan
    of = structure(problem)
    cases = np.full((3, len(of.items)), float(NEVER))
    some = [{}, schedule, dict.fromkeys(schedule, 1)]
    for row, case in enumerate(some):
        for name, month in case.items():
            cases[row, of.position[name]] = month
    cash, _ = cash_and_spending(of, parameters(problem, of), flows(of, parameters(problem, of), cases))
    for row, case in enumerate(some):
        close(np.broadcast_to(cash, (3, of.months))[row], simulate(problem, case).cash, 1e4)


@given(plans())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_table_is_the_difference_that_an_item_makes(plan: tuple[Problem, Schedule]) -> None:
    """Checked against whole forecasts: builds alone, where no fix is worthwhile and nothing required."""
    problem, _ = plan
    plain = replace(problem, items=tuple(i for i in problem.items if isinstance(i.effect, Adoption | Retire)))
    table = value_table(plain)
    assert table.shape == (len(plain.items), plain.months)
    for row, item in enumerate(plain.items):
        for month in {1, plain.months}:
            found = simulate(plain, {item.id: month})
            close(table[row, month - 1], found.npv, abs(found.cash).sum())


@given(plans())
@FEW
def test_values_come_from_what_changed_alone(plan: tuple[Problem, Schedule]) -> None:
    """The same answer with everything forgotten, and after other schedules in between."""
    problem, schedule = plan
    of = valuer(problem)
    first = of.npv(schedule)
    for name in schedule:
        of.npv({key: month for key, month in schedule.items() if key != name})
    assert of.npv(schedule) == first
    assert valuer(problem) is of and valuer(replace(problem)) is not of
