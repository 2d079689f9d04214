"""Views of strategies that tests write, and what a plain YAML reader sees in them."""

from datetime import date
from pathlib import Path
from typing import Any

import yaml

from ecaremap.usecases.build import view_of
from ecaremap.usecases.validate import Validated, validate, validate_text
from ecaremap.views.model import CellView, MapView

ROOT = Path(__file__).parents[2]
MINIMAL = ROOT / "maps" / "minimal.yaml"
DAY = date(2026, 11, 21)

DIGITAL = {
    "website", "account", "app", "chat", "chatbot", "sms", "messaging", "email", "social", "community", "kiosk",
    "video",
}  # fmt: skip
"""Design, section 1: the digital kinds."""

COMPLETES = {
    "learn": {"inform", "show", "assisted", "self-serve", "peer", "proactive"},
    "confirm": {"show", "assisted", "self-serve", "peer", "proactive"},
    "transact": {"assisted", "self-serve"},
    "work-around": {"assisted", "self-serve"},
    "discuss": {"assisted"},
    "validate": {"assisted"},
    "vent": {"assisted"},
}
"""Design, section 1: at which degrees nothing more is asked of the customer, by job."""


def plain(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def read(text: str) -> Validated:
    result = validate_text(text.encode(), "strategy.yaml", DAY)
    assert result.decisions is not None, [finding.message for finding in result.findings]
    return result


def look(text: str) -> MapView:
    return view_of(read(text), "strategy.yaml")


def look_at(path: Path) -> MapView:
    return view_of(validate(path, DAY), str(path))


def cell(view: MapView, request: str, touchpoint: str) -> CellView:
    [row] = [row for row in view.rows if row.id == request]
    return row.cells[[column.id for column in view.columns].index(touchpoint)]
