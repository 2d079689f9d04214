"""Which versions are at work."""

import platform
from importlib.metadata import PackageNotFoundError, version

from ecaremap import __version__
from ecaremap.load.yaml_events import yaml_version
from ecaremap.render.engine import engine_versions

ALWAYS = (("pydantic", "pydantic"), ("NumPy", "numpy"), ("vl-convert", "vl-convert-python"))
"""Libraries that results can depend on: their name, and that of the distribution."""
EXTRAS = (("OR-Tools", "ortools", "solve"), ("DuckDB", "duckdb", "measure"), ("openpyxl", "openpyxl", "import"))
"""The same, with the extra that brings them."""


def version_text() -> str:
    """The tool, Python, and the engines that results can depend on.

    Versions are read from what was installed; nothing is imported for them, as `--version` is to answer at once.
    """
    lines = [
        f"ecaremap {__version__}",
        f"Python {platform.python_version()}",
        yaml_version(),
        *(f"{name} {_version(distribution) or 'not installed'}" for name, distribution in ALWAYS),
        *(f"Graphviz, {name}: {number}" for name, number in engine_versions().items()),
        *(f"{name} {_version(package) or f'not installed (extra: {extra})'}" for name, package, extra in EXTRAS),
    ]
    return "\n".join(lines)


def _version(distribution: str) -> str:
    """The version of an installed distribution; empty if there is none."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
