"""The gaps for programs."""

import json
from dataclasses import asdict
from decimal import Decimal

from ecaremap.views.gaps_model import GapsView

FORMAT = "ecaremap-gaps/1"


def render_gaps_json(view: GapsView) -> str:
    """Spell the whole view as JSON; decimals are texts, so that nobody's parser rounds them."""
    return json.dumps({"format": FORMAT, **asdict(view)}, indent=2, ensure_ascii=False, default=_plain) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    raise TypeError(f"{type(value).__name__} has no place in JSON")
