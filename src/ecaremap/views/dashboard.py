"""The dashboard: what a contact log says, beside what was promised."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.measure.figures.figures import Figures
from ecaremap.measure.figures.shares import Slice
from ecaremap.measure.kept import Kept
from ecaremap.model.strategy import Strategy
from ecaremap.policy.decisions import Decisions
from ecaremap.views.case_model import Amount
from ecaremap.views.case_words import money
from ecaremap.views.dashboard_flow import NOTE as WAYS_NOTE
from ecaremap.views.dashboard_flow import move_rows, picture, places, ways
from ecaremap.views.dashboard_leaks import NOTE as LEAKS_NOTE
from ecaremap.views.dashboard_leaks import leaks
from ecaremap.views.dashboard_model import DashboardView, HeadlineView, LeakView, ShareView
from ecaremap.views.dashboard_quality import quality
from ecaremap.views.dashboard_tables import (
    HEADS,
    SURVIVORS,
    band_rows,
    direction,
    group_tables,
    satisfaction_rows,
    target_of,
    trend,
)  # fmt: skip
from ecaremap.views.dashboard_touches import touch_table
from ecaremap.views.dashboard_variants import variants_view
from ecaremap.views.dashboard_words import Named, near, share_view
from ecaremap.views.trend_words import trend_of
from ecaremap.views.words import ILLUSTRATIVE, month_words

FIGURES: tuple[tuple[str, str, str, str], ...] = (
    ("digital_start_share", "Start digitally", "needs whose first contact is digital", "all needs"),
    ("digital_end_to_end_share", "Digital from start to end", "needs finished by digital contacts only", "needs whose end is known"),
    ("self_service_share", "Finished without a person", "needs finished without any contact with a person", "needs whose end is known"),
    ("leakage", "With a person within a day", "digital starts that are with a person within 24 hours", "needs that begin digitally"),
    ("digital_survival_share", "Stay digital to the end", "needs finished by digital contacts only", "digital starts whose end is known"),
    ("one_contact_resolution", "Solved at the first contact", "needs finished with one contact, anywhere", "needs whose end is known"),
)  # fmt: skip
"""What is shown of all needs: name, title, what is counted, of what. These are the words of the log's own count."""

NOTHING_YET = (
    "No contact log has been measured yet: ecaremap measure {path} --log contacts.csv reads one and keeps the evidence."
)
COUNTS_GONE = (
    "There is evidence, but the counts that belong to it are not beside it. To get this chapter, measure again: "
    "ecaremap measure {path} --log contacts.csv"
)


def dashboard_view(kept: Kept, decisions: Decisions) -> DashboardView:
    """Everything the dashboard shows; the same measurement gives the same view."""
    found, strategy = kept.figures, decisions.project.strategy
    named = Named(kept.settings, strategy)
    shown, ways_left, ways_left_needs = ways(kept, named)
    leaking, leaks_few = leaks(kept, decisions, named)
    view = DashboardView(
        name=strategy.name,
        as_of=decisions.period.today.isoformat(),
        currency=strategy.currency or "",
        scope=_scope(kept),
        stamp=_stamp(kept),
        headline="",
        sentences=(),
        figures=tuple(_figures(found, decisions)),
        places=places(found, named),
        moves=move_rows(found, named),
        flow=picture(kept, named),
        ways=shown,
        ways_left=ways_left,
        ways_left_needs=ways_left_needs,
        ways_note=WAYS_NOTE,
        variants=variants_view(found.variants, named),
        touches=touch_table(found, named),
        leaks=leaking,
        leaks_few=leaks_few,
        leaks_note=LEAKS_NOTE,
        groups=group_tables(found, named),
        trend=trend(found, strategy),
        satisfaction=satisfaction_rows(kept, named),
        satisfaction_note=SURVIVORS,
        band=band_rows(kept),
        band_heads=tuple(HEADS.values()),
        quality=quality(kept),
        smallest=kept.settings.smallest,
    )
    return replace(view, headline=_headline(view), sentences=tuple(_sentences(view)))


def without_money(view: DashboardView) -> DashboardView:
    """The same without amounts; leaks stand by their number."""
    leaking = (replace(leak, lost=None, formula="", wanted="") for leak in view.leaks)
    bare = replace(
        view,
        currency="",
        figures=tuple(figure for figure in view.figures if figure.amount is None),
        leaks=tuple(sorted(leaking, key=_by_number)),
        leaks_note=LEAKS_NOTE.partition(" A year:")[0],
    )
    return replace(bare, sentences=tuple(_sentences(bare)))


def _by_number(leak: LeakView) -> tuple[int, str, str]:
    return (-(leak.share.n or 0), leak.request, leak.touchpoint)


def _figures(found: Figures, decisions: Decisions) -> Iterator[HeadlineView]:
    strategy, today = decisions.project.strategy, decisions.period.today
    evidence, unit, whole = decisions.project.evidence, strategy.currency or "", found.slices.all
    for name, title, numerator, denominator in FIGURES:
        share = share_view(whole.shares[name])
        target, bound, words = target_of(strategy, name)
        yield HeadlineView(
            name, title, numerator, denominator, direction(name), share, words, bound,
            target.by.isoformat() if target else "", (target.owner or "") if target else "",
            _standing(share, bound, target.by, today, words) if target and bound is not None else "",
            trend=trend_of(found, evidence, name, unit, up=direction(name) == "up"),
        )  # fmt: skip
    cost = whole.cost_per_completed_need.value
    if cost is not None:
        moved = trend_of(found, evidence, "cost_per_completed_need", unit, up=False)
        yield replace(_cost(whole, cost / 100, strategy), trend=moved)


def _standing(share: ShareView, bound: Decimal, due: date, today: date, words: str) -> str:
    """Beyond chance only, as on the page of promises: where the interval holds the bound, they are in line."""
    if share.low is None or share.high is None:
        return "not known"
    if share.few:
        return "cannot be told"
    if share.low < bound < share.high:
        return "in line"
    met = share.low >= bound if words.startswith("at least") else share.high <= bound
    return "kept" if met else "missed" if due <= today else "not yet"


def _cost(whole: Slice, cost: Decimal, strategy: Strategy) -> HeadlineView:
    mean = whole.cost_per_completed_need
    unit = strategy.currency or ""
    said = f"{(Decimal(mean.total or 0) / 100).quantize(Decimal(1), ROUND_HALF_UP):,} {unit} over {mean.of:,} finished needs"
    amount = Amount(money(cost, unit, "a finished need"), cost, unit, "a finished need")
    return HeadlineView(
        "cost_per_completed_need", "Cost of a finished need", "cost of all contacts in the log", "needs finished", "down",
        ShareView(amount.text, detail=said.strip()), amount=amount,
    )  # fmt: skip


def _scope(kept: Kept) -> str:
    found = kept.figures
    if found.span is None:
        return "The log holds no contact that could be counted."
    needs = found.slices.all.journeys
    said = f"{kept.intake.counted:,} contacts" + (f" about {needs:,} needs" if needs else "")
    first, last = (f"{day.day} {month_words(f'{day:%Y-%m}')}" for day in (found.span.first, found.span.last))
    return f"{said}, {first} to {last}"


def _stamp(kept: Kept) -> str:
    made_up = [source for source in kept.intake.sources if source.lower().startswith(ILLUSTRATIVE)]
    return (
        "The log is made up to show what a dashboard looks like: no figure here was measured anywhere."
        if made_up
        else ""
    )


def _headline(view: DashboardView) -> str:
    """Of 100 needs, how many begin and end digitally, and how many come back to a person."""
    known = {figure.name: figure.share.value for figure in view.figures if figure.share.value is not None}
    parts = []
    if "digital_start_share" in known:
        parts.append(f"of 100 needs {_people(known['digital_start_share'])} begin digitally")
    if "digital_end_to_end_share" in known:
        parts.append(f"{_people(known['digital_end_to_end_share'])} are finished digitally from start to end")
    if not parts:
        return "The log has contacts, but too few needs to say how they end."
    said = " and ".join(parts)
    if "leakage" in known:
        said += f"; of 100 that begin digitally, {_people(known['leakage'])} are with a person within a day"
    return said[:1].upper() + said[1:] + "."


def _people(share: Decimal) -> int:
    return int((share * 100).quantize(Decimal(1), ROUND_HALF_UP))


def _sentences(view: DashboardView) -> Iterator[str]:
    judged = [figure for figure in view.figures if figure.standing in ("kept", "in line", "missed", "not yet")]
    if len(judged) > 1:
        met = sum(figure.standing == "kept" for figure in judged)
        yield f"{met} of {len(judged)} targets that a log can check {'is' if met == 1 else 'are'} met today."
    outstanding = [leak for leak in view.leaks if leak.stands_out]
    for leak in (outstanding or list(view.leaks))[:1]:
        worst = "The dearest leak" if leak.lost else "The largest leak"
        lost = f", {leak.lost.text}" if leak.lost else ""
        yield f"{worst}: {leak.request_name} at {leak.touchpoint_name}; {leak.share.text} are with a person within a day{lost}."
    read = view.quality.known[0][1] if view.quality.known else None
    if read is not None and read.value is not None:
        yield f"{near(read.value)} of the log's contacts could be counted ({read.detail.partition(';')[0]})."
