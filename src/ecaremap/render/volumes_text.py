"""Counted contacts in the terminal: plain text that reads at 80 columns."""

import textwrap
from collections.abc import Iterator

from ecaremap.views.volumes_model import VolumeLine, VolumesView

MOST = 12
"""Lines of a table; the page and the JSON hold all."""


def render_volumes_text(view: VolumesView, width: int = 80) -> str:
    """What the table says, and what it cannot."""
    lines = [*_wrapped(view.headline, width), view.scope]
    if view.stamp:
        lines += _wrapped(f"! {view.stamp}", width)
    lines += _wrapped(f"! {view.says}", width)
    lines.append("")
    lines += [line for sentence in view.sentences for line in _wrapped(f"- {sentence}", width)]
    for table in view.tables:
        lines += ["", table.title]
        for line in table.lines[:MOST]:
            lines += _wrapped(f"{line.name}: {'; '.join(_figures(view, line, digital=table.digital))}", width, 2)
        if len(table.lines) > MOST:
            lines.append(f"  … and {len(table.lines) - MOST} more; --format json lists all")
    lines += ["", f"The table: {view.counted:,} of {view.rows:,} rows counted"]
    for lost in view.lost[:MOST]:
        note = f" ({lost.note})" if lost.note else ""
        lines += _wrapped(f"{lost.what}: {lost.rows:,}{note}", width, 2)
    lines += _wrapped(f"! {view.kept}", width, 2)
    return "\n".join(lines).rstrip() + "\n"


def _figures(view: VolumesView, line: VolumeLine, *, digital: bool) -> Iterator[str]:
    if line.contacts is None:
        yield "too few"
        return
    yield f"{line.contacts:,} contacts, {line.of_all.text} of all"
    if digital:
        yield f"{line.digital.text} at digital touchpoints"
    if view.costs:
        yield line.cost.text if line.cost else "cost not known"
    if view.grades and line.csat:
        yield f"satisfaction {line.csat}"


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    pad = " " * indent
    return textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=pad + "  ", break_on_hyphens=False)
