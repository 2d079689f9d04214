"""Unified patches that `patch -p1` and `git apply` take."""

import difflib
import re
from collections.abc import Iterable

_NO_END = "\\ No newline at end of file\n"


def unified_patch(files: Iterable[tuple[str, str, str]]) -> str:
    """A patch for files given as path, old text and new text; texts keep their line ends and byte order marks."""
    return "".join(_file(*file) for file in files)


def _file(path: str, old: str, new: str) -> str:
    before, after = _lines(old), _lines(new)
    lines = difflib.unified_diff(before, after, _name("a", path), _name("b", path), lineterm="\n")
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_END}" for line in lines)


def _lines(text: str) -> list[str]:
    """Split behind line feeds only: every other sign is a part of its line for those who apply a patch."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _name(side: str, path: str) -> str:
    name = f"{side}/{path}"
    if re.search(r'["\\\x00-\x1f]', name):
        return '"' + "".join(map(_escaped, name)) + '"'
    # Behind a tab a date may stand; so a name with spaces ends there.
    return f"{name}\t" if " " in name else name


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    return sign if ord(sign) >= 32 else f"\\{ord(sign):03o}"
