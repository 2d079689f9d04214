"""Comparing two versions of a strategy: find both, judge both, compare, and hold approvals against it."""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from ecaremap.compare.approving import Approved, approve, failing
from ecaremap.compare.comparing import Comparison, Renames, compare
from ecaremap.compare.pair import Side
from ecaremap.compare.renaming import renamed, renames
from ecaremap.load.approvals import Approvals, read_approvals
from ecaremap.load.problems import Unreadable
from ecaremap.load.revisions import (
    Repository,
    named_after,
    only_strategy,
    refuse_option,
    repository_at,
    revisions_of,
    taken_out,
)  # fmt: skip
from ecaremap.model.finding import Finding
from ecaremap.model.project import Loaded
from ecaremap.model.source import Sources
from ecaremap.usecases.validate import Validated, judge, read
from ecaremap.views.diff import diff_view
from ecaremap.views.diff_model import DiffView

SHORT = 10
"""Digits of a commit's id that readers see."""


@dataclass(frozen=True)
class Version:
    """One side as the user named it: a path of the work tree, or a path of a commit.

    Attributes:
        label: what to call it. commit: empty for the work tree. path: below the repository's top for a commit.
    """

    label: str
    path: str
    commit: str = ""
    repository: Repository | None = None


@dataclass(frozen=True)
class Broken:
    """A side that cannot be compared, with what is wrong."""

    label: str
    findings: tuple[Finding, ...]
    sources: Sources


@dataclass(frozen=True)
class Compared:
    """The outcome: a comparison, or the sides that are broken, or approvals that cannot be read."""

    comparison: Comparison | None = None
    approved: Approved = field(default_factory=Approved)
    broken: tuple[Broken, ...] = ()

    def failed(self, fail_on: str) -> bool:
        """Whether anything counts from a class on."""
        return self.comparison is not None and bool(failing(self.comparison.changes, self.approved, fail_on))

    def view(self, as_of: date, fail_on: str) -> DiffView:
        """For every spelling."""
        assert self.comparison is not None
        return diff_view(self.comparison, self.approved, as_of, fail_on)


def diff(words: list[str], as_of: date, approvals: Path | None = None, scenario: str | None = None) -> Compared:
    """Compare the two versions that the words of a command name.

    Raises:
        Unreadable: a version cannot be found, or there is no such file of approvals.
    """
    accepted = read_approvals(approvals) if approvals else None
    if accepted and accepted.findings:
        return Compared(broken=(Broken(str(approvals), accepted.findings, accepted.sources),))
    old, new = versions(words)
    with ExitStack() as stack:
        before, after = (_loaded(version, scenario, stack) for version in (old, new))
    return compared((old.label, before), (new.label, after), as_of, accepted)


def refuse_inputs(compared: Compared, targets: Iterable[Path], approvals: Path | None) -> None:
    """Nothing that was read is ever written.

    Raises:
        Unreadable: a file to write is one of those that were read.
    """
    assert compared.comparison is not None
    sides = (compared.comparison.old, compared.comparison.new)
    read_ones = [Path(file.path) for side in sides for file in side.decisions.project.sources.files]
    for target in targets:
        for path in (*read_ones, *((approvals,) if approvals else ())):
            if target.exists() and path.exists() and target.samefile(path):
                raise Unreadable(f"'{target}' is one of the files that are read.", "Write to another place.")


def compared(
    old: tuple[str, Loaded], new: tuple[str, Loaded], as_of: date, approvals: Approvals | None = None
) -> Compared:
    """Compare two strategies that were loaded."""
    (label, before), (other, after) = old, new
    names = Renames()
    if before.project and after.project:
        names = renames(before.project, after.project)
        if names.named:
            before = Loaded(renamed(before.project, names.named), before.findings, before.sources)
    judged = judge(before, label, as_of), judge(after, other, as_of)
    broken = tuple(_broken(result) for result in judged if not result.buildable)
    if broken:
        return Compared(broken=broken)
    comparison = compare(_side(judged[0]), _side(judged[1]), names)
    entries = approvals.entries if approvals else ()
    return Compared(comparison, approve(comparison.changes, entries, as_of))


def _side(validated: Validated) -> Side:
    assert validated.decisions is not None
    return Side(validated.path, validated.decisions, validated.findings)


def _broken(validated: Validated) -> Broken:
    errors = tuple(f for f in validated.findings if f.severity == "error" and f.code.startswith(("Y", "M", "R1")))
    return Broken(validated.path, errors, validated.sources)


def _loaded(version: Version, scenario: str | None, stack: ExitStack) -> Loaded:
    if version.repository is None:
        return read(version.path, scenario)
    path = PurePosixPath(version.path)
    try:
        folder = stack.enter_context(taken_out(version.repository, version.commit, path))
    except Unreadable as error:
        raise Unreadable(f"{version.label}: {error.message}", error.fix) from None
    top = Path(str(folder).removesuffix(f"/{version.path}")) if version.path != "." else folder
    return named_after(read(folder, scenario), top, version.label.partition(":")[0])


def versions(words: list[str]) -> tuple[Version, Version]:
    """The two sides: paths, revisions, or one of each; a path at the end says where in the repository.

    Raises:
        Unreadable: no such path or revision, or several strategies to choose from.
    """
    if any(not word for word in words):
        raise Unreadable("One of the words is empty.", "Is a variable unset?")
    several = None if _there(words[0]) else revisions_of(words[0])
    if several and len(words) <= 2:
        return _of_range(several, words[1] if len(words) > 1 else None)
    if len(words) == 3:
        repository = repository_at(_folder(words[2]))
        path = _below(repository, words[2])
        return _at(repository, words[0], path), _at(repository, words[1], path)
    if len(words) == 2:
        return _of_two(*words)
    if _there(words[0]):
        raise Unreadable(f"'{words[0]}' is one strategy.", "Give two: ecaremap diff OLD NEW")
    repository = repository_at(Path())
    commit = repository.revision(words[0])
    path = str(only_strategy(repository, commit))
    return _at(repository, words[0], path), Version(path, _from_here(repository, path))


def _of_range(several: tuple[str, str, str], given: str | None) -> tuple[Version, Version]:
    """`A..B`, and `A...B` from where the two went apart."""
    old, dots, new = several
    repository = repository_at(_folder(given) if given else Path())
    commit = repository.revision(new)
    path = _below(repository, given) if given else str(only_strategy(repository, commit))
    if dots == "...":
        base = repository.merge_base(old, new)
        return Version(f"{base[:SHORT]}:{path}", path, base, repository), _at(repository, new, path)
    return _at(repository, old, path), _at(repository, new, path)


def _of_two(first: str, second: str) -> tuple[Version, Version]:
    """Two paths, two revisions, or one of each at the same path."""
    there = _there(first), _there(second)
    if all(there):
        return Version(first, first), Version(second, second)
    if any(there):
        path = first if there[0] else second
        repository = _repository_or_path(second if there[0] else first, _folder(path))
        here, below = Version(path, path), _below(repository, path)
        return (here, _at(repository, second, below)) if there[0] else (_at(repository, first, below), here)
    repository = _repository_or_path(first, Path())
    commits = _known(repository, first), _known(repository, second)
    path = str(only_strategy(repository, commits[1]))
    return _at(repository, first, path), _at(repository, second, path)


def _there(word: str) -> bool:
    """Whether a word is the path of something; what can be no path at all is none."""
    try:
        return Path(word).exists()
    except (OSError, ValueError):
        return False


def _repository_or_path(word: str, folder: Path) -> Repository:
    """The repository of which a word that is no path may be a revision."""
    refuse_option(word)
    try:
        return repository_at(folder)
    except Unreadable:
        message = f"There is no file or folder '{word}', and no git repository of which it could be a revision."
        raise Unreadable(message, "Check the path.") from None


def _known(repository: Repository, word: str) -> str:
    try:
        return repository.revision(word)
    except Unreadable:
        refuse_option(word)
        message = f"'{word}' is neither a file or folder nor a revision of {repository.top.as_posix()}."
        raise Unreadable(message, "Check the name; in CI, the whole history may have to be fetched first.") from None


def _at(repository: Repository, revision: str, path: str) -> Version:
    return Version(f"{revision}:{path}", path, _known(repository, revision), repository)


def _folder(path: str) -> Path:
    given = Path(path)
    return given if given.is_dir() else given.absolute().parent


def _below(repository: Repository, path: str) -> str:
    """A path of the work tree as the repository calls it."""
    try:
        return Path(path).resolve().relative_to(repository.top.resolve()).as_posix()
    except ValueError:
        top = repository.top.as_posix()
        raise Unreadable(f"'{path}' lies outside the repository {top}.", "Give a path inside of it.") from None


def _from_here(repository: Repository, path: str) -> str:
    import os

    return Path(os.path.relpath(repository.top / path)).as_posix()
