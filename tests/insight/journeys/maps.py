"""Small strategies for tests of journeys."""

import json
from datetime import date
from typing import Any

from ecaremap.insight.journeys.graph import Scene
from ecaremap.insight.journeys.survey import Survey, survey
from ecaremap.load.loading import load_text
from ecaremap.policy.decisions import Decisions, decide

TODAY = date(2026, 11, 21)
NOW = Scene("today")
THEN = Scene("target")
JSON = dict[str, Any]


def decided(text: str | JSON) -> Decisions:
    """A strategy in YAML without its head, or as data."""
    whole = f"ecaremap: 1\nname: Example\n{text}" if isinstance(text, str) else json.dumps(text)
    loaded = load_text(whole.encode(), "example.yaml")
    assert loaded.project is not None, [finding.message for finding in loaded.findings]
    return decide(loaded.project, TODAY)


def surveyed(text: str | JSON) -> Survey:
    return survey(decided(text))


def kinds(text: str | JSON, request: str = "r", scene: Scene = NOW) -> dict[str, str]:
    """How journeys end, by their start."""
    return {entry: prospect.kind for entry, prospect in surveyed(text).prospects(request, scene).items()}


def one(touchpoints: str, cells: str, request: str = "{job: transact}", more: str = "") -> str:
    """A strategy with one request."""
    return f"touchpoints: {touchpoints}\nrequests: {{r: {request}}}\ncoverage: {{r: {cells}}}\n{more}"
