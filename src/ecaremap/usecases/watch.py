"""Following a strategy while it is written: what changed is built again, what is broken is told."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event

from ecaremap.load.discover import SUFFIXES, strategy_files
from ecaremap.load.problems import Unreadable
from ecaremap.load.signatures import signatures_path
from ecaremap.model.finding import Finding
from ecaremap.model.source import Sources
from ecaremap.report.excerpt import excerpt
from ecaremap.report.text import summary
from ecaremap.usecases.build import SPELLINGS, How, build
from ecaremap.usecases.logo import logo_of
from ecaremap.usecases.preview import Preview, Trouble
from ecaremap.usecases.validate import validate
from ecaremap.usecases.watching import wake_ups
from ecaremap.views.report import report_view

Snapshot = dict[Path, tuple[int, int] | None]
"""Files with time of change and size; None for those that are not there."""

PAUSE = 0.3
"""Seconds until a folder that is gone is looked for again."""


@dataclass(frozen=True)
class Watch:
    """What is followed: a strategy, how it is built, and where to if not only into the preview."""

    path: str
    as_of: date
    how: How
    output: Path | None = None
    scenario: str | None = None


@dataclass(frozen=True)
class Rebuilt:
    """The outcome of one build: a page, or what stands against it; a line to tell; the files it rests on."""

    page: str
    troubles: tuple[Trouble, ...]
    told: str
    files: tuple[Path, ...] = ()


def rebuild(watch: Watch) -> Rebuilt:
    """Build once; whatever goes wrong is told, and nothing is raised."""
    try:
        return _built(watch)
    except Exception as error:  # noqa: BLE001  # a preview lives on, whatever somebody saves
        if isinstance(error, OSError) or type(error).__module__.startswith("ecaremap."):
            message = getattr(error, "message", None) or str(error)
            trouble = Trouble("", message, help=getattr(error, "fix", ""))
        else:
            message = f"Something went wrong inside ecaremap ({type(error).__name__}: {error})."
            trouble = Trouble("", message, help="please report it, with what you wrote")
        return Rebuilt("", (trouble,), message)


def _built(watch: Watch) -> Rebuilt:
    validated = validate(watch.path, watch.as_of, watch.scenario)
    files = tuple(Path(file.path).absolute() for file in validated.sources.files if file.layer != "pack")
    told = "".join(text for _, text in summary(validated.findings, watch.path, watch.as_of.isoformat()))
    if not validated.buildable:
        errors = [finding for finding in validated.findings if finding.severity == "error"]
        return Rebuilt("", tuple(_trouble(error, validated.sources) for error in errors), told, files)
    report = validated.decisions.project.strategy.report if validated.decisions else None
    name = report.logo if report and report.logo else ""
    files = (*files, _folder(watch) / name) if name else files
    if watch.output is not None:
        build(watch.path, watch.as_of, watch.output, watch.how, scenario=watch.scenario)
        return Rebuilt((watch.output / "index.html").read_text(encoding="utf-8"), (), told, files)
    decisions = validated.decisions
    assert decisions is not None
    picture = logo_of(Path(watch.path), name) if name else ""
    page, _ = SPELLINGS["index.html"](report_view(decisions, validated.findings, picture), watch.how)
    return Rebuilt(page.decode(), (), told, files)


def _folder(watch: Watch) -> Path:
    """Where the strategy lies, whether or not it is there now."""
    path = Path(watch.path).absolute()
    return path if path.is_dir() or not path.suffix else path.parent


def _trouble(finding: Finding, sources: Sources) -> Trouble:
    lines: tuple[str, ...] = ()
    if finding.span:
        gutter = len(str(finding.span.line))
        drawn = excerpt(sources, finding.span, finding.label, finding.severity, gutter)
        lines = tuple("".join(text for _, text in line).rstrip() for line in drawn)
    return Trouble(finding.code, finding.message, sources.place(finding.span), lines, finding.help)


def follow(watch: Watch, preview: Preview, stop: Event, tell: Callable[[str], None], ready: Callable[[], None]) -> None:
    """Build, and build again whenever a file changes, until `stop` is set.

    Pages go to the preview, and a line about each build to `tell`; `ready` is called once, when there is something to
    look at.
    """
    seen: Snapshot | None = None
    files: tuple[Path, ...] = ()
    while not stop.is_set():
        now = snapshot(watch, files)
        if now != seen:
            result = rebuild(watch)
            # A broken file names fewer files than it rests on; those known before still count.
            files = result.files if not result.troubles else tuple(dict.fromkeys((*files, *result.files)))
            # What was saved while it was built differs from `now`, and so does a file not known before.
            seen = now
            preview.show(result.page, result.troubles)
            tell(result.told)
            ready()
            ready = _nothing
            continue
        _wait(watch, files, seen, stop)


def _nothing() -> None:
    """What is done only the first time."""


def _wait(watch: Watch, files: tuple[Path, ...], seen: Snapshot, stop: Event) -> None:
    """Come back when something has changed, or a folder has come or gone."""
    folders = _folders(watch, files)
    there = [folder for folder in folders if folder.is_dir()]
    if not there:
        stop.wait(PAUSE)
        return
    known = [_identity(folder) for folder in folders]
    try:
        for _ in wake_ups(there, stop, deep=Path(watch.path).is_dir()):
            if snapshot(watch, files) != seen or [_identity(folder) for folder in folders] != known:
                return
    except (OSError, RuntimeError):  # gone between looking and watching, or a system that cannot tell
        stop.wait(PAUSE)


def _folders(watch: Watch, files: Iterable[Path]) -> list[Path]:
    """Every folder that something to follow lies in."""
    found = {_folder(watch), *(file.parent for file in files)}
    if watch.how.templates:
        found.add(watch.how.templates)
    return sorted(found)


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def snapshot(watch: Watch, files: Iterable[Path] = ()) -> Snapshot:
    """The files that the page depends on, as they are now: those known from the last build, and new ones."""
    path = Path(watch.path).absolute()
    own = {path, signatures_path(path)}
    with suppress(Unreadable):  # told by the build
        own |= set(strategy_files(path))
    found = {*own, *files}
    # New files may come into a folder that is extended, too.
    for folder in {file.parent for file in files if file not in own and not file.is_relative_to(_folder(watch))}:
        found |= {file for suffix in SUFFIXES for file in _listed(folder, f"*{suffix}")}
    if watch.how.templates:
        found |= {file for file in _listed(watch.how.templates, "**/*") if file.is_file()}
    return {file: _state(file) for file in sorted(found) if not file.is_dir()}


def _listed(folder: Path, pattern: str) -> list[Path]:
    try:
        return list(folder.glob(pattern))
    except OSError:
        return []


def _state(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
