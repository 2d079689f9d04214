"""The arithmetic of a ceiling in words, line by line."""

from decimal import Decimal

from ecaremap.insight.asking import counted, shortened
from ecaremap.insight.bounds import METRICS, percent, percent_down
from ecaremap.insight.ceiling import Ceiling, Part

SHOWN = 8
"""So many requests have a line of their own; the rest is added up in one."""


def arithmetic(ceiling: Ceiling, shown: int = SHOWN) -> tuple[str, ...]:
    """What the ceiling is made of, the largest contribution first, with the sum at the end."""
    adding = [part for part in ceiling.parts if part.share]
    nothing = [part for part in ceiling.parts if not part.share]
    lines = [_line(part, ceiling) for part in adding[:shown]]
    rest = adding[shown:]
    if rest:
        points = (
            f" add {_points(sum((part.adds for part in rest), Decimal(0)))}" if ceiling.weighted else ": no more each"
        )
        lines.append(f"{counted(len(rest), 'more request', 'more requests')}{points}")
    lines += _nothing(nothing, ceiling)
    lines.append(_sum(ceiling))
    if ceiling.high > ceiling.share:
        lines.append(f"with every range at its high end it would be {percent_down(ceiling.high)}")
    return tuple(lines)


def _line(part: Part, ceiling: Ceiling) -> str:
    if part.weight is None:
        return f"{part.request}: {limiting(part, ceiling.metric)}"
    whole = "digital starts" if ceiling.metric == "digital_survival_share" else "needs"
    weight = f"{percent(part.weight)} of {whole}"
    return f"{part.request}: {weight} × {limiting(part, ceiling.metric)} = {_points(part.adds)}"


def limiting(part: Part, metric: str) -> str:
    """How a request's own ceiling comes about: `61.2% (eligible 85% × take-up at most 72%)`."""
    if metric == "digital_survival_share":
        return "100% (it may be finished digitally)"
    figures = ((part.eligible, "eligible"), (part.takeup, "take-up at most"))
    product, words = Decimal(1), []
    for value, name in figures:
        if value is not None:
            product *= value
            words.append(f"{name} {percent(value)}")
    base = " × ".join(words)
    if not words or part.reach < product:
        all_but = f"all but {percent(1 - part.reach)} of customers, who cannot or may not"
        base = all_but if part.reach < 1 else "no figure limits it"
    return f"{percent(part.share)} ({base}{_voice(part, min(product, part.reach))})"


def _voice(part: Part, digital: Decimal) -> str:
    if part.voice is None:
        return ", and automated voice without limit"
    if not part.voice:
        return ""
    most = "everybody" if part.share == 1 else f"no more than {percent(part.share)}"
    whole = f", together {most}" if digital + part.voice > part.share else ""
    return f" + automated voice {percent(part.voice)}{whole}"


def _nothing(parts: list[Part], ceiling: Ceiling) -> list[str]:
    """The requests that add nothing, by reason, the reason with the most needs first."""
    reasons: dict[str, list[Part]] = {}
    for part in parts:
        reasons.setdefault(part.why or "the figures leave nothing", []).append(part)
    ranked = sorted(reasons.items(), key=lambda item: (-sum(part.weight or 0 for part in item[1]), item[0]))
    lines = []
    for why, group in ranked:
        weight = sum((part.weight or Decimal(0) for part in group), Decimal(0))
        names = shortened(sorted(part.request for part in group))
        share = f" ({percent(weight)} of needs)" if ceiling.weighted else ""
        lines.append(f"0% of {names}{share}: {why}")
    return lines


def _sum(ceiling: Ceiling) -> str:
    counts = METRICS[ceiling.metric]
    if ceiling.weighted:
        return f"together {percent_down(ceiling.share)}: {counts}, at most"
    return f"no request can reach more than {percent_down(ceiling.share)}, whatever the volumes: {counts}"


def _points(share: Decimal) -> str:
    return percent(share).removesuffix("%") + " points"
