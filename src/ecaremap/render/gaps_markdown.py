"""The gaps in Markdown: a chapter for a report, and a page for each who holds a missing figure."""

from collections.abc import Iterable, Iterator

from ecaremap.render.markdown import clean, table
from ecaremap.views.gaps_model import DataRequestView, GapRow, GapsView, KindView

SHOWN = 10
"""How many missing figures and examples are listed; the data requests hold them all."""

PLEASE = (
    "An estimate with its range and where it comes from is better than nothing. Please give the date of each figure."
)


def render_gaps_markdown(view: GapsView) -> str:
    """Spell the gaps as a chapter."""
    parts = [
        f"# Gaps: {clean(view.name)}",
        f"As of {view.as_of}, level {view.level}." + (f" Shown: {clean(', '.join(view.wanted))}." * bool(view.wanted)),
        clean(view.sentence),
        "## How far we have come",
        *_headline(view),
        "## What to do, the most at stake first",
        _gaps(view.rows) if view.rows else "No gap was found.",
        "## By kind",
        _kinds(view.by_kind),
        "## By family of requests",
        _kinds(view.by_family),
        "## What works",
        _keep(view),
        "## Which figure next",
        _next(view),
        "## How to read this",
        _notes(view),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def render_data_requests(view: GapsView) -> str:
    """A page for each who holds figures that are missing."""
    if not view.data_requests:
        return f"# Figures wanted: {clean(view.name)}\n\nNo figure is missing on which a decision hangs.\n"
    return "\n".join(_request(view, request) for request in view.data_requests)


def _request(view: GapsView, request: DataRequestView) -> str:
    lines = [
        f"# Figures wanted from {clean(request.holder)}",
        f"For the contact strategy of {clean(view.name)}, as of {view.as_of}. {PLEASE}",
    ]
    for number, item in enumerate(request.items, 1):
        lines.append(f"## {number}. {clean(item.question)}")
        lines.append(f"It decides {clean(item.decision)}. In the map it is written as `{item.write}`.")
        lines.append(table(("For", "Figure", "Source, date"), ((name, "", "") for name in item.objects or ("all",))))
    return "\n\n".join(lines) + "\n"


def _headline(view: GapsView) -> Iterator[str]:
    rows = [
        (
            m.title,
            m.text,
            f"{m.counted or 'unknown'} of {m.of}",
            "; ".join(part for part in (f"{m.numerator} / {m.denominator}", _missing(m.missing), m.note) if part),
        )
        for m in view.headline
    ]
    yield table(("", "Share", "Counted", "What is counted"), rows)


def _missing(names: Iterable[str]) -> str:
    lacking = ", ".join(names)
    return f"missing: {lacking}" if lacking else ""


def _gaps(rows: Iterable[GapRow]) -> str:
    heads = (
        "No",
        "Where",
        "The customer says",
        "What was found",
        "Next",
        "Owner",
        "Effort",
        "Needs",
        "Money",
        "Standing",
    )
    return table(heads, (_row(row) for row in rows))


def _row(row: GapRow) -> tuple[str, ...]:
    money = f"{row.money_text} ({row.meaning.removesuffix(' each year')})" if row.money_text else ""
    if not money and row.tells:
        money = f"wanted: {row.tells[0]}" + (f" and {len(row.tells) - 1} more" if len(row.tells) > 1 else "")
    standing = row.standing if not row.waiver else f"{row.standing} ({row.waiver})"
    found = f"{row.found} ({row.code})"
    return (str(row.number), row.subject, row.says, found, f"{row.action}: {row.help}", row.owner, row.effort,
            row.needs_text, money, standing)  # fmt: skip


def _kinds(groups: Iterable[KindView]) -> str:
    groups = list(groups)
    known = any(g.known for g in groups)
    heads = ("", "Open", "Justified", "Expired", *("Known",) * known, "Needs", "Share of needs", "Money")
    rows = (
        (g.title, str(g.open), str(g.justified), str(g.expired), *(str(g.known),) * known, g.needs_text, g.share_text,
         g.money_text)
        for g in groups
    )  # fmt: skip
    return table(heads, rows)


def _keep(view: GapsView) -> str:
    if not view.keep:
        return "Nothing digital finishes a request yet."
    rows = (
        (k.request_name, k.touchpoint_name, k.evidence or "works on paper", k.source, k.needs_text) for k in view.keep
    )
    return table(("Request", "Where", "How we know", "Source", "Start there"), rows)


def _next(view: GapsView) -> str:
    if not view.next_figures:
        return "No figure is missing on which a decision hangs."
    heads = ("No", "Figure", "For", "Ask", "May lie between", "It decides", "At stake")
    rows = (
        (str(n.number), n.label, _some(n.objects), n.holder, n.range_text, n.decision, n.swing_text or n.needs_text)
        for n in view.next_figures[:SHOWN]
    )
    more = len(view.next_figures) - SHOWN
    return table(heads, rows) + (f"\n\nAnd {more} more." if more > 0 else "")


def _some(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return "; ".join(names[:3]) + more


def _notes(view: GapsView) -> str:
    lines = [f"Effort {size}: {words}." for size, words in view.efforts]
    lines += [f"{limit[:1].upper()}{limit[1:]}." for limit in view.limits]
    return "\n".join(f"- {clean(line)}" for line in (*lines, *view.notices))
