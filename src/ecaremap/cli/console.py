"""Writing to the terminal: data to stdout, talk to stderr, colour only where it is welcome."""

import io
import os
import sys
from collections.abc import Iterable
from contextlib import contextmanager, suppress
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STYLES = {
    "error": "bold red", "warning": "bold yellow", "info": "bold cyan", "good": "bold green",
    "bold": "bold", "dim": "dim", "gutter": "blue", "related": "cyan", "help": "bold cyan",
}  # fmt: skip

Segments = list[tuple[str, str]]


def colourful(stream: IO[str] | None) -> bool:
    """May colour be used on a stream? `NO_COLOR` and dumb terminals say no, `FORCE_COLOR` yes."""
    if stream is None or os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def chart_cache() -> "Path | None":
    """Where finished charts are kept: ECAREMAP_CACHE, else the user's cache; "" for nowhere."""
    from pathlib import Path

    named = os.environ.get("ECAREMAP_CACHE")
    if named is not None:
        return Path(named) if named else None
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path("~/.cache").expanduser()) / "ecaremap" / "charts"


def width() -> int:
    """The width to draw for: the terminal's, or 80."""
    import shutil

    return max(40, shutil.get_terminal_size((80, 24)).columns)


def prepare() -> None:
    """UTF-8 into pipes and files, whatever the locale; a terminal shows what it can."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace")


def write(text: str | bytes) -> None:
    """Data to stdout; a reader that goes away early is no error."""
    if sys.stdout is None:  # closed before we began
        return
    try:
        if isinstance(text, bytes):
            sys.stdout.buffer.write(text)
        else:
            sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        silence(sys.stdout)
    except OSError as error:
        silence(sys.stdout)
        say(f"error: The output cannot be written: {(error.strerror or 'it failed').lower()}.")
        sys.exit(2)


def say(text: str) -> None:
    """Talk to stderr; nobody listening is no error."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text.rstrip("\n") + "\n")
        sys.stderr.flush()
    except OSError:
        silence(sys.stderr)


@contextmanager
def passing() -> "Iterator[Callable[[str], None] | None]":
    """A line that changes while work goes on and is gone afterwards; None where nobody watches."""
    stream = sys.stderr
    if stream is None or not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield None
        return

    def show(text: str) -> None:
        with suppress(OSError):
            stream.write(f"\r\x1b[2K{text[: width() - 1]}")
            stream.flush()

    try:
        yield show
    finally:
        show("")


def sentences(error: Exception) -> str:
    """What an error of ours says: message and fix, each a sentence."""
    parts = [getattr(error, "message", None) or str(error), getattr(error, "fix", "")]
    return " ".join(_sentence(part) for part in parts if part)


def _sentence(text: str) -> str:
    """Begun and ended as one; a command at the end stays ready to be copied."""
    done = text[-1] in ".?!" or ": ecaremap " in text
    return text[:1].upper() + text[1:] + ("" if done else ".")


def silence(stream: IO[str]) -> None:
    """Send what is still to come nowhere, so that Python does not complain while shutting down."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def paint(lines: Iterable[Segments], *, colour: bool) -> str:
    """Lines of styled segments as text; rich is only loaded where colour is wanted."""
    if not colour:
        return "".join("".join(text for _, text in line).rstrip() + "\n" for line in lines)
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
