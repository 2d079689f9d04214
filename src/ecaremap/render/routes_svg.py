"""Ways of journeys as a static picture: two lanes, boxes for touchpoints, arrows that say what is lost.

No scripts, styles, ids or references. Colours are `currentColor` and custom properties of the page with fallbacks that
can be read on light and on dark; nothing is told by colour alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from ecaremap.views.routes import Arrow, Node, RouteDrawing

WIDTH = 720
LABELS = 84
TITLE, LANE, GAP = 30, 64, 34
BOX = 40
ROOMY = 100
MOST_BOX, BETWEEN = 150, 54
SMALL, NORMAL = 11, 13
BAD = "var(--error, #d0433a)"
MUTED = 'fill="currentColor" fill-opacity="0.75"'
PER_LETTER = 0.56
"""Width of a letter over its height, on the safe side for sans-serif fonts."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where things are in one drawing."""

    top: float
    box: float
    step: float
    upper: bool
    lower: bool
    label: str

    def x(self, column: int) -> float:
        """The left side of a box."""
        return LABELS + column * self.step

    def y(self, *, upper: bool) -> float:
        """The top of a box; a drawing with one lane has no second one below."""
        second = LANE if self.upper and not upper else 0
        return self.top + TITLE + second + (LANE - BOX) / 2

    @property
    def height(self) -> float:
        """The whole drawing with the words below it."""
        return TITLE + LANE * (self.upper + self.lower) + GAP


def render_routes(
    drawings: Sequence[RouteDrawing], title: str = "Where journeys leave the digital touchpoints, or come to no end"
) -> str:
    """All drawings, one below the other; an empty text if there are none."""
    if not drawings:
        return ""
    parts: list[str] = []
    top = 0.0
    for each in drawings:
        frame = _frame(each, top)
        parts += _drawing(each, frame)
        top += frame.height
    told = "; ".join(f"{each.title}: {each.words}" for each in drawings)
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="routes" role="img" viewBox="0 0 {WIDTH} {top:g}" '
        f'width="{WIDTH}" height="{top:g}" fill="none" font-family="var(--font, sans-serif)" font-size="{NORMAL}">'
    )
    body = "\n".join(parts)
    return f"{head}\n<title>{escape(title)}</title>\n<desc>{escape(told)}</desc>\n{body}\n</svg>\n"


def _frame(each: RouteDrawing, top: float) -> Frame:
    columns = max(node.column for node in each.nodes) + 1
    step = min((WIDTH - LABELS - 8) / columns, MOST_BOX + 92)
    box = min(step - BETWEEN, MOST_BOX) if columns > 1 else MOST_BOX
    lanes = {node.lane for node in each.nodes}
    lower = {"people", "automated voice"} & lanes
    label = "voice, people" if len(lower) > 1 else "voice menu" if "automated voice" in lower else "people"
    return Frame(top, box, step, "digital" in lanes, bool(lower), label)


def _drawing(each: RouteDrawing, frame: Frame) -> list[str]:
    parts = [f'<g class="route"><title>{escape(each.words)}</title>']
    parts.append(_text(4, frame.top + 19, each.title, NORMAL, 'fill="currentColor" font-weight="600"'))
    parts += _lanes(frame)
    parts += [_arrow(arrow, each.nodes, frame) for arrow in each.arrows]
    parts += [part for node in each.nodes for part in _node(node, frame)]
    return [*parts, "</g>"]


def _lanes(frame: Frame) -> list[str]:
    parts = []
    for upper, label in ((True, "digital"), (False, frame.label)):
        if not (frame.upper if upper else frame.lower):
            continue
        y = frame.y(upper=upper) - (LANE - BOX) / 2
        parts.append(
            f'<rect class="lane" x="0" y="{y + 2:g}" width="{WIDTH}" height="{LANE - 4}" rx="6" fill="currentColor" '
            f'fill-opacity="{0.08 if upper else 0.03}"/>'
        )
        parts.append(_text(10, y + LANE / 2 + 4, label, SMALL, MUTED))
    return parts


def _node(node: Node, frame: Frame) -> list[str]:
    x, y = frame.x(node.column), frame.y(upper=node.upper)
    dashes = ' stroke-dasharray="4 3"' if node.bad else ""
    stroke = BAD if node.bad else "currentColor"
    box = (
        f'<rect class="stop" x="{x:g}" y="{y:g}" width="{frame.box:g}" height="{BOX}" rx="7" fill="var(--page, none)" '
        f'stroke="{stroke}" stroke-width="{2 if node.start else 1.25}"{dashes}/>'
    )
    middle = x + frame.box / 2
    size = NORMAL if frame.box > ROOMY else SMALL
    parts = [box, _text(middle, y + (17 if node.degree else 25), _cut(node.name, frame.box - 8, size), size, _CENTRED)]
    parts.append(
        _text(middle, y + 32, _cut(node.degree, frame.box - 10, SMALL), SMALL, f'{MUTED} text-anchor="middle"')
    )
    if node.remark:
        parts += _remark(node, x, frame)
    return parts


_CENTRED = 'fill="currentColor" text-anchor="middle"'


def _remark(node: Node, x: float, frame: Frame) -> list[str]:
    """A tick or a cross with its words, below the last lane."""
    y = frame.top + frame.height - GAP + 14
    good = node.remark == "finished"
    sign = "M0 4l4 4l7 -9" if good else "M0 0l9 9M9 0l-9 9"
    stroke = "currentColor" if good else BAD
    width = len(node.remark) * SMALL * PER_LETTER + 18
    left = min(x + 2, WIDTH - width)
    return [
        f'<path class="sign" transform="translate({left:g} {y - 8:g})" d="{sign}" stroke="{stroke}" stroke-width="2"/>',
        _text(left + 16, y + 1, node.remark, SMALL, 'fill="currentColor"'),
    ]


def _arrow(arrow: Arrow, nodes: Sequence[Node], frame: Frame) -> str:
    tail, head = nodes[arrow.tail], nodes[arrow.head]
    dashes = ' stroke-dasharray="5 4"' if arrow.lost else ""
    line = f'class="{"lost" if arrow.lost else "kept"}" stroke="currentColor" stroke-width="1.5"{dashes}'
    if arrow.head <= arrow.tail:
        return _back(arrow, tail, head, frame, line)
    x1, y1 = frame.x(arrow.tail) + frame.box, frame.y(upper=tail.upper) + BOX / 2
    x2, y2 = frame.x(arrow.head) - 2, frame.y(upper=head.upper) + BOX / 2
    bend = (x2 - x1) / 2
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {x2 - 6:g} {y2:g}"
    parts = [f'<path {line} d="{path}"/>', _tip(x2, y2)]
    if arrow.word:
        parts.append(_word(arrow.word, (x1 + x2) / 2, (y1, y2), x2 - x1))
    return "".join(parts)


def _word(word: str, x: float, ys: tuple[float, float], room: float) -> str:
    """The arrow's word, as much of it as fits; beside a curve, not on it."""
    straight = ys[0] == ys[1]
    words = word if room > len(word) * SMALL * PER_LETTER or not straight else word.partition(" ")[0]
    y = ys[0] - 6 if straight else min(ys) + 2
    return _text(x if straight else x + 6, y, words, SMALL, f'{MUTED} text-anchor="middle"' if straight else MUTED)


def _back(arrow: Arrow, tail: Node, head: Node, frame: Frame, line: str) -> str:
    """An arrow to an earlier box, below everything."""
    x1, x2 = frame.x(arrow.tail) + frame.box / 2, frame.x(arrow.head) + frame.box / 2
    y1, y2 = frame.y(upper=tail.upper) + BOX, frame.y(upper=head.upper) + BOX
    low = frame.top + frame.height - GAP + 12
    path = f"M{x1:g} {y1:g}C{x1:g} {low:g} {x1:g} {low:g} {x1 - 18:g} {low:g}H{x2 + 18:g}C{x2:g} {low:g} {x2:g} {low:g} {x2:g} {y2 + 8:g}"
    tip = f'<path class="tip" d="M{x2 - 4:g} {y2 + 9:g}h8l-4 -8z" fill="currentColor"/>'
    words = "round and round" + (f", {arrow.word}" if arrow.word else "")
    return f'<path {line} d="{path}"/>{tip}' + _text((x1 + x2) / 2, low + 13, words, SMALL, _CENTRED)


def _tip(x: float, y: float) -> str:
    return f'<path class="tip" d="M{x:g} {y:g}l-8 -4v8z" fill="currentColor"/>'


def _text(x: float, y: float, words: str, size: int, attributes: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" {attributes}>{escape(words)}</text>'


def _cut(words: str, room: float, size: int) -> str:
    """As much as fits; the whole name stands in the title of the way."""
    most = int(room / (size * PER_LETTER))
    return words if len(words) <= most else words[: max(most - 1, 1)].rstrip() + "…"
