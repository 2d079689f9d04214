"""Layout: DOT in, a picture out, by the engine that comes with the installation or by Graphviz.

The embedded engine goes first, so that a laptop and a build server draw the same bytes; other
versions of Graphviz order nodes differently. It runs as a process of its own with a time limit.
"""

import shutil
import struct
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path, PurePath
from typing import Literal

from ecaremap.render.svg import tidy

Format = Literal["svg", "png"]
Engine = Literal["auto", "embedded", "system"]

DISTRIBUTION = "graphviz-pure"
LARGEST_PNG = 6000
"""Pixels a side: larger pictures take minutes, and most viewers refuse them."""

_DPI = 144
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The embedded engine's fonts reach as far as Latin, Greek and Cyrillic letters and common signs.
_LAST_LETTER = 0x2BFF


class EngineError(Exception):
    """The drawing could not be made: what happened, and what to do about it."""

    def __init__(self, message: str, fix: str) -> None:
        """Keep both sentences apart, so that they can be shown one below the other."""
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix


class _CannotStartError(Exception):
    """An engine is missing or does not run here; another one may."""


def draw(dot: str, fmt: Format, engine: Engine = "auto", timeout: float = 30) -> bytes:
    """Lay a drawing out.

    Args:
        dot: the drawing in Graphviz' language.
        fmt: `svg`, tidied to be the same on every run and free of references, or `png`.
        engine: `embedded`, `system` (a `dot` on the path), or `auto`: the former, else the latter.
        timeout: seconds.

    Raises:
        EngineError: no engine, a drawing it refuses, or out of time.
    """
    reasons = []
    for name, program in _programs(engine):
        try:
            picture = _run(program, dot, fmt, timeout)
        except _CannotStartError as error:
            reasons.append(f"The {name} engine: {error}.")
        else:
            return tidy(picture, _title(dot)) if fmt == "svg" else picture
    raise EngineError(
        " ".join(("No engine is there to draw with.", *reasons)),
        f"Install one: `pip install {DISTRIBUTION}`, or Graphviz itself (https://graphviz.org). "
        "The .dot file can be written without an engine.",
    )


def picture_notice(dot: str, png: bytes) -> str:
    """What a reader of the PNG must know, in plain words; empty if nothing."""
    notes = []
    if max(png_size(png)) >= LARGEST_PNG:
        notes.append(f"The picture was scaled down to {LARGEST_PNG:,} pixels a side; the SVG stays sharp.")
    if any(ord(letter) > _LAST_LETTER for letter in dot):
        notes.append("Some letters may be missing in the PNG; the SVG shows them all.")
    return " ".join(notes)


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    if not png.startswith(_PNG_SIGNATURE):
        return 0, 0
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def engine_versions() -> dict[str, str]:
    """What `--version` says about each engine; `not found` where there is none."""
    versions = {"embedded": "not found", "system": "not found"}
    for name, program in _programs("auto"):
        try:
            found = subprocess.run(  # noqa: S603 - a program we looked up, no shell
                [program, "-V"], capture_output=True, timeout=10, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            continue
        # Graphviz writes its version to the error stream.
        text = (found.stdout + found.stderr).decode("utf-8", "replace").strip()
        versions[name] = text.partition(" - ")[2] or text
    return versions


def _programs(engine: Engine) -> Iterator[tuple[str, str]]:
    if engine in {"auto", "embedded"} and (embedded := _embedded()):
        yield "embedded", embedded
    if engine in {"auto", "system"} and (system := shutil.which("dot")):
        yield "system", system


def _embedded() -> str:
    """The program inside the distribution: pipx and the like do not put it on the path."""
    try:
        files = metadata.distribution(DISTRIBUTION).files or []
    except metadata.PackageNotFoundError:
        return ""
    places = (Path(str(f.locate())).resolve() for f in files if PurePath(f).stem == DISTRIBUTION)
    return next((str(place) for place in places if place.is_file()), "")


def _run(program: str, dot: str, fmt: Format, timeout: float) -> bytes:
    text = dot.encode("utf-8", "replace")
    try:
        done = subprocess.run(  # noqa: S603 - a program we looked up, no shell
            [program, *_options(fmt)], input=text, capture_output=True, timeout=timeout, check=False
        )
    except OSError as error:
        raise _CannotStartError(error.strerror or "does not start") from error
    except subprocess.TimeoutExpired as error:
        raise EngineError(
            f"Drawing took longer than {timeout:g} seconds and was stopped.",
            "Draw one family with --family NAME, or take the form `agg`.",
        ) from error
    complaint = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode < 0 or (done.returncode and not complaint):
        raise _CannotStartError(f"stopped with code {done.returncode}")
    if done.returncode or not done.stdout:
        reason = complaint.partition("\n")[0].removeprefix("Error: ") or "no reason given"
        raise EngineError(
            f"The engine could not read the drawing: {reason}.",
            "Look at the .dot file; if ecaremap wrote it, please report this.",
        )
    return done.stdout


def _options(fmt: Format) -> tuple[str, ...]:
    """Scale a picture that would be too large down instead of cutting it."""
    if fmt == "svg":
        return "-Kdot", "-Tsvg"
    inches = f"{LARGEST_PNG / _DPI:.3f}"
    return "-Kdot", "-Tpng", f"-Gdpi={_DPI}", f"-Gsize={inches},{inches}"


def _title(dot: str) -> str:
    """The picture's title: the first line of the drawing says it."""
    first = dot.partition("\n")[0]
    return first.removeprefix("// title:").strip() if first.startswith("// title:") else ""
