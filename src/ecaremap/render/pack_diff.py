"""The upgrade of a pack: in words, in Markdown for a pull request, as JSON."""

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from ecaremap.render.markdown import clean, table
from ecaremap.views.pack_diff import CHANGES, CellChange, PackDiff, RuleChange

FORMAT = "ecaremap-pack-diff/1"
SHOWN = 10
"""How many cells of one rule are named; JSON names all."""

_WHEN = {"today": "today", "target": "by the target"}


def pack_diff_text(view: PackDiff, width: int) -> str:
    """Rule by rule: what becomes of it, what newly breaks it, what does no longer."""
    lines = [*_wrapped(_title(view), width, 0), *_wrapped(view.notice, width, 0), ""]
    lines += [*_wrapped(_sentence(view), width, 0)]
    for rule in view.rules:
        lines += ["", *_wrapped(f"{rule.change}: {rule.id}", width, 0)]
        if rule.title != rule.id:
            lines += _wrapped(rule.title, width, 2)
        for text in _about(rule):
            lines += _wrapped(text, width, 2)
        for head, cells in (("newly broken", rule.breached), ("no longer broken", rule.freed)):
            lines += [f"  {head}:"] if cells else []
            for text in _cells(cells):
                lines += _wrapped(text, width, 4)
    if view.proposals:
        lines += ["", "What the pack proposes for requests, where the map leaves it open"]
        for text in _first(view.proposals):
            lines += _wrapped(text, width, 2)
    return "\n".join(lines) + "\n"


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    pad = " " * indent
    return textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=pad + "  ", break_long_words=False,
                         break_on_hyphens=False)  # fmt: skip


def _title(view: PackDiff) -> str:
    versions = f"{view.before} to {view.after}" if view.before != view.after else f"{view.after}, both sides"
    return f"{view.title} ({view.pack}), {versions}, for {view.strategy}, as of {view.as_of}."


def _sentence(view: PackDiff) -> str:
    if not view.used:
        return f"The map does not use the pack {view.pack}, so nothing changes for it. To use it: packs: [{view.pack}]"
    counts = [f"{_count(view, change)} {change}" for change in CHANGES[:3] if _count(view, change)]
    if not counts and not view.rules and not view.proposals:
        return "No changes for this map."
    rules = f"Rules: {', '.join(counts)}." if counts else "No rule of the pack changed."
    newly = sum(len(rule.breached) for rule in view.rules)
    freed = sum(len(rule.freed) for rule in view.rules)
    return f"{rules} Newly broken: {newly}, of which by the target: {view.breaches}. No longer broken: {freed}."


def _count(view: PackDiff, change: str) -> int:
    return sum(rule.change == change for rule in view.rules)


def _about(rule: RuleChange) -> Iterator[str]:
    if rule.change in ("added", "removed"):
        yield f"effect: {rule.effect}"
        if rule.because:
            yield f"why: {rule.because}"
    if rule.law:
        yield f"law: {rule.law}"
    yield from rule.differences
    if rule.change == "unchanged":
        yield "the rule itself did not change; what it is asked about, or what lifts it, did"
    if rule.cells or rule.others:
        named = f": {', '.join(_first(rule.cells))}" if rule.cells else ""
        more = f"; and {rule.others} that nobody has written" if rule.others else ""
        noun = "written cell" if rule.others or any("/" in where for where in rule.cells) else "request"
        yield f"decides differently about {_number(len(rule.cells), noun)}{named}{more}"


def _cells(cells: tuple[CellChange, ...]) -> list[str]:
    return _first([f"{cell.where} ({_states(cell)}): {cell.message}" for cell in cells])


def _states(cell: CellChange) -> str:
    return " and ".join(_WHEN[state] for state in cell.states)


def _first(texts: Iterable[str]) -> list[str]:
    every = list(texts)
    # A line that says "and 1 more" takes as much room as the one.
    return every if len(every) <= SHOWN + 1 else [*every[:SHOWN], f"and {len(every) - SHOWN} more"]


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def pack_diff_markdown(view: PackDiff) -> str:
    """The same for a pull request: a verdict, then a table."""
    parts = [f"# {clean(_title(view))}", clean(view.notice), f"**{clean(_sentence(view))}**"]
    rows = [(rule.change, rule.id, rule.title, "; ".join(rule.differences) or rule.effect, str(len(rule.cells)),
             str(len(rule.breached)), str(len(rule.freed))) for rule in view.rules]  # fmt: skip
    parts.append(table(("change", "rule", "title", "what", "cells", "newly broken", "no longer"), rows))
    newly = [(rule.id, cell) for rule in view.rules for cell in rule.breached]
    freed = [(rule.id, cell) for rule in view.rules for cell in rule.freed]
    for head, changes in (("Newly broken", newly), ("No longer broken", freed)):
        if changes:
            lines = [(cell.where, _states(cell), rule, cell.message) for rule, cell in changes]
            parts += [f"## {head}", table(("where", "when", "rule", "in words"), lines)]
    if view.proposals:
        parts += ["## Proposals for requests", table(("proposal",), [(text,) for text in view.proposals])]
    return "\n\n".join(part for part in parts if part) + "\n"


def pack_diff_json(view: PackDiff) -> str:
    """The same as JSON, with every cell."""
    document = {"format": FORMAT, **asdict(view), "new_breaches_by_target": view.breaches}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
