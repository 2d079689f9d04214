"""Building: all spellings of a strategy, written together or not at all."""

import base64
import os
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ecaremap.load.problems import Unreadable
from ecaremap.usecases.validate import Validated, validate
from ecaremap.views.map_view import map_view
from ecaremap.views.model import MapView

SPELLINGS = {"index.html": "html", "map.dot": "dot", "map.svg": "svg", "strategy.json": "json"}
LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
LARGEST_LOGO = 300_000


@dataclass(frozen=True)
class Built:
    """What a build did: the findings, the files it wrote, and remarks about them."""

    validated: Validated
    written: tuple[Path, ...] = ()
    notices: tuple[str, ...] = ()


def build(
    path: str,
    as_of: date,
    output: Path,
    *,
    scenario: str | None = None,
    templates: Path | None = None,
    engine: str = "auto",
) -> Built:
    """Write all spellings into a folder; nothing if the strategy has errors of YAML, model or rules.

    Raises:
        Unreadable: no strategy at `path`, or no place to write at `output`.
    """
    validated = validate(path, as_of, scenario)
    if not validated.buildable:
        return Built(validated)
    view = view_of(validated, path)
    files: dict[str, bytes] = {}
    notices: dict[str, None] = {}
    for name, spelling in SPELLINGS.items():
        files[name], remarks = spell(view, spelling, templates=templates, engine=engine)
        notices |= dict.fromkeys(remarks)
    written = [output / name for name in files]
    for target, data in zip(written, files.values(), strict=True):
        write_file(target, data)
    return Built(validated, tuple(written), tuple(notices))


def view_of(validated: Validated, path: str) -> MapView:
    """The view of a strategy that could be decided."""
    assert validated.decisions is not None
    report = validated.decisions.project.strategy.report
    logo = _logo(Path(path), report.logo) if report and report.logo else ""
    return map_view(validated.decisions, validated.findings, logo)


def spell(
    view: MapView,
    spelling: str,
    *,
    templates: Path | None = None,
    engine: str = "auto",
    family: str | None = None,
    form: str = "auto",
) -> tuple[bytes, list[str]]:
    """One spelling of a view as bytes, and remarks such as what a drawing leaves out."""
    if spelling == "html":
        from ecaremap.render.html import render_page

        return render_page(view, templates=templates).encode(), []
    if spelling == "json":
        from ecaremap.render.machine import render_json

        return render_json(view).encode(), []
    from ecaremap.render.dot import render_dot
    from ecaremap.render.engine import draw, picture_notice

    drawing = render_dot(view, form=form, family=family)
    notices = [drawing.notice] if drawing.notice else []
    if spelling == "dot":
        return drawing.dot.encode(), notices
    picture = draw(drawing.dot, "svg" if spelling == "svg" else "png", engine)  # type: ignore[arg-type]
    remark = picture_notice(drawing.dot, picture) if spelling == "png" else ""
    return picture, [*notices, remark] if remark else notices


def _logo(root: Path, name: str) -> str:
    """A picture beside the strategy as a data URI; empty if it is not there."""
    folder = (root if root.is_dir() else root.parent).resolve()
    file = (folder / name).resolve()
    kind = LOGO_TYPES.get(file.suffix.lower())
    if folder not in file.parents or kind is None or not file.is_file():
        return ""
    data = file.read_bytes()
    if len(data) > LARGEST_LOGO:
        return ""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def write_file(target: Path, data: bytes) -> None:
    """Write a file whole or not at all: beside it first, then in its place.

    Raises:
        Unreadable: the place cannot be written.
    """
    temporary: str | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except OSError as error:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        reason = (error.strerror or "it failed").lower()
        raise Unreadable(f"I cannot write '{target}': {reason}.", "Choose another folder with -o.") from None
