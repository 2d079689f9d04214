"""Building: the report in all its spellings, written together or not at all."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from ecaremap.model.project import Project
from ecaremap.usecases.baseline import Compared, with_baseline
from ecaremap.usecases.logo import logo_of, logo_remark
from ecaremap.usecases.reporting import Outputs, refuse_twice, spelled
from ecaremap.usecases.validate import Validated, validate
from ecaremap.usecases.writing import write_files
from ecaremap.views.map_view import map_view
from ecaremap.views.model import MapView
from ecaremap.views.report import report_view
from ecaremap.views.report_model import ReportView


@dataclass(frozen=True)
class How:
    """How a report is spelled.

    Attributes:
        templates: the client's own. engine: which Graphviz draws. cache: finished charts; None for none.
    """

    templates: Path | None = None
    engine: str = "auto"
    cache: Path | None = None


@dataclass(frozen=True)
class Built:
    """What a build did: the findings, the files it wrote, remarks about them, and what the baseline did."""

    validated: Validated
    written: tuple[Path, ...] = ()
    notices: tuple[str, ...] = ()
    compared: Compared | None = None


@dataclass(frozen=True)
class Findings:
    """What is to be done with the findings.

    Attributes:
        baseline: the file known ones stand in. update: whether it is to be written anew.
        outputs: files to write them into. fail_on: from which severity on they count as failures there.
    """

    baseline: Path | None = None
    update: bool = False
    outputs: Outputs = field(default_factory=dict)
    fail_on: str = "error"


def build(
    path: str,
    as_of: date,
    output: Path,
    how: How = How(),
    *,
    scenario: str | None = None,
    audience: str = "",
    findings: Findings = Findings(),
) -> Built:
    """Write all spellings into a folder; only the findings if the strategy has errors of YAML, model or rules.

    Raises:
        Unreadable: no strategy at `path`, no place to write at `output`, or no baseline that can be read.
    """
    validated = validate(path, as_of, scenario)
    compared = None
    if findings.baseline is not None:
        (validated,), compared = with_baseline([validated], findings.baseline, update=findings.update)
    beside = spelled(findings.outputs, [validated], as_of, findings.fail_on, compared)
    beside |= compared.files if compared else {}
    if not validated.buildable:
        write_files(beside)
        return Built(validated, compared=compared)
    decisions = validated.decisions
    assert decisions is not None
    # Only a strategy with a plan pays for loading the planner.
    from ecaremap.usecases.measuring import kept_beside
    from ecaremap.usecases.plan_chapter import plan_files, planned_of
    from ecaremap.usecases.promising import promised_files

    picture, planned, kept = _logo(decisions.project, path), planned_of(validated), kept_beside(validated)
    report = report_view(decisions, validated.findings, picture, audience, planned, kept)
    notices = dict.fromkeys(_logo_remarks(decisions.project, report.map))
    files: dict[str, bytes] = {}
    for name, spell in SPELLINGS.items():
        files[name], remarks = spell(report, how)
        notices |= dict.fromkeys(remarks)
    if not audience:
        files["strategy.xlsx"] = workbook_of(decisions.project, report)
    files |= plan_files(report.plan)
    files |= promised_files(validated, planned[0] if planned else None, audience)
    written = {output / name: data for name, data in files.items()}
    refuse_twice(findings.outputs, written)
    write_files(written | beside)
    return Built(validated, tuple(output / name for name in files), tuple(notices), compared)


def view_of(validated: Validated, path: str) -> MapView:
    """The map of a strategy that could be decided."""
    assert validated.decisions is not None
    return map_view(validated.decisions, validated.findings, _logo(validated.decisions.project, path))


def _logo(project: Project, path: str) -> str:
    report = project.strategy.report
    return logo_of(Path(path), report.logo) if report and report.logo else ""


def _logo_remarks(project: Project, view: MapView) -> Iterator[str]:
    report = project.strategy.report
    if report and report.logo and not view.logo:
        yield logo_remark(report.logo)


Spelled = tuple[bytes, list[str]]


def _page(report: ReportView, how: How) -> Spelled:
    from ecaremap.render.charts import draw_chart
    from ecaremap.render.html import render_page

    charts = {chart.name: draw_chart(chart.name, chart.spec, how.cache) for chart in report.charts}
    if report.dashboard is not None:
        from ecaremap.render.dashboard_html import flow_chart

        charts |= flow_chart(report.dashboard)
    if report.promised is not None:
        from ecaremap.render.promised_html import trend_pictures

        charts |= trend_pictures(report.promised)
    return render_page(report, templates=how.templates, charts=charts).encode(), []


def _dot(report: ReportView, how: How) -> Spelled:
    return spell(report.map, "dot", how)


def _svg(report: ReportView, how: How) -> Spelled:
    return spell(report.map, "svg", how)


def _csv(report: ReportView, _: How) -> Spelled:
    from ecaremap.render.gaps_csv import render_gaps_csv

    return render_gaps_csv(report.gaps).encode(), []


def _markdown(report: ReportView, _: How) -> Spelled:
    from ecaremap.render.report_markdown import render_report_markdown

    return render_report_markdown(report).encode(), []


def _json(report: ReportView, _: How) -> Spelled:
    from ecaremap.render.machine import render_report_json

    return render_report_json(report).encode(), []


SPELLINGS: dict[str, Callable[[ReportView, How], Spelled]] = {
    "index.html": _page,
    "map.svg": _svg,
    "map.dot": _dot,
    "gaps.csv": _csv,
    "report.md": _markdown,
    "strategy.json": _json,
}
"""The files of a build; the workbook comes beside them where everything may be seen."""


def workbook_of(project: Project, report: ReportView) -> bytes:
    """The strategy as an Excel workbook: the map and its chapters to read, its entries to edit."""
    from ecaremap.render.xlsx import render_workbook
    from ecaremap.views.workbook_rows import workbook_view

    return render_workbook(report.map, workbook_view(project), report)


def spell(view: MapView, spelling: str, how: How = How(), *, family: str | None = None, form: str = "auto") -> Spelled:
    """One spelling of a map as bytes, and remarks such as what a drawing leaves out."""
    if spelling == "html":
        from ecaremap.render.html import render_page

        return render_page(view, templates=how.templates).encode(), []
    if spelling == "json":
        from ecaremap.render.machine import render_json

        return render_json(view).encode(), []
    from ecaremap.render.dot import render_dot
    from ecaremap.render.engine import draw, picture_notice

    drawing = render_dot(view, form=form, family=family)
    notices = [drawing.notice] if drawing.notice else []
    if spelling == "dot":
        return drawing.dot.encode(), notices
    picture = draw(drawing.dot, "svg" if spelling == "svg" else "png", how.engine)  # type: ignore[arg-type]
    remark = picture_notice(drawing.dot, picture) if spelling == "png" else ""
    return picture, [*notices, remark] if remark else notices
