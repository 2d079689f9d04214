"""Event logs in XES (IEEE 1849-2016): an own reader that streams, and knows no entities and no other documents.

Each event becomes a row: the attributes of its trace as `case:` and their key, its own by their key. Events have no
ids, so that they are numbered: case and place in it.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

from ecaremap.measure.intake.chunks import Chunk, in_chunks
from ecaremap.measure.problems import UnreadableLog

COLUMNS = (
    "event:id", "case:concept:name", "concept:name", "time:timestamp", "org:resource", "org:role", "org:group",
    "lifecycle:transition",
)  # fmt: skip
"""What every log is given, in it or not; further attributes of the first events follow."""

_READ = 1 << 16
_LOOK = 1_000
_VALUES = frozenset({"string", "date", "int", "float", "boolean", "id"})
_DEEP = 200
_EXPORT = "Export the log again as XES, or as CSV."


def read_logs(paths: Sequence[Path]) -> tuple[tuple[str, ...], Iterator[Chunk]]:
    """The columns, and the events as rows of text.

    Raises:
        UnreadableLog: a file is no XES.
    """
    columns = dict.fromkeys(COLUMNS)
    for path in paths:
        for number, event in enumerate(_events(path)):
            columns.update(dict.fromkeys(event))
            if number >= _LOOK:
                break
    names = tuple(columns)
    return names, in_chunks(names, (tuple(map(event.get, names)) for path in paths for event in _events(path)))


class _Reader:
    """What the parser tells, put together to events."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.done: list[dict[str, str]] = []
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] | None = None
        self._inside: list[str] = []
        self._number = 0
        self._traces = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if not self._inside and tag != "log":
            raise UnreadableLog(f"'{self.name}' is XML, but no event log.", _EXPORT)
        if len(self._inside) >= _DEEP:
            raise UnreadableLog(f"'{self.name}' is nested deeper than any event log.", _EXPORT)
        parent = self._inside[-1] if self._inside else ""
        self._inside.append(tag)
        if tag == "trace":
            self._trace, self._number = {}, 0
            self._traces += 1
        elif tag == "event":
            self._event = {}
        elif tag in _VALUES and parent in ("trace", "event") and "key" in attributes and "value" in attributes:
            if parent == "event" and self._event is not None:
                self._event[attributes["key"]] = attributes["value"]
            elif parent == "trace":
                self._trace[f"case:{attributes['key']}"] = attributes["value"]

    def end(self, _: str) -> None:
        tag = self._inside.pop()
        if tag == "event" and self._event is not None:
            self._number += 1
            case = self._trace.get("case:concept:name", str(self._traces))
            self.done.append({"event:id": f"{case}#{self._number:06}", **self._trace, **self._event})
            self._event = None

    def refuse(self, *_: Any) -> int:
        raise UnreadableLog(f"'{self.name}' defines things of its own, which no event log does.", _EXPORT)


def _events(path: Path) -> Iterator[dict[str, str]]:
    reader = _Reader(path.name)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.EntityDeclHandler = reader.refuse
    parser.ExternalEntityRefHandler = reader.refuse
    try:
        with path.open("rb") as file:
            while block := file.read(_READ):
                parser.Parse(block, False)
                yield from reader.done
                reader.done.clear()
            parser.Parse(b"", True)
            yield from reader.done
    except expat.ExpatError as error:
        raise UnreadableLog(f"'{path.name}', line {error.lineno:,}, is no XML.", _EXPORT) from None
    except (ValueError, LookupError) as error:
        raise UnreadableLog(f"'{path.name}' cannot be read as XES.", _EXPORT) from error
