"""Building: all spellings of a strategy, written together or not at all."""

import base64
import errno
import os
import tempfile
from collections.abc import Mapping
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
    notices = dict.fromkeys(_logo_remark(validated, view))
    for name, spelling in SPELLINGS.items():
        files[name], remarks = spell(view, spelling, templates=templates, engine=engine)
        notices |= dict.fromkeys(remarks)
    files["gaps.csv"] = gaps_of(validated)
    files["strategy.xlsx"] = workbook_of(validated, view)
    write_files({output / name: data for name, data in files.items()})
    return Built(validated, tuple(output / name for name in files), tuple(notices))


def view_of(validated: Validated, path: str) -> MapView:
    """The view of a strategy that could be decided."""
    assert validated.decisions is not None
    report = validated.decisions.project.strategy.report
    logo = _logo(Path(path), report.logo) if report and report.logo else ""
    return map_view(validated.decisions, validated.findings, logo)


def gaps_of(validated: Validated) -> bytes:
    """The gaps as a table."""
    from ecaremap.render.gaps_csv import render_gaps_csv
    from ecaremap.views.gaps import gaps_view

    assert validated.decisions is not None
    return render_gaps_csv(gaps_view(validated.decisions, validated.findings)).encode()


def workbook_of(validated: Validated, view: MapView) -> bytes:
    """The strategy as an Excel workbook: the map to read, its entries to edit."""
    from ecaremap.render.xlsx import render_workbook
    from ecaremap.views.workbook_rows import workbook_view

    assert validated.decisions is not None
    return render_workbook(view, workbook_view(validated.decisions.project))


def _logo_remark(validated: Validated, view: MapView) -> list[str]:
    """A logo that is asked for and left out."""
    assert validated.decisions is not None
    report = validated.decisions.project.strategy.report
    if view.logo or report is None or report.logo is None:
        return []
    kinds = " or ".join(LOGO_TYPES)
    wanted = f"a {kinds} file beside the strategy, of at most {LARGEST_LOGO // 1000} kB"
    return [f"The logo '{report.logo}' is left out: it has to be {wanted}."]


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
    """Write one file whole or not at all.

    Raises:
        Unreadable: the place cannot be written.
    """
    write_files({target: data})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write files together: all of them beside their places first, and only then into them.

    Raises:
        Unreadable: a place cannot be written; then no file was touched.
    """
    staged: dict[Path, Path] = {}
    target = Path()
    try:
        for target, data in files.items():
            _stage(target, data, staged)
        for target, temporary in staged.items():
            temporary.replace(target)
    except OSError as error:
        raise Unreadable(f"I cannot write '{target}': {_reason(target, error)}.", "Choose another place.") from None
    finally:
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)


def _stage(target: Path, data: bytes, staged: dict[Path, Path]) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, "a folder of this name is there")
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    staged[target] = Path(name)
    with os.fdopen(handle, "wb") as stream:
        stream.write(data)
    staged[target].chmod(0o644)


def _reason(target: Path, error: OSError) -> str:
    for folder in target.parents:
        if folder.exists() and not folder.is_dir():
            return f"'{folder}' is a file, not a folder"
    return (error.strerror or "it failed").lower()
