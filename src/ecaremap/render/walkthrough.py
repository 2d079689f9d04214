"""The walk-through script as Markdown or as a page to print, with the lines to paste afterwards."""

import json
import re
from pathlib import Path

from ecaremap.views.walkthrough import TaskView, WalkthroughView

TITLE = "Try it as a customer would"
STEPS = (
    "You test the company, not yourself. Nothing you do is wrong.",
    "Use what customers have: your own phone, your own computer, no colleague beside you.",
    "Begin where the task says. Go on as you would at home, and ask nobody in the team.",
    "Stop before a last step that would cost or change something. If nothing more was asked of you, it is completed.",
    "Stop when you would call or give up, or after ten minutes. That is a result, too.",
)
OUTCOMES = (
    ("completed", "I finished it here."),
    ("sent to phone", "I had to call, or would have."),
    ("gave up", "I would have left it."),
)
EFFORT = ("very easy", "very hard")
NOTHING = "Nothing is live at a digital touchpoint or phone menu yet, so there is nothing to try."
BLANK = "…"
DOTS = "…" * 12
HINT = (
    "# Fill in every …: date as 2026-11-21, who by role, outcome: completed, sent to phone or gave up,",
    "# effort from 1 (very easy) to 7 (very hard). A task nobody tried is deleted.",
)


def walkthrough_yaml(view: WalkthroughView) -> str:
    """The lines to paste into the strategy, one entry a task."""
    if not view.tasks:
        return ""
    lines = [*HINT, "assessments:"]
    for task in view.tasks:
        lines += [
            f"  - date: {BLANK}",
            f"    who: {BLANK}",
            f"    request: {task.request}",
            f"    touchpoint: {task.touchpoint}",
            # JSON is the quoting of YAML that nothing in a name can break out of.
            f"    task: {json.dumps(task.task, ensure_ascii=False)}",
            f"    outcome: {BLANK}",
            f"    effort: {BLANK}",
            f"    note: {BLANK}",
        ]
    return "\n".join(lines) + "\n"


def walkthrough_markdown(view: WalkthroughView) -> str:
    """The script as Markdown."""
    parts = [f"# {_plain(view.name)}: {TITLE.lower()}", *_head(view)]
    if not view.tasks:
        return "\n\n".join([*parts, NOTHING]) + "\n"
    parts += [_task(task) for task in view.tasks]
    parts += ["---", "## For the organiser", *_why(view)]
    parts += ["### Afterwards, into the strategy", f"```yaml\n{walkthrough_yaml(view)}```"]
    return "\n\n".join(parts) + "\n"


def walkthrough_page(view: WalkthroughView, templates: Path | None = None) -> str:
    """The script as one page to print."""
    from ecaremap.render.html import render_walkthrough

    words = {
        "title": TITLE, "steps": STEPS, "outcomes": OUTCOMES, "effort": EFFORT, "nothing": NOTHING,
        "warning": not_the_team(view), "more": left_out(view),
    }  # fmt: skip
    return render_walkthrough(view, words, walkthrough_yaml(view), templates=templates)


def not_the_team(view: WalkthroughView) -> str:
    """Who must not try it."""
    return f"For people outside the team: not for {view.team}." if view.team else "For people outside the team."


def left_out(view: WalkthroughView) -> str:
    """What could be tried as well."""
    places = "1 more place" if view.left_out == 1 else f"{view.left_out} more places"
    return f"{places} could be tried; --tasks picks more." if view.left_out else ""


def _head(view: WalkthroughView) -> list[str]:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(STEPS, 1))
    subtitle = f"{_plain(view.subtitle)} · " if view.subtitle else ""
    return [
        f"{subtitle}as of {view.as_of}. {_plain(not_the_team(view))}",
        steps,
        f"Your role: {DOTS} · Date: {DOTS} · Device: {DOTS}",
    ]


def _task(task: TaskView) -> str:
    outcomes = "\n".join(f"- [ ] **{name}**: {meaning}" for name, meaning in OUTCOMES)
    scale = " ".join(f"[ ] {number} " for number in range(1, 8)).strip()
    return (
        f"## {task.number}. {_plain(task.task)}\n\n{_plain(task.start)}\n\n{outcomes}\n\n"
        f"Effort: {EFFORT[0]} {scale} {EFFORT[1]}\n\n"
        f"Where it got stuck: {DOTS * 3}"
    )


def _why(view: WalkthroughView) -> list[str]:
    rows = [
        f"| {task.number} | {_plain(task.request_name)} | {_plain(task.touchpoint_name)} | {task.claim} | "
        f"{_plain('; '.join(task.reasons)) or 'no special reason'} |"
        for task in view.tasks
    ]
    table = "\n".join(
        ["| task | request | where | the map says today | why it is tried |", "|---|---|---|---|---|", *rows]
    )
    more = left_out(view)
    return [table, " ".join(view.rule), *([more] if more else [])]


def _plain(text: str) -> str:
    """An author's words on one line, with nothing in them that Markdown would act on."""
    line = " ".join(text.split())
    return re.sub(r"([\\`*_\[\]<>|#~!&])", r"\\\1", line)
