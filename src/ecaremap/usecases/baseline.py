"""Baselines: findings known on the day a team began to check, so that only new ones count from then on.

An entry is known by strategy, code, object and field, never by a line. It holds how grave the finding was and how
many there were: what gets worse, or more, counts again.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ecaremap.load.discover import SUFFIXES
from ecaremap.load.problems import Unreadable
from ecaremap.load.reader import read_bytes
from ecaremap.model.finding import SETTLED, SEVERITIES, Finding, Severity
from ecaremap.model.identity import Key, key_of
from ecaremap.usecases.roots import locate
from ecaremap.usecases.validate import Validated, looked_for

FORMAT = "ecaremap-baseline/1"
Place = tuple[str, Key]
"""A strategy's path from the root of the repository, and what a finding in it is known by."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a baseline holds of the findings with one key: the gravest severity, how many, and the words of one."""

    severity: Severity
    count: int
    message: str


Baseline = Mapping[Place, Entry]


@dataclass(frozen=True, slots=True)
class Compared:
    """What a baseline did to a run.

    Attributes:
        known: how many findings it covers. fixed: entries that are needed no more.
        new: what it is to hold from now on, if it is to be written.
    """

    path: Path
    known: int
    fixed: tuple[tuple[Place, Entry], ...]
    new: Baseline | None = None

    @property
    def files(self) -> dict[Path, bytes]:
        """The file that is to be written, if it is."""
        return {} if self.new is None else {self.path: _spelled(self.new).encode("utf-8", "replace")}

    @property
    def words(self) -> str:
        """What is to be said about it; empty if nothing is."""
        if self.new is not None:
            dropped = f"; {_entries(len(self.fixed))} fixed and dropped" if self.fixed else ""
            return f"{self.path}: {_entries(len(self.new))} in the baseline{dropped}."
        if not self.fixed:
            return ""
        verb, them = ("is", "it") if len(self.fixed) == 1 else ("are", "them")
        return f"{_entries(len(self.fixed))} of the baseline {verb} fixed; run with --update-baseline to drop {them}."


def _entries(number: int) -> str:
    return f"{number} entry" if number == 1 else f"{number} entries"


def with_baseline(
    results: Sequence[Validated], path: Path, *, update: bool = False
) -> tuple[tuple[Validated, ...], Compared]:
    """The results with known findings marked; with `update`, as the new file knows them, which the caller writes.

    Raises:
        Unreadable: no baseline at `path`, or none that can be read.
    """
    if path.suffix in SUFFIXES:
        raise Unreadable(f"The baseline '{path}' would be read as a strategy.", "Name it baseline.json, say.")
    baseline = _read(path, may_be_missing=update)
    fixed = tuple(_fixed(results, baseline))
    if not update:
        marked = tuple(_marked(result, baseline) for result in results)
        return marked, Compared(path, _known(marked), fixed)
    new = _updated(results, baseline)
    marked = tuple(_marked(result, new) for result in results)
    return marked, Compared(path, _known(marked), fixed, new)


def _known(results: Iterable[Validated]) -> int:
    return sum(finding.standing == "known" for result in results for finding in result.findings)


def _keyed(result: Validated) -> Iterator[tuple[Place, Finding]]:
    strategy = locate(result.path)
    for finding in result.findings:
        path = locate(result.sources[finding.span.file].path) if finding.span and not finding.where else strategy
        yield (strategy, key_of(finding, path)), finding


def _marked(result: Validated, baseline: Baseline) -> Validated:
    left = Counter({place: entry.count for place, entry in baseline.items()})
    findings = []
    for place, finding in _keyed(result):
        entry = baseline.get(place)
        if entry and left[place] and finding.standing not in SETTLED and not _worse(finding, entry):
            left[place] -= 1
            findings.append(replace(finding, standing="known"))
        else:
            findings.append(finding)
    return replace(result, findings=tuple(findings))


def _worse(finding: Finding, entry: Entry) -> bool:
    return SEVERITIES.index(finding.severity) < SEVERITIES.index(entry.severity)


def _left(results: Sequence[Validated], baseline: Baseline) -> Baseline:
    """Entries about what this run could not see: another strategy, or a check before which reading ended."""
    judged = {locate(result.path): result for result in results}
    return {
        (strategy, key): entry
        for (strategy, key), entry in baseline.items()
        if strategy not in judged or not looked_for(judged[strategy], key.code)
    }


def _fixed(results: Sequence[Validated], baseline: Baseline) -> Iterator[tuple[Place, Entry]]:
    """Entries of which there are fewer findings now."""
    found = Counter(place for result in results for place, finding in _keyed(result) if finding.standing not in SETTLED)
    left = _left(results, baseline)
    for place, entry in baseline.items():
        if found[place] < entry.count and place not in left:
            yield place, entry


def _updated(results: Sequence[Validated], old: Baseline) -> Baseline:
    """What is found now, and what could not be looked at."""
    new = dict(_left(results, old))
    for result in results:
        for place, finding in _keyed(result):
            if finding.standing in SETTLED:
                continue
            before = new.get(place)
            if before is None:
                new[place] = Entry(finding.severity, 1, finding.message)
            else:
                gravest = finding.severity if _worse(finding, before) else before.severity
                new[place] = Entry(gravest, before.count + 1, before.message)
    return new


def _spelled(baseline: Baseline) -> str:
    """One entry a line, sorted: a change of one is a change of one line."""
    lines = ",\n".join(f"    {_line(place, entry)}" for place, entry in sorted(baseline.items(), key=lambda e: e[0]))
    return f'{{\n  "format": "{FORMAT}",\n  "entries": [{chr(10) + lines + chr(10) + "  " if lines else ""}]\n}}\n'


def _line(place: Place, entry: Entry) -> str:
    strategy, key = place
    fields: dict[str, Any] = {"strategy": strategy, **key._asdict(), "severity": entry.severity}
    fields |= {"count": entry.count} if entry.count > 1 else {}
    # A finding known by its words need not say them twice.
    fields |= {"message": entry.message} if entry.message != key.field else {}
    return json.dumps(fields, ensure_ascii=False)


def _read(path: Path, *, may_be_missing: bool) -> Baseline:
    if not path.exists():
        if may_be_missing:
            return {}
        raise Unreadable(f"There is no baseline '{path}'.", "To write it, add --update-baseline.")
    try:
        document = json.loads(read_bytes(path))
    except ValueError as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Unreadable(f"'{path}' is no baseline: it is not JSON{line}.", _REMEDY) from None
    except RecursionError:
        raise Unreadable(f"'{path}' is no baseline.", _REMEDY) from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise Unreadable(f'\'{path}\' is no baseline: it does not begin with "format": "{FORMAT}".', _REMEDY)
    try:
        return dict(_entry(fields) for fields in document["entries"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unreadable(f"'{path}' is no baseline: one of its entries is not complete.", _REMEDY) from None


_REMEDY = "Take it from version control, or delete it and write it anew with --update-baseline."


def _entry(fields: Mapping[str, Any]) -> tuple[Place, Entry]:
    texts = [fields[name] for name in ("strategy", "code", "where", "field", "severity")]
    message, count = fields.get("message", fields["field"]), fields.get("count", 1)
    if not all(isinstance(text, str) for text in (*texts, message)) or type(count) is not int or count < 1:
        raise ValueError
    strategy, code, where, field, severity = texts
    if severity not in SEVERITIES or not code:
        raise ValueError
    return (strategy, Key(code, where, field)), Entry(severity, count, message)
