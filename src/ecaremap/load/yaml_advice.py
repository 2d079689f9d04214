"""libyaml's scanner messages in plain words, with what to write instead."""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say about one syntax error.

    Attributes:
        place: a better one than libyaml's, if known; at_opening: the place where the bracket or quote opens.
        show_context: the opening place is worth showing beside.
    """

    code: str
    message: str
    fix: str
    label: str = ""
    place: tuple[int, int] | None = None
    width: int = 1
    show_context: bool = False
    at_opening: bool = False


_COLON_IN_TEXT = re.compile(r"^\s*(?:- )?[^\s:#][^:#]*:\s+(?P<value>[^\"'\[{|>\s][^#]*?:(?:\s|$).*)$")
_STARTS = {
    "%": "A value cannot start with %.",
    "@": "A value cannot start with @.",
    "`": "A value cannot start with a backtick.",
}


def advice(problem: str, context: str, lines: list[str], line: int, column: int) -> Advice:
    """The advice for a libyaml problem at a place (1-based), given the text's lines."""
    text = lines[line - 1]
    for find in (_special_start, _colon, _comparison, _indentation, _unclosed):
        found = find(problem, context, lines, line, column)
        if found:
            return found
    if "\t" in text and "tab" in (problem + context):
        return Advice("Y111", "A tab stands here.", "use spaces", label="tab")
    said = " ".join(part for part in (context, problem) if part)
    return Advice("Y102", f"I cannot read this as YAML ({said}).", "check quotes, colons and indentation")


def _special_start(problem: str, context: str, lines: list[str], line: int, column: int) -> Advice | None:
    text = lines[line - 1]
    if "scanning a tag" in context:
        start = text.rfind("!", 0, column) + 1 or column
        fix = "put the whole text in quotes"
        message = "A value that starts with ! is not read: for YAML it is a command."
        return Advice("Y104", message, fix, place=(line, start))
    if "scanning an anchor" in context or "scanning an alias" in context:
        signs = [found.start(1) + 1 for found in re.finditer(r"(?:^|[\s\[{,])([&*])", text[:column])]
        start = signs[-1] if signs else column
        return Advice(
            "Y103", "References inside YAML (& and *) are not read.", "put the text in quotes", place=(line, start)
        )
    character = text[column - 1 : column]
    if character == "\t":
        return Advice("Y111", "A tab stands here.", "use spaces", label="tab")
    if character in _STARTS and "cannot start any token" in problem:
        value = text[column - 1 :].strip()
        return Advice("Y102", _STARTS[character], f'put it in quotes: "{value}"', width=len(value))
    if "unexpected directive" in problem or "directive" in problem:
        return Advice("Y102", _STARTS["%"], "put the value in quotes")
    return None


def _colon(problem: str, _: str, lines: list[str], line: int, _column: int) -> Advice | None:
    if "mapping values are not allowed" not in problem:
        return None
    found = _COLON_IN_TEXT.match(lines[line - 1])
    if found:
        value = found["value"].strip()
        place = (line, found.start("value") + 1)
        fix = f'put the text in quotes: "{value}"'
        return Advice("Y102", "An unquoted text holds a colon.", fix, place=place, width=len(value))
    above = lines[line - 2].strip() if line > 1 else ""
    if above and ":" not in above and not above.startswith(("#", "-")):
        start = len(lines[line - 2]) - len(lines[line - 2].lstrip()) + 1
        fix = f"write {above}: followed by its value"
        return Advice("Y102", "A colon is missing in this line.", fix, place=(line - 1, start), width=len(above))
    fix = "check the indentation of this line and the one above"
    return Advice("Y102", "A colon is out of place here.", fix)


def _comparison(_: str, context: str, lines: list[str], line: int, _column: int) -> Advice | None:
    """`>= medium`: the sign opens a block text for YAML; tests are written in words."""
    if "block scalar" not in context:
        return None
    words = {">=": "at least", "<=": "at most", ">": "above", "<": "below"}
    for number in range(line, max(0, line - 2), -1):
        found = re.search(r":\s+(?P<sign>>=|>)\s*(?P<value>\S.*)$", lines[number - 1])
        if found:
            fix = f"write it in words: {words[found['sign']]} {found['value'].strip()}"
            place = (number, found.start("sign") + 1)
            return Advice(
                "Y102", f"'{found['sign']}' is not read as a comparison.", fix, place=place, width=len(found["sign"])
            )
    return None


def _indentation(problem: str, context: str, lines: list[str], line: int, _column: int) -> Advice | None:
    if "could not find expected ':'" in problem:
        at = line if not re.search(r":(\s|$)", lines[line - 1]) and lines[line - 1].strip() else max(1, line - 1)
        while at > 1 and not lines[at - 1].strip():
            at -= 1
        start = len(lines[at - 1]) - len(lines[at - 1].lstrip()) + 1
        return Advice(
            "Y102",
            "A colon is missing in this line.",
            "write key: value, with a space behind the colon",
            place=(at, start),
            width=max(1, len(lines[at - 1].strip())),
        )
    if lines[line - 1].lstrip().startswith(":"):
        return Advice("Y105", "There is nothing before the colon.", "write a word before the colon")
    misplaced = ("did not find expected key", "did not find expected '-'", "<block end>")
    if "flow" not in context and any(words in problem for words in misplaced):
        fix = "align it with the lines it belongs to; list items start with a dash"
        return Advice("Y102", "This line does not fit the indentation above.", fix)
    return None


def _unclosed(_: str, context: str, lines: list[str], line: int, column: int) -> Advice | None:
    if "quoted scalar" in context:
        fix = "end the text with the quote it began with"
        return Advice("Y102", "A quote is not closed.", fix, show_context=True, at_opening=True)
    for kind, bracket, closing in (("mapping", "{", "}"), ("sequence", "[", "]")):
        if f"flow {kind}" in context:
            fix = f"close it with {closing}, and put commas between entries"
            # A line that begins at the margin, or the end of the text, is no part of the brackets.
            outside = not lines[line - 1][:1].isspace() or not "".join(lines[line - 1 :])[column - 1 :].strip()
            message = f"A {bracket} is not closed, or a comma is missing."
            return Advice("Y102", message, fix, show_context=True, at_opening=outside)
    return None
