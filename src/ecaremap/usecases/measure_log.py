"""Measuring a log for a strategy, keeping what it says beside it, and reading that again for a dashboard."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ecaremap.load.discover import evidence_folder
from ecaremap.load.problems import Unreadable
from ecaremap.measure.kept import Kept, kept_of
from ecaremap.measure.kept_json import NotKept, read_kept, spell_kept
from ecaremap.measure.problems import UnreadableLog
from ecaremap.model.evidence import Evidence, Rows
from ecaremap.render.evidence_yaml import render_evidence
from ecaremap.usecases.measure_settings import covers_of, settings_of, usual_log
from ecaremap.usecases.measuring import measured
from ecaremap.usecases.validate import Validated
from ecaremap.usecases.writing import write_files
from ecaremap.views.dashboard import dashboard_view
from ecaremap.views.dashboard_figures import figure_rows
from ecaremap.views.dashboard_model import DashboardView

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class LogHow:
    """How a log is measured.

    Attributes:
        memory: the most that may be used, as `8GB`. salt: a file with the key for hashing customers.
        quarantine: where refused rows are written. band: count under every idea of the same need.
        progress: told the step and the share of the work done.
    """

    engine: str = "duckdb"
    memory: str | None = None
    salt: Path | None = None
    quarantine: Path | None = None
    band: bool = True
    progress: Progress | None = None


@dataclass(frozen=True)
class MeasuredLog:
    """One measurement: what is shown, what would be kept, and remarks. `evidence` is None where too little was counted."""

    kept: Kept
    evidence: Evidence | None
    remarks: tuple[str, ...]


def measure(validated: Validated, files: Sequence[str], how: LogHow = LogHow()) -> MeasuredLog:
    """Read a log; nothing is written but the quarantine file, if one is asked for.

    Raises:
        UnreadableLog: the log cannot be read, or the strategy does not say how.
    """
    # The engine is loaded by those who measure only.
    from ecaremap.measure.measuring import measure_log

    assert validated.decisions is not None
    project = validated.decisions.project
    settings = settings_of(project)
    logs = list(files) or [log for log in (usual_log(project),) if log]
    if not logs:
        raise UnreadableLog("No log is named.", "Name one: --log contacts.csv.")
    counts = measure_log(
        settings, logs, engine=how.engine, memory=how.memory, salt=_salt(how.salt), quarantine=how.quarantine,
        band=how.band, progress=how.progress,
    )  # fmt: skip
    found = measured(validated, counts)
    covers, evidence = covers_of(project), found.evidence
    if evidence is not None and covers:
        evidence = evidence.model_copy(update={"covers": covers})
    return MeasuredLog(kept_of(counts), evidence, found.remarks)


def _salt(file: Path | None) -> bytes | None:
    if file is None:
        return None
    try:
        return file.read_bytes().strip()
    except OSError as error:
        reason = (error.strerror or "it failed").lower()
        raise UnreadableLog(
            f"The salt in '{file}' cannot be read: {reason}.", "Name a file with a long secret text."
        ) from None


def keep(found: MeasuredLog, path: str) -> tuple[Path, ...]:
    """Write evidence and what a dashboard needs beside the strategy; both, or neither. What was kept of the same month goes.

    Raises:
        Unreadable: too little was counted, or the place cannot be written.
    """
    if found.evidence is None:
        raise Unreadable("There is nothing to keep of this log.", *found.remarks)
    folder, name = evidence_folder(Path(path)), found.evidence.name
    data = spell_kept(found.kept)
    digest = hashlib.sha256(data).hexdigest()
    beside = folder / f"{name}.{digest[:8]}.json.gz"
    evidence = found.evidence.model_copy(update={"rows": Rows(file=beside.name, sha256=digest)})
    target = folder / f"{name}.yaml"
    write_files({beside: data, target: render_evidence(evidence).encode()})
    for old in sorted(folder.glob(f"{name}.????????.json.gz")):
        if old != beside:
            old.unlink(missing_ok=True)
    return target, beside


def kept_beside(validated: Validated) -> Kept | None:
    """What the newest evidence of a strategy keeps for a dashboard; None without any, or where the file is not that one."""
    assert validated.decisions is not None
    project = validated.decisions.project
    last = project.evidence.last if project.evidence is not None else None
    rows = last.evidence.rows if last is not None and last.evidence is not None else None
    if rows is None:
        return None
    place = evidence_folder(Path(project.root)) / Path(rows.file).name
    try:
        data = place.read_bytes()
        return read_kept(data) if hashlib.sha256(data).hexdigest() == rows.sha256 else None
    except (OSError, NotKept):
        return None


def dashboard_of(validated: Validated, kept: Kept, audience: str = "") -> DashboardView | None:
    """The dashboard for everybody, or for an audience; None for one that does not see it."""
    from ecaremap.views.audience import dashboard_of as cut

    assert validated.decisions is not None
    return cut(dashboard_view(kept, validated.decisions), audience)


def spell_dashboard(
    view: DashboardView,
    kept: Kept,
    spelling: str,
    width: int = 80,
    templates: Path | None = None,
    cache: Path | None = None,
) -> str:
    """One spelling of the dashboard.

    Args:
        view: what is shown.
        kept: what it was made from, for the table of all figures.
        spelling: text, md, json, csv or html.
        width: columns of the terminal.
        templates: the client's own.
        cache: finished charts; None for none.
    """
    if spelling == "html":
        from ecaremap.render.charts import draw_chart
        from ecaremap.render.dashboard_html import render_dashboard_page
        from ecaremap.views.report import dashboard_charts

        charts = {chart.name: draw_chart(chart.name, chart.spec, cache) for chart in dashboard_charts(view)}
        return render_dashboard_page(view, templates=templates, charts=charts)
    if spelling == "csv":
        from ecaremap.render.dashboard_csv import render_figures_csv

        return render_figures_csv(figure_rows(kept.figures, money=bool(view.currency)))
    if spelling == "json":
        from ecaremap.render.machine import render_chapter_json

        return render_chapter_json("dashboard", view)
    if spelling == "md":
        from ecaremap.render.dashboard_markdown import render_dashboard_markdown

        return render_dashboard_markdown(view)
    from ecaremap.render.dashboard_text import render_dashboard_text

    return render_dashboard_text(view, width)
