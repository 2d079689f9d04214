"""Every place in one text that names an id of a kind: in sections, in tests of rules, in waivers."""

import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from ecaremap.load.checks.references import references_in
from ecaremap.load.renaming.kinds import SHARED_REFERENCES, Kind
from ecaremap.model.source import Span
from ecaremap.model.tree import Items, Table, mark_at

TESTED: dict[str, str] = {
    "request.id": "request", "touchpoint.id": "touchpoint", "segment.id": "segment", "request.starts_at": "touchpoint",
    "touchpoint.hands_over_to": "touchpoint", "segment.must_keep": "touchpoint", "touchpoint.feedback": "feedback",
    "request.source": "source", "touchpoint.source": "source", "segment.source": "source", "cell.source": "source",
}  # fmt: skip
"""Fields whose tests name ids, and of which kind."""

PERSONAL = "keep-personal/"
"""Begin of the ids of rules that `keep_personal` stands for."""


class Place(NamedTuple):
    """One text that names an id: where it stands, what it says, what it is to say."""

    span: Span
    old: str
    new: str


class Job(NamedTuple):
    """What is renamed. meant: whether names that could mean several kinds mean this one."""

    kind: Kind
    old: str
    new: str
    meant: bool


Seen = Callable[[str], None]


def places(tree: Table, job: Job, remark: Seen) -> Iterator[Place]:
    """All of them in one tree; what a person has to look at is told to `remark`."""
    for reference in references_in(tree):
        shared = reference.kind in SHARED_REFERENCES
        if reference.name != job.old or reference.kind not in job.kind.named or (shared and not job.meant):
            continue
        mark = mark_at(tree, reference.path)
        if mark is not None:
            yield Place(mark.key() if reference.is_key else mark.value(), job.old, job.new)
    yield from _scenarios(tree, job)
    yield from _rules(tree, job)
    yield from _waivers(tree, job, remark)


def _scenarios(tree: Table, job: Job) -> Iterator[Place]:
    """Keys of scenarios that no check of references looks at."""
    scenarios = tree.get("scenarios")
    for scenario in scenarios.values() if isinstance(scenarios, Table) else ():
        if not isinstance(scenario, Table):
            continue
        plan = scenario.get("plan")
        coverage = scenario.get("coverage")
        if job.kind.name == "segment":
            yield from _key(scenario.get("segments"), job)
        if job.kind.name == "tactic" and isinstance(plan, Table):
            yield from _key(plan.get("tactics"), job)
        if job.kind.name == "request":
            yield from _key(coverage, job)
        if job.kind.name == "touchpoint" and isinstance(coverage, Table):
            for row in coverage.values():
                yield from _key(row, job)


def _key(table: Any, job: Job) -> Iterator[Place]:
    if isinstance(table, Table) and job.old in table:
        yield Place(table.marks[job.old].key(), job.old, job.new)


def _rules(tree: Table, job: Job) -> Iterator[Place]:
    rules = tree.get("rules")
    for rule in rules if isinstance(rules, Items) else ():
        if isinstance(rule, Table):
            for key in ("when", "unless"):
                yield from _block(rule.get(key), job)
            then = rule.get("then")
            if isinstance(then, Table):
                yield from _block(then.get("require"), job)
                yield from _block(then.get("offer"), job)
                yield from _lifts(then, job)


def _block(block: Any, job: Job) -> Iterator[Place]:
    """The tests of a condition, those under `any` too."""
    for key, value in block.items() if isinstance(block, Table) else ():
        if key == "any":
            for inner in value if isinstance(value, Items) else ():
                yield from _block(inner, job)
        elif TESTED.get(key) == job.kind.name:
            marked = zip(value, value.marks, strict=True) if isinstance(value, Items) else [(value, block.marks[key])]
            for text, mark in marked:
                changed = tested(text, job) if isinstance(text, str) else text
                if changed != text:
                    yield Place(mark.value(), text, changed)


def tested(text: str, job: Job) -> str:
    """The text of a test, `x` or `not x`, with the new id."""
    found = re.fullmatch(r"(not\s+)?(.*)", text, re.DOTALL)
    assert found is not None
    return f"{found[1] or ''}{job.new}" if found[2] == job.old else text


def _lifts(then: Table, job: Job) -> Iterator[Place]:
    lifted = then.get("lift")
    marked = zip(lifted, lifted.marks, strict=True) if isinstance(lifted, Items) else ()
    for name, mark in [(lifted, then.marks["lift"])] if isinstance(lifted, str) else marked:
        changed = rule_id(name, job) if isinstance(name, str) else name
        if changed != name:
            yield Place(mark.value(), name, changed)


def rule_id(name: str, job: Job) -> str:
    """The id of a rule after the change; `keep_personal` makes rules named after requests."""
    if job.kind.name == "rule":
        return job.new if name == job.old else name
    if job.kind.name == "request":
        for ending in ("", "-person"):
            if name == f"{PERSONAL}{job.old}{ending}":
                return f"{PERSONAL}{job.new}{ending}"
    return name


def _waivers(tree: Table, job: Job, remark: Seen) -> Iterator[Place]:
    waivers = tree.get("waivers")
    for waiver in waivers if isinstance(waivers, Items) else ():
        where = waiver.get("where") if isinstance(waiver, Table) else None
        if isinstance(where, str):
            changed = _where(where, job)
            if changed != where:
                yield Place(waiver.marks["where"].value(), where, changed)
            for pattern in _patterns(where, job):
                if fnmatchcase(job.old, pattern) != fnmatchcase(job.new, pattern):
                    remark(f"the waiver '{waiver.get('id')}' is for {where}: look whether that still means the same")


def _where(where: str, job: Job) -> str:
    """`request`, `request/touchpoint`, `rule:id`, or another id, with the new one."""
    kind, colon, name = where.partition(":")
    if colon:
        return f"{kind}:{rule_id(name, job)}" if kind == "rule" else where
    row, slash, column = where.partition("/")
    if job.kind.name == "request" and row == job.old:
        return f"{job.new}{slash}{column}"
    if job.kind.name == "touchpoint" and slash and column == job.old:
        return f"{row}/{job.new}"
    by_id = job.meant and not slash and job.kind.name not in ("rule", "waiver", "scenario")
    return job.new if by_id and row == job.old else where


def _patterns(where: str, job: Job) -> Iterator[str]:
    """The parts of a waiver's place with wildcards that could match ids of this kind; one for all matches both."""
    kind, colon, name = where.partition(":")
    row, slash, column = where.partition("/")
    parts = {"rule": name if colon and kind == "rule" else "", "request": "" if colon else row}
    parts["touchpoint"] = column if slash and not colon else ""
    part = parts.get(job.kind.name, "")
    if re.search(r"[*?\[]", part):
        yield part
