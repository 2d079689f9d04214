"""The plan in Markdown: the chapter of the report, or a document of its own."""

from collections.abc import Iterator

from ecaremap.render.markdown import bullets, clean, table
from ecaremap.views.case_model import Amount
from ecaremap.views.plan_model import PlanView
from ecaremap.views.plan_model_pages import OperationsView

MOST = 100


def render_plan_markdown(view: PlanView) -> str:
    """The chapter by itself."""
    return "\n\n".join(part for part in plan_parts(view) if part) + "\n"


def plan_parts(view: PlanView) -> Iterator[str]:
    """The chapter in pieces; empty ones are left out by whoever joins them."""
    yield "## Plan"
    yield f"**{clean(view.headline)}**"
    yield bullets(view.sentences)
    if view.stamp:
        yield f"> {clean(view.stamp)}"
    yield from _board(view)
    yield from _waves(view)
    yield from _money(view)
    yield from _targets(view)
    yield from _tactics(view)
    yield from _left(view)
    yield from _pages(view)
    yield from _method(view)


def _text(amount: Amount | None) -> str:
    return amount.text if amount else ""


def _board(view: PlanView) -> Iterator[str]:
    board = view.board
    if board is None:
        return
    yield "### To decide now"
    yield clean(board.decision)
    stages = ((s.gate, s.amount.text, s.so_far.text, ", ".join(s.live), "; ".join(s.checks)) for s in board.stages)
    yield table(("Gate at the end of", "Amount", "So far", "Live by then", "Forecast"), stages)
    yield "Stop, or plan anew, when one of these holds:"
    yield bullets(board.stops)
    benefits = ((b.name, b.where, b.needs.text, _text(b.worth), b.owner or "nobody named yet") for b in board.benefits)
    yield table(("Benefit", "Where", "Finished there at the end", "The plan would lose without it", "Owner"), benefits)
    yield table(("Saving and risk", "Figure", "Meaning"), ((r.label, r.figure, r.meaning) for r in board.risks))


def _waves(view: PlanView) -> Iterator[str]:
    for wave in view.waves:
        yield f"### Wave {wave.number}: {clean(wave.title)}, {wave.span}"
        rows = (
            (item.starts.iso, item.live.iso, item.name, item.what, item.teams, _text(item.cost), item.gate, " ".join(
                part for part in (item.why, f"{item.not_earlier}." if item.not_earlier else "") if part))
            for item in wave.items[:MOST]
        )  # fmt: skip
        yield table(("Starts", "Live", "What", "Where", "Team", "Cost", "Gate", "Why now, why not earlier"), rows)


def _money(view: PlanView) -> Iterator[str]:
    if view.scenarios:
        yield "### Side by side"
        rows = (
            (s.label, _text(s.npv), s.outcomes, s.payback, _text(s.need), _text(s.alone), _text(s.cost), _text(s.hours))
            for s in view.scenarios
        )
        yield table(
            ("", "Worth today", "8 in 10 outcomes", "Paid back", "Most cash out", "Without a person", "Cost", "Hours"),
            rows,
        )
    if view.lines:
        yield "### From saving to value"
        yield table(
            ("", "Over the plan", "How it is counted"),
            ((line.label, line.amount.text, line.meaning) for line in view.lines),
        )
    if view.spread and view.spread.swings:
        yield "### Which figure matters most"
        swings = ((s.label, s.at_low.text, s.at_high.text) for s in view.spread.swings)
        yield table(("Figure", "Worth today at its low end", "At its high end"), swings)


def _targets(view: PlanView) -> Iterator[str]:
    if not view.targets:
        return
    yield "### Targets"
    rows = (
        (t.title, t.bound, t.due_text, t.forecast, t.chance, t.early, t.middle, t.late, t.standing, t.price)
        for t in view.targets
    )
    yield table(
        ("Target", "Promised", "By", "Forecast", "Kept in", "1 in 10 by", "5 in 10 by", "9 in 10 by", "", "Price"), rows
    )


def _tactics(view: PlanView) -> Iterator[str]:
    if view.tactics:
        yield "### Pull and push"
    for tactic in view.tactics:
        yield f"**{clean(tactic.name)}** ({tactic.kind}, gate {tactic.gate}): {clean(tactic.standing)}"
        yield bullets(f"{c.glyph} {c.name}: {c.word}{f', {c.words}' if c.words else ''}" for c in tactic.conditions)


def _left(view: PlanView) -> Iterator[str]:
    if view.left:
        yield "### Not on the plan"
        rows = ((x.name, x.reason, x.sentence, _text(x.forced), ", ".join(x.displaces)) for x in view.left[:MOST])
        yield table(("What", "Why", "", "Forced in", "Would displace"), rows)
    if view.never:
        yield "### Stays with people"
        yield bullets(f"{kept.name}: {kept.sentence}" for kept in view.never)
    yield bullets(worth.sentence for worth in view.worth)


def _pages(view: PlanView) -> Iterator[str]:
    if view.it:
        yield "### For IT"
        yield clean(view.it.sentence)
        rows = (
            (i.id, i.sentence, "; ".join(i.accepts), i.login, i.peak, ", ".join(i.needs), i.size)
            for i in view.it.items[:MOST]
        )
        yield table(("Id", "What", "Accepted when", "Login", "Peak", "Needs", "Size"), rows)
        yield bullets(view.it.notes)
    page = view.operations
    if page:
        yield "### For operations"
        yield clean(page.sentence)
        yield _quarters(page)
        yield table(
            ("Before", "Where", "Topics"), ((t.before, ", ".join(t.where), ", ".join(t.topics)) for t in page.training)
        )
        yield bullets(page.notes)


def _quarters(page: OperationsView) -> str:
    """A column of hours only where somebody may see them."""
    known = any(quarter.hours for quarter in page.quarters)
    heads = ("", "With people", *(("Hours", "Hours freed") if known else ()), "Goes live")
    rows = (
        (q.label, q.person.text, *((_text(q.hours), _text(q.freed)) if known else ()), ", ".join(q.live))
        for q in page.quarters
    )
    return table(heads, rows)


def _method(view: PlanView) -> Iterator[str]:
    method = view.method
    if method is None:
        return
    yield "### How the plan was made"
    said = (method.objective, method.method, method.bound, method.difference, method.errors, method.origin,
            f"Inputs {method.input_hash[:12]}.", *method.notes, *view.plausibility)  # fmt: skip
    yield bullets(sentence for sentence in said if sentence)
    if view.assumed:
        yield table(
            ("Usual rate", "Value", "For", "Source"),
            ((a.what, a.value, ", ".join(a.of[:6]), a.source) for a in view.assumed),
        )
