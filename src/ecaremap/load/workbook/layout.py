"""Which sheets a workbook has, and how paths through a strategy are spelled in headings."""

import json
import re
from dataclasses import dataclass
from functools import cache

from ecaremap.load.workbook.forms import Declaration, Path, fields, form_of, leaves, resolve
from ecaremap.model.declared import Declared
from ecaremap.model.strategy import Strategy

SETTINGS = "Settings"
MATRIX = "Matrix"
DRAWN = (
    "Read me", "Summary", "Map today", "Map target", "Findings", "Gaps", "Case", "Plan", "Plan cash", "Plan volumes",
    "Plan targets", "Plan assumptions", "Measured", "Data dictionary",
)  # fmt: skip
"""Sheets for reading: drawn from the others, never read back."""

READING_ONLY = "("
"""Headings that begin so are for reading only, `(shown as)` say."""


@dataclass(frozen=True)
class SheetSpec:
    """One sheet with a row per entry.

    Attributes:
        path: the section. keys: columns that name the entry; none for lists.
        model: what an entry is. about: one sentence above the rows.
        core: columns that are always shown; others fold away while they are empty.
    """

    name: str
    path: Path
    keys: tuple[str, ...]
    model: type[Declared]
    about: str
    core: tuple[str, ...]

    @property
    def columns(self) -> tuple[Declaration, ...]:
        """All columns of an entry, without those that name it."""
        return leaves(self.model)


_NAMED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "coverage": ("Cells", "What is offered for a request at a touchpoint, today and as a target. Empty: undecided.",
                 ("today", "target", "not_here", "status", "human_route", "owner", "completion", "calls_after", "note")),
    "requests": ("Requests", "What customers want, most frequent first.",
                 ("name", "family", "job", "frequency", "volume", "starts_at", "handling", "cross_sell", "emotion",
                  "complexity", "authentication", "cause_owner", "note")),
    "touchpoints": ("Touchpoints", "Where requests are handled.",
                    ("name", "kind", "family", "status", "authentication", "hours", "answers_within", "owner",
                     "cost_per_contact", "hands_over_to", "note")),
    "rules": ("Rules", "What must not, may and must be digital, and why.",
              ("id", "title", "because", "kind", "when", "unless", "then")),
    "sources": ("Sources", "Where figures come from.", ("title", "kind", "as_of", "url", "owner")),
    "segments": ("Segments", "Groups of customers that cannot, or need not, use everything.",
                 ("name", "share", "cannot_use", "must_keep", "because")),
    "journeys": ("Journeys", "Ways through the touchpoints that shall be possible.", ()),
    "feedback": ("Feedback", "Instruments that listen to customers.", ()),
    "assessments": ("Walk-throughs", "Trials by people outside the team.", ()),
    "targets": ("Targets", "What is promised: a metric, a bound, a date.", ()),
    "fixes": ("Fixes", "Causes to remove, so that fewer customers need to ask.", ()),
    "plan.builds": ("Builds", "Making a request available at a touchpoint.", ()),
    "plan.enablers": ("Enablers", "What builds need first.", ()),
    "plan.tactics": ("Tactics", "Pulling or pushing customers towards what works.", ()),
    "waivers": ("Waivers", "Findings accepted for a while, by somebody, for a reason.", ()),
}  # fmt: skip
_IN_SETTINGS = ("scenarios",)


@cache
def sheet_specs() -> tuple[SheetSpec, ...]:
    """The sheets with rows: those named above in that order, then any other section of the declaration."""
    sections = [*_NAMED, *(name for name in fields(Strategy) if name not in _NAMED and name not in _IN_SETTINGS)]
    found = (_spec(tuple(section.split("."))) for section in sections)
    return tuple(spec for spec in found if spec is not None)


def _spec(path: Path) -> SheetSpec | None:
    """The sheet of a section: entries by name, by two names, or a list; None for anything else."""
    form = resolve(path)
    if form is None:
        return None
    keys: tuple[str, ...] = ("id",)
    if form.kind == "list":
        keys, inner = (), form.item
    else:
        inner = form_of(form.content) if form.content is not None else None
    if inner is not None and inner.model is None and inner.content is not None:
        keys, inner = ("request", "touchpoint"), form_of(inner.content)
    if inner is None or inner.model is None:
        return None
    usual = path[-1].replace("_", " ").capitalize()
    name, about, core = _NAMED.get(".".join(path), (usual, "", ()))
    return SheetSpec(name, path, keys, inner.model, about, core)


def joined(path: Path) -> str:
    """A path as it stands in the settings, `assumptions.labour.wage`; names with dots go in quotes."""
    return ".".join(part if re.fullmatch(r"[\w/-]+", part) else json.dumps(part, ensure_ascii=False) for part in path)


def split(text: str) -> Path | None:
    """A path from its spelling; None where quotes are not closed."""
    parts = re.findall(r'"(?:[^"\\]|\\.)*"|[^."]+', text)
    if ".".join(parts) != text:
        return None
    try:
        return tuple(json.loads(part) if part.startswith('"') else part.strip() for part in parts)
    except ValueError:
        return None
