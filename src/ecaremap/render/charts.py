"""Charts: Vega-Lite specifications drawn as static SVG, the only door to vl-convert.

Drawing the first chart starts a JavaScript engine (0.7 s); finished charts are therefore kept in a
cache, named by everything they depend on. A cache that cannot be read or written is done without.
"""

import hashlib
import html
import json
import os
import re
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

RECIPE = "2"
"""Changes whenever this module would draw the same specification differently."""

_SIZE = re.compile(r'^<svg[^>]*? width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"')
_HEAD = re.compile(r"^<svg[^>]*>(?:<rect [^>]*fill=\"white\"/>)?")
_ID = re.compile(r'\bid="([^"]+)"')
_DRAWN = re.compile(r'(?<= )(d|transform|x1|x2|y1|y2|x|y|width|height)="([^"]*)"')
_LONG = re.compile(r"-?\d+(?:\.\d+)?e-\d+|-?\d+\.\d{3,}")
_IDLE = re.compile(r' (?:role|class|pointer-events|aria-[a-z]+)="[^"]*"| opacity="1"')
"""What says nothing in a page of ours: roles of single marks (a table beside the chart says it better), classes of
the engine, and values that are the usual ones."""
_FONT = re.compile(r' font-family="([^"]*)"')


class ChartError(Exception):
    """A chart that cannot be drawn, with a sentence."""

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


def draw_chart(name: str, spec: Mapping[str, Any], cache: Path | None = None) -> str:
    """A chart as SVG to stand inside a page.

    Args:
        name: prefixes the ids inside, so that several charts fit one page.
        spec: a Vega-Lite specification; its `description` becomes the alternative text.
        cache: a folder of finished charts.

    Raises:
        ChartError: the specification cannot be drawn.
    """
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    key = hashlib.sha256("\0".join((RECIPE, version("vl-convert-python"), name, text)).encode()).hexdigest()
    file = None if cache is None else cache / f"{key}.svg"
    kept = _read(file)
    if kept is not None:
        return kept
    drawn = _tidy(name, _convert(text), str(spec.get("description", name)))
    _keep(file, drawn)
    return drawn


def _convert(text: str) -> str:
    import vl_convert

    try:
        return str(vl_convert.vegalite_to_svg(text))
    except ValueError as error:
        raise ChartError(f"A chart could not be drawn: {str(error).splitlines()[0]}.") from None


def _tidy(name: str, svg: str, description: str) -> str:
    """Own head with alternative text, no fixed size, ids that clash with no other chart's."""
    size = _SIZE.match(svg)
    if size is None:
        raise ChartError("A chart came out without a size.")
    body = _HEAD.sub("", svg, count=1)
    # The engine counts its ids on from chart to chart; ours start anew in each.
    for number, old in enumerate(dict.fromkeys(_ID.findall(body)), 1):
        new = f"{name}-{number}"
        body = body.replace(f'id="{old}"', f'id="{new}"').replace(f"url(#{old})", f"url(#{new})")
    box = f"0 0 {size['width']} {size['height']}"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" viewBox="{box}" '
        f'width="{size["width"]}" height="{size["height"]}"{_font(body)} aria-labelledby="{name}-alt">'
        f'<title id="{name}-alt">{html.escape(description)}</title>'
    )
    return head + _slim(body)


def _font(body: str) -> str:
    """The font of the first text, said once for the whole chart."""
    found = _FONT.search(body)
    return found[0] if found else ""


def _slim(body: str) -> str:
    """The same picture in fewer letters: no idle attributes, one font, hundredths of a pixel."""
    font = _font(body)
    # Texts between tags stay as they are.
    return "".join(part if part[:1] == ">" else _slim_tag(part, font) for part in re.split(r"(>[^<]*)", body))


def _slim_tag(tag: str, font: str) -> str:
    plain = _IDLE.sub("", tag).replace(font, "") if font else _IDLE.sub("", tag)
    return _DRAWN.sub(lambda found: f'{found[1]}="{_LONG.sub(_short, found[2])}"', plain)


def _short(number: re.Match[str]) -> str:
    text = f"{float(number[0]):.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _read(file: Path | None) -> str | None:
    """A kept chart; None if there is none, or if it is not what was kept."""
    if file is None:
        return None
    try:
        check, _, svg = file.read_text(encoding="utf-8").partition("\n")
    except (OSError, UnicodeDecodeError):
        return None
    return svg if check == hashlib.sha256(svg.encode()).hexdigest() else None


def _keep(file: Path | None, svg: str) -> None:
    if file is None:
        return
    check = hashlib.sha256(svg.encode()).hexdigest()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(f"{check}\n{svg}")
        Path(temporary).replace(file)
    except OSError:
        # A full or read-only disk must not keep anybody from the page.
        return
