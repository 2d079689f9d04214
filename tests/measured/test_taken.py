"""The case and the plan say which of their figures were measured instead of claimed."""

from evidences import cell, evidence, strategy, validated

from ecaremap.usecases.chapters import case
from ecaremap.views.report import the_case
from ecaremap.views.taken import taken_by_plan

COSTS = "currency: EUR\nassumptions: {double_handling: 1.4, cashable_share: 50%, signed_by: {name: Finance, date: 2026-10-15}}\n"
TEXT = (
    strategy("{today: self-serve, completion: 80%, calls_after: 10% within 1 day}", COSTS)
    .replace("touchpoints: [call-centre, app]", "touchpoints: {call-centre: {cost_per_contact: 5 EUR}, app: {}}")
    .replace(
        "job: transact,", "job: transact, handling: 5 min, assumptions: {takeup_ceiling: 80%, digital_cost: 0.10 EUR},"
    )
)
LOG = evidence(cell("contacts: 4000, completion: 2600 of 4000, calls_after: {1 day: 400 of 2600}"))
VOLUMES = evidence(
    "requests:\n  pay-bill: {journeys: 6000, starts_at: {app: 4000, call-centre: 2000}}\n"
    + cell("contacts: 4000, completion: 2600 of 4000")
)


def test_the_case_names_its_measured_figures_and_what_was_claimed_before() -> None:
    found = validated(TEXT, LOG)
    assert found.decisions is not None
    *_, told, otherwise = the_case(found.decisions).notes
    assert told.startswith("Measured in the contact log of Jul to Sep 2026, wholly or in part: ")
    assert "digital starts that finish of Pay bill" in told
    assert otherwise == (
        "Claimed otherwise: completion of Pay bill at App, 65% of 4,000 instead of 80%; "
        "calls afterwards of Pay bill at App, 15% of 2,600 instead of 10%."
    )
    assert told in " ".join(case(found, "md", 100).split())


def test_without_evidence_nothing_is_said() -> None:
    found = validated(TEXT)
    assert found.decisions is not None
    assert not [note for note in the_case(found.decisions).notes if "contact log" in note]
    assert taken_by_plan(found.decisions, ["pay-bill"]) == ()


def test_the_plan_counts_the_claims_that_were_replaced() -> None:
    found = validated(TEXT, LOG)
    assert found.decisions is not None
    told, _ = taken_by_plan(found.decisions, ["pay-bill"])
    assert told == (
        "Taken from the contact log of Jul to Sep 2026 instead of the map's claims: completion (1) and calls afterwards (1)."
    )
    assert taken_by_plan(found.decisions, ["another"]) == ()


def test_where_customers_start_counts_once_a_request() -> None:
    found = validated(TEXT, VOLUMES)
    assert found.decisions is not None
    told, _ = taken_by_plan(found.decisions, ["pay-bill"])
    assert told.endswith("claims: completion (1), volume (1) and where customers start (1).")
