"""A comparison as one page: no request, no script; before and after are switched by the style alone."""

from pathlib import Path

from ecaremap.render.html import render_scriptless
from ecaremap.render.words import DEGREE_WORDS
from ecaremap.views.diff_model import DiffView

STYLES = ("tokens.css", "page.css", "matrix.css", "diff.css", "brand.css")
MOST = 200
"""So many changes of one kind are written out; who needs more takes the JSON."""


def render_diff_page(view: DiffView, *, templates: Path | None = None) -> str:
    """Spell the view as a self-contained page.

    Args:
        view: the comparison.
        templates: a folder whose templates and styles go before the packaged ones.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    context = {
        "view": view,
        "most": MOST,
        "degrees": {degree: (word.glyph, word.css) for degree, word in DEGREE_WORDS.items()},
    }
    return render_scriptless("diff.html.j2", STYLES, context, templates=templates)
