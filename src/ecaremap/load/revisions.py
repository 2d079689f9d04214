"""Strategies of other revisions: the one door to git, which is only ever asked, never told.

Files are taken out of the repository's store into a temporary folder that mirrors the tree. Nothing is checked out,
no hook and no filter runs, nothing is fetched. Afterwards places read `REVISION:path`.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from ecaremap.load.discover import MAX_FILES, SUFFIXES
from ecaremap.load.problems import Unreadable
from ecaremap.load.reader import MAX_BYTES
from ecaremap.model.finding import Finding
from ecaremap.model.project import Loaded
from ecaremap.model.source import Sources

SECONDS = 60
"""A repository that takes longer to answer than this does not answer."""

_HEAD = re.compile(rb"^ecaremap\s*:", re.MULTILINE)
_EXTENDS = re.compile(rb"^extends\s*:", re.MULTILINE)
_SEVERAL = re.compile(r"(?P<old>.*?)(?P<dots>\.{2,3})(?P<new>[^.].*|)")
SHOWN = 10
MAX_OTHERS = 20_000


@dataclass(frozen=True)
class Repository:
    """A git repository, by its top folder."""

    top: Path

    def revision(self, name: str) -> str:
        """The full id of the commit that a name stands for.

        Raises:
            Unreadable: no such revision, or no name of one.
        """
        refuse_option(name)
        found = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}", wrong=True)
        if not found:
            raise Unreadable(
                f"There is no revision '{name}' in {_shown(self.top)}.",
                "Check the name; in CI, the whole history may have to be fetched first.",
            )
        return found.decode().strip()

    def merge_base(self, old: str, new: str) -> str:
        """The commit from which two revisions went apart.

        Raises:
            Unreadable: they have nothing in common.
        """
        found = self._git("merge-base", self.revision(old), self.revision(new), wrong=True)
        if not found:
            raise Unreadable(
                f"'{old}' and '{new}' have no commit in common.", "Compare them with two dots, or by name."
            )
        return found.decode().strip()

    def files(self, commit: str) -> dict[PurePosixPath, str]:
        """The YAML files of a commit with the ids of their contents; links and what lies outside are left out."""
        listed = self._git("ls-tree", "-r", "-z", "--full-tree", commit)
        found = {}
        for entry in listed.split(b"\0"):
            head, _, name = entry.partition(b"\t")
            mode, _, rest = head.partition(b" ")
            path = PurePosixPath(name.decode("utf-8", "surrogateescape"))
            if mode in (b"100644", b"100755") and path.suffix in SUFFIXES and _inside(path):
                found[path] = rest.partition(b" ")[2].decode()
        return found

    def contents(self, blobs: Iterable[str]) -> Iterator[bytes]:
        """The contents of some files, in order."""
        wanted = list(blobs)
        if not wanted:
            return
        answer = self._git("cat-file", "--batch", given="".join(f"{blob}\n" for blob in wanted).encode())
        at = 0
        for blob in wanted:
            end = answer.index(b"\n", at)
            parts = answer[at:end].split(b" ")
            if len(parts) != 3:
                raise Unreadable(f"The repository {_shown(self.top)} lacks the file {blob}.", "Fetch it whole first.")
            size = int(parts[2])
            yield answer[end + 1 : end + 1 + size]
            at = end + 2 + size

    def _git(self, *words: str, given: bytes = b"", wrong: bool = False) -> bytes:
        return _git(self.top, *words, given=given, wrong=wrong)


def _git(folder: Path, *words: str, given: bytes = b"", wrong: bool = False) -> bytes:
    """What git answers; where it may be wrong to ask, an empty answer says so."""
    # No shell, no transport, nothing that the repository's configuration could run.
    command = ["git", "-C", str(folder), "-c", "protocol.allow=never", "-c", "core.fsmonitor=false", *words]
    try:
        done = subprocess.run(command, input=given, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603
    except FileNotFoundError:
        raise Unreadable("git is not installed here.", "Install git, or compare two folders.") from None
    except subprocess.TimeoutExpired:
        raise Unreadable(f"git did not answer within {SECONDS} seconds.", "Compare two folders instead.") from None
    if done.returncode and not wrong:
        said = (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["it failed"])[-1]
        raise Unreadable(f"git says: {said.removeprefix('fatal: ')}", "Compare two folders instead.")
    return b"" if done.returncode else done.stdout


def refuse_option(name: str) -> None:
    """No word of an author may become an option of git.

    Raises:
        Unreadable: it is empty, or begins as an option does.
    """
    if not name or name.startswith("-"):
        raise Unreadable(f"'{name}' is not the name of a revision.", "Write a branch, a tag or a commit, as main.")


def repository_at(folder: Path) -> Repository:
    """The repository a folder lies in.

    Raises:
        Unreadable: it lies in none.
    """
    start = next((f for f in (folder, *folder.absolute().parents) if f.is_dir()), Path())
    # Where there is a repository and git refuses it, its own words say why.
    there = any((f / ".git").exists() for f in (start.resolve(), *start.resolve().parents))
    found = _git(start, "rev-parse", "--show-toplevel", wrong=not there)
    if not found:
        raise Unreadable(
            f"'{_shown(start.absolute())}' lies in no git repository, so there are no revisions to compare.",
            "Give two files or folders that exist.",
        )
    return Repository(Path(found.decode("utf-8", "surrogateescape").rstrip("\n")))


def revisions_of(text: str) -> tuple[str, str, str] | None:
    """`main..HEAD` as (main, .., HEAD), None for anything else; what is left out is HEAD."""
    found = _SEVERAL.fullmatch(text)
    if not found or text.startswith((".", "/")):
        return None
    return found["old"] or "HEAD", found["dots"], found["new"] or "HEAD"


@contextmanager
def taken_out(repository: Repository, commit: str, path: PurePosixPath) -> Iterator[Path]:
    """A temporary folder with the strategy of a commit, and all that it may extend; gives the strategy's path.

    Raises:
        Unreadable: it is not in that commit, or holds too much.
    """
    files = repository.files(commit)
    own = {p: blob for p, blob in files.items() if p == path or path in p.parents or path == PurePosixPath()}
    if not own:
        raise Unreadable(f"There is no YAML at '{path}' in this revision.", "Check the path.")
    if len(own) > MAX_FILES:
        raise Unreadable(f"'{path}' holds more than {MAX_FILES} YAML files.")
    texts = dict(zip(own, repository.contents(own.values()), strict=True))
    if any(_EXTENDS.search(text) for text in texts.values()):
        others = {p: blob for p, blob in files.items() if p not in own}
        if len(others) > MAX_OTHERS:
            raise Unreadable(f"The revision holds more than {MAX_OTHERS} YAML files that '{path}' could extend.")
        texts |= dict(zip(others, repository.contents(others.values()), strict=True))
    with tempfile.TemporaryDirectory(prefix="ecaremap-") as folder:
        root = Path(folder).resolve()
        (root / ".git").mkdir()  # bounds what may be extended
        for name, text in texts.items():
            target = root / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text[: MAX_BYTES + 1])
        yield root / path


def named_after(loaded: Loaded, folder: Path, label: str) -> Loaded:
    """What was loaded from a temporary folder, with places and sentences that name the revision instead."""
    shown = {folder.as_posix(): "", Path(os.path.relpath(folder)).as_posix(): ""}

    def renamed(text: str) -> str:
        for prefix in sorted(shown, key=len, reverse=True):
            text = text.replace(f"{prefix}/", f"{label}:")
        return text

    def said(finding: Finding) -> Finding:
        return replace(finding, message=renamed(finding.message), help=renamed(finding.help))

    sources = Sources(tuple(replace(file, path=renamed(file.path)) for file in loaded.sources.files))
    findings = tuple(said(finding) for finding in loaded.findings)
    project = loaded.project and replace(loaded.project, sources=sources, root=renamed(loaded.project.root))
    return Loaded(project, findings, sources)


def strategies_of(files: dict[PurePosixPath, bytes]) -> list[PurePosixPath]:
    """The strategies among some files: each file that begins one, or its folder where others belong to it."""
    heads = [path for path, text in files.items() if _HEAD.search(text)]
    found = set()
    for head in heads:
        folder = head.parent
        below = [path for path in files if folder in path.parents and path != head]
        parts = [path for path in below if path not in heads]
        alone = len([path for path in heads if path.parent == folder]) == 1
        found.add(folder if parts and alone and folder != PurePosixPath() else head)
    inner = {path for path in found if any(parent in found for parent in path.parents)}
    return sorted(found - inner)


def only_strategy(repository: Repository, commit: str) -> PurePosixPath:
    """The one strategy of a repository.

    Raises:
        Unreadable: there are several, or none.
    """
    files = {p: blob for p, blob in repository.files(commit).items() if not _hidden(p)}
    found = strategies_of(dict(zip(files, repository.contents(files.values()), strict=True)))
    if not found:
        raise Unreadable(f"There is no strategy in {_shown(repository.top)}.", "Say where: ecaremap diff … -- PATH")
    if len(found) > 1:
        names = ", ".join(str(path) for path in found[:SHOWN])
        more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
        raise Unreadable(
            f"The repository holds {len(found)} strategies: {names}{more}.",
            f"Say which: ecaremap diff … -- {found[0]}",
        )
    return found[0]


def _hidden(path: PurePosixPath) -> bool:
    return any(part.startswith((".", "_")) for part in path.parts) or "evidence" in path.parts


def _inside(path: PurePosixPath) -> bool:
    """Nothing in a tree may name a place outside of the folder it is taken out into, on any system."""
    if ":" in str(path) or "\\" in str(path):
        return False
    return not path.is_absolute() and ".." not in path.parts and ".git" not in (part.lower() for part in path.parts)


def _shown(path: Path) -> str:
    return path.as_posix()
