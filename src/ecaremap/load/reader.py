"""Bytes to text: encoding, size, and characters that move every later position."""

import re
from itertools import islice
from pathlib import Path

from ecaremap.load.problems import Problems, Unreadable
from ecaremap.model.source import Span

MAX_BYTES = 32 * 1024 * 1024
"""Largest text that is read; 5,000 requests with 12 cells each take 3 MB."""

MAX_SHOWN = 20
"""So many places of the same invisible mistake in one file are enough."""

_ODD_BREAKS = re.compile("[\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_LINE_END = re.compile("\r\n?|\n")
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
        raise Unreadable(f"I cannot read '{path}': {reason.lower()}.", "Check its permissions.") from None


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
    if _is_utf_16(data):
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
    if b"\x00" in data[:1024]:
        _report_binary(start, problems)
        return None
    # Deleting all plain bytes is the fastest way to see that there are no others.
    if data.translate(None, _PLAIN) and _has_odd_characters(text, file, problems):
        return None
    return None if "\t" in text and _has_tabs(text, file, problems) else text


def _is_utf_16(data: bytes) -> bool:
    """By its mark, or by every second byte of plain letters being zero."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return True
    head = data[:64]
    zeros = max(head[0::2].count(0), head[1::2].count(0))
    return len(head) > 3 and zeros > len(head) // 3 and 0 in (head[0::2].count(0), head[1::2].count(0))


def _report_binary(start: Span, problems: Problems) -> None:
    problems.add("Y108", "This is not a text file.", start, help="give a YAML file", broken=True)


def _report_bad_byte(data: bytes, offset: int, file: int, problems: Problems) -> None:
    before = data[:offset].decode("utf-8-sig", errors="replace")
    if b"\x00" in data[:1024] or data[:1] == b"\x89":
        _report_binary(Span(file, 1, 1, 1, 2), problems)
        return
    problems.add(
        "Y108", f"This character (byte {data[offset]:02x}) is not UTF-8.", span_at(before, len(before), file),
        help="save the file as UTF-8 (in Windows Notepad: Save as, Encoding UTF-8)", broken=True,
    )  # fmt: skip


def _has_odd_characters(text: str, file: int, problems: Problems) -> bool:
    """Report characters that YAML refuses or that shift lines against the editor's."""
    odd = _CONTROL.search(text)
    if odd:
        problems.add(
            "Y108", f"A control character (U+{ord(odd[0]):04X}) stands here.",
            span_at(text, odd.start(), file), help="delete it", broken=True,
        )  # fmt: skip
        return True
    for found in islice(_ODD_BREAKS.finditer(text), MAX_SHOWN):
        problems.add(
            "Y109", f"An invisible line break (U+{ord(found[0]):04X}) stands here.",
            span_at(text, found.start(), file),
            help="delete it and break the line with Enter", broken=True,
        )  # fmt: skip
    return bool(_ODD_BREAKS.search(text))


def _has_tabs(text: str, file: int, problems: Problems) -> bool:
    for found in islice(_TAB_INDENT.finditer(text), MAX_SHOWN):
        tab = text.index("\t", found.start())
        problems.add(
            "Y111", "This line is indented with a tab.", span_at(text, tab, file),
            help="indent with spaces, two for each step", label="tab", broken=True,
        )  # fmt: skip
    return bool(_TAB_INDENT.search(text))


def span_at(text: str, offset: int, file: int) -> Span:
    """The place of one character."""
    ends = list(_LINE_END.finditer(text, 0, offset))
    column = offset - (ends[-1].end() if ends else 0) + 1
    return Span(file, len(ends) + 1, column, len(ends) + 1, column + 1)
