"""Writing to the terminal: data to stdout, talk to stderr, colour only where it is welcome."""

import os
import sys
from collections.abc import Iterable
from typing import IO

STYLES = {
    "error": "bold red", "warning": "bold yellow", "info": "bold cyan", "good": "bold green",
    "bold": "bold", "dim": "dim", "gutter": "blue", "related": "cyan", "help": "bold cyan",
}  # fmt: skip

Segments = list[tuple[str, str]]


def colourful(stream: IO[str]) -> bool:
    """May colour be used on a stream? `NO_COLOR` and dumb terminals say no, `FORCE_COLOR` yes."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The width to draw for: the terminal's, or 80."""
    import shutil

    return max(40, shutil.get_terminal_size((80, 24)).columns)


def write(text: str) -> None:
    """Data to stdout; a reader that goes away early is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)


def say(text: str) -> None:
    """Talk to stderr."""
    try:
        sys.stderr.write(text.rstrip("\n") + "\n")
        sys.stderr.flush()
    except BrokenPipeError:
        silence(sys.stderr)


def silence(stream: IO[str]) -> None:
    """Send what is still to come nowhere, so that Python does not complain while shutting down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def paint(lines: Iterable[Segments], *, colour: bool) -> str:
    """Lines of styled segments as text; rich is only loaded where colour is wanted."""
    if not colour:
        return "".join("".join(text for _, text in line).rstrip() + "\n" for line in lines)
    import io

    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=10_000, legacy_windows=False)
    for line in lines:
        text = Text()
        for style, part in line:
            text.append(part, STYLES.get(style, ""))
        console.print(text, soft_wrap=True, end="\n", highlight=False)
    return out.getvalue()
