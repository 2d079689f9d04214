"""Counted contacts in Markdown: the same words and tables as the page."""

from collections.abc import Iterator

from ecaremap.render.markdown import bullets, clean, table
from ecaremap.views.volumes_model import VolumeLine, VolumesView


def render_volumes_markdown(view: VolumesView) -> str:
    """A document of its own."""
    return "\n\n".join(part for part in _parts(view) if part) + "\n"


def _parts(view: VolumesView) -> Iterator[str]:
    yield f"# {clean(view.name)}: counted contacts"
    yield f"As of {view.as_of}"
    yield f"**{clean(view.headline)}**"
    yield clean(view.scope)
    if view.stamp:
        yield f"> {clean(view.stamp)}"
    yield f"> {clean(view.says)}"
    yield bullets(view.sentences)
    for each in view.tables:
        yield f"## {each.title}"
        heads = (each.head, "Contacts", "Of all", *(("Digital",) if each.digital else ()), *_more_heads(view))
        yield table(heads, (_cells(view, line, digital=each.digital) for line in each.lines))
    yield "## What the table is worth"
    yield f"{view.counted:,} of {view.rows:,} rows were counted."
    yield table(("Not counted", "Rows", ""), ((lost.what, f"{lost.rows:,}", lost.note) for lost in view.lost))
    yield clean(view.kept)


def _more_heads(view: VolumesView) -> tuple[str, ...]:
    return (*(("Cost of one",) if view.costs else ()), *(("Satisfaction",) if view.grades else ()))


def _cells(view: VolumesView, line: VolumeLine, *, digital: bool) -> tuple[str, ...]:
    return (
        line.name,
        f"{line.contacts:,}" if line.contacts is not None else "too few",
        line.of_all.text,
        *((line.digital.text,) if digital else ()),
        *((line.cost.text if line.cost else "not known",) if view.costs else ()),
        *((line.csat or "not known",) if view.grades else ()),
    )
