"""Collecting what is wrong while reading, so that one run names everything."""

from dataclasses import dataclass, field

from ecaremap.model.finding import Finding, Related, Severity
from ecaremap.model.source import Span


class Unreadable(Exception):
    """Reading cannot go on at all: a missing file, a folder without YAML.

    Attributes:
        message: what is wrong. fix: what to do.
    """

    def __init__(self, message: str, fix: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.fix = fix


@dataclass
class Problems:
    """The findings of one run of the loader, and whether the data can still be judged."""

    findings: list[Finding] = field(default_factory=list)
    broken: bool = False

    def add(
        self,
        code: str,
        message: str,
        span: Span | None,
        *,
        help: str = "",
        label: str = "",
        where: str = "",
        related: tuple[Related, ...] = (),
        notes: tuple[str, ...] = (),
        severity: Severity = "error",
        broken: bool = False,
    ) -> None:
        """Record a finding; `broken` means that what follows in this text is lost."""
        self.findings.append(
            Finding(
                code, severity, _clipped(message), where, span=span, help=_clipped(help), label=label,
                related=related, notes=notes,
            )
        )  # fmt: skip
        self.broken = self.broken or broken

    def places(self) -> set[tuple[int, int, int]]:
        """Where something is known to be wrong, to keep consequences from being reported too."""
        return {(f.span.file, f.span.line, f.span.column) for f in self.findings if f.span}

    def lines_of_yaml(self) -> set[tuple[int, int]]:
        """Files and lines from which YAML lost something."""
        return {(f.span.file, f.span.line) for f in self.findings if f.span and f.code.startswith("Y")}


def _clipped(text: str) -> str:
    """Sentences quote what authors wrote; a quoted megabyte helps nobody, nor do its line breaks."""
    text = " ".join(text.split()) if "\n" in text else text
    return text if len(text) <= 600 else f"{text[:300]} … {text[-100:]}"
