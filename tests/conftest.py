"""Options of the test run, and which tests share one worker."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long anything takes says what else the machine does, not whether the code is right. In CI every run draws the
# same examples, and half as many, since drawing them again finds nothing new; elsewhere each draws its own.
settings.register_profile(
    "ecaremap",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
    max_examples=50 if os.environ.get("CI") else 100,
)
settings.load_profile("ecaremap")

TOGETHER = (
    "browser/", "editor/test_completion.py", "measure/test_emit.py", "measure/test_engines.py",
    "package/test_lowest.py", "package/test_wheel.py",
)  # fmt: skip
"""Files and folders whose preparation is dear (a server, a cluster, an installation): done once, on one worker."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write the transcripts of tests/cases anew; read the diff")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        name = item.path.relative_to(here).as_posix() if item.path.is_relative_to(here) else ""
        for group in TOGETHER:
            if name.startswith(group):
                item.add_marker(pytest.mark.xdist_group(group))
