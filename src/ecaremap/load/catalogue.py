"""The catalogue of tactics that ships with the tool: read once, strictly, and never from anywhere else."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

from ecaremap.load.problems import Problems
from ecaremap.load.reader import decode, read_bytes
from ecaremap.load.yaml_events import parse
from ecaremap.model.figures import parse_figure
from ecaremap.model.scales import Kind
from ecaremap.model.tree import Items, Table

FILE = Path(__file__).resolve().parent.parent / "catalogue" / "tactics.yaml"
PREFIX = "catalogue/"
MARKS = {
    "V": "published source",
    "S": "practice described in articles on e-care",
    "G": "general knowledge, not verified",
    "I": "our illustration",
}
_TEXTS = ("name", "words", "risk", "mark", "source")
_SHARES = ("completion", "csat", "containment")
_FLAGS = ("push_gate", "legal_check")
_KEYS = {*_TEXTS, "kinds", "acts_at", "gate", "precondition"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One tactic of the catalogue.

    Attributes:
        words: what it is, in a sentence. kinds: pull, push or both, the usual one first.
        acts_at: kinds of touchpoints where it is used; empty is anywhere.
        gate: least shares that have to be measured (completion, csat, containment).
        push_gate: all conditions of the common push gate. legal_check: somebody has checked the law.
        precondition: the same in words. mark: how well it is known, a key of `MARKS`.
    """

    id: str
    name: str
    words: str
    kinds: tuple[str, ...]
    acts_at: tuple[str, ...]
    gate: tuple[tuple[str, Decimal], ...]
    push_gate: bool
    legal_check: bool
    precondition: str
    risk: str
    mark: str
    source: str


@cache
def catalogue() -> dict[str, Entry]:
    """Every tactic by its id, in the order of the file.

    Raises:
        ValueError: the file does not have the shape it must have; a test sees to it.
    """
    problems = Problems()
    text = decode(read_bytes(FILE), 0, problems)
    tree = parse(text, 0, problems) if text is not None else None
    if problems.findings or not isinstance(tree, Table) or set(tree) != {"tactics"}:
        raise ValueError("the catalogue cannot be read")
    return {name: _entry(name, table) for name, table in tree["tactics"].items()}


def _entry(name: str, table: Any) -> Entry:
    if not isinstance(table, Table) or not set(table) <= _KEYS:
        raise ValueError(f"'{name}' has keys the catalogue does not know")
    texts = {key: _text(name, table, key) for key in _TEXTS}
    kinds, acts_at = _words(name, table, "kinds"), _words(name, table, "acts_at")
    if not kinds or not set(kinds) <= {"pull", "push"} or not set(acts_at) <= set(get_args(Kind)):
        raise ValueError(f"'{name}' has a kind or a place that is not known")
    if texts["mark"] not in MARKS:
        raise ValueError(f"'{name}' has no known mark")
    gate = table.get("gate", {})
    if not set(gate) <= {*_SHARES, *_FLAGS}:
        raise ValueError(f"'{name}' has a condition that is not known")
    shares = tuple((key, parse_figure(gate[key], "share").likely) for key in _SHARES if key in gate)
    flags = {key: gate.get(key) == "true" for key in _FLAGS}
    precondition = str(table.get("precondition", ""))
    return Entry(name, kinds=kinds, acts_at=acts_at, gate=shares, precondition=precondition, **texts, **flags)  # type: ignore[arg-type]


def _text(name: str, table: Table, key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value:
        raise ValueError(f"'{name}' has no {key}")
    return value


def _words(name: str, table: Table, key: str) -> tuple[str, ...]:
    value = table.get(key)
    if not isinstance(value, Items) or not all(isinstance(word, str) for word in value):
        raise ValueError(f"'{name}' has no list of {key}")
    return tuple(value)


def entry_of(written: str | None) -> Entry | None:
    """The entry that `from: catalogue/ID` names; None of nothing or of an unknown one."""
    return catalogue().get((written or "").removeprefix(PREFIX)) if written else None
