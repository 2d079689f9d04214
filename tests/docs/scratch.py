"""Where the commands of the documents are run: a repository with the strategies and files they name."""

import gzip
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKS = ROOT / "src" / "ecaremap" / "packs"
SKETCH = (ROOT / "maps" / "minimal.yaml").read_text("utf-8")
PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
ENVIRONMENT = {
    **{key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "GITHUB_ACTIONS", "GITLAB_CI")},
    "PATH": PATH,
    "NO_COLOR": "1",
    "COLUMNS": "100",
    "SOURCE_DATE_EPOCH": "1795219200",  # 2026-11-21
    "GIT_AUTHOR_NAME": "Tests", "GIT_AUTHOR_EMAIL": "tests@example.org",
    "GIT_COMMITTER_NAME": "Tests", "GIT_COMMITTER_EMAIL": "tests@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
}  # fmt: skip


def git(folder: Path, *words: str) -> str:
    done = subprocess.run(["git", *words], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def shell(line: str, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-o", "pipefail", "-c", line],
        cwd=folder, env={**ENVIRONMENT, **more}, capture_output=True, text=True, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def committed(folder: Path) -> None:
    """A repository with what lies in a folder on `main`, and a commit more on `change`, which is checked out."""
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "The strategies")
    git(folder, "switch", "-q", "-c", "change")
    for strategy in ("maps/telecom/strategy.yaml", "my-strategy/strategy.yaml", "sketch.yaml"):
        if (folder / strategy).exists():
            with (folder / strategy).open("a", encoding="utf-8") as file:
                file.write("\n# Looked at.\n")
    git(folder, "commit", "-q", "-a", "-m", "Looked at")


def furnish(folder: Path) -> None:
    """Everything the documents take as given."""
    for name in ("maps", "examples"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
    assert shell("ecaremap init my-strategy --from telecom", folder).returncode == 0
    for name in ("old", "new", "old-strategy", "new-strategy"):
        (folder / name).mkdir()
        (folder / name / "strategy.yaml").write_text(SKETCH, "utf-8")
    [log] = (ROOT / "examples" / "telecom-log").glob("*.csv.gz")
    (folder / "contacts.csv").write_bytes(gzip.decompress(log.read_bytes()))
    (folder / "counts.csv").write_text("period,touchpoint,n\n2026-03,app,120\n2026-03,call-centre,80\n", "utf-8")
    (folder / "approvals.yaml").write_text("approvals: []\n", "utf-8")
    shutil.copy(PACKS / "de.yaml", folder / "de-2027.yaml")
    committed(folder)


# What single documents need beside that, or instead of it.


def begin_without(folder: Path) -> None:
    """The document writes `my-strategy` itself."""
    shutil.rmtree(folder / "my-strategy")


def newer_pack(folder: Path) -> None:
    """A newer version of the pack that lies in `new`."""
    shutil.rmtree(folder / "new")
    (folder / "new").mkdir()
    shutil.copy(PACKS / "de.yaml", folder / "new" / "de.yaml")


def one_strategy(folder: Path) -> None:
    """A repository inside that holds one strategy only."""
    (folder / "one").mkdir()
    (folder / "one" / "sketch.yaml").write_text(SKETCH, "utf-8")
    committed(folder / "one")


def filled_workbook(folder: Path) -> None:
    """A client's workbook, in a folder where it is to be read into another strategy than ours."""
    (folder / "apart").mkdir()
    assert (
        shell("ecaremap build maps/minimal.yaml -o book && mv book/strategy.xlsx apart/client.xlsx", folder).returncode
        == 0
    )


NEEDS: dict[str, tuple[Callable[[Path], None], ...]] = {
    "README.md": (begin_without,),
    "docs/diff.md": (one_strategy,),
    "docs/reference/commands.md": (one_strategy, filled_workbook),
}


def columns_said(folder: Path) -> None:
    """The strategy says which column of its log holds what."""
    text = (ROOT / "maps" / "telecom" / "measurement.yaml").read_text("utf-8")
    written = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("    file:"))
    (folder / "my-strategy" / "measurement.yaml").write_text(written, "utf-8")


BEFORE = {
    "ecaremap measure my-strategy --log contacts.csv": columns_said,
    "ecaremap packs diff de new/de.yaml my-strategy": newer_pack,
}
"""What readers have written themselves before they come to a line."""
ELSEWHERE = {
    "ecaremap diff main...HEAD --format md -o comment.md": "one",
    "ecaremap diff HEAD": "one",
    "ecaremap import client.xlsx -o my-strategy": "apart",
}
"""Lines that are run in another folder."""
FRESH = {"ecaremap init my-strategy --from telecom"}
"""Lines that want a new folder `my-strategy`, whatever was done before."""
CODES = {"ecaremap validate maps/* --output sarif=out.sarif --fail-on warning": 1}
"""Lines that end with something other than 0 and do not say so themselves, as the help of a command."""
