"""The map in Graphviz' language: the one door to the `graphviz` library.

The library builds and quotes; layout is done elsewhere (`engine`), so a `.dot` file needs no
engine. Names never become ids: they stand in labels and tooltips only, where they are escaped.
"""

from dataclasses import dataclass
from itertools import pairwise

import graphviz

from ecaremap.render import dot_labels as labels
from ecaremap.render.forms import FORMS, pick
from ecaremap.render.sketch import Line, Sketch, UnknownPartError
from ecaremap.views.model import MapView

# Engines know the widths of Helvetica; browsers and systems without it take Arial's likes.
FONT = "Helvetica"

_LAYOUT = {
    "rankdir": "LR",
    "bgcolor": labels.PAPER,
    "fontname": FONT,
    "labelloc": "t",
    "labeljust": "l",
    "nodesep": "0.2",
    "pad": "0.3",
    "outputorder": "edgesfirst",
    # Less polishing of the order of lines: a large map is drawn in a second instead of a minute.
    "mclimit": "0.5",
    "nslimit": "4",
    "nslimit1": "4",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """The DOT text, the form that was drawn, and in plain words what the drawing leaves out."""

    dot: str
    form: str
    notice: str


def render_dot(view: MapView, *, form: str = "auto", family: str | None = None) -> Drawing:
    """Spell the map as DOT.

    Args:
        view: the map.
        form: `tables`, `agg`, `ego`, or `auto` for the most detailed one that can be read.
        family: a family of requests, or the id or name of one request, to draw alone.

    Raises:
        UnknownPartError: for a form, family or request that does not exist.
    """
    chosen = pick(view, form, family)
    if chosen not in FORMS:
        raise UnknownPartError(f"There is no form '{form}'.", f"Forms: auto, {', '.join(FORMS)}.")
    sketch = FORMS[chosen](view, family)
    return Drawing(_spell(view, sketch), chosen, sketch.notice)


def _spell(view: MapView, sketch: Sketch) -> str:
    # The taller the drawing, the more room the lines need to stay apart.
    rows = sum(len(entries) for block in sketch.left for _, entries in block.parts)
    graph = graphviz.Digraph(
        "map",
        # The engine takes the picture's title from here: a graph's id cannot hold every text.
        comment=f"title: {labels.clean(view.name) or 'Contact strategy'}",
        graph_attr={**_LAYOUT, "ranksep": f"{min(9.0, 2.6 + rows / 40):.1f}", "label": labels.header(view, sketch)},
        node_attr={"shape": "plain", "fontname": FONT, "fontcolor": labels.INK},
        edge_attr={"arrowsize": "0.7"},
    )
    _add_left(graph, sketch)
    if sketch.right.parts:
        graph.node(sketch.right.id, labels.right_table(sketch))
    for line in sketch.lines:
        _add_line(graph, line)
    return str(graph.source)


def _add_left(graph: graphviz.Digraph, sketch: Sketch) -> None:
    """One column of tables; unseen heavy lines between them keep the map's order."""
    shared = labels.widths(sketch)
    for block in sketch.left:
        graph.node(block.id, labels.left_table(block, shared))
    with graph.subgraph(graph_attr={"rank": "same"}) as column:
        for upper, lower in pairwise(sketch.left):
            column.edge(upper.id, lower.id, style="invis", weight="1000")


def _add_line(graph: graphviz.Digraph, line: Line) -> None:
    style, width = labels.PENS[line.change]
    graph.edge(
        f"{line.tail}o:e",
        f"{line.head}:w",
        color=labels.COLOURS[line.degree][2],
        style=style,
        penwidth=str(line.width or width),
        # Doubled backslashes are literal ones in what Graphviz calls an escape string.
        edgetooltip=graphviz.escape(labels.clean(line.tip)),
    )
