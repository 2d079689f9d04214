"""M211: a name stands for nothing."""

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase

from ecaremap.load.checks.references import Reference, references, vocabularies
from ecaremap.model.finding import Check, Finding, Related
from ecaremap.model.project import Project
from ecaremap.model.scales import KINDS
from ecaremap.model.source import Span
from ecaremap.model.suggest import did_you_mean

MAX_SUGGESTIONS = 20
"""Looking for near names among thousands takes time; who has more broken names needs another kind of help."""
MAX_RELATED = 5
PARTS = {"touchpoint, request or family": ("touchpoint", "request"), "build, enabler or fix": ("build",)}


def run(project: Project) -> Iterator[Finding]:
    """One finding for each name, however often it is used."""
    known = vocabularies(project)
    broken: dict[tuple[str, str], list[Reference]] = {}
    for reference in references(project):
        if reference.name not in known[reference.kind]:
            broken.setdefault(_cause(reference, broken), []).append(reference)
    for number, ((kind, name), places) in enumerate(broken.items()):
        fix = _fix(name, kind, known[kind]) if number < MAX_SUGGESTIONS else ""
        yield _finding(project, name, kind, places, fix)
    yield from _waivers(project)
    yield from _targets(project)


def _cause(reference: Reference, broken: Mapping[tuple[str, str], object]) -> tuple[str, str]:
    """Kind and name; a name already missed as one kind is not missed again as "one of several kinds"."""
    for kind in PARTS.get(reference.kind, ()):
        if (kind, reference.name) in broken:
            return kind, reference.name
    return reference.kind, reference.name


def _fix(name: str, kind: str, known: frozenset[str]) -> str:
    near = did_you_mean(name, known)
    if kind == "touchpoint" and name in KINDS:
        return f"add {name} to touchpoints; it is a known kind and needs no more"
    if kind == "source":
        return near or f"add it to sources, as {name}: {{title: …, kind: estimate}}; or describe it in several words"
    if kind == "team":
        return near or f"add it to the plan's teams, as {name}: 3 people"
    return near or f"define '{name}', or correct the name"


def _finding(project: Project, name: str, kind: str, places: list[Reference], fix: str) -> Finding:
    spans = [span for span in (_span(project, place) for place in places) if span is not None]
    related = tuple(Related(span, "and here") for span in spans[1 : MAX_RELATED + 1])
    more = len(spans) - 1 - len(related)
    notes = (f"The name stands in {more} more places.",) if more > 0 else ()
    return Finding(
        "M211", "error", f"There is no {kind} '{name}'.", _where(places[0]), _field(places[0]),
        spans[0] if spans else None, "not defined", fix, notes, related,
    )  # fmt: skip


def _span(project: Project, reference: Reference) -> Span | None:
    if reference.is_key:
        return project.key_span(*reference.path)
    return project.value_span(*reference.path)


def _where(reference: Reference) -> str:
    """The object that holds the name, in the words of the map."""
    path = [str(part) for part in reference.path]
    if path[0] == "coverage":
        return "/".join(path[1:3])
    return path[1] if path[0] == "requests" else "/".join(path[:2])


def _field(reference: Reference) -> str:
    texts = [part for part in reference.path if isinstance(part, str)]
    return texts[-2] if reference.is_key and len(texts) > 2 else texts[-1]


def _waivers(project: Project) -> Iterator[Finding]:
    """Where a waiver points: request, request/touchpoint or rule:id, with * for any."""
    strategy = project.strategy
    rules = [rule.id for rule in strategy.rules]
    for index, waiver in enumerate(strategy.waivers):
        kind, colon, name = waiver.where.partition(":")
        fix = ""
        if colon and kind == "rule" and not _matches(name, rules):
            fix = did_you_mean(name, rules) or "the strategy has no rules"
        elif not colon:
            fix = _place_fix(waiver.where, project)
        if fix:
            message = f"The waiver '{waiver.id}' points at '{waiver.where}', which does not exist."
            span = project.value_span("waivers", index, "where")
            yield Finding("M211", "error", message, f"waiver:{waiver.id}", "where", span, "not defined", fix)


def _place_fix(where: str, project: Project) -> str:
    """What is wrong with `request` or `request/touchpoint`; empty if it fits."""
    strategy = project.strategy
    row, slash, column = where.partition("/")
    if not slash:
        # Findings about one touchpoint, segment, target or build are waived by its id.
        plan = strategy.plan
        others = [*strategy.touchpoints, *strategy.segments, *strategy.feedback, *strategy.sources, *strategy.fixes]
        others += [target.id for target in strategy.targets]
        others += [*plan.builds, *plan.enablers, *plan.tactics] if plan else []
        if _matches(row, others):
            return ""
    if not _matches(row, strategy.requests):
        return did_you_mean(row, strategy.requests) or "the strategy has no requests"
    if slash and not _matches(column, strategy.touchpoints):
        return did_you_mean(column, strategy.touchpoints)
    return ""


def _matches(pattern: str, names: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in names)


def _targets(project: Project) -> Iterator[Finding]:
    """`85% of baseline` needs a baseline."""
    for index, target in enumerate(project.strategy.targets):
        for key, bound in (("at_least", target.at_least), ("at_most", target.at_most)):
            if bound and bound.endswith("of baseline") and project.strategy.baseline is None:
                fix = "add a baseline: with its period and operating_cost"
                message = f"The target '{target.id}' counts from a baseline, but there is none."
                span = project.value_span("targets", index, key)
                yield Finding("M211", "error", message, f"target:{target.id}", key, span, "not defined", fix)


CHECK = Check("M211", "unknown-reference", "error", "A name stands for nothing that is defined.", run)
