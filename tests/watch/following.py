"""A running `ecaremap watch` in a process of its own, and waiting for what it does."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from http.client import HTTPConnection
from pathlib import Path

MAPS = Path(__file__).parents[2] / "maps"
PATIENCE = 60.0
"""Seconds until what is waited for counts as never coming; nothing takes nearly as long."""


def until(truth: Callable[[], object], what: str) -> None:
    """Wait for something to become true."""
    end = time.monotonic() + PATIENCE
    while not truth():
        assert time.monotonic() < end, f"never: {what}"
        time.sleep(0.02)


def ask(port: int, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
    """One request: status, body, headers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), dict(answer.getheaders())
    finally:
        connection.close()


class Watching:
    """The command, its address, and the folder it follows."""

    def __init__(self, folder: Path, *more: str, name: str = "map") -> None:
        self.folder = folder
        self.talk = folder / "talk.txt"
        with self.talk.open("wb") as talk:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ecaremap", "watch", name, *more],
                cwd=folder, stdout=subprocess.PIPE, stderr=talk, text=True, stdin=subprocess.DEVNULL,
                env={**os.environ, "SOURCE_DATE_EPOCH": "1795219200", "NO_COLOR": "1"},
            )  # fmt: skip
        assert self.process.stdout
        self.url = self.process.stdout.readline().strip()
        assert self.url.startswith("http://127.0.0.1:"), self.told()
        self.port = int(self.url.rstrip("/").rpartition(":")[2])

    def ask(self, path: str = "/", method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
        """One request: status, body, headers."""
        return ask(self.port, path, method, **headers)

    @property
    def page(self) -> str:
        """The page as it is served now."""
        return self.ask()[1]

    def told(self) -> str:
        """What was said on the terminal."""
        return self.talk.read_text("utf-8")

    def stop(self) -> int:
        """Ctrl-C, and the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()
        return code


def strategy(folder: Path) -> Path:
    """A small strategy in a folder of its own; the file to change."""
    (folder / "map").mkdir()
    return Path(shutil.copy(MAPS / "minimal.yaml", folder / "map" / "strategy.yaml"))


def change(file: Path, old: str, new: str) -> None:
    """Save a file with something else in it, as editors do: beside it, then in its place."""
    text = file.read_text("utf-8")
    assert old in text
    aside = file.with_name(f".{file.name}.new")
    aside.write_text(text.replace(old, new), encoding="utf-8")
    aside.replace(file)
