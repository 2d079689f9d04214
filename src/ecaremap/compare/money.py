"""What the business case loses or gains."""

from decimal import Decimal

from ecaremap.compare.causes import Key
from ecaremap.compare.pair import Effect, Pair
from ecaremap.insight.case.case import CaseResult

LIMIT = Decimal("0.05")
"""A yearly amount that moves by less than this share of what it was stays unmentioned."""

MONTHS = 12
SECTIONS = ("requests", "touchpoints", "coverage", "segments", "assumptions", "baseline", "fixes", "strategy")


def case_effects(pair: Pair) -> list[Effect]:
    """One effect, if what is really avoided a year moved by more than the limit, or can no longer be told."""
    if not any(_counts(key) for key in pair.causes.keys):
        return []
    old, new = pair.old.case, pair.new.case
    before, after = yearly(old), yearly(new)
    causes = _causes(pair, old, new)
    if before is None or after is None:
        if before is after:
            return []
        kind = "case-known" if before is None else "case-unclear"
        return [Effect(kind, causes, old=_money(before, old.currency), new=_money(after, new.currency))]
    if old.currency != new.currency or pair.old.strategy.volumes_per != pair.new.strategy.volumes_per:
        return []  # said by the edit itself: another scale
    if abs(after - before) <= LIMIT * abs(before):
        return []
    kind = "case-better" if after > before else "case-worse"
    return [Effect(kind, causes, old=_money(before, old.currency), new=_money(after, new.currency))]


def yearly(case: CaseResult) -> Decimal | None:
    """What is really avoided in a year at full take-up; None if it cannot be told."""
    return case.lines.economic * MONTHS if case.lines else None


def _counts(key: Key) -> bool:
    return key[0] in SECTIONS or key[0].startswith(("plan", "rules", "packs", "keep_personal"))


def _causes(pair: Pair, old: CaseResult, new: CaseResult) -> tuple[Key, ...]:
    """The one thing that explains all requests whose lines differ; none if there are several."""
    lines = [{request.inputs.id: request.lines for request in case.requests} for case in (old, new)]
    found: dict[Key, None] = {}
    for name in sorted({*lines[0], *lines[1]}):
        if lines[0].get(name) != lines[1].get(name):
            own = [*pair.causes.row(name), *pair.causes.all_of("requests", name)]
            found |= dict.fromkeys(own)
            if not own:
                found |= dict.fromkeys(key for key in pair.causes.keys if key[0] in ("assumptions", "touchpoints"))
    return tuple(found) if len(found) == 1 else ()


def _money(amount: Decimal | None, currency: str) -> str:
    if amount is None:
        return ""
    return f"{amount.quantize(Decimal(1)):f} {currency} a year".replace("  ", " ")
