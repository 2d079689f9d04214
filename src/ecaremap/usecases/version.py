"""Which versions are at work."""

import platform
from importlib.metadata import version

from ecaremap import __version__
from ecaremap.load.yaml_events import yaml_version
from ecaremap.render.engine import engine_versions


def version_text() -> str:
    """The tool, Python, and the engines that results can depend on."""
    lines = [
        f"ecaremap {__version__}",
        f"Python {platform.python_version()}",
        yaml_version(),
        f"pydantic {version('pydantic')}",
        *(f"Graphviz, {name}: {number}" for name, number in engine_versions().items()),
    ]
    return "\n".join(lines)
