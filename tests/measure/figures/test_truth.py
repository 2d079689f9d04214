"""Figures of a generated log, held against what its journeys were before they became a log."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ecaremap.measure.figures.figures import Figures, figures
from ecaremap.measure.measuring import measure_log
from ecaremap.measure.model import Channel, Columns, Reason, Settings

ROOT = Path(__file__).parents[3]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("contacts", ROOT / "benchmarks" / "contacts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["contacts"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Figures, dict]:
    made = generator()
    folder = tmp_path_factory.mktemp("log")
    log = made.draw(5000, 7)
    made.write(log, folder, string_ids=False, csv=False)
    channels = tuple(
        Channel(code, "digital" if digital else "automated-voice" if code == "ivr" else "traditional", bool(person))
        for code, digital, person, *_ in made.CHANNELS
    )
    settings = Settings(
        channels=tuple(sorted(channels, key=lambda channel: channel.id)),
        reasons=tuple(Reason(name, name, made.WINDOW) for name in sorted(made.REQUESTS)),
        segments=(),
        columns=Columns("contact_id", "customer_id", "ts", "channel", "request_type", resolved="resolved", csat="csat",
                        cost="cost_cents"),
        touchpoint_codes=(), request_codes=(), smallest=1, cost_in_cents=True,
    )  # fmt: skip
    return figures(measure_log(settings, [folder / "contacts.parquet"])), made.truth(log)


def test_the_whole(measured: tuple[Figures, dict]) -> None:
    found, truth = measured
    whole = found.slices.all
    assert (whole.journeys, whole.contacts, whole.cost) == (truth["journeys"], truth["contacts"], truth["cost"])
    parts = {name: share.counted.n for name, share in whole.shares.items() if share.counted}
    assert parts["digital_start_share"] == truth["start_digital"]
    assert parts["stayed_digital_share"] == truth["digital_only"]
    assert parts["leakage"] == truth["leak"]
    assert parts["one_contact_resolution"] == truth["one_contact"]
    assert parts["several_contacts_share"] == truth["multi"]
    assert (whole.csat.total, whole.csat.of) == (truth["csat_sum"], truth["csat_n"])


def test_by_request(measured: tuple[Figures, dict]) -> None:
    found, truth = measured
    assert len(found.slices.requests) == len(truth["by_request"])
    for each in found.slices.requests:
        of, parts = truth["by_request"][each.of], {n: s.counted.n for n, s in each.shares.items() if s.counted}
        assert (each.journeys, each.contacts) == (of["journeys"], of["contacts"])
        assert parts["digital_start_share"] == of["start_digital"]
        assert parts["leakage"] == of["leak"]
        assert parts["one_contact_resolution"] == of["one_contact"]


def test_every_move(measured: tuple[Figures, dict]) -> None:
    found, truth = measured
    moved = {f"{row.of}>{leak.to}": leak.moved for row in found.leaks for leak in row.leaks if leak.moved}
    assert moved == truth["moves"]
    assert {row.of: row.contacts for row in found.leaks} == truth["by_channel"]
