"""What `sign` did, for people and for programs."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from ecaremap.views.signing import SigningView, counted

FORMAT = "ecaremap-signing/1"


def signing_text(view: SigningView) -> str:
    """A line for each decision there is something to say about, with the facts that moved beneath it."""
    return "".join(f"{line}\n" for line in _lines(view))


def _lines(view: SigningView) -> Iterator[str]:
    wide = max((len(row.where) for row in view.rows), default=0)
    for row in view.rows:
        yield f"{row.state:<14}{row.where:<{wide}}  decided by {row.by} on {row.date}"
        for words in row.moved:
            yield f"{'':<14}{words}"


def signing_summary(view: SigningView) -> str:
    """One sentence that counts."""
    parts = [f"{count} {state}" for state, count in counted(view.rows).items()]
    if view.kept:
        parts.append(f"{view.kept} unchanged")
    if not parts:
        return "No cell has a decision. Write decided: {by: …, date: …} into a cell, then sign it."
    summary = f"{view.path}: {', '.join(parts)}."
    if any(row.state in ("suspect", "edited") for row in view.rows):
        summary += "\nA decision that stands is signed again by its name: ecaremap sign PATH REQUEST/TOUCHPOINT"
    return summary


def signing_json(view: SigningView) -> str:
    """The same as JSON."""
    return json.dumps({"format": FORMAT, **asdict(view)}, indent=2, ensure_ascii=False) + "\n"
