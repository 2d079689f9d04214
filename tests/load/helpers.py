"""Short ways to load texts and folders in tests."""

from pathlib import Path

from ecaremap.load.checks import CHECKS
from ecaremap.load.loading import load, load_text
from ecaremap.model.finding import Finding
from ecaremap.model.project import Loaded, Project

HEAD = "ecaremap: 1\nname: Example\ntouchpoints: [call-centre, app]\n"
BASE = HEAD + "requests: {pay-bill: often}\n"


def places(text: str | bytes) -> list[tuple[str, int, int]]:
    """Codes with line and column, of reading and of all checks of the loader."""
    return [(f.code, f.span.line, f.span.column) for f in everything(text) if f.span]


def everything(text: str | bytes) -> list[Finding]:
    loaded = load_text(text.encode() if isinstance(text, str) else text, "map.yaml")
    found = list(loaded.findings)
    if loaded.project:
        for check in CHECKS:
            found += check.run(loaded.project) if check.run else ()
    return found


def only(text: str | bytes) -> Finding:
    """The one finding of a text."""
    found = everything(text)
    assert len(found) == 1, [(f.code, f.message) for f in found]
    return found[0]


def project_of(text: str) -> Project:
    loaded = load_text(text.encode(), "map.yaml")
    assert loaded.project, [f.message for f in loaded.findings]
    return loaded.project


def folder(root: Path, **texts: str) -> Path:
    """Files of a folder: `a__b` stands for a/b.yaml."""
    for name, text in texts.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


def good(loaded: Loaded) -> Project:
    assert loaded.project is not None
    assert not loaded.findings, [(f.code, f.message) for f in loaded.findings]
    return loaded.project


__all__ = ["BASE", "HEAD", "everything", "folder", "good", "load", "only", "places", "project_of"]
