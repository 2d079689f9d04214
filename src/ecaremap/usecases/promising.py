"""Promised against measured: the page of a quarter in words, Markdown, JSON or HTML."""

from pathlib import Path

from ecaremap.load.problems import Unreadable
from ecaremap.plan.result import MigrationPlan
from ecaremap.usecases.validate import Validated
from ecaremap.views.audience import promised_of
from ecaremap.views.promised import promised_pages, promised_view
from ecaremap.views.promised_model import PromisedView
from ecaremap.views.words import listed


def promised(validated: Validated, quarter: str = "", audience: str = "") -> PromisedView | None:
    """The page of a quarter, the newest if none is named; None for an audience that does not see it.

    Raises:
        Unreadable: the quarter was not measured.
    """
    from ecaremap.usecases.plan_chapter import planned_of

    assert validated.decisions is not None
    planned = planned_of(validated)
    plan = planned[0] if planned else None
    if not quarter:
        return promised_of(promised_view(validated.decisions, validated.findings, plan), audience)
    pages = {page.key: page for page in promised_pages(validated.decisions, validated.findings, plan)}
    if quarter.lower() not in pages:
        raise Unreadable(
            f"The quarter '{quarter}' was not measured.", f"Measured so far: {listed(list(pages)) or 'nothing'}."
        )
    return promised_of(pages[quarter.lower()], audience)


def spell_promised(view: PromisedView, spelling: str, width: int = 100, templates: Path | None = None) -> str:
    """One spelling of the page: text, md, json or html."""
    if spelling == "html":
        from ecaremap.render.promised_html import render_promised_page

        return render_promised_page(view, templates=templates)
    if spelling == "json":
        from ecaremap.render.machine import render_chapter_json

        return render_chapter_json("promised", view)
    if spelling == "md":
        from ecaremap.render.promised_markdown import render_promised_markdown

        return render_promised_markdown(view)
    from ecaremap.render.promised_text import render_promised_text

    return render_promised_text(view, width)


def promised_files(validated: Validated, plan: MigrationPlan | None, audience: str) -> dict[str, bytes]:
    """A page in Markdown for every quarter that was measured, by name; none for an audience that does not see them."""
    assert validated.decisions is not None
    pages = (promised_of(page, audience) for page in promised_pages(validated.decisions, validated.findings, plan))
    return {f"promised-{page.key}.md": spell_promised(page, "md").encode() for page in pages if page is not None}
