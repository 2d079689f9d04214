"""One fingerprint of everything a plan is made from; the order in which a strategy is written plays no part."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from ecaremap.plan.problem import Problem
from ecaremap.plan.uncertain import Uncertain


def input_hash(problem: Problem, uncertain: Iterable[Uncertain]) -> str:
    """SHA-256 over the canonical JSON of all values, in hexadecimal.

    Lists are sorted where their order has no meaning, and names for readers are left out: only what changes a
    plan changes its fingerprint.
    """
    values = {"problem": _sorted(asdict(problem)), "uncertain": _sorted([asdict(entry) for entry in uncertain])}
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return sha256(text.encode()).hexdigest()


_FOR_READERS = ("name", "follows", "label")
_BY_MONTH = ("capacity", "budget", "season")
"""Lists whose order is time."""


def _sorted(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _sorted(entry, name) for name, entry in value.items() if name not in _FOR_READERS}
    if isinstance(value, (list, tuple)):
        entries = [_sorted(entry) for entry in value]
        return entries if key in _BY_MONTH else sorted(entries, key=_canonical)
    return value


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
