"""What to ask of whom: the missing figures by who holds them, the most telling first."""

from collections.abc import Iterable
from dataclasses import dataclass

from ecaremap.insight.gaps.next_figure import NextFigure
from ecaremap.insight.gaps.ranges import ASKS, Ask


@dataclass(frozen=True, slots=True)
class DataItem:
    """One figure asked for: what it is, for which objects, how to write it, and what hangs on it."""

    figure: str
    ask: Ask
    objects: tuple[str, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class DataRequest:
    """Everything asked of one holder."""

    holder: str
    items: tuple[DataItem, ...]


def data_requests(figures: Iterable[NextFigure]) -> tuple[DataRequest, ...]:
    """One request for each holder; figures must come in the order of their rank."""
    by_holder: dict[str, dict[str, list[NextFigure]]] = {}
    for figure in figures:
        by_holder.setdefault(figure.holder, {}).setdefault(figure.figure, []).append(figure)
    return tuple(
        DataRequest(holder, tuple(_item(key, same) for key, same in items.items()))
        for holder, items in by_holder.items()
    )


def _item(key: str, figures: list[NextFigure]) -> DataItem:
    objects = tuple(dict.fromkeys(name for figure in figures for name in figure.objects))
    ask = ASKS.get(key) or Ask(f"What is {key.replace('_', ' ')}?", f"{key}: …")
    return DataItem(key, ask, objects, figures[0].decision)
