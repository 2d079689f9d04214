"""The dashboard as a page of its own, without any script, and its one picture that is no chart."""

from collections.abc import Mapping
from pathlib import Path

from ecaremap.render.chapters import ROWS
from ecaremap.render.dashboard_flow_svg import render_flow
from ecaremap.render.html import STYLES, render_scriptless
from ecaremap.views.dashboard_model import DashboardView

FLOW = "dashboard-flow"


def flow_chart(view: DashboardView) -> dict[str, str]:
    """The picture of starts and ends by its name; empty where there is nothing to draw."""
    return {FLOW: render_flow(view.flow, "Where needs start, and where they end")} if view.flow else {}


def render_dashboard_page(
    view: DashboardView, *, templates: Path | None = None, charts: Mapping[str, str] | None = None
) -> str:
    """Render the dashboard as one self-contained page.

    Args:
        view: what was measured.
        templates: a folder whose templates and styles go before the packaged ones.
        charts: the dashboard's charts by name, as SVG from our own drawer.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    drawn = {**(charts or {}), **flow_chart(view)}
    context = {"dashboard": view, "charts": drawn, "rows": ROWS, "cells": ()}
    return render_scriptless("dashboard.html.j2", STYLES, context, templates=templates)
