"""Building distributions, installing them into empty environments, and running what was installed."""

import os
import subprocess
import sys
import venv
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[2]
OFFLINE = '''\
"""No connection leads away from this machine."""

import socket

connect = socket.socket.connect


def refuse(self, address):
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost"):
        raise OSError(f"the network is not to be used: {address}")
    return connect(self, address)


socket.socket.connect = refuse
'''


def pack(folder: Path, *what: str) -> None:
    """Build both distributions, or `--wheel` straight from the repository."""
    # With the builder at hand nothing has to be fetched.
    isolation = ["--no-isolation"] if find_spec("hatchling") else []
    done = subprocess.run(
        [sys.executable, "-m", "build", *isolation, *what, "--outdir", str(folder), str(ROOT)],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def install(packed: Path, folder: Path, extras: str = "", constraints: Path | None = None) -> Path:
    """A virtual environment that holds the wheel and what it asks for, nothing else, and that stays offline."""
    venv.create(folder, with_pip=False, symlinks=True)
    [wheel] = packed.glob("*.whl")
    python = folder / "bin" / "python"
    limits = ["--constraint", str(constraints)] if constraints else []
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", *limits, f"{wheel}{extras}"],
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    [packages] = folder.glob("lib/python*/site-packages")
    (packages / "sitecustomize.py").write_text(OFFLINE, "utf-8")
    return folder


def variables(home: Path) -> dict[str, str]:
    """As little of an environment as a command needs, with folders of its own."""
    for name in ("home", "temporary"):
        (home / name).mkdir(exist_ok=True)
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(home / "home"),
        "TMPDIR": str(home / "temporary"),
        "SOURCE_DATE_EPOCH": "1795219200",
        "COLUMNS": "100",
        **({"SYSTEMROOT": os.environ["SYSTEMROOT"]} if "SYSTEMROOT" in os.environ else {}),
    }
