"""A hook of mkdocs: the pages of the site that lie elsewhere or are written from the code.

Nothing of it is kept: whatever the code says at the time of the build is what the site says.
"""

import posixpath
import re
from pathlib import Path
from typing import Any

import reference
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
AT_THE_TOP = {
    "README.md": "index.md",
    "ARCHITECTURE.md": "architecture.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
}
"""Documents of the repository that the site shows, and their pages."""
LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)\s]+)\)")
CHECK_PAGE = re.compile(r"src/ecaremap/\w+/checks/([a-z]\d{3})_\w+\.md")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Fill the chapters of the navigation that grow by themselves."""
    assert config.nav is not None
    found: dict[str, list[Any]] = {
        "Findings": ["reference/findings/index.md"]
        + [
            {f"{letter}: {reference.LETTERS[letter]}": f"reference/findings/{letter}.md"}
            for letter, _ in reference.by_letter()
        ],
        "Decisions": [f"adr/{path.name}" for path in sorted((ROOT / "docs/adr").glob("*.md"))],
    }
    _fill(config.nav, found)
    return config


def _fill(entries: list[Any], found: dict[str, list[Any]]) -> None:
    for entry in entries:
        for title, inner in entry.items() if isinstance(entry, dict) else ():
            if title in found:
                entry[title] = found[title]
            elif isinstance(inner, list):
                _fill(inner, found)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the documents at the top of the repository and the reference."""
    for document, page in AT_THE_TOP.items():
        text = moved((ROOT / document).read_text(encoding="utf-8"), document, page)
        files.append(File.generated(config, page, content=text))
    for page, text in reference.pages().items():
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Lead links of the documents to pages of the site."""
    source = page.file.src_uri
    return markdown if page.file.generated_by else moved(markdown, f"docs/{source}", source)


def moved(text: str, document: str, page: str) -> str:
    """The text of a document with links as the page needs them; what the site has not stays as words."""

    def link(found: re.Match[str]) -> str:
        image, words, target = found.groups()
        path, hash_, anchor = target.partition("#")
        at = posixpath.normpath(posixpath.join(posixpath.dirname(document), path))
        goal = _page_of(at)
        if goal is None:
            return words
        return f"{image}[{words}]({posixpath.relpath(goal, posixpath.dirname(page) or '.')}{hash_}{anchor})"

    return LINK.sub(link, text)


def _page_of(path: str) -> str | None:
    """The page or picture that stands for a file of the repository."""
    if path in AT_THE_TOP:
        return AT_THE_TOP[path]
    if check := CHECK_PAGE.fullmatch(path):
        return reference.finding_link(check[1].upper())
    if path == "docs/adr":
        return "adr/" + min(file.name for file in (ROOT / "docs/adr").glob("*.md"))
    return path.removeprefix("docs/") if path.startswith("docs/") else None
