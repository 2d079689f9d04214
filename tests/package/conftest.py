"""The distributions, made once."""

from pathlib import Path

import pytest

from package.packing import pack


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel made from it."""
    folder = tmp_path_factory.mktemp("dist")
    pack(folder)
    return folder
