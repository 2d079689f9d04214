"""Tables of counted contacts: read for a strategy, and spelled."""

from collections.abc import Sequence

from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.volumes import Volumes
from ecaremap.usecases.dashboards import Spelling
from ecaremap.usecases.validate import Validated
from ecaremap.views.audience import SIGHTS
from ecaremap.views.volumes import volume_rows, volumes_view


def count(validated: Validated, files: Sequence[str]) -> Volumes:
    """Read a table of volumes.

    Raises:
        UnreadableLog: it cannot be read, or nothing in it can be counted.
    """
    from ecaremap.measure.settings import plain_settings
    from ecaremap.measure.volumes import read_volumes, volume_columns

    assert validated.decisions is not None
    project = validated.decisions.project
    how = project.strategy.measurement
    columns = volume_columns(project)
    return read_volumes(plain_settings(project, how.volumes.get("time_format", "") if how else ""), columns, files)


def spell_volumes(validated: Validated, volumes: Volumes, how: Spelling) -> str:
    """One spelling of a table of volumes.

    Raises:
        UnreadableLog: the audience does not see how the strategy is made.
    """
    assert validated.decisions is not None
    sight = SIGHTS[how.audience]
    if not sight.working:
        raise UnreadableLog(
            "There are no measured figures for this audience.", "Leave --audience out, or name another."
        )
    if how.name == "csv":
        from ecaremap.render.dashboard_csv import render_figures_csv

        return render_figures_csv(volume_rows(volumes, costs=sight.money))
    view = volumes_view(volumes, validated.decisions, costs=sight.money)
    if how.name == "html":
        from ecaremap.render.charts import draw_chart
        from ecaremap.render.volumes_html import render_volumes_page
        from ecaremap.views.charts_volumes import MONTHS, months

        spec = months(view)
        charts = {MONTHS: draw_chart(MONTHS, spec, how.cache)} if spec else {}
        return render_volumes_page(view, templates=how.templates, charts=charts)
    if how.name == "json":
        from ecaremap.render.machine import render_chapter_json

        return render_chapter_json("volumes", view)
    if how.name == "md":
        from ecaremap.render.volumes_markdown import render_volumes_markdown

        return render_volumes_markdown(view)
    from ecaremap.render.volumes_text import render_volumes_text

    return render_volumes_text(view, how.width)
