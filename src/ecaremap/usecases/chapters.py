"""Single chapters of the report, in words, Markdown or JSON."""

from ecaremap.render.chapter_text import case_text, journeys_text
from ecaremap.render.machine import render_chapter_json
from ecaremap.render.report_markdown import case_markdown, journeys_markdown
from ecaremap.usecases.validate import Validated
from ecaremap.views.journeys import journeys_view
from ecaremap.views.report import the_case


def journeys(validated: Validated, spelling: str, width: int) -> str:
    """The journeys of a strategy."""
    assert validated.decisions is not None
    view = journeys_view(validated.decisions)
    if spelling == "json":
        return render_chapter_json("journeys", view)
    return journeys_markdown(view) if spelling == "md" else journeys_text(view, width)


def case(validated: Validated, spelling: str, width: int) -> str:
    """The business case of a strategy."""
    assert validated.decisions is not None
    view = the_case(validated.decisions)
    if spelling == "json":
        return render_chapter_json("case", view)
    return case_markdown(view) if spelling == "md" else case_text(view, width)
