"""Documents taken apart: the files they write, the commands they show, the words they promise."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?[^\n]*\n(.*?)^```$', re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"\s+#\s.*$")
RUN = ("ecaremap ", "cp ")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a reader does.

    Attributes:
        does: write a file, run a line, or see words in what was printed before.
        text: the file's text, the line, or the words.
        file: the file to write.
        code: the exit code that stands beside the line.
    """

    does: Literal["write", "run", "see"]
    text: str
    file: str = ""
    code: int | None = None


def steps(document: str) -> Iterator[Step]:
    """The steps of a document in its order."""
    for language, title, text in BLOCK.findall(document):
        if language == "sh":
            yield from lines(text)
        elif title:
            yield Step("write", text, title)
        elif language == "text":
            yield Step("see", text)


def lines(text: str) -> Iterator[Step]:
    """The lines of a block that can be run here, without what is said beside them."""
    for line in text.splitlines():
        if line.startswith(RUN):
            beside = re.search(r"# exit (\d)\b", line)
            yield Step("run", COMMENT.sub("", line), code=int(beside[1]) if beside else None)


def promised(words: str, printed: str) -> bool:
    """Do the lines stand in what was printed, in this order? `…` leaves some out."""
    rest = iter([line.rstrip() for line in printed.splitlines()])
    wanted = [line.rstrip() for line in words.splitlines() if line.strip() and line.strip() != "…"]
    return all(any(found.startswith(line) for found in rest) for line in wanted)
