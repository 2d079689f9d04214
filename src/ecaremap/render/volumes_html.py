"""Counted contacts as a page of its own, without any script."""

from pathlib import Path

from ecaremap.render.html import STYLES, render_scriptless
from ecaremap.views.volumes_model import VolumesView


def render_volumes_page(view: VolumesView, *, templates: Path | None = None) -> str:
    """Render one self-contained page.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    return render_scriptless("volumes.html.j2", STYLES, {"dashboard": view, "volumes": view}, templates=templates)
