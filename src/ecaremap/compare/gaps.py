"""Gaps and other findings that opened, closed, or were accepted."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from ecaremap.compare.causes import Key
from ecaremap.compare.edits import DEGREE
from ecaremap.compare.pair import Effect, Pair, Side
from ecaremap.model.finding import Finding

ELSEWHERE = ("Y", "M", "P", "J101", "J102", "J103", "J104", "J105", "J107")
"""What cannot stand in a version that can be compared, and what breaches and journeys already tell."""

EVERYWHERE = "*"
About = tuple[str, str, str]
SECTIONS = (
    "requests", "touchpoints", "segments", "targets", "fixes", "plan.builds", "plan.enablers", "plan.tactics",
    "feedback", "journeys", "waivers", "sources",
)  # fmt: skip


def gap_effects(pair: Pair, ruled: Mapping[str, Key] = MappingProxyType({})) -> Iterator[Effect]:
    """What the checks find that they did not find before, and what they find no longer.

    `ruled` names by place the rule that decides it differently now: what nothing at the place explains, that does.
    """
    if pair.old.strategy.level != pair.new.strategy.level:
        key = pair.causes.of("strategy", "", frozenset({"level"}))
        yield Effect("gaps-unclear", (key,) if key else (), old=pair.old.strategy.level, new=pair.new.strategy.level)
        return
    old, new = _findings(pair.old), _findings(pair.new)
    for about in sorted(new.keys() - old.keys()):
        finding = new[about]
        # A question is asked, a gap is there; accepted from the first day is not the same as open.
        kind = "question-opened" if _asks(finding) else _accepted(finding, "gap-accepted", "gap-opened")
        yield _effect(pair, kind, about, finding, ruled)
    for about in sorted(old.keys() - new.keys()):
        finding = old[about]
        kind = "question-answered" if _asks(finding) else _accepted(finding, "gap-counts-again", "gap-closed")
        yield _effect(pair, kind, about, finding, ruled)
    for about in sorted(old.keys() & new.keys()):
        was, now = old[about].standing == "justified", new[about].standing == "justified"
        if was != now:
            kind, finding = ("gap-accepted", new[about]) if now else ("gap-counts-again", old[about])
            yield _effect(pair, kind, about, finding, ruled)


def _accepted(finding: Finding, accepted: str, counts: str) -> str:
    return accepted if finding.standing == "justified" else counts


def _asks(finding: Finding) -> bool:
    return finding.question or finding.severity == "info"


def _findings(side: Side) -> dict[About, Finding]:
    """By code, object and field; several of the same are one."""
    return {
        (finding.code, finding.where, finding.field): finding
        for finding in side.findings
        if not finding.code.startswith(ELSEWHERE)
    }


def _effect(pair: Pair, kind: str, about: About, finding: Finding, ruled: Mapping[str, Key]) -> Effect:
    code, where, _ = about
    request, _, touchpoint = where.partition("/")
    known = request in pair.old.strategy.requests or request in pair.new.strategy.requests
    place = (request, touchpoint) if known else ("", where if where != EVERYWHERE else "")
    old, new = ("", finding.message) if kind in OPENED else (finding.message, "")
    return Effect(kind, _causes(pair, kind, about, ruled), *place, "", "", old, new, code)


OPENED = ("gap-opened", "question-opened", "gap-accepted")


def _causes(pair: Pair, kind: str, about: About, ruled: Mapping[str, Key]) -> tuple[Key, ...]:
    code, where, field = about
    causes = pair.causes
    found: Key | None = None
    if kind in ("gap-accepted", "gap-counts-again"):
        sides = (pair.old.strategy.waivers, pair.new.strategy.waivers)
        waivers = {waiver.id: (waiver.finding, waiver.where) for side in sides for waiver in side}
        found = causes.waiver(code, where, waivers)
    found = found or _at(pair, where, field) or ruled.get(where)
    if not found and where.startswith("build:"):
        plans = (plan for side in (pair.new, pair.old) if (plan := side.strategy.plan))
        build = next((b for plan in plans if (b := plan.builds.get(where.removeprefix("build:")))), None)
        place = f"{build.request}/{build.touchpoint}" if build else ""
        found = _at(pair, place, "") or ruled.get(place)
    return (found,) if found else ()


def _at(pair: Pair, where: str, field: str) -> Key | None:
    """The attribute of the very object that the finding is about; else what the object rests on."""
    causes = pair.causes
    if where.startswith("rule:"):
        return causes.rule(where.removeprefix("rule:"))
    _, colon, rest = where.partition(":")
    name = rest if colon else where
    first, _, last = name.partition("/")
    fields = frozenset({field, DEGREE})
    found = None
    if last:
        found = causes.cell(first, last, fields) or causes.any_of("coverage", name)
    for thing in (name, *((first, last) if last else ())):
        found = found or next((key for s in SECTIONS if (key := causes.of(s, thing, fields))), None)
    for thing in (name, *((first, last) if last else ())):
        found = found or next((key for s in SECTIONS if (key := causes.any_of(s, thing))), None)
    return found or next(iter(causes.row(first)), None)
