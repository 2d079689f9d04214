"""The report in Markdown: the chapters of the page in words and tables."""

from collections.abc import Iterator
from dataclasses import replace

from ecaremap.render import words
from ecaremap.render.dashboard_markdown import dashboard_parts
from ecaremap.render.gaps_markdown import render_gaps_markdown
from ecaremap.render.markdown import bullets, clean, deeper, table
from ecaremap.render.plan_markdown import plan_parts
from ecaremap.render.promised_markdown import promised_parts
from ecaremap.views.case_model import CaseView
from ecaremap.views.journey_model import JourneysView, MetricView
from ecaremap.views.model import CellView, MapView
from ecaremap.views.readiness import ReadinessView
from ecaremap.views.report_model import ReportView
from ecaremap.views.sources import SourcesView

MOST = 100
"""Longest table; the workbook and the JSON hold everything."""


def render_report_markdown(view: ReportView) -> str:
    """Spell all chapters the audience sees."""
    parts = [*_overview(view.map), *_map(view.map)]
    if view.gaps.rows:
        parts.append(deeper(render_gaps_markdown(replace(view.gaps, rows=view.gaps.rows[:MOST]))))
        parts.append(_more(len(view.gaps.rows)))
    parts += _journeys(view.journeys)
    if view.case is not None:
        parts += _case(view.case)
    if view.plan is not None:
        parts += plan_parts(view.plan)
    if view.dashboard is not None:
        parts += dashboard_parts(view.dashboard)
    if view.promised is not None:
        parts += promised_parts(view.promised)
    if view.readiness is not None:
        parts += _readiness(view.readiness)
    if view.sources is not None:
        parts += _sources(view.sources)
    return "\n\n".join(part for part in parts if part) + "\n"


def journeys_markdown(view: JourneysView) -> str:
    """The chapter on journeys, by itself."""
    return "\n\n".join(part for part in _journeys(view) if part) + "\n"


def case_markdown(view: CaseView) -> str:
    """The chapter on the business case, by itself."""
    return "\n\n".join(part for part in _case(view) if part) + "\n"


def _overview(view: MapView) -> Iterator[str]:
    over = view.overview
    yield f"# {clean(view.name)}"
    yield clean(" · ".join(part for part in (view.subtitle, f"as of {view.as_of}", f"level {view.level}") if part))
    yield f"**{clean(over.sentence)}**"
    tiles = ((tile.label, tile.today, tile.target, tile.meaning) for tile in over.tiles)
    yield table(("", "Today", "Target", "Meaning"), tiles)
    if over.moves:
        yield "## Next moves"
        moves = ((m.sentence, m.owner, words.share(m.share) if m.share is not None else "") for m in over.moves[:MOST])
        yield table(("Move", "Owner", "Of needs"), moves)
        yield _more(len(over.moves))
    if over.personal:
        yield "## Stays with a person"
        yield bullets(f"{name}: {because}" for name, because in over.personal)
    if over.works:
        yield "## Works today"
        yield bullets(over.works)
    if over.questions:
        yield "## Open questions"
        yield bullets(f"{q.sentence} Ask: {q.ask}." for q in over.questions)


def _map(view: MapView) -> Iterator[str]:
    if not view.rows:
        return
    yield "## The map"
    heads = ("Request", *(clean(column.name) for column in view.columns))
    yield table(heads, ((row.name, *map(_cell, row.cells)) for row in view.rows[:MOST]))
    yield _more(len(view.rows))
    yield "`?` is undecided, `–` is decided not to be here, `!` breaks a rule" + (
        ", `Δ` was measured otherwise." if any(cell.contradicted for row in view.rows for cell in row.cells) else "."
    )
    yield bullets(view.notices)


def _cell(cell: CellView) -> str:
    if cell.standing != "written":
        return "?" if cell.standing == "undecided" else "–"
    mark = (" !" if cell.breaches else "") + (" Δ" if cell.contradicted else "")
    return (cell.target if not cell.changes else f"{cell.today} → {cell.target}") + mark


def _more(count: int) -> str:
    return f"*{count - MOST} more are in the workbook and in strategy.json.*" if count > MOST else ""


def _journeys(view: JourneysView) -> Iterator[str]:
    yield "## Journeys"
    yield clean(view.headline)
    kinds = ((k.meaning, str(k.today), str(k.target)) for k in view.kinds)
    yield table(("How starts end", "Today", "Target"), kinds)
    known = [metric for metric in view.metrics if metric.today is not None or metric.target is not None]
    rows = ((m.title, m.today_text, m.target_text, _counted(m)) for m in known)
    yield table(("Figure", "Today", "Target", "How it is counted"), rows)
    yield bullets(view.notices)


def _counted(metric: MetricView) -> str:
    return f"{metric.numerator} ÷ {metric.denominator}" if metric.denominator else metric.numerator


def _case(view: CaseView) -> Iterator[str]:
    yield "## Business case"
    yield f"**{clean(view.headline)}**"
    yield bullets(view.sentences)
    if view.stamp:
        yield f"> {clean(view.stamp)}"
    lines = ((line.label, line.month.text, line.year.text, line.meaning) for line in view.lines)
    yield table(("", "A month", "A year", "How it is counted"), lines)
    rows = (
        (row.name, row.quadrant, row.gross.text, row.economic.text, row.cash.text, row.payback)
        for row in view.rows[:MOST]
    )
    yield table(("Request", "Quadrant", "Gross", "Economic", "Cash", "Payback"), rows)
    yield _more(len(view.rows))
    yield bullets(even.sentence for even in view.break_even[:MOST])
    yield bullets(outcome.sentence for outcome in view.outcomes)
    if view.missing:
        yield "### Figures that are missing"
        rows_missing = ((m.label, ", ".join(m.of[:6]), m.holder, m.effect) for m in view.missing)
        yield table(("Figure", "For", "Who holds it", "What it changes"), rows_missing)
    yield bullets(view.notes)


def _readiness(view: ReadinessView) -> Iterator[str]:
    yield "## Readiness"
    yield f"{clean(view.sentence)}. {clean(view.source)}"
    for obstacle in view.obstacles:
        yield f"### {clean(obstacle.title)}"
        yield clean(obstacle.sentence)
        yield table(("Fact", "Answer", "Found"), ((f.question, f.answer, f.found) for f in obstacle.facts))


def _sources(view: SourcesView) -> Iterator[str]:
    yield "## Method and sources"
    yield clean(view.sentence)
    groups = ((g.title, g.kind, g.as_of, str(len(g.figures)), "old" if g.old else "") for g in view.groups)
    yield table(("Source", "Kind", "As of", "Figures", ""), groups)
