"""Method and sources: every figure of the map, by the source it rests on.

Other figures that scenarios would put in their place, settings such as time windows, and limits of the checks are no
figures of the map and are left out.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import get_args

from ecaremap.insight.checks.g210_figure_old import is_old, limit_months
from ecaremap.insight.every_figure import FoundFigure, Path, every_figure
from ecaremap.model.figures import Figure
from ecaremap.model.scales import FigureKind
from ecaremap.policy.amounts import amount_words
from ecaremap.policy.decisions import Decisions
from ecaremap.views.words import counted, listed, spelled

_LABELS = {
    "takeup_ceiling": "highest take-up", "takeup_now": "take-up today", "csat": "satisfaction",
    "calls_after": "calls afterwards", "handling": "handling time", "hands_over_to": "hands over to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure.

    Attributes:
        where, name: what it is of, and what it is, in words. value: as written, with its unit; unit: what it counts.
        amount, low, high: in the base unit (a share between 0 and 1, seconds, months). spread: the range in words.
        kind: measured, client, benchmark, estimate, or empty. as_of, age: ISO date and words, empty if not said.
        old: older than the strategy should rest on. driver: what its uncertainty hangs on.
        place: `file:line:column`.
    """

    where: str
    name: str
    value: str
    unit: str
    amount: Decimal
    low: Decimal
    high: Decimal
    spread: str
    source: str
    kind: str
    as_of: str
    age: str
    old: bool
    driver: str
    place: str


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """One source with the figures that rest on it. `id` is empty where the source is only a text."""

    id: str
    title: str
    kind: str
    as_of: str
    age: str
    old: bool
    owner: str
    url: str
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """All figures. `kinds`: how many of each kind, "" for those without one; `oldest`: the limit of age in months."""

    as_of: str
    sentence: str
    oldest: int
    kinds: tuple[tuple[str, int], ...]
    groups: tuple[SourceGroup, ...]
    unsourced: tuple[FigureRow, ...]


def sources_view(decisions: Decisions) -> SourcesView:
    """Every figure of a strategy, grouped by source, the source with the most figures first."""
    speller = _Speller(decisions)
    by_source: dict[tuple[str, str], list[FigureRow]] = {}
    for found in every_figure(decisions.project.strategy):
        by_source.setdefault((found.source, found.signed), []).append(speller.row(found))
    unsourced = tuple(by_source.pop(("", ""), ()))
    ranked = sorted(by_source.items(), key=lambda item: (-len(item[1]), item[0]))
    groups = tuple(speller.group(source, signed, tuple(rows)) for (source, signed), rows in ranked)
    rows = [*(row for group in groups for row in group.figures), *unsourced]
    kinds = tuple((kind, sum(row.kind == kind for row in rows)) for kind in (*get_args(FigureKind), ""))
    today = decisions.period.today.isoformat()
    return SourcesView(today, _sentence(rows, kinds, unsourced, speller.limit), speller.limit, kinds, groups, unsourced)


def _sentence(
    rows: list[FigureRow], kinds: tuple[tuple[str, int], ...], unsourced: tuple[FigureRow, ...], limit: int
) -> str:
    if not rows:
        return "The map has no figures yet."
    parts = [f"{count} {_KINDS[kind]}" for kind, count in kinds if kind and count]
    unsaid = dict(kinds)[""] - len(unsourced)
    if unsaid:
        parts.append(f"{unsaid} of a kind nobody has said")
    if unsourced:
        parts.append(f"{len(unsourced)} without a source")
    text = counted(len(rows), "figure", "figures") + (f": {listed(parts)}" if parts else "")
    old = sum(row.old for row in rows)
    return text + (f"; {old} older than {counted(limit, 'month', 'months')}." if old else ".")


_KINDS = {
    "measured": "measured", "client": "from the client", "benchmark": "from benchmarks", "estimate": "estimated",
}  # fmt: skip


class _Speller:
    """Spells the figures of one strategy."""

    def __init__(self, decisions: Decisions) -> None:
        self.project = decisions.project
        self.strategy = decisions.project.strategy
        self.today = decisions.period.today
        self.limit = limit_months(self.strategy)

    def row(self, found: FoundFigure) -> FigureRow:
        """One figure in words."""
        figure, source = found.figure, self.strategy.sources.get(found.source)
        as_of = figure.as_of or (source.as_of if source else None) or self._signed(found.signed)
        value, spread = _value(figure)
        where, name = self._object(found.path)
        return FigureRow(
            where, name, value, self._unit(found.path, figure), figure.likely, figure.low, figure.high, spread,
            found.source or _signed_by(found.signed), source.kind if source else "", as_of.isoformat() if as_of else "",
            _age(as_of, self.today), self._old(as_of), figure.driver or "",
            self.project.place(self.project.value_span(*found.path)),
        )  # fmt: skip

    def group(self, name: str, signed: str, rows: tuple[FigureRow, ...]) -> SourceGroup:
        """One source with its figures."""
        source = self.strategy.sources.get(name)
        if source is None:
            day = self._signed(signed)
            text = day.isoformat() if day else ""
            return SourceGroup(
                "", name or _signed_by(signed), "", text, _age(day, self.today), self._old(day), "", "", rows
            )
        day = source.as_of
        dated = (day.isoformat() if day else "", _age(day, self.today), self._old(day))
        return SourceGroup(name, source.title, source.kind, *dated, source.owner or "", source.url or "", rows)

    def _signed(self, by: str) -> date | None:
        assumptions = self.strategy.assumptions
        return assumptions.signed_by.date if by and assumptions and assumptions.signed_by else None

    def _old(self, as_of: date | None) -> bool:
        return as_of is not None and is_old(as_of, self.today, self.limit)

    def _object(self, path: Path) -> tuple[str, str]:
        """What a figure is of, and what it is."""
        section, *rest = path
        if section == "requests":
            return self._request(rest[0]), self._words(rest[1:])
        if section == "touchpoints":
            return self._touchpoint(rest[0]), self._words(rest[1:])
        if section == "coverage":
            return f"{self._request(rest[0])}, {self._touchpoint(rest[1])}", self._words(rest[2:])
        if section in ("assumptions", "baseline"):
            return spelled(section), self._words(rest)
        if section == "plan" and len(rest) < 3:
            return "Plan", self._words(rest)
        cut = 2 if section == "plan" else 1
        if section == "feedback":
            return f"Feedback {rest[0]}", self._words(rest[1:])
        named = self.strategy.segments.get(rest[0]) if section == "segments" else None
        return (named.name if named and named.name else spelled(rest[cut - 1])), self._words(rest[cut:])

    def _request(self, name: str) -> str:
        return self.strategy.requests[name].name or spelled(name)

    def _touchpoint(self, name: str) -> str:
        touchpoint = self.strategy.touchpoints.get(name)
        return (touchpoint.name if touchpoint else None) or spelled(name)

    def _words(self, keys: list[str]) -> str:
        """`volume`, `starts at Online account`, `expected completion`."""
        kept = [key for key in keys if key != "assumptions"]
        words = [_LABELS.get(key, key.replace("_", " ")) for key in kept]
        if len(kept) > 1 and kept[0] in ("starts_at", "hands_over_to"):
            words[1] = self._touchpoint(kept[1])
        return " ".join(words)

    def _unit(self, path: Path, figure: Figure) -> str:
        if path[0] == "requests" and path[-1] == "volume":
            return f"needs per {self.strategy.volumes_per}"
        if not figure.unit:
            return "people" if "team" in path else "times" if path[-1] == "double_handling" else "number"
        return {"s": "time", "months": "time"}.get(figure.unit, figure.unit)


def _signed_by(name: str) -> str:
    return f"Assumptions signed by {name}" if name else ""


def _value(figure: Figure) -> tuple[str, str]:
    """A figure as written, without its range, and the range in words."""
    if figure.shape == "point":
        return figure.text.strip(), ""
    if figure.shape == "range":
        return amount_words(figure.unit, figure.likely), figure.text.strip()
    value, _, ends = figure.text.partition("(")
    spread = ends.partition(")")[0].strip()
    return (
        value.strip(),
        f"8 in 10 outcomes between {spread.replace(' to ', ' and ')}" if figure.shape == "lognormal" else spread,
    )


def _age(as_of: date | None, today: date) -> str:
    """`under a month`, `7 months`, `3 years`."""
    if as_of is None:
        return ""
    months = (today.year - as_of.year) * 12 + today.month - as_of.month - (today.day < as_of.day)
    if as_of > today:
        return "dated ahead"
    if months < 1:
        return "under a month"
    return counted(months, "month", "months") if months < 24 else f"{months // 12} years"
