"""The plan in the terminal: plain text that reads at 80 columns."""

import textwrap
from collections.abc import Iterable, Iterator

from ecaremap.views.plan_model import PlanView

MOST = 12
"""Rows of a list; the page and the JSON hold all."""


def render_plan_text(view: PlanView, width: int = 80) -> str:
    """Headline, waves, money, targets, what is left out, and how the plan was made."""
    lines = [*_wrapped(view.headline, width), ""]
    for sentence in view.sentences:
        lines += _wrapped(f"- {sentence}", width)
    if view.stamp:
        lines += ["", *_wrapped(f"! {view.stamp}", width)]
    if view.board:
        lines += ["", "To decide now", *_wrapped(view.board.decision, width, 2)]
    for part in (_waves, _scenarios, _targets, _left, _worth, _method):
        lines += part(view, width)
    return "\n".join(lines).rstrip() + "\n"


def _waves(view: PlanView, width: int) -> Iterator[str]:
    for wave in view.waves:
        yield ""
        cost = f" · {wave.cost.text}" if wave.cost and wave.cost.exact else ""
        yield from _wrapped(f"Wave {wave.number} · {wave.title} · {wave.span}{cost}", width)
        for item in wave.items:
            room = max(20, width - 22)
            gate = f" (gate {item.gate})" if item.gate else ""
            said = f"{item.name}{gate}" + (f" · {item.teams}" if item.teams else "")
            first, *rest = textwrap.wrap(said, room, break_on_hyphens=False) or [""]
            yield f"  {item.starts.iso} {item.live.iso}  {first}"
            yield from (f"{'':<20}{line}" for line in rest)
            if item.not_earlier:
                yield from (
                    f"{'':<20}{line}" for line in textwrap.wrap(f"not earlier: {_small(item.not_earlier)}", room)
                )


def _small(text: str) -> str:
    """A sentence inside a sentence; abbreviations and names keep their capital."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _scenarios(view: PlanView, width: int) -> Iterator[str]:
    if not view.scenarios:
        return
    yield from ("", "Side by side")
    for scenario in view.scenarios:
        if scenario.npv is None:
            cost = f", {scenario.cost.text}" if scenario.cost else ""
            yield from _wrapped(f"{scenario.label}: {scenario.person.text} with people at the end{cost}", width, 2)
            continue
        parts = [f"worth {scenario.npv.text} today"]
        parts += [f"8 in 10 outcomes {scenario.outcomes}"] if scenario.outcomes else []
        parts += [f"paid back {scenario.payback}"]
        parts += [f"most cash out {scenario.need.text}"] if scenario.need else []
        parts += [f"{scenario.alone.text} finished without a person at the end"] if scenario.alone else []
        yield from _wrapped(f"{scenario.label}: {', '.join(parts)}", width, 2)


def _targets(view: PlanView, width: int) -> Iterator[str]:
    if view.targets:
        yield from ("", "Targets")
    for target in view.targets:
        months = (
            f" Reached by {target.early} in the best, {target.late or 'not within the plan'} in the worst outcomes."
            if target.early
            else ""
        )
        price = f" {target.price}" if target.price else ""
        yield from _wrapped(f"{target.standing}: {target.sentence}{months}{price}", width, 2)


def _left(view: PlanView, width: int) -> Iterator[str]:
    if view.left:
        yield from ("", "Not on the plan")
    for left in view.left[:MOST]:
        price = f" Forced in: {left.forced.text}." if left.forced else ""
        yield from _wrapped(f"{left.name}: {left.reason}. {left.sentence}{price}", width, 2)
    yield from _more(len(view.left))
    for kept in view.never:
        yield from _wrapped(f"{kept.name}: stays with people. {kept.sentence}", width, 2)


def _worth(view: PlanView, width: int) -> Iterator[str]:
    if view.worth:
        yield from ("", "What one more would be worth")
    for worth in view.worth:
        at_most = f" At most {worth.at_most.text}." if worth.at_most else ""
        yield from _wrapped(f"{worth.sentence}{at_most}", width, 2)


def _method(view: PlanView, width: int) -> Iterator[str]:
    method = view.method
    if method is None:
        return
    yield from ("", "How the plan was made")
    said = (method.objective, method.method, method.bound, method.difference, method.errors, method.origin,
            f"Inputs {method.input_hash[:12]}.", *method.notes, *view.plausibility)  # fmt: skip
    for sentence in said:
        if sentence:
            yield from _wrapped(sentence, width, 2)


def _more(count: int) -> Iterable[str]:
    return [f"  … and {count - MOST} more; --format json lists all"] if count > MOST else []


def _wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    pad = " " * indent
    return textwrap.wrap(text, width, initial_indent=pad, subsequent_indent=pad + "  ", break_on_hyphens=False)
