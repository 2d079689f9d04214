"""The pieces of Markdown documents: texts that mark nothing up, and tables."""

from collections.abc import Iterable


def clean(text: str) -> str:
    """A text that stays in its cell and marks nothing up."""
    plain = " ".join(text.split())
    for sign in ("\\", "|", "<", "[", "*", "`"):
        plain = plain.replace(sign, f"\\{sign}")
    return plain


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; an empty text where there are no rows."""
    body = ["| " + " | ".join(clean(cell) for cell in row) + " |" for row in rows]
    if not body:
        return ""
    return "\n".join(["| " + " | ".join(heads) + " |", "| " + " | ".join("---" for _ in heads) + " |", *body])


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {clean(line)}" for line in lines)


def deeper(document: str) -> str:
    """A document as a chapter: every heading one level further down."""
    return "\n".join(f"#{line}" if line.startswith("#") else line for line in document.splitlines()).strip()
