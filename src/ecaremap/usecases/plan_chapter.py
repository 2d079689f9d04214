"""The plan on its own: in words, tables, a calendar or a page."""

from collections.abc import Callable
from pathlib import Path

from ecaremap.plan.inputs.model import PlanInputs
from ecaremap.plan.result import MigrationPlan
from ecaremap.usecases.planning import Planned, plan_to_show
from ecaremap.usecases.validate import Validated
from ecaremap.views.audience import plan_of
from ecaremap.views.plan import plan_view
from ecaremap.views.plan_model import PlanView


def view_of_plan(planned: Planned, validated: Validated, audience: str = "") -> PlanView | None:
    """The plan, spelled and cut to an audience; None where there is none, or none for this audience."""
    assert validated.decisions is not None
    if planned.plan is None:
        return None
    return plan_of(plan_view(planned.plan, planned.inputs, validated.decisions), audience)


def spell_plan(
    view: PlanView, spelling: str, width: int, templates: Path | None = None, cache: Path | None = None
) -> str:
    """One spelling of the plan.

    Args:
        view: the plan.
        spelling: text, md, json, csv, months, backlog, ics or html.
        width: columns of the terminal.
        templates: the client's own.
        cache: finished charts; None for none.
    """
    if spelling == "html":
        return _page(view, templates, cache)
    if spelling == "text":
        from ecaremap.render.plan_text import render_plan_text

        return render_plan_text(view, width)
    return SPELLINGS[spelling](view)


def _page(view: PlanView, templates: Path | None, cache: Path | None) -> str:
    from ecaremap.render.charts import draw_chart
    from ecaremap.render.html import render_plan_page
    from ecaremap.views.report import plan_charts

    charts = {chart.name: draw_chart(chart.name, chart.spec, cache) for chart in plan_charts(view)}
    return render_plan_page(view, templates=templates, charts=charts)


def _json(view: PlanView) -> str:
    from ecaremap.render.machine import render_chapter_json

    return render_chapter_json("plan", view)


def _markdown(view: PlanView) -> str:
    from ecaremap.render.plan_markdown import render_plan_markdown

    return render_plan_markdown(view)


def _items(view: PlanView) -> str:
    from ecaremap.render.plan_csv import render_plan_csv

    return render_plan_csv(view)


def _months(view: PlanView) -> str:
    from ecaremap.render.plan_csv import render_months_csv

    return render_months_csv(view)


def _backlog(view: PlanView) -> str:
    from ecaremap.render.plan_csv import render_backlog_csv

    return render_backlog_csv(view)


def _calendar(view: PlanView) -> str:
    from ecaremap.render.plan_ics import render_plan_ics

    return render_plan_ics(view)


SPELLINGS: dict[str, Callable[[PlanView], str]] = {
    "json": _json, "md": _markdown, "csv": _items, "months": _months, "backlog": _backlog, "ics": _calendar,
}  # fmt: skip

FILES = {"plan.csv": _items, "plan-months.csv": _months, "plan.ics": _calendar, "backlog.csv": _backlog}
"""What a build writes beside its page where there is a plan."""


def planned_of(validated: Validated) -> tuple[MigrationPlan | None, PlanInputs] | None:
    """The plan a report shows, with what it was made from; None where the strategy does not ask for one."""
    assert validated.decisions is not None
    if validated.decisions.project.strategy.plan is None:
        return None
    planned = plan_to_show(validated)
    return planned.plan, planned.inputs


def plan_files(view: PlanView | None) -> dict[str, bytes]:
    """The files of a plan by name; a table without rows is left out."""
    if view is None:
        return {}
    found = {name: spell(view) for name, spell in FILES.items() if name != "backlog.csv" or view.it}
    return {name: text.encode() for name, text in found.items()}
