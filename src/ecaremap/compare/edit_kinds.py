"""What an edit is by itself, before anybody asks what it does: its kinds, from one table by section and attribute."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from ecaremap.compare.edits import DEGREE, Edit
from ecaremap.compare.rule_edits import direction, later
from ecaremap.insight.bounds import Bound, bounds
from ecaremap.insight.journeys.hours import ALWAYS, open_minutes
from ecaremap.model.cell import Cell
from ecaremap.model.facts import rank
from ecaremap.model.figures import Figure
from ecaremap.model.plan import Target
from ecaremap.model.scales import ORDERED_SCALES, STRATEGY_LEVELS
from ecaremap.policy.decisions import Decisions

Kinds = tuple[str, ...]
Reader = Callable[["EditKinds", Edit], Kinds]

TEXTS = frozenset({
    "name", "description", "translations", "synonyms", "note", "title", "because", "last_checked", "checked_against",
    "url", "task", "cause", "scope", "jurisdiction", "not_here", "meets", "members",
})  # fmt: skip
"""Words for readers and colleagues, in whatever section."""

STATUSES = ("withdrawn", "potential", "planned", "pilot", "live")
FIGURE_PARTS = ("source", "as_of", "driver")

WHOLE: dict[str, tuple[str, str]] = {
    "requests": ("request-removed", "request-added"),
    "touchpoints": ("touchpoint-removed", "touchpoint-added"),
    "segments": ("segment-removed", "segment-added"),
    "journeys": ("journey-removed", "journey-added"),
    "feedback": ("metric-removed", "metric-added"),
    "targets": ("promise-removed", "promise-added"),
    "waivers": ("waiver-removed", "waiver-added"),
    "keep_personal": ("rule-removed", "rule-added"),
    "packs": ("pack-removed", "pack-added"),
    **dict.fromkeys(("fixes", "plan.builds", "plan.enablers", "plan.tactics", "plan"), ("work-removed", "work-added")),
}
"""By section: what it is when a whole thing goes, and when it comes."""

BY_SECTION: dict[str, str] = {
    "thresholds": "limit-changed", "assessments": "record-changed", "measurement": "record-changed",
    "report": "text-changed", "scenarios": "figure-changed", "sources": "source-changed", "plan": "work-changed",
    "journeys": "journey-changed", **dict.fromkeys(("fixes", "plan.builds", "plan.enablers", "plan.tactics"), "work-changed"),
}  # fmt: skip
"""What remains, by section."""


class EditKinds:
    """The kinds of edits between two versions."""

    def __init__(self, old: Decisions, new: Decisions) -> None:
        self.old, self.new = old, new
        self._rules = old.rules.by_id(), new.rules.by_id()

    def of(self, edit: Edit) -> Kinds:
        """The kinds of one edit; at least one."""
        if edit.section == "rules":
            return self._rule(edit)
        if edit.section in BY_SECTION and edit.section in ("thresholds", "assessments", "measurement", "report"):
            return (BY_SECTION[edit.section],)
        if not edit.field and edit.section != "coverage":
            gone, came = WHOLE.get(edit.section, ("", ""))
            fallback = BY_SECTION.get(edit.section, "attribute-changed")
            return ((gone if edit.action == "removed" else came) or fallback,)
        reader = READERS.get((edit.section, edit.top)) or READERS.get(("", edit.top))
        kinds = reader(self, edit) if reader else ()
        return tuple(dict.fromkeys(kinds)) or self._plain(edit)

    def _plain(self, edit: Edit) -> Kinds:
        """Words, sources and figures; else what the section says."""
        last = edit.field.rpartition(".")[2]
        if edit.top in TEXTS:
            return ("text-changed",)
        if last in FIGURE_PARTS:
            return ("source-changed",)
        if isinstance(edit.before or edit.after, Figure):
            figure = {"added": "figure-added", "removed": "figure-removed", "changed": "figure-changed"}
            return (figure[edit.action],)
        return (BY_SECTION.get(edit.section, "attribute-changed"),)

    def _rule(self, edit: Edit) -> Kinds:
        before, after = (rules.get(edit.name) for rules in self._rules)
        if before is None or after is None:
            rule = before or after
            gone = after is None
            if rule and rule.effect.lift:
                return ("exception-removed" if gone else "exception-added",)
            return ("rule-removed" if gone else "rule-added",)
        if edit.top in TEXTS or edit.top == "source":
            return ("text-changed",)
        return direction(before, after) or ("text-changed",)

    def cell(self, edit: Edit) -> Kinds:
        """A cell's degrees: per state what is offered, and whether a question was answered."""
        before, after = edit.before, edit.after
        found: dict[str, None] = {}
        for was, now in zip(_degrees(before), _degrees(after), strict=True):
            found |= dict.fromkeys(_step(was, now))
        if not found:
            found = dict.fromkeys(_decided(before, after))
        return tuple(found)

    def owner(self, edit: Edit) -> Kinds:
        """Who answers for something."""
        return ({"added": "owner-named", "removed": "owner-removed", "changed": "owner-changed"}[edit.action],)

    def metric(self, edit: Edit) -> Kinds:
        """Where customers are listened to."""
        before, after = set(edit.before or ()), set(edit.after or ())
        return (*("metric-removed",) * bool(before - after), *("metric-added",) * bool(after - before))

    def login(self, edit: Edit) -> Kinds:
        """How strong a login is, or has to be; nothing written is none."""
        kind = "login-need" if edit.section == "requests" else "login"
        return _moved(edit, ORDERED_SCALES["Authentication"], f"{kind}-lowered", f"{kind}-raised")

    def person(self, edit: Edit) -> Kinds:
        """How near a person is."""
        return _moved(edit, ORDERED_SCALES["HumanRoute"], "person-further", "person-nearer")

    def status(self, edit: Edit) -> Kinds:
        """How live something is; a cell without a status of its own follows its touchpoint."""
        if not edit.before or not edit.after:
            return ("attribute-changed",)
        return _moved(edit, STATUSES, "status-lowered", "status-raised")

    def hand_over(self, edit: Edit) -> Kinds:
        """A way on: gone, new, or with the customer's story lost or kept."""
        before, after = (_kept(value) for value in (edit.before, edit.after))
        if edit.field.endswith(".share"):
            return ()
        return ("hand-over-lost",) if after < before else ("hand-over-gained",) if after > before else ()

    def hours(self, edit: Edit) -> Kinds:
        """Opening hours, minute by minute; unwritten ones are not known."""
        if not edit.before or not edit.after:
            return ("attribute-changed",)
        before, after = open_minutes(edit.before), open_minutes(edit.after)
        if before == after:
            return ("text-changed",)
        lost, won = bool(before & ~after & ALWAYS), bool(after & ~before & ALWAYS)
        return ("hours-other",) if lost and won else ("hours-shorter",) if lost else ("hours-longer",)

    def accessible(self, edit: Edit) -> Kinds:
        """Whether people with disabilities can use it; unknown promises nothing."""
        return ("access-gained",) if edit.after else ("access-lost",) if edit.before else ("attribute-changed",)

    def reach(self, edit: Edit) -> Kinds:
        """What a group of customers can use, and what it was promised to keep."""
        if edit.top == "cannot_use":
            return ("segment-reach",)
        before, after = set(edit.before or ()), set(edit.after or ())
        return (*("kept-place-removed",) * bool(before - after), *("kept-place-added",) * bool(after - before))

    def starts(self, edit: Edit) -> Kinds:
        """Where customers start: more of them where nobody says what it can take."""
        before, after = (
            value.likely if isinstance(value, Figure) else Decimal(0) for value in (edit.before, edit.after)
        )
        name = edit.field.partition(".")[2].partition(".")[0]
        side = self.new if after > before else self.old
        touchpoint = side.project.strategy.touchpoints.get(name)
        if touchpoint is None or touchpoint.capacity or before == after or edit.field.count(".") > 1:
            return ()
        return ("volume-moved" if after > before else "volume-moved-away", "figure-changed")

    def waiver(self, edit: Edit) -> Kinds:
        """For how long, for which finding and where."""
        if edit.top == "until":
            return ("waiver-extended" if later(edit.before, edit.after) else "waiver-shortened",)
        return ("waiver-changed",) if edit.top in ("finding", "where") else ("text-changed",)

    def promise(self, edit: Edit) -> Kinds:
        """A target's bounds and day."""
        if edit.top == "by":
            return ("promise-lowered" if later(edit.before, edit.after) else "promise-raised",)
        old, new = (_target(side, edit.name) for side in (self.old, self.new))
        sides = [bounds(target, None) if target else {} for target in (old, new)]
        if edit.top == "metric" or (old and new and old.metric != new.metric):
            return ("promise-other",)
        return tuple(_bound_kinds(edit.top, sides[0].get(edit.top), sides[1].get(edit.top)))  # type: ignore[call-overload]

    def level(self, edit: Edit) -> Kinds:
        """How much is asked for."""
        return _moved(edit, STRATEGY_LEVELS, "level-lowered", "level-raised")

    def scale(self, _: Edit) -> Kinds:
        """The units of all figures."""
        return ("scale-changed",)

    def unwritten(self, _: Edit) -> Kinds:
        """What an unwritten cell means."""
        return ("unwritten-means",)


def _moved(edit: Edit, scale: tuple[str, ...], down: str, up: str) -> Kinds:
    """Along an ordered scale; what is not written stands at its low end."""
    before, after = (scale.index(value) if value else 0 for value in (edit.before, edit.after))
    if before == after:
        return ("attribute-changed",)
    return (up,) if after > before else (down,)


def _degrees(cell: Cell | None) -> tuple[str, str]:
    """What is offered today and by the target; empty where nothing is."""
    if cell is None or cell.not_here is not None:
        return "", ""
    return (cell.today or "").replace("none", ""), (cell.aim or "").replace("none", "")


def _step(was: str, now: str) -> Iterable[str]:
    if was == now:
        return ()
    if not was or not now:
        return ("route-added",) if now else ("route-removed",)
    before, after = rank(was), rank(now)
    if "human" in (was, now):
        return ("degree-raised",) if was == "human" else ("degree-lowered",)
    if before is None or after is None:
        return ("degree-other",)
    return ("degree-raised",) if after > before else ("degree-lowered",)


def _decided(before: Cell | None, after: Cell | None) -> Iterable[str]:
    if before is None:
        return ("cell-decided",)
    return ("cell-undecided",) if after is None else ("degree-other",)


def _kept(way: Any) -> int:
    """How much of a hand-over there is: none, one that loses the story, one that keeps it."""
    context = getattr(way, "context", way)
    return {"context lost": 1, "context kept": 2}.get(context or "", 0)


def _target(decisions: Decisions, name: str) -> Target | None:
    return next((target for target in decisions.project.strategy.targets if target.id == name), None)


def _bound_kinds(side: str, before: Bound | None, after: Bound | None) -> Iterable[str]:
    if before is None or after is None:
        return ("promise-raised",) if after else ("promise-lowered",) if before else ("promise-other",)
    if before.unit != after.unit:
        return ("promise-other",)
    if before.amount == after.amount:
        return ("text-changed",)
    more = after.amount > before.amount
    return ("promise-raised",) if more == (side == "at_least") else ("promise-lowered",)


READERS: dict[tuple[str, str], Reader] = {
    ("coverage", DEGREE): EditKinds.cell,
    ("coverage", ""): EditKinds.cell,
    ("coverage", "human_route"): EditKinds.person,
    ("coverage", "status"): EditKinds.status,
    ("touchpoints", "status"): EditKinds.status,
    ("touchpoints", "authentication"): EditKinds.login,
    ("requests", "authentication"): EditKinds.login,
    ("touchpoints", "hands_over_to"): EditKinds.hand_over,
    ("touchpoints", "hours"): EditKinds.hours,
    ("touchpoints", "accessible"): EditKinds.accessible,
    ("touchpoints", "feedback"): EditKinds.metric,
    ("requests", "starts_at"): EditKinds.starts,
    ("segments", "cannot_use"): EditKinds.reach,
    ("segments", "must_keep"): EditKinds.reach,
    **{("targets", name): EditKinds.promise for name in ("at_least", "at_most", "by", "metric")},
    **{("waivers", name): EditKinds.waiver for name in ("until", "finding", "where", "reason", "by")},
    ("strategy", "level"): EditKinds.level,
    ("strategy", "currency"): EditKinds.scale,
    ("strategy", "volumes_per"): EditKinds.scale,
    ("strategy", "everywhere_else"): EditKinds.unwritten,
    **{("", name): EditKinds.owner for name in ("owner", "cause_owner", "sponsor")},
}
"""By section and attribute, or by attribute alone; everything else is words, a figure or an attribute."""
