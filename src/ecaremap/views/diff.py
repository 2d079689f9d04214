"""A comparison for readers: what was done, what that means to whom, what to look at first."""

from collections.abc import Iterable, Iterator
from datetime import date

from ecaremap.compare.approving import Approved, failing
from ecaremap.compare.changes import TOGETHER, Change
from ecaremap.compare.comparing import Comparison
from ecaremap.compare.kinds import CLASSES, KINDS
from ecaremap.compare.pair import Effect
from ecaremap.load.approvals import Approval
from ecaremap.views.diff_counts import counts
from ecaremap.views.diff_matrix import matrix
from ecaremap.views.diff_model import (
    AudienceView,
    ChangeView,
    ClassView,
    DiffView,
    EffectView,
    KindView,
    WrittenView,
)  # fmt: skip
from ecaremap.views.diff_names import Names, capital, sentence_of, shortlist
from ecaremap.views.diff_words import AUDIENCES, CLASS_WORDS, SAYS
from ecaremap.views.words import counted

STATES = {"today": "today", "target": "by the target"}
BY_PLACE = frozenset({"routes-fewer", "routes-more", "all-routes-lost", "first-route-gained", "human-route-lost",
                      "human-route-gained", "accessible-route-lost", "accessible-route-gained", "secure-route-lost",
                      "secure-route-gained", "gap-opened", "gap-closed", "question-opened", "question-answered",
                      "gap-accepted", "gap-counts-again"})  # fmt: skip
"""Effects whose old and new values differ from place to place and are not what matters about them."""


def diff_view(comparison: Comparison, approved: Approved, as_of: date, fail_on: str) -> DiffView:
    """Everything that is said about a comparison."""
    names = Names(comparison)
    views = {change.fingerprint: _change(change, names, approved) for change in comparison.changes}
    fails = failing(comparison.changes, approved, fail_on)
    classes = tuple(_classes(comparison.changes, views))
    return DiffView(
        name=comparison.new.strategy.name,
        as_of=as_of.isoformat(),
        old=comparison.old.label,
        new=comparison.new.label,
        sentence=_verdict(classes),
        classes=classes,
        audiences=tuple(_audiences(classes)),
        matrix=matrix(comparison, names),
        figures=counts(comparison) if comparison.changes else (),
        remarks=tuple(_remarks(approved)),
        fail_on=fail_on,
        fails=bool(fails),
    )


def _verdict(classes: Iterable[ClassView]) -> str:
    """One sentence that a reader in a hurry can act on."""
    found = {each.klass: each for each in classes}
    if not found:
        return "No changes."
    number = counted(sum(each.count for each in found.values()), "change", "changes")
    rest = ", ".join(f"{each.count} {each.title.lower()}" for each in found.values() if each.klass != "harm")
    harm = found.get("harm")
    if harm is None:
        return f"No harm found in {number}: {rest}."
    accepted = harm.count - harm.open
    more = f", {accepted if harm.open else 'all'} accepted" if accepted else ""
    also = f"; also {rest}" if rest else ""
    return f"{harm.count} of {number} {'does' if harm.count == 1 else 'do'} harm{more}{also}."


def _classes(changes: Iterable[Change], views: dict[str, ChangeView]) -> Iterator[ClassView]:
    listed = list(changes)
    for klass in CLASSES:
        own = [change for change in listed if change.klass == klass]
        if not own:
            continue
        kinds: dict[str, list[ChangeView]] = {}
        for change in own:
            kinds.setdefault(change.kind, []).append(views[change.fingerprint])
        groups = tuple(KindView(k, KINDS[k].title, KINDS[k].reason, tuple(group)) for k, group in kinds.items())
        title, meaning = CLASS_WORDS[klass]
        left = sum(not view.approved for group in groups for view in group.changes)
        yield ClassView(klass, title, meaning, groups, len(own), left)


def _audiences(classes: Iterable[ClassView]) -> Iterator[AudienceView]:
    """The same sentences by reader; words and figures without effect are left to the lists."""
    changes = [view for each in classes if each.klass != "neutral" for kind in each.kinds for view in kind.changes]
    for name in AUDIENCES:
        lines = tuple((v.klass, dict(v.says)[name], v.fingerprint) for v in changes if name in dict(v.says))
        if lines:
            yield AudienceView(name, lines)


def _change(change: Change, names: Names, approved: Approved) -> ChangeView:
    effects = tuple(_effects(change, names))
    accepted = approved.by_change.get(change.fingerprint)
    return ChangeView(
        fingerprint=change.fingerprint,
        klass=change.klass,
        kind=change.kind,
        object=change.where,
        title=_title(change, names),
        headline=KINDS[change.kind].title,
        reason=KINDS[change.kind].reason,
        says=tuple(_says(change, names)),
        written=tuple(
            WrittenView(names.field(edit), edit.old, edit.new, edit.old_place, edit.new_place) for edit in change.edits
        ),
        effects=effects,
        approved=_accepted(accepted) if accepted else "",
    )


def _accepted(approval: Approval) -> str:
    until = f", until {approval.until.isoformat()}" if approval.until else ""
    return f"{approval.by}, {approval.date.isoformat()}{until}: {approval.reason}"


def _title(change: Change, names: Names) -> str:
    """What was done, in the words of the map: the object, the attribute, old and new."""
    if TOGETHER in change.kinds and not change.edits:
        return f"{capital(names.object(change.where))}: follows from several changes together"
    heads = [edit for edit in change.edits if not edit.field and edit.section != "coverage"]
    shown = heads or list(change.edits)
    parts = [sentence_of(edit, names) for edit in shown[:3]]
    more = len(change.edits) - len(parts)
    if heads and more:
        noun = "rule" if heads[0].section == "packs" else "cell"
        return f"{'; '.join(parts)}, with {counted(more, noun, f'{noun}s')}"
    return "; ".join(parts) + (f"; and {more} more" if more else "")


def _says(change: Change, names: Names) -> Iterator[tuple[str, str]]:
    """For each audience what is worst for it: of the effects and of the change itself."""
    by_kind: dict[str, list[Effect]] = {}
    for effect in change.effects:
        by_kind.setdefault(effect.kind, []).append(effect)
    order = list(KINDS)
    kinds = sorted({*by_kind, *change.kinds}, key=lambda kind: (CLASSES.index(KINDS[kind].klass), order.index(kind)))
    for number, audience in enumerate(AUDIENCES):
        for kind in kinds:
            template = SAYS[kind][number]
            if template:
                effects = by_kind.get(kind)
                yield audience, names.filled(template, effects) if effects else names.of_change(template, change)
                break


def _effects(change: Change, names: Names) -> Iterator[EffectView]:
    """Effects alike as one, gravest first."""
    groups: dict[tuple[str, ...], list[Effect]] = {}
    for effect in change.effects:
        values = () if effect.kind in BY_PLACE else (effect.old, effect.new)
        groups.setdefault((effect.kind, effect.subject, *values), []).append(effect)
    for (kind, subject, *_), group in groups.items():
        places = tuple(sorted({effect.place for effect in group}))
        states = tuple(state for state in STATES if any(effect.state == state for effect in group))
        who = tuple(sorted({effect.group for effect in group} - {""}))
        old, new = ({getattr(effect, side) for effect in group} for side in ("old", "new"))
        yield EffectView(
            kind, KINDS[kind].klass, KINDS[kind].title, _effect_words(group, places, states, who, names),
            len(places), places, states, who, subject,
            next(iter(old)) if len(old) == 1 else "", next(iter(new)) if len(new) == 1 else "",
        )  # fmt: skip


def _effect_words(
    group: list[Effect], places: tuple[str, ...], states: tuple[str, ...], who: tuple[str, ...], names: Names
) -> str:
    """`Last way to a person lost: Cancel my contract, today and by the target`."""
    first = group[0]
    gaps = first.kind.startswith(("gap-", "question-"))
    if gaps and len(group) == 1:
        return f"{KINDS[first.kind].title}: {first.new or first.old} ({first.subject})"
    parts = [f"{KINDS[first.kind].title}: {shortlist([names.object(place) for place in places if place])}"]
    if first.old != first.new and first.kind not in BY_PLACE:
        parts.append(" → ".join(value for value in (first.old, first.new) if value))
    if first.subject:
        parts.append(names.subject(first))
    if states:
        parts.append(" and ".join(STATES[state] for state in states))
    if who and all(effect.group for effect in group):
        parts.append("for " + shortlist([names.segment(segment) for segment in who]))
    return ", ".join(part for part in parts if part).replace(": ,", ":")


def _remarks(approved: Approved) -> Iterator[str]:
    for approval in approved.expired:
        assert approval.until is not None
        yield (
            f"The approval of {approval.fingerprint} by {approval.by} ended on {approval.until.isoformat()}: "
            f"renew it or undo the change ({approval.place})."
        )
    for approval in approved.unused:
        yield (
            f"The approval of {approval.fingerprint} by {approval.by} fits no change: "
            f"the change is gone or does something else now; delete it ({approval.place})."
        )
