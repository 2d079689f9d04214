"""Counted contacts as a page of its own, without any script."""

from collections.abc import Mapping
from pathlib import Path

from ecaremap.render.html import STYLES, render_scriptless
from ecaremap.views.volumes_model import VolumesView


def render_volumes_page(
    view: VolumesView, *, templates: Path | None = None, charts: Mapping[str, str] | None = None
) -> str:
    """Render one self-contained page.

    Args:
        view: what was counted.
        templates: a folder whose templates and styles go before the packaged ones.
        charts: the page's charts by name, as SVG from our own drawer.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    context = {"dashboard": view, "volumes": view, "charts": charts or {}}
    return render_scriptless("volumes.html.j2", STYLES, context, templates=templates)
