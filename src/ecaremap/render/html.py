"""The map as one HTML page: no request, no foreign script, the same bytes for the same view.

The templates are the only place where markup is written. A client may override them block by
block; as that is foreign text, they run in a sandbox and cannot loosen the page's security policy.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateSyntaxError
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ecaremap.render import words
from ecaremap.render.chapters import ROWS, amount, chapters, charts_left, findings_left, telling
from ecaremap.render.page_matrix import Look, Matrix, prepare
from ecaremap.render.payload import pack
from ecaremap.views.case_words import number as plain_number
from ecaremap.views.gaps import NO_OWNER
from ecaremap.views.model import FindingView, MapView
from ecaremap.views.plan_model import PlanView
from ecaremap.views.report_model import ReportView
from ecaremap.views.walkthrough import WalkthroughView

STYLES = ("tokens.css", "page.css", "matrix.css", "chapters.css", "print.css", "plan.css", "dashboard.css", "brand.css")
SCRIPTS = ("data.js", "filter.js", "grid.js", "large.js", "panel.js", "gaps.js", "page.js")
WALKTHROUGH_STYLES = ("tokens.css", "paper/walkthrough.css", "brand.css")
PLACED = ("waterfall", "quadrants", "tornado")
"""Charts that have a place beside their table."""
_SEVERITIES = ("error", "warning", "info")


class PageError(Exception):
    """A template or style that cannot be used, said in a sentence with its place."""


@dataclass(frozen=True, slots=True)
class FindingSum:
    """Findings of one severity and standing, counted by rule code."""

    severity: str
    standing: str
    total: int
    codes: tuple[tuple[str, int], ...]


def render_page(
    view: ReportView | MapView, *, templates: Path | None = None, charts: Mapping[str, str] | None = None
) -> str:
    """Render the report, or the map alone, as one self-contained page.

    Args:
        view: the computed report, or the computed map.
        templates: a folder whose templates and styles go before the packaged ones.
        charts: the report's charts by name, as SVG from our own drawer.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    env = _environment(templates)
    try:
        cell = env.get_template("_cell.html.j2")
        report = view if isinstance(view, ReportView) else None
        the_map = view.map if isinstance(view, ReportView) else view
        matrix = prepare(the_map, lambda look: _cell(cell.render(look=look)))
        context = _context(env, the_map, matrix, report) | _report_context(report, charts or {})
        return env.get_template("index.html.j2").render(context) + "\n"
    except JinjaError as error:
        raise PageError(_explain(error)) from error


def render_walkthrough(
    view: WalkthroughView, words: Mapping[str, Any], lines: str, *, templates: Path | None = None
) -> str:
    """Render the walk-through script as one self-contained page without any script.

    Args:
        view: what is tried.
        words: the texts around the tasks, the same as in Markdown.
        lines: the YAML to paste afterwards.
        templates: a folder whose templates and styles go before the packaged ones.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    env = _environment(templates)
    try:
        css = _inline(env, WALKTHROUGH_STYLES, "style") + _accent(view.accent)
        page = env.get_template("walkthrough.html.j2")
        # Our own styles, or a client's, checked by `_inline`: they must reach the page unescaped.
        return page.render(view=view, words=words, lines=lines, css=Markup(css), csp=_policy(css, "")) + "\n"  # noqa: S704
    except JinjaError as error:
        raise PageError(_explain(error)) from error


def render_plan_page(view: PlanView, *, templates: Path | None = None, charts: Mapping[str, str] | None = None) -> str:
    """Render the plan as one self-contained page without any script.

    Args:
        view: the plan.
        templates: a folder whose templates and styles go before the packaged ones.
        charts: the plan's charts by name, as SVG from our own drawer.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    env = _environment(templates)
    try:
        css = _inline(env, STYLES, "style")
        # Drawn by our own drawers, which escape every text: markup of the page.
        drawn = {name: Markup(svg) for name, svg in (charts or {}).items()}  # noqa: S704
        page = env.get_template("plan.html.j2")
        return page.render(plan=view, charts=drawn, rows=ROWS, css=Markup(css), csp=_policy(css, "")) + "\n"  # noqa: S704
    except JinjaError as error:
        raise PageError(_explain(error)) from error


def render_scriptless(
    template: str, styles: Sequence[str], context: Mapping[str, Any], *, templates: Path | None = None
) -> str:
    """Render a page that runs no script at all; it gets `css` and `csp` besides its context, and `charts` as markup.

    Raises:
        PageError: if a template or style of the client cannot be used.

    """
    env = _environment(templates)
    try:
        css = _inline(env, styles, "style")
        # Our own styles, or a client's, checked by `_inline`, and our own drawings: they must reach the page unescaped.
        drawn = {name: Markup(svg) for name, svg in context.get("charts", {}).items()}  # noqa: S704
        ours = {"css": Markup(css), "csp": _policy(css, ""), "charts": drawn}  # noqa: S704
        return env.get_template(template).render({**context, **ours}) + "\n"
    except JinjaError as error:
        raise PageError(_explain(error)) from error


def template_root() -> Path:
    """The packaged templates: inside an installed wheel, else at the top of a checkout."""
    packaged = Path(str(files("ecaremap"))) / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "templates"


def _environment(templates: Path | None) -> Environment:
    packaged = FileSystemLoader(template_root())
    own = [FileSystemLoader(templates)] if templates else []
    env = ImmutableSandboxedEnvironment(
        # The prefix lets a client's index.html.j2 extend the packaged file of the same name.
        loader=ChoiceLoader([*own, packaged, PrefixLoader({"ecaremap": packaged})]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "share": words.share,
        "number": words.number,
        "family": words.family,
        "label": words.label,
        "count_of": words.count,
        "pair": lambda text: (text, text),
        "amount": amount,
        "rounded": lambda value: plain_number(value) if value is not None else "",
        "whole": lambda value: plain_number(value.quantize(Decimal(1))),
    }
    env.tests |= {"telling": telling}
    return env


def _context(env: Environment, view: MapView, matrix: Matrix, report: ReportView | None) -> dict[str, Any]:
    findings = findings_left(view, report)
    css = _inline(env, STYLES, "style") + _accent(view.accent)
    script = _inline(env, SCRIPTS, "script")
    return {
        "view": view,
        "matrix": matrix,
        "markup": Markup,
        # Our own files, or a client's, checked by `_inline`: they must reach the page unescaped.
        "css": Markup(css),  # noqa: S704
        "script": Markup(script),  # noqa: S704
        "csp": _policy(css, script),
        "data": pack(view, matrix.looks if matrix.large else None),
        "logo": view.logo if view.logo.startswith("data:image/") else "",
        "degrees": tuple(words.DEGREE_WORDS.values()),
        "standings": words.STANDING_WORDS,
        "outcomes": words.OUTCOME_WORDS,
        "findings": findings,
        "finding_sums": finding_sums(findings),
        "cells": {f"{row.id}/{c.id}" for row in view.rows for c in view.columns},
    }


def _report_context(report: ReportView | None, charts: Mapping[str, str]) -> dict[str, Any]:
    """What the chapters beside the map need; without a report they are not there."""
    # Drawn by our own drawers, which escape every text: markup of the page.
    drawn = {name: Markup(svg) for name, svg in charts.items()}  # noqa: S704
    return {
        "report": report,
        "plan": report.plan if report else None,
        "dashboard": report.dashboard if report else None,
        "promised": report.promised if report else None,
        "chapters": chapters(report) if report else None,
        "charts": drawn,
        "more_charts": charts_left(report, drawn, PLACED) if report else (),
        "rows": ROWS,
        "states": words.STATE_WORDS,
        "no_owner": NO_OWNER,
    }


def finding_sums(findings: Sequence[FindingView]) -> tuple[FindingSum, ...]:
    """Count findings by severity, standing and code; open, justified and expired stay apart."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        counts[finding.severity, finding.standing, finding.code] += finding.count
    sums = []
    pairs = {(severity, standing) for severity, standing, _ in counts}
    for severity, standing in sorted(pairs, key=lambda p: (p[1] != "open", _rank(p[0]), p[1])):
        codes = tuple(sorted((c, n) for (s, t, c), n in counts.items() if (s, t) == (severity, standing)))
        sums.append(FindingSum(severity, standing, sum(n for _, n in codes), codes))
    return tuple(sums)


def _rank(severity: str) -> int:
    return _SEVERITIES.index(severity) if severity in _SEVERITIES else len(_SEVERITIES)


def _cell(markup: str) -> str:
    return re.sub(r"\s*\n\s*", "", markup)


def _inline(env: Environment, names: Sequence[str], element: str) -> str:
    """Join styles or scripts as they are; they are not templates."""
    assert env.loader is not None
    texts = []
    for name in names:
        text = env.loader.get_source(env, name)[0].replace("\r\n", "\n")
        if f"</{element}" in text.lower() or "<!--" in text:
            raise PageError(f"{name} must not contain '</{element}' or '<!--'.")
        texts.append(text.strip() + "\n")
    return "".join(texts)


def _accent(colour: str) -> str:
    """The client's accent; anything but a plain colour is left out, as it would be foreign CSS."""
    return f":root{{--accent:{colour}}}\n" if re.fullmatch("#[0-9a-fA-F]{6}", colour) else ""


def _policy(css: str, script: str) -> str:
    """Only the page's own style and script, known by their hashes, may act; nothing is fetched."""
    scripts = f"'{_hash(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; script-src {scripts}; style-src '{_hash(css)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _explain(error: JinjaError) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"The template {error.name}, line {error.lineno}: {error.message}"
    return f"A template cannot be used: {error.message or type(error).__name__}"


__all__ = [
    "FindingSum",
    "Look",
    "PageError",
    "finding_sums",
    "render_page",
    "render_plan_page",
    "render_walkthrough",
    "template_root",
]
