"""A PostgreSQL server of our own for the length of a test run: in a temporary folder, on a socket, never as root."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql")


def program(name: str) -> str | None:
    """Where PostgreSQL keeps it; Debian's is not on the path."""
    found = shutil.which(name)
    if found:
        return str(Path(found).resolve())
    below = [path for place in _PLACES for path in sorted(Path(place).rglob(f"bin/{name}"))]
    return str(below[-1]) if below else None


@contextmanager
def server() -> Iterator[str]:
    """The address of a fresh, empty server."""
    folder = tempfile.mkdtemp(prefix="ecaremap-pg-", dir="/tmp")  # a socket's path must be short
    user = "postgres" if os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data = f"{folder}/data"

    def run(name: str, *options: str) -> None:
        path = program(name)
        assert path
        # What stays running must not hold our pipes open.
        with Path(folder, f"{name}.log").open("w") as log:
            subprocess.run([path, *options], check=True, user=user, stdout=log, stderr=log, cwd=folder)

    run("initdb", "-D", data, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-U", "tester")
    settings = f"-k {folder} -c listen_addresses= -c fsync=off -c timezone=America/New_York"
    run("pg_ctl", "-D", data, "-w", "-o", settings, "start")
    try:
        yield f"host={folder} user=tester dbname=postgres"
    finally:
        run("pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
