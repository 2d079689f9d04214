"""Logs for tests: written, and as the reference sees them."""

import csv
import importlib.util
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from ecaremap.measure.model import Channel, Columns, Reason, Settings
from measure.reference import One

CHANNELS = (
    Channel("app", "digital", person=False), Channel("call-centre", "traditional", person=True),
    Channel("chat", "digital", person=True), Channel("ivr", "automated-voice", person=False),
)  # fmt: skip
REASONS = (
    Reason("bill", "money", 7 * 86400), Reason("fault", "network", 86400), Reason("pay", "money", 30 * 86400),
)  # fmt: skip
COLUMNS = Columns(
    "id", "customer", "time", "channel", "reason", resolved="resolved", csat="csat", cost="cost", segment="segment"
)
SETTINGS = Settings(CHANNELS, REASONS, ("private", "young"), COLUMNS, (), ())
HEADER = ("id", "customer", "time", "channel", "reason", "resolved", "csat", "cost", "segment")


def write_csv(path: Path, rows: Iterable[Sequence[Any]], header: Sequence[str] = HEADER) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def row(one: One) -> tuple[Any, ...]:
    """A contact as it stands in a log."""
    said = {None: "", True: "yes", False: "no"}[one.resolved]
    moment = datetime.fromtimestamp(one.second, UTC).strftime("%Y-%m-%d %H:%M:%S")
    segment = SETTINGS.segments[one.segment] if one.segment < 2 else ""
    cost = "" if one.cost is None else f"{one.cost // 100}.{one.cost % 100:02}"
    return (
        one.id, one.customer, moment, CHANNELS[one.channel].id, REASONS[one.request].id, said,
        "" if one.csat is None else one.csat, cost, segment,
    )  # fmt: skip


def need_of(request: int, rule: str) -> int:
    families = sorted({reason.family for reason in REASONS})
    return {"strict": request, "family": families.index(REASONS[request].family), "any": 0}[rule]


def generator() -> ModuleType:
    """The generator with truth, from `benchmarks`."""
    path = Path(__file__).parents[2] / "benchmarks" / "contacts.py"
    spec = importlib.util.spec_from_file_location("contacts", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["contacts"] = module
    spec.loader.exec_module(module)
    return module


def drawn_settings(drawn: ModuleType, **more: Any) -> Settings:
    """Settings for what the generator draws."""
    channels = sorted(
        (Channel(name, "digital" if digital else "automated-voice" if name == "ivr" else "traditional", bool(person))
         for name, digital, person, *_ in drawn.CHANNELS),
        key=lambda one: one.id,
    )  # fmt: skip
    reasons = sorted((Reason(name, name[0], drawn.WINDOW) for name in drawn.REQUESTS), key=lambda one: one.id)
    columns = Columns(
        "contact_id",
        "customer_id",
        "ts",
        "channel",
        "request_type",
        resolved="resolved",
        csat="csat",
        cost="cost_cents",
    )
    given = {"cost_in_cents": True, **more}
    return Settings(tuple(channels), tuple(reasons), (), columns, (), (), **given)
