"""What a log says for itself: its columns, and which words stand for touchpoints and requests how often."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ecaremap.measure.engines.dialects import DUCKDB
from ecaremap.measure.engines.duck import Duck, Limits
from ecaremap.measure.intake.files import Files, find_files
from ecaremap.measure.intake.reading import Relation, attach
from ecaremap.measure.intake.refusals import plain
from ecaremap.measure.intake.zone import zone
from ecaremap.measure.proposing.headings import Headings, find_headings
from ecaremap.measure.proposing.times import check_format, time_format

MOST_WORDS = 200_000
"""Different words of one column that are looked at, the most frequent ones."""
LONGEST_WORD = 200
"""What is longer is a text, and no name of anything."""


@dataclass(frozen=True, slots=True)
class Word:
    """What a log calls something: its most frequent spelling first, with the rows of all of them."""

    spellings: tuple[tuple[str, int], ...]

    @property
    def name(self) -> str:
        """Its most frequent spelling."""
        return self.spellings[0][0]

    @property
    def rows(self) -> int:
        """How often it stands there, however it is spelt."""
        return sum(rows for _, rows in self.spellings)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one column, the most frequent first; `empty` rows have none, `long` ones hold texts.

    Attributes:
        more: rows with words beyond those looked at. unseen: how many words these are.
    """

    words: tuple[Word, ...]
    empty: int = 0
    long: int = 0
    more: int = 0
    unseen: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """A log before anything is decided about it."""

    names: tuple[str, ...]
    rows: int
    headings: Headings
    time_format: str
    touchpoints: Words
    requests: Words


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says about a log: columns and settings by field, and the name of an export."""

    columns: Mapping[str, str] = field(default_factory=dict)
    mapping: str = ""
    memory: str | None = None


def look(files: Sequence[Path | str], asked: Asked) -> Look:
    """Read which words a log uses.

    Raises:
        UnreadableLog: it cannot be read, or a column that is needed cannot be found.
    """
    found = find_files(files)
    log = f"'{found.names[0]}'"
    with Duck(found.paths, Limits(memory=asked.memory)) as duck:
        relation = attach(duck, found)
        headings = find_headings(_filled(duck, found, relation), asked.columns, asked.mapping, log)
        zone(headings.settings.get("timezone", "UTC"))
        form = headings.settings.get("time_format", "")
        check_format(duck, form)
        form = form or (headings.mapping.time_format if headings.mapping else "")
        form = form or time_format(duck, relation, headings.columns["time"], log)
        rows = duck.row(f"select count(*) from {relation.text} l")[0]  # noqa: S608
        touchpoints, requests = (
            _words(duck, relation, headings.columns[one], rows) for one in ("touchpoint", "request")
        )
    return Look(found.names, rows, headings, form, touchpoints, requests)


def _filled(duck: Duck, files: Files, relation: Relation) -> list[str]:
    """The columns; of an event log, which is given the usual ones, those that hold anything."""
    names = list(relation.types)
    if files.kind != "xes":
        return names
    counts = duck.row(f"select {', '.join(f'count({DUCKDB.column(name)})' for name in names)} from {relation.text} l")  # noqa: S608
    return [name for name, n in zip(names, counts, strict=True) if n]


def _words(duck: Duck, relation: Relation, column: str, rows: int) -> Words:
    text = f"trim(cast({DUCKDB.column(column)} as varchar))"
    found = duck.rows(
        f"select v, count(*) as n from (select {text} as v from {relation.text} l) t where v <> '' "  # noqa: S608
        f"and length(v) <= {LONGEST_WORD} group by v order by n desc, v limit {MOST_WORDS}"
    )
    empty, long = duck.row(
        f"select count(case when coalesce({text}, '') = '' then 1 end), "  # noqa: S608
        f"count(case when length({text}) > {LONGEST_WORD} then 1 end) from {relation.text} l"
    )
    more = rows - empty - long - sum(n for _, n in found)
    distinct = f"select count(distinct {text}) from {relation.text} l where length({text}) between 1 and {LONGEST_WORD}"  # noqa: S608
    unseen = duck.row(distinct)[0] - len(found) if more else 0
    return Words(tuple(grouped(found)), empty, long, more, unseen)


def grouped(found: Iterable[tuple[str, int]]) -> list[Word]:
    """Spellings that differ in capitals, blanks and underscores only are one word; the most frequent first."""
    groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for text, rows in found:
        groups[plain(text)].append((text, rows))
    words = [Word(tuple(sorted(some, key=lambda one: (-one[1], one[0])))) for some in groups.values()]
    return sorted(words, key=lambda word: (-word.rows, word.name))
