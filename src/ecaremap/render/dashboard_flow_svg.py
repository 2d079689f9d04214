"""Where needs start, end, and whether they are finished: boxes and bands as a static picture.

No scripts, styles, ids or references. Colours are plain attributes that the page's own styles override, so that the
picture follows light and dark and still stands alone. The table below it says the same numbers.
"""

from dataclasses import dataclass
from html import escape

from ecaremap.views.dashboard_model import FlowLink, FlowNode, FlowPicture

WIDTH, HEIGHT, TOP = 960, 400, 34
SIDE, BOX, GAP = 190, 14, 12
LINE = 17
"""Least distance of two labels."""

COLOURS = {
    "traditional": "#c3935c", "automated-voice": "#8b9599", "digital": "#62b7aa", "other": "#c9c6be",
    "finished": "#01665e", "unfinished": "#a61b13", "unknown": "#8b9599",
}  # fmt: skip


@dataclass(slots=True)
class _Box:
    """A box on its place; `out` and `into` are where the next band leaves and arrives."""

    node: FlowNode
    x: float
    y: float
    height: float
    out: float
    into: float


def render_flow(picture: FlowPicture, title: str) -> str:
    """The picture as SVG to stand inside a page."""
    boxes, bottom = _placed(picture)
    ordered = sorted(picture.links, key=lambda link: (link.stage, _rank(boxes, link)))
    parts = [_band(link, boxes, _scale(picture)) for link in ordered]
    parts += [
        f'<rect class="f-{box.node.kind}" x="{box.x:g}" y="{box.y:.1f}" width="{BOX}" height="{box.height:.1f}" '
        f'fill="{COLOURS[box.node.kind]}"><title>{escape(_told(box.node))}</title></rect>'
        for box in boxes.values()
    ]
    parts += _labels(picture, boxes)
    told = "; ".join(f"{picture.stages[node.stage].lower()} {_told(node)}" for node in picture.nodes)
    height = bottom + 12
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}" '
        f'height="{height:.0f}" font-family="var(--font, sans-serif)" font-size="13">\n<title>{escape(title)}</title>\n'
        f"<desc>{escape(told)}.</desc>\n" + "\n".join(parts) + "\n</svg>\n"
    )


def _told(node: FlowNode) -> str:
    return f"{node.name}: {node.n:,} needs"


def _scale(picture: FlowPicture) -> float:
    """Pixels a need: the stage with most boxes has least room."""
    most = max(sum(node.stage == stage for node in picture.nodes) for stage in range(len(picture.stages)))
    drawn = sum(node.n for node in picture.nodes if not node.stage)
    return (HEIGHT - GAP * (most - 1)) / drawn


def _placed(picture: FlowPicture) -> tuple[dict[tuple[int, str], _Box], float]:
    scale, last = _scale(picture), len(picture.stages) - 1
    step = (WIDTH - 2 * SIDE - BOX) / last
    boxes: dict[tuple[int, str], _Box] = {}
    bottom = 0.0
    for stage in range(last + 1):
        nodes = [node for node in picture.nodes if node.stage == stage]
        room = HEIGHT - sum(node.n for node in nodes) * scale
        gap = room / (len(nodes) - 1) if len(nodes) > 1 else 0.0
        y = float(TOP)
        for node in nodes:
            height = max(1.0, node.n * scale)
            boxes[stage, node.id] = _Box(node, SIDE + stage * step, y, height, y, y)
            y += height + min(gap, 3 * GAP)
            bottom = max(bottom, y)
    return boxes, bottom


def _rank(boxes: dict[tuple[int, str], _Box], link: FlowLink) -> tuple[float, float]:
    return boxes[link.stage, link.tail].y, boxes[link.stage + 1, link.head].y


def _band(link: FlowLink, boxes: dict[tuple[int, str], _Box], scale: float) -> str:
    tail, head = boxes[link.stage, link.tail], boxes[link.stage + 1, link.head]
    width = link.n * scale
    x1, x2 = tail.x + BOX, head.x
    bend = (x2 - x1) / 2
    y1, y2 = tail.out, head.into
    tail.out += width
    head.into += width
    path = (
        f"M{x1:g} {y1:.1f}C{x1 + bend:g} {y1:.1f} {x2 - bend:g} {y2:.1f} {x2:g} {y2:.1f}V{y2 + width:.1f}"
        f"C{x2 - bend:g} {y2 + width:.1f} {x1 + bend:g} {y1 + width:.1f} {x1:g} {y1 + width:.1f}z"
    )
    said = escape(f"{tail.node.name} to {head.node.name}: {link.n:,} needs")
    kind = head.node.kind if link.stage else link.kind
    return f'<path class="f-{kind}" d="{path}" fill="{COLOURS[kind]}" fill-opacity="0.42"><title>{said}</title></path>'


def _labels(picture: FlowPicture, boxes: dict[tuple[int, str], _Box]) -> list[str]:
    parts = []
    last = len(picture.stages) - 1
    for stage, head in enumerate(picture.stages):
        here = [box for (at, _), box in boxes.items() if at == stage]
        x = here[0].x if here else 0.0
        left = stage == 0
        at, anchor = (x + BOX, "end") if left else (x, "start")
        parts.append(
            f'<text class="f-head" x="{at:g}" y="18" text-anchor="{anchor}" fill="currentColor" font-weight="600">{escape(head)}</text>'
        )
        free = float("-inf")
        for box in here:
            y = max(box.y + box.height / 2 + 4, free + LINE)
            free = y
            at = x - 8 if left else x + BOX + 8
            # Letters over bands need a rim in the colour of the page.
            rim = "" if stage in (0, last) else ' class="f-over"'
            words = f'{escape(box.node.name)} <tspan class="f-n" font-weight="600">{box.node.n:,}</tspan>'
            parts.append(f'<text{rim} x="{at:g}" y="{y:.1f}" text-anchor="{anchor}" fill="currentColor">{words}</text>')
    return parts
