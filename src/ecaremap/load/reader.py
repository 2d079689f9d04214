"""Bytes to text: encoding, size, and characters that move every later position."""

import re
from pathlib import Path

from ecaremap.load.problems import Problems, Unreadable
from ecaremap.model.source import Span

MAX_BYTES = 32 * 1024 * 1024
"""Largest text that is read; 5,000 requests with 12 cells each take 3 MB."""

_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_TAB_INDENT = re.compile(r"^ *\t[ \t]*(?=[^\s#])", re.MULTILINE)


def read_bytes(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        Unreadable: when it does not exist, is a folder, or may not be read.
    """
    try:
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Unreadable(f"There is no file '{path}'.", "Check the path.") from None
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        raise Unreadable(f"I cannot read '{path}': {reason.lower()}.", "") from None


def decode(data: bytes, file: int, problems: Problems) -> str | None:
    """The text of a file, or None with the reason in `problems`."""
    start = Span(file, 1, 1, 1, 2)
    if len(data) > MAX_BYTES:
        megabytes = MAX_BYTES // (1024 * 1024)
        problems.add(
            "Y110", f"This file is larger than {megabytes} MB.", start,
            help="split the strategy into several files of one folder", broken=True,
        )  # fmt: skip
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        problems.add(
            "Y108", "This file is written in UTF-16.", start,
            help="save it as UTF-8 (in Windows Notepad: Save as, Encoding UTF-8)", broken=True,
        )  # fmt: skip
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _report_bad_byte(data, error.start, file, problems)
        return None
    return None if _has_odd_characters(text, file, problems) else text


def _report_bad_byte(data: bytes, offset: int, file: int, problems: Problems) -> None:
    before = data[:offset].decode("utf-8-sig", errors="replace")
    span = _span_at(before, len(before), file)
    binary = b"\x00" in data[:1024]
    problems.add(
        "Y108",
        "This is not a text file." if binary else f"Byte 0x{data[offset]:02x} is not UTF-8.",
        span,
        help="give a YAML file" if binary else "save the file as UTF-8",
        broken=True,
    )


def _has_odd_characters(text: str, file: int, problems: Problems) -> bool:
    """Report characters that libyaml refuses or that shift lines against the editor's."""
    odd = _CONTROL.search(text)
    if odd:
        problems.add(
            "Y108", f"A control character (U+{ord(odd[0]):04X}) stands here.",
            _span_at(text, odd.start(), file), help="delete it", broken=True,
        )  # fmt: skip
        return True
    for found in _ODD_BREAKS.finditer(text):
        problems.add(
            "Y109", f"An invisible line break (U+{ord(found[0]):04X}) stands here.",
            _span_at(text, found.start(), file),
            help="delete it and break the line with Enter", broken=True,
        )  # fmt: skip
    for found in _TAB_INDENT.finditer(text):
        problems.add(
            "Y111", "This line is indented with a tab.", _span_at(text, found.end() - 1, file),
            help="indent with spaces", label="tab", broken=True,
        )  # fmt: skip
    return bool(_ODD_BREAKS.search(text) or _TAB_INDENT.search(text))


def _span_at(text: str, offset: int, file: int) -> Span:
    line = text.count("\n", 0, offset) + 1
    column = offset - (text.rfind("\n", 0, offset) + 1) + 1
    return Span(file, line, column, line, column + 1)
