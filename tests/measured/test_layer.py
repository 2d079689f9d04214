"""What was measured lies over what is claimed, and the claim stays to be seen."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from evidences import TODAY, cell, evidence, messages, project, strategy, validated

from ecaremap.load.evidence import read_texts
from ecaremap.load.loading import load
from ecaremap.model.measured import Measured
from ecaremap.usecases.validate import validate_text
from ecaremap.views.merged import merged_lines
from ecaremap.views.own_words import own_words

CLAIM = "{today: self-serve, completion: 80%, calls_after: 10% within 7 days}"
MEASURED = cell("contacts: 4000, completion: 2600 of 4000, calls_after: {1 day: 400 of 4000, 7 days: 1200 of 4000}")
PATH = ("coverage", "pay-bill", "app")


def test_a_measured_figure_replaces_the_claim_with_its_interval_and_origin() -> None:
    found = project(strategy(CLAIM), evidence(MEASURED))
    figure = found.strategy.coverage["pay-bill"]["app"].completion
    assert figure is not None
    # Wilson: 2600 of 4000 lies between 63.5% and 66.5%.
    assert figure.text == "65% (63.5% to 66.5%)"
    assert figure.source == "evidence/measured-2026-09"
    assert found.strategy.sources[figure.source].kind == "measured"
    assert found.layer(*PATH, "completion") == "evidence"
    assert found.layer(*PATH, "today") == "own"


def test_the_claim_stays_to_be_seen_with_its_place() -> None:
    found = project(strategy(CLAIM), evidence(MEASURED))
    assert found.evidence is not None
    claim = found.evidence.claims[(*PATH, "completion")]
    assert claim.figure.likely == Decimal("0.8")
    assert found.place(claim.span) == "map.yaml:7:51"


def test_calls_are_taken_in_the_time_that_was_claimed() -> None:
    after = project(strategy(CLAIM), evidence(MEASURED)).strategy.coverage["pay-bill"]["app"].calls_after
    assert after is not None
    assert after.text == "30% (28.6% to 31.4%) within 7 days"
    after = project(strategy("self-serve"), evidence(MEASURED)).strategy.coverage["pay-bill"]["app"].calls_after
    assert after is not None
    assert after.text.endswith("within 1 day")


def test_show_says_where_measured_values_come_from() -> None:
    lines = {line.text.strip(): line.origin for line in merged_lines(project(strategy(CLAIM), evidence(MEASURED)))}
    assert lines["value: 65% (63.5% to 66.5%)"] == "evidence/measured-2026-09.yaml:12"
    assert lines["today: self-serve"] == "map.yaml:7"


def test_few_contacts_and_unwritten_cells_leave_claims_alone() -> None:
    few = cell("contacts: 29, completion: 2 of 29")
    found = project(strategy(CLAIM), evidence(few))
    assert found.strategy.coverage["pay-bill"]["app"].completion.text == "80%"  # type: ignore[union-attr]
    for written in ("none", "{not_here: decided}"):
        found = project(strategy(written), evidence(MEASURED))
        assert found.strategy.coverage["pay-bill"]["app"].completion is None


def test_the_newer_file_speaks_and_the_older_one_fills_in() -> None:
    old = evidence(cell("contacts: 100, completion: 10 of 100, satisfied: 80 of 100"), "2026-04", "2026-06")
    found = project(strategy(CLAIM), evidence(MEASURED), old).strategy.coverage["pay-bill"]["app"]
    assert found.completion is not None
    assert found.csat is not None
    assert found.completion.likely == Decimal("0.65")
    assert (found.csat.likely, found.csat.source) == (Decimal("0.8"), "evidence/measured-2026-06")


def test_a_scenario_lies_over_evidence() -> None:
    rest = "scenarios:\n  bold: {coverage: {pay-bill: {app: {completion: 90%}}}}\n"
    found = project(strategy(CLAIM, rest), evidence(MEASURED), scenario="bold")
    assert found.strategy.coverage["pay-bill"]["app"].completion.text == "90%"  # type: ignore[union-attr]


VOLUMES = "requests:\n  pay-bill: {journeys: 6000, starts_at: {app: 4000, call-centre: 2000}}\n"


def test_volumes_and_starts_of_a_whole_log() -> None:
    found = project(strategy(), evidence(VOLUMES))
    request = found.strategy.requests["pay-bill"]
    # 6000 needs in 92 days are 1985 in a month of 30.4375 days.
    assert request.volume is not None
    assert request.volume.text == "1985"
    assert {name: share.text for name, share in request.starts_at.items()} == {"app": "66.7%", "call-centre": "33.3%"}
    assert found.evidence is not None
    assert found.evidence.claims["requests", "pay-bill", "starts_at", "app"].figure.text == "50%"


@pytest.mark.parametrize(
    "file",
    [
        evidence(VOLUMES, covers="a part"),
        evidence(VOLUMES, first="2026-09", last="2026-09", day=20),
        evidence(VOLUMES, seen="call-centre"),
        evidence("requests:\n  pay-bill: {journeys: 29, starts_at: {app: 20}}\n"),
    ],
    ids=["part of the contacts", "three weeks", "no log of the app", "few needs"],
)
def test_volumes_of_a_log_that_cannot_tell_are_left_alone(file: str) -> None:
    request = project(strategy(), file).strategy.requests["pay-bill"]
    assert request.volume is not None
    assert request.volume.text == "900"
    assert {share.text for share in request.starts_at.values()} == {"50%"}


def test_shares_of_starts_add_up_to_a_hundred() -> None:
    three = "requests: {pay-bill: {job: transact}}\n"
    file = evidence("requests:\n  pay-bill: {journeys: 300, starts_at: {app: 100, call-centre: 100, chat: 100}}\n")
    text = strategy(requests=three).replace("[call-centre, app]", "[call-centre, app, chat]")
    starts = project(text, file).strategy.requests["pay-bill"].starts_at
    assert [share.text for share in starts.values()] == ["33.4%", "33.3%", "33.3%"]


def test_a_claim_that_cannot_be_read_is_still_said() -> None:
    found = validated(strategy("{today: self-serve, completion: most}"), evidence(MEASURED))
    assert [finding.code for finding in found.findings if finding.severity == "error"] == ["M205"]


def test_the_workbook_has_the_words_of_the_author() -> None:
    bare, over = project(strategy(CLAIM)), project(strategy(CLAIM), evidence(MEASURED + VOLUMES))
    assert own_words(over) == own_words(bare)


def test_what_was_renamed_since_is_known_again() -> None:
    text = strategy(CLAIM).replace("[call-centre, app]", "{call-centre: {}, mobile: {kind: app, was: app}}")
    text = (
        text.replace("pay-bill", "pay")
        .replace("{job: transact", "{was: [pay-bill], job: transact")
        .replace("app: ", "mobile: ")
    )
    text = text.replace("kind: mobile: ", "kind: app")
    found = project(text, evidence(MEASURED + VOLUMES))
    completion = found.strategy.coverage["pay"]["mobile"].completion
    assert completion is not None
    assert completion.text == "65% (63.5% to 66.5%)"
    assert found.strategy.requests["pay"].starts_at["mobile"].text == "66.7%"
    assert not [f for f in validated(text, evidence(MEASURED + VOLUMES)).findings if f.code in ("G230", "G235")]


# Files.


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("", "'ecaremap-evidence: 1' is missing"),
        ("hello", "'ecaremap-evidence: 1' is missing"),
        (evidence("<<<<<<< HEAD\n"), "cannot"),
        (evidence("anything: 1\n"), "'anything' is not a key of evidence."),
        (evidence(cell("contacts: 4000, completion: 65%")), "'65%' is not a number of a number."),
        (evidence(cell("contacts: 1e3")), "'1e3' is not a whole number."),
        (evidence().replace("strategy: Example\n", ""), "'strategy' is missing."),
        (evidence().replace("ecaremap-evidence: 1", "ecaremap-evidence: 2"), "Version 2 of evidence is not known"),
        (evidence().replace("last: 2026-09-30", "last: 2026-08-30"), "The period does not end with the last contact."),
        (evidence().replace("same_need: strict", "same_need: loose"), "cannot be read"),
    ],
)
def test_a_broken_file_is_said_and_nothing_of_it_is_used(broken: str, said: str) -> None:
    files = {"evidence/measured-2026-09.yaml": broken.encode()}
    found = validate_text(strategy(CLAIM).encode(), "map.yaml", TODAY, None, None, files)
    told = [finding for finding in found.findings if finding.code == "E101"]
    assert told
    assert any(said in finding.message or said == "cannot" for finding in told)
    assert all(found.sources[finding.span.file].layer == "evidence" for finding in told if finding.span)
    assert found.decisions is not None
    assert found.decisions.project.strategy.coverage["pay-bill"]["app"].completion.text == "80%"  # type: ignore[union-attr]


def test_bytes_that_are_no_text_are_a_fault_and_no_crash() -> None:
    for data in (b"\xff\xfe\x00", b"\x00\x01", b"PAR1", bytes(range(256))):
        (file,), _ = read_texts([("evidence/measured-2026-09.yaml", data)], 0)
        assert file.evidence is None
        assert file.faults


def test_evidence_is_read_from_the_folder_beside_the_strategy(tmp_path: Path) -> None:
    (tmp_path / "map.yaml").write_text(strategy(CLAIM), encoding="utf-8")
    assert load(tmp_path).project.evidence is None  # type: ignore[union-attr]
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "measured-2026-09.yaml").write_text(evidence(MEASURED), encoding="utf-8")
    (folder / "notes.yaml").write_text("not: evidence", encoding="utf-8")
    found = load(tmp_path).project
    assert found is not None
    assert isinstance(found.evidence, Measured)
    assert [file.name for file in found.evidence.files] == ["evidence/measured-2026-09"]
    # A single file has its evidence under its own name, so that two strategies side by side do not mix.
    assert load(tmp_path / "map.yaml").project.evidence is None  # type: ignore[union-attr]
    (folder / "map").mkdir()
    (folder / "measured-2026-09.yaml").rename(folder / "map" / "measured-2026-09.yaml")
    single = load(tmp_path / "map.yaml").project
    assert single is not None
    assert single.evidence is not None


def test_nothing_of_evidence_is_loaded_without_any() -> None:
    code = (
        "import sys; from ecaremap.load.loading import load_text;"
        "load_text(b'ecaremap: 1\\nname: X\\ntouchpoints: [app]\\nrequests: [a]\\n');"
        "sys.exit(int(any(m in sys.modules for m in ('ecaremap.load.evidence', 'ecaremap.model.evidence'))))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# Checks beyond their pages.


def test_a_small_or_chance_difference_is_no_drift() -> None:
    near = cell("contacts: 4000, completion: 3160 of 4000")  # 79%: outside the interval, one point away
    assert not messages("G225", strategy(CLAIM), evidence(near))
    noisy = cell("contacts: 40, completion: 28 of 40")  # 70%: ten points away, but of 40
    assert not messages("G225", strategy(CLAIM), evidence(noisy))


def test_two_measurements_that_differ() -> None:
    old = evidence(cell("contacts: 4000, completion: 3200 of 4000"), "2026-04", "2026-06")
    (told,) = messages("G225", strategy("self-serve"), old, evidence(MEASURED))
    assert told == "The completion of 'pay-bill' at 'app' fell from 80% to 65% since the measurement before."


def test_a_request_contacted_where_the_map_has_nothing() -> None:
    (told,) = messages("G230", strategy("{not_here: too complex}"), evidence(MEASURED))
    assert told == "Customers turn to us with 'pay-bill' where the map has nothing: app (4,000 contacts)."


def test_a_target_missed_by_chance_or_not_due_yet_is_not_called_missed() -> None:
    def target(by: str) -> str:
        return f"targets:\n  - {{id: d, metric: digital_start_share, at_least: 50%, by: {by}}}\n"

    def month(shares: str) -> str:
        text = f"months:\n  2026-09: {{journeys: 400, contacts: 500, shares: {{digital_start_share: {shares}}}}}\n"
        return evidence(text)

    assert messages("T105", strategy(rest=target("2026-09-30")), month("100 of 400"))
    assert not messages("T105", strategy(rest=target("2026-09-30")), month("195 of 400"))
    assert not messages("T105", strategy(rest=target("2026-12-31")), month("100 of 400"))
