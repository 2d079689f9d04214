"""What the reports for other programs share: sentences, and how many results one may hold."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from ecaremap.model.finding import SEVERITIES
from ecaremap.views.results_model import GroupView, ResultView

LIMIT = 5000
"""So many results of one strategy are reported; readers of these formats keep no more, and nobody reads more."""

OTHERS = 20
"""So many further places of a result are named; the rest is counted."""

One = TypeVar("One", ResultView, GroupView)


def sentence(text: str) -> str:
    """A text begun and ended as a sentence."""
    return text[:1].upper() + text[1:] + "." * (not text.endswith((".", "!", "?")))


def gravest(results: Sequence[GroupView], most: int = LIMIT) -> tuple[list[GroupView], int]:
    """At most so many, the gravest first if some are left out, in their own order; and how many are left out."""
    if len(results) <= most:
        return list(results), 0
    ranked = sorted(range(len(results)), key=lambda i: (SEVERITIES.index(results[i].severity), i))
    return [results[i] for i in sorted(ranked[:most])], len(results) - most


def unsettled(results: Iterable[One]) -> list[One]:
    """What nobody has accepted; of groups, those of which somebody may have accepted a part."""
    return [result for result in results if not result.settled]


def left_out_words(number: int) -> str:
    """That some results are left out, and where to find them."""
    results = "1 more result is" if number == 1 else f"{number} more results are"
    return f"{results} left out; ecaremap validate --format json lists all findings."


def also(group: GroupView) -> str:
    """Where else a group's cause shows: `Also at a.yaml:7 (renew/app, renew/chat)`; empty if nowhere."""
    named = [(m.place, name) for m, name in zip(group.members, group.names, strict=True) if not m.settled]
    others = list(dict.fromkeys((p.line_of_file, name) for p, name in named[1:] if p and (p, name) != named[0]))
    by_line: dict[str, list[str]] = {}
    for line, name in others[:OTHERS]:
        by_line.setdefault(line, []).append(name)
    said = [line if names == [line] else f"{line} ({', '.join(names)})" for line, names in by_line.items()]
    more = f" and {len(others) - OTHERS} more" if len(others) > OTHERS else ""
    return f"Also at {', '.join(said)}{more}" if said else ""


def counted(results: Iterable[ResultView]) -> str:
    """`1 error, 2 warnings, 3 notes`."""
    counts = Counter(result.severity for result in results)
    named = {"error": "error", "warning": "warning", "info": "note"}
    parts = [f"{counts[s]} {named[s] if counts[s] == 1 else named[s] + 's'}" for s in SEVERITIES if counts[s]]
    return ", ".join(parts) or "nothing"
