"""Evidence beside a strategy: reading it strictly, and laying what was measured over what was claimed.

What is wrong with a file never keeps the strategy from being read; nothing of such a file is used. Of a good one,
figures of at least 30 contacts lie over the author's own, oldest file first: completion, calls afterwards,
satisfaction and users of cells that are written; and, where the log holds all contacts of four weeks or more, the
volume of requests and where they start.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter, ValidationError

from ecaremap.load.discover import EVIDENCE
from ecaremap.load.places import find
from ecaremap.load.problems import Problems
from ecaremap.load.reader import decode
from ecaremap.load.yaml_events import parse
from ecaremap.model.counted import FEW, Counted
from ecaremap.model.measured import Claim, EvidenceFile, Fault, Measured
from ecaremap.model.scales import FAMILY_OF_KIND
from ecaremap.model.source import SourceFile, Span
from ecaremap.model.tree import Mark, Table, copied

if TYPE_CHECKING:
    from ecaremap.model.evidence import Evidence, MeasuredCell
    from ecaremap.model.figures import Figure

SHORTEST = 28
"""Days a log must cover before needs a month are told from it."""

DAYS_OF = {"week": Decimal(7), "month": Decimal("30.4375"), "quarter": Decimal("91.3125"), "year": Decimal("365.25")}
"""Days of each period that volumes count, on average over the years."""

AGAIN = "run ecaremap measure again; after a merge, keep one side whole"

Laid = Iterator[tuple[tuple[str, ...], str, str, Mark]]
"""Path, text of the figure, its kind, and where it stands in the evidence."""


def read_texts(texts: list[tuple[str, bytes]], first: int) -> tuple[list[EvidenceFile], list[SourceFile]]:
    """Evidence files by the path to show, the oldest measurement first; `first` is the number of the first text."""
    files, sources = [], []
    for number, (shown, data) in enumerate(texts, first):
        file, text = _read(data, shown, number)
        files.append(file)
        sources.append(SourceFile(number, shown, text, "evidence"))
    return sorted(files, key=lambda file: (file.evidence.last.isoformat() if file.evidence else "", file.name)), sources


def _read(data: bytes, shown: str, number: int) -> tuple[EvidenceFile, str]:
    from ecaremap.model.evidence import HEAD, VERSION, Evidence

    name = f"{EVIDENCE}/{Path(shown).stem}"
    problems = Problems()
    text = decode(data, number, problems)
    tree = parse(text, number, problems) if text is not None else None
    told = text if text is not None else data.decode("utf-8", "replace")
    start = Span(number, 1, 1, 1, 2)
    faults = [Fault(finding.message, finding.span, finding.help) for finding in problems.findings]
    if not faults and (not isinstance(tree, Table) or HEAD not in tree):
        faults = [Fault(f"'{HEAD}: 1' is missing, so this is no evidence.", start, AGAIN)]
    if faults or not isinstance(tree, Table):
        return EvidenceFile(name, number, None, Table(), tuple(faults)), told
    if tree[HEAD] != VERSION:
        newer = Fault(
            f"Version {tree[HEAD]} of evidence is not known to this release.", tree.marks[HEAD].value(), AGAIN
        )
        return EvidenceFile(name, number, None, tree, (newer,)), told
    try:
        evidence = Evidence.model_validate({key: value for key, value in tree.items() if key != HEAD})
    except ValidationError as error:
        return EvidenceFile(name, number, None, tree, tuple(_faults(error, tree, start))), told
    if not evidence.period.endswith(evidence.last.isoformat()[:7]):
        wrong = Fault("The period does not end with the last contact.", tree.marks["period"].value(), AGAIN)
        return EvidenceFile(name, number, None, tree, (wrong,)), told
    return EvidenceFile(name, number, evidence, tree), told


def _faults(error: ValidationError, tree: Table, start: Span) -> Iterator[Fault]:
    """What the declaration says against a file, at its place; the first few are enough."""
    for item in error.errors(include_url=False)[:5]:
        place = find(tree, tuple(item["loc"]))
        key_span = place.key_span() if place.mark else start
        key, context = str(item["loc"][-1]), item.get("ctx", {})
        if item["type"] == "ecaremap":
            yield Fault(f"{context['message']}.", place.span(), str(context["fix"]))
        elif item["type"] == "extra_forbidden":
            yield Fault(f"'{key}' is not a key of evidence.", key_span, AGAIN)
        elif item["type"] == "missing":
            yield Fault(f"'{key}' is missing.", key_span, AGAIN)
        else:
            yield Fault(f"{place.holder()} cannot be read.", place.span(), AGAIN)


def lay_over(tree: Table, files: list[EvidenceFile]) -> Measured:
    """Measured values over claimed ones, in place; what was claimed is kept."""
    layer = _Layer(tree)
    files = [by_todays_ids(file, tree) for file in files]
    for file in files:
        if file.evidence is not None and _with_source(tree, file):
            layer.lay(file)
    return Measured(tuple(files), layer.claims)


class _Layer:
    """Lays files over a strategy one after the other; remembers what was the author's."""

    def __init__(self, tree: Table) -> None:
        self.tree = tree
        self.claims: dict[tuple[str, ...], Claim] = {}
        self.laid: set[tuple[str, ...]] = set()

    def lay(self, file: EvidenceFile) -> None:
        """One file."""
        for path, text, quantity, mark in [*_volumes(self.tree, file), *_cells(self.tree, file)]:
            holder = _holder(self.tree, path[:-1])
            if holder is not None and self._claimed(path, holder, quantity):
                holder.put(path[-1], _measured(text, file.name, mark), mark)
        for name in _whole_requests(self.tree, file):
            self._lay_starts(file, name)

    def _claimed(self, path: tuple[str, ...], holder: Table, quantity: str) -> bool:
        """Keep what the author wrote; False where it cannot be read, which is said elsewhere."""
        if path in self.laid:
            return True
        if path[-1] in holder:
            claim = _figure(holder[path[-1]], quantity)
            if claim is None:
                return False
            self.claims[path] = Claim(claim, holder[path[-1]], holder.marks[path[-1]])
        self.laid.add(path)
        return True

    def _lay_starts(self, file: EvidenceFile, name: str) -> None:
        """Where needs begin replaces the claim whole, as whole tenths of a percent that add up to a hundred."""
        assert file.evidence is not None
        touchpoints, request = self.tree.get("touchpoints"), self.tree["requests"][name]
        known = touchpoints if isinstance(touchpoints, Table) else {}
        starts = {at: n for at, n in file.evidence.requests[name].starts_at.items() if at in known and n}
        path, claimed = ("requests", name, "starts_at"), request.get("starts_at")
        if sum(starts.values()) < FEW or ("starts_at" in request and not isinstance(claimed, Table)):
            return
        mine = claimed if isinstance(claimed, Table) and path not in self.laid else Table()
        if not all(self._claimed((*path, at), mine, "share") for at in mine):
            return
        self.laid.add(path)
        marks, fresh = file.tree["requests"][name], Table()
        for at, tenths in in_tenths(starts).items():
            mark = marks["starts_at"].marks[at]
            fresh.put(at, _measured(f"{Decimal(tenths) / 10:f}%", file.name, mark), mark)
        request.put("starts_at", fresh, marks.marks["starts_at"])


def by_todays_ids(file: EvidenceFile, tree: Table) -> EvidenceFile:
    """A file in which requests and touchpoints that were renamed since (`was: …`) have their ids of today."""
    requests, touchpoints = former_ids(tree, "requests"), former_ids(tree, "touchpoints")
    if file.evidence is None or not (requests or touchpoints):
        return file
    said, marked = file.evidence, copied(file.tree)
    for section in ("requests", "cells"):
        marked[section] = _renamed(marked.get(section), requests)
        for request, entry in marked[section].items():
            holder, key = (marked[section], request) if section == "cells" else (entry, "starts_at")
            if key in holder:
                holder[key] = _renamed(holder[key], touchpoints)
    seen = tuple(sorted({touchpoints.get(at, at) for at in said.log.touchpoints}))
    evidence = said.model_copy(
        update={
            "log": said.log.model_copy(update={"touchpoints": seen}),
            "requests": {
                requests.get(name, name): each.model_copy(
                    update={"starts_at": {touchpoints.get(at, at): n for at, n in each.starts_at.items()}}
                )
                for name, each in said.requests.items()
            },
            "cells": {
                requests.get(name, name): {touchpoints.get(at, at): cell for at, cell in row.items()}
                for name, row in said.cells.items()
            },
        }
    )
    return replace(file, evidence=evidence, tree=marked)


def former_ids(tree: Table, section: str) -> dict[str, str]:
    """The id of today by each former one, unless something else has that id now."""
    section_of = tree.get(section)
    entries = section_of if isinstance(section_of, Table) else Table()
    found: dict[str, str] = {}
    for name, entry in entries.items():
        was = entry.get("was") if isinstance(entry, Table) else None
        for old in was if isinstance(was, list) else [was]:
            if isinstance(old, str) and old not in entries:
                found[old] = name
    return found


def _renamed(table: Any, ids: Mapping[str, str]) -> Table:
    fresh = Table()
    for key, value in table.items() if isinstance(table, Table) else ():
        fresh.put(ids.get(key, key), value, table.marks[key])
    return fresh


def _measured(text: str, source: str, mark: Mark) -> Table:
    table = Table()
    table.put("value", text, mark)
    table.put("source", source, mark)
    return table


def _with_source(tree: Table, file: EvidenceFile) -> bool:
    """Make the measurement one of the strategy's sources; False where its sources are no entries."""
    assert file.evidence is not None
    mark = next(iter(file.tree.marks.values()))
    if "sources" not in tree:
        tree.put("sources", Table(), mark)
    sources = tree["sources"]
    if not isinstance(sources, Table):
        return False
    entry = Table()
    entry.put("title", f"Contact log, {file.evidence.period}", mark)
    entry.put("kind", "measured", mark)
    entry.put("as_of", file.evidence.last.isoformat(), file.tree.marks["last"])
    sources.put(file.name, entry, mark)
    return True


def _holder(tree: Table, path: tuple[str, ...]) -> Table | None:
    """The table at a path; a cell in its short form is written out first."""
    from ecaremap.load.expand import expand_cell

    node: Any = tree
    for depth, part in enumerate(path):
        if not isinstance(node, Table) or part not in node:
            return None
        if path[0] == "coverage" and depth == 2 and isinstance(node[part], str):
            short, mark = node[part], node.marks[part]
            node.put(part, expand_cell(short, mark), mark)
            if " -> " not in short:
                # A target that nobody wrote stays unwritten.
                node[part].drop("target")
        node = node[part]
    return node if isinstance(node, Table) else None


def _figure(value: Any, quantity: str) -> "Figure | None":
    from ecaremap.model import declared

    kinds: dict[str, Any] = {"share": declared.Share, "count": declared.Count}
    try:
        return TypeAdapter(kinds[quantity]).validate_python(value)  # type: ignore[no-any-return]
    except ValidationError:
        return None


def _whole_requests(tree: Table, file: EvidenceFile) -> Iterator[str]:
    """Requests whose volume and starts the log tells: it holds all contacts, of long enough, at all touchpoints."""
    evidence = file.evidence
    assert evidence is not None
    if evidence.covers == "all contacts" and evidence.days >= SHORTEST:
        for name, measured in evidence.requests.items():
            request = _holder(tree, ("requests", name))
            if request is not None and measured.journeys >= FEW and seen_where_claimed(request, evidence):
                yield name


def _volumes(tree: Table, file: EvidenceFile) -> Laid:
    assert file.evidence is not None
    days = DAYS_OF.get(str(tree.get("volumes_per", "month")), DAYS_OF["month"])
    for name in _whole_requests(tree, file):
        needs = file.evidence.requests[name].journeys
        volume = (days * needs / file.evidence.days).quantize(Decimal(1), ROUND_HALF_UP)
        yield ("requests", name, "volume"), f"{volume}", "count", file.tree["requests"][name].marks["journeys"]


def seen_where_claimed(request: Mapping[str, Any], evidence: "Evidence") -> bool:
    """Whether the log has contacts at every touchpoint where the author says customers start."""
    claimed = request.get("starts_at")
    return not isinstance(claimed, Mapping) or not set(claimed) - set(evidence.log.touchpoints)


def in_tenths(starts: Mapping[str, int]) -> dict[str, int]:
    """Tenths of a percent by largest remainder; of equal remainders the first id takes it."""
    whole = sum(starts.values())
    found = {at: 1000 * n // whole for at, n in starts.items()}
    rest = sorted(starts, key=lambda at: (-(1000 * starts[at] % whole), at))
    for at in rest[: 1000 - sum(found.values())]:
        found[at] += 1
    return found


def _cells(tree: Table, file: EvidenceFile) -> Laid:
    assert file.evidence is not None
    for request, row in file.evidence.cells.items():
        for at, measured in row.items():
            cell = _holder(tree, ("coverage", request, at))
            if cell is None or "not_here" in cell or cell.get("today", "none") in ("none", None):
                continue
            marks = file.tree["cells"][request][at].marks
            for key, text in _values(tree, cell, at, measured):
                yield ("coverage", request, at, key), text, "share", marks[_KEYS[key]]


_KEYS = {"completion": "completion", "calls_after": "calls_after", "csat": "satisfied", "used_share": "used_by"}
"""Figures of a cell, and what they are called in evidence."""


def _values(tree: Table, cell: Table, at: str, measured: "MeasuredCell") -> Iterator[tuple[str, str]]:
    plain = {"completion": measured.completion, "csat": measured.satisfied, "used_share": measured.used_by}
    for key, counted in plain.items():
        if counted is not None and not counted.few:
            yield key, share_text(counted)
    if _family(tree, at) != "traditional":
        time = _time(cell, measured)
        counted = measured.calls_after.get(time) if time else None  # type: ignore[call-overload]
        if counted is not None and not counted.few:
            yield "calls_after", f"{share_text(counted)} within {time}"


def _time(cell: Table, measured: "MeasuredCell") -> str:
    """How long after: as the author counts it if the log does so too, else the shortest time."""
    claim = _figure(cell["calls_after"], "share") if "calls_after" in cell else None
    seconds = {"1 day": 86400, "7 days": 7 * 86400, "30 days": 30 * 86400}
    fits = [time for time in measured.calls_after if claim is not None and claim.within == seconds[time]]
    return next(iter([*fits, *sorted(measured.calls_after, key=lambda time: seconds[time])]), "")


def _family(tree: Table, at: str) -> str:
    touchpoint = tree["touchpoints"].get(at) if isinstance(tree.get("touchpoints"), Table) else None
    table = touchpoint if isinstance(touchpoint, Table) else {}
    return str(table.get("family") or FAMILY_OF_KIND.get(table.get("kind") or at, ""))


def share_text(counted: Counted) -> str:
    """A share with its interval as a figure of the strategy: `61.3% (58.4% to 64.1%)`."""
    low, high = counted.interval
    likely = counted.share
    assert likely is not None
    return f"{_percent(likely)} ({_percent(low)} to {_percent(high)})"


def _percent(share: Decimal) -> str:
    text = f"{(share * 100).quantize(Decimal('0.1'), ROUND_HALF_UP):f}"
    return f"{text.removesuffix('.0')}%"
