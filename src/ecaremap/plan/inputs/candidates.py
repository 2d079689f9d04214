"""What can be put on a plan: fixes, enablers, openings and builds, as far as rules and figures let them."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.programme import monthly
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Build, Enabler, Fix
from ecaremap.model.plan import Need as Needed
from ecaremap.plan.inputs.adoption import adoption, exists, finishes
from ecaremap.plan.inputs.calendar import month_of, months_in, team_needed, whole_months
from ecaremap.plan.inputs.ground import Ground
from ecaremap.plan.inputs.model import Blocked
from ecaremap.plan.inputs.refusals import refusal
from ecaremap.plan.problem import Fewer, Item, Need

Work = Fix | Build | Enabler
Path = tuple[str, ...]
OUT = "it is not part of the plan"
THERE = "Customers can use it today; the plan only leads more of them there."


def candidates(ground: Ground) -> tuple[Item, ...]:
    """All work, by id; what is kept out stands in the notes."""
    found = [*_fixes(ground), *_enablers(ground), *_builds(ground)]
    return tuple(sorted((*found, *_openings(ground, found)), key=lambda item: item.id))


def _fixes(ground: Ground) -> Iterator[Item]:
    for name, fix in sorted(ground.strategy.fixes.items()):
        path = ("fixes", name)
        if not _counted(ground, name, "fix", fix.request):
            continue
        effect = Fewer(float(fix.fewer.likely))
        yield from _work(ground, name, "fix", fix, path, fix.owner or "", effect=effect, request=fix.request)


def _enablers(ground: Ground) -> Iterator[Item]:
    for name, enabler in sorted(ground.plan.enablers.items()):
        place = enabler.touchpoint
        kind: Literal["opening", "enabler"] = "opening" if place and not _live(ground, place) else "enabler"
        owner = ground.strategy.touchpoints[place].owner if place else None
        yield from _work(
            ground, name, kind, enabler, ("plan", "enablers", name), owner or "", touchpoint=place or ""
        )  # fmt: skip


def _builds(ground: Ground) -> Iterator[Item]:
    for name, build in sorted(ground.plan.builds.items()):
        refused = refusal(ground, build.request, build.touchpoint, build.degree)
        if refused:
            ground.notes.block(Blocked(name, "build", "rule", refused.sentence, refused.rules))
            continue
        if not _counted(ground, name, "build", build.request):
            continue
        if not ground.requests[build.request].basis:
            sentence = f"What a contact with a person about '{ground.name_of(build.request)}' costs is not known."
            ground.notes.block(Blocked(name, "build", "figure", sentence))
            continue
        uncounted = _uncounted(ground, build)
        effect = None if uncounted else adoption(ground, name, build)
        owner = ground.owner_of(build.request, build.touchpoint)
        if effect is None and not uncounted:
            sentence = f"Its ceiling or the cost of a digital contact is not known; ask {owner}."
            ground.notes.block(Blocked(name, "build", "figure", sentence))
            continue
        yield from _work(
            ground, name, "build", build, ("plan", "builds", name), owner, effect=effect, request=build.request,
            touchpoint=build.touchpoint, degree=build.degree,
            follows=uncounted or (THERE if exists(ground, build) else ""),
        )  # fmt: skip


def _counted(ground: Ground, name: str, kind: str, request: str) -> bool:
    """Whether the needs of a request are known; else its work is blocked."""
    if ground.requests[request].volume and ground.survey.starts(request):
        return True
    sentence = f"How often customers ask '{ground.name_of(request)}', or where they start, is not known."
    ground.notes.block(Blocked(name, kind, "figure", sentence))
    return False


def _uncounted(ground: Ground, build: Build) -> str:
    """Why a build saves nothing that the plan counts; empty if it does."""
    if finishes(ground, build):
        return ""
    if build.degree == "initiate":
        return "Our people finish it later, so it saves nothing that the plan counts."
    return f"At {build.degree} the request is not finished, so it saves nothing that the plan counts."


def _live(ground: Ground, touchpoint: str) -> bool:
    return ground.strategy.touchpoints[touchpoint].status == "live"


def _openings(ground: Ground, work: list[Item]) -> Iterator[Item]:
    """The first launch at a touchpoint that is not live yet, where no enabler opens it."""
    opened = {item.touchpoint for item in work if item.kind == "opening"}
    new = {item.touchpoint for item in work if item.kind == "build" and not _live(ground, item.touchpoint)}
    for place in sorted(new - opened):
        name = opening_id(place)
        follows = f"{ground.place_of(place)} is not live yet; its first launch opens it."
        yield Item(name, "opening", 0, touchpoint=place, name=f"open {ground.place_of(place)}", follows=follows)


def opening_id(touchpoint: str) -> str:
    """The id of an opening that nobody wrote."""
    return f"open-{touchpoint}"


def _work(ground: Ground, name: str, kind: str, work: Work, path: Path, owner: str, **more: object) -> Iterator[Item]:
    """One item with its costs, people and needs; none if a figure is missing without which it cannot be placed."""
    there = isinstance(work, Build) and exists(ground, work)
    lacking = [key for key in ("build_cost", "duration") if getattr(work, key) is None and not there]
    holder = owner or ground.given.keeper
    cost = ground.given.money(symbols.BUILD_COST, work.build_cost, name, (*path, "build_cost"), work.source)
    if work.build_cost is not None and cost is None:
        lacking.append("build_cost")
    for key in lacking:
        ground.notes.lacks(key, name, holder, OUT)
    if lacking:
        words = " and ".join(key.replace("_", " ") for key in dict.fromkeys(lacking))
        ground.notes.block(Blocked(name, kind, "figure", f"{words.capitalize()} unknown; ask {holder}."))
        return
    run = monthly(ground.given, symbols.RUN_COST, work.run_cost, name, (*path, "run_cost"), work.source)
    if run is None and kind in ("build", "enabler", "opening") and not there:
        ground.notes.lacks("run_cost", name, holder, "counted as nothing: the saving may be smaller", blocks=False)
    fixed = month_of(ground.plan.starts, work.starts) if work.starts else 0
    if work.starts and not 1 <= fixed <= ground.months:
        sentence = f"It is to start in {work.starts}, outside of the plan."
        ground.notes.block(Blocked(name, kind, "figure", sentence))
        return
    factor = overrun(ground)
    yield Item(
        name, kind, _length(ground, work),  # type: ignore[arg-type]
        cost=float((cost.value if cost else Decimal(0)) * factor), run=float(run.value) if run else 0.0,
        team=team_needed(work.team), needs=tuple(dict.fromkeys((*needs_of(work.needs), *_opened(ground, kind, more)))),
        one_of=work.one_of or "", required=bool(work.required), fixed=fixed,
        name=name.replace("-", " "), **more,  # type: ignore[arg-type]
    )  # fmt: skip


def overrun(ground: Ground) -> Decimal:
    """What one-off costs are likely to be, against what is planned."""
    over = ground.plan.overrun.build_cost if ground.plan.overrun else None
    return over.likely if over else Decimal(1)


def _length(ground: Ground, work: Work) -> int:
    over = ground.plan.overrun.duration if ground.plan.overrun else None
    if work.duration is None:
        return 0
    return whole_months(replace(work.duration, likely=work.duration.likely * over.likely) if over else work.duration)


def _opened(ground: Ground, kind: str, more: dict[str, object]) -> tuple[Need, ...]:
    """What is built at a touchpoint that is not live needs its opening."""
    place = str(more.get("touchpoint") or "")
    if kind != "build" or _live(ground, place):
        return ()
    written = sorted(name for name, enabler in ground.plan.enablers.items() if enabler.touchpoint == place)
    return (Need(tuple(written) or (opening_id(place),)),)


def needs_of(written: tuple[Needed, ...]) -> tuple[Need, ...]:
    """What has to be there first."""
    return tuple(Need(tuple(sorted(need.any_of)), lag_of(need.after)) for need in written)


def lag_of(after: Figure | None) -> int:
    """Whole months that something has to be live before."""
    return whole_months(after) if after and months_in(after) else 0
