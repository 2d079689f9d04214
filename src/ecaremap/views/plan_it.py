"""The backlog for IT: what each build is, when it is accepted, what it needs and what load it has to bear."""

from collections.abc import Iterator
from decimal import Decimal

from ecaremap.insight.limits import limit
from ecaremap.plan.problem import Adoption, Fewer, Item
from ecaremap.plan.result import MigrationPlan, Placed
from ecaremap.views.case_words import number
from ecaremap.views.journey_model import JourneysView
from ecaremap.views.plan_items import MEDIUM, SMALL, size
from ecaremap.views.plan_model_pages import BacklogItem, ItView
from ecaremap.views.plan_words import KINDS, Speller, cents, fine
from ecaremap.views.words import counted, spelled

WORK = ("fix", "enabler", "opening", "build", "retirement")
BUSY_HOUR = 0.1
"""Share of a day's starts in its busiest hour: the planning rule of telephone networks, until the log says better."""

DAYS = 30
EVENTS = ("started", "finished", "given-up", "asked-for-a-person")

_SENTENCES = {
    "inform": "{place} answers general questions about “{request}”.",
    "show": "{place} shows customers where they stand with “{request}”.",
    "initiate": "{place} takes in “{request}”; our people finish it.",
    "assisted": "{place} lets a person finish “{request}” together with the customer.",
    "self-serve": "{place} lets customers finish “{request}” by themselves.",
    "peer": "{place} lets customers help each other with “{request}”.",
    "proactive": "{place} tells customers about “{request}” before they ask.",
}
_LOGINS = {"none": "no login", "identified": "the customer is identified", "strong": "strong login"}
_RANK = ("none", "identified", "strong")


def it_page(plan: MigrationPlan, spell: Speller, journeys: JourneysView | None) -> ItView | None:
    """The backlog in the order of the plan; None where nothing is built."""
    ordered = sorted(plan.explained.placed, key=lambda placed: (placed.starts, placed.live, placed.id))
    work = [placed for placed in ordered if spell.items[placed.id].kind in WORK]
    if not work:
        return None
    items = tuple(_item(placed, spell.items[placed.id], plan, spell, journeys) for placed in work)
    first, last = work[0], max(work, key=lambda placed: placed.live)
    return ItView(
        sentence=(
            f"{counted(len(items), 'piece of work', 'pieces of work')}: the first starts in {spell.month(first.starts).text}, "
            f"the last is live in {spell.month(last.live).text}."
        ),
        items=items,
        notes=(
            f"Size: S up to {SMALL}, M up to {MEDIUM} months of one person, L beyond; one person is counted where no team is named.",
            f"Peak: a tenth of a day's starts in its busiest hour, {DAYS} days a month; replace it by what the log says.",
            "Every event carries an id of the need, so that a later contact about the same wish can be counted.",
        ),
    )


def _item(
    placed: Placed, item: Item, plan: MigrationPlan, spell: Speller, journeys: JourneysView | None
) -> BacklogItem:
    effect = item.effect if isinstance(item.effect, Adoption) else None
    calls = _calls_after(item, spell) if effect else None
    hour = _peak_hour(plan, item.id)
    return BacklogItem(
        id=item.id,
        name=spell.item(item.id),
        kind=KINDS[item.kind],
        sentence=_sentence(item, spell),
        closes=tuple(_closes(item, spell, journeys)),
        accepts=tuple(_accepts(effect, calls, spell)),
        login=_login(item, spell),
        events=tuple(f"{item.id}.{event}" for event in EVENTS) if effect else (),
        peak=_peak(plan, item.id, spell),
        peak_hour=hour,
        needs=tuple("|".join(need.any_of) for need in item.needs),
        size=size(item),
        team=tuple((spelled(name), cents(people)) for name, people in sorted(item.team)),
        owner=spell.owner(item),
        starts=spell.month(placed.starts).iso,
        live=spell.month(placed.live).iso,
        completion_at_launch=fine(effect.completion_at_launch) if effect else None,
        completion=fine(effect.completion) if effect else None,
        calls_after=calls,
    )


def _sentence(item: Item, spell: Speller) -> str:
    place, request = spell.touchpoint(item.touchpoint) or "It", spell.request(item.request)
    if item.kind == "build" and item.degree in _SENTENCES:
        return _SENTENCES[item.degree].format(place=place, request=request)
    if isinstance(item.effect, Fewer):
        fix = spell.strategy.fixes.get(item.id)
        cause = f" Cause: {fix.cause}." if fix else ""
        return f"{spell.share(item.effect.share).text} of “{request}” no longer arise.{cause}"
    if item.kind == "opening":
        return f"{place} opens for customers."
    dependants = sorted(
        spell.item(other.id) for other in spell.items.values() if any(item.id in need.any_of for need in other.needs)
    )
    if dependants:
        return f"Foundation of {counted(len(dependants), 'piece of work', 'pieces of work')}: {', '.join(dependants[:4])}{' …' if len(dependants) > 4 else ''}."
    return f"{spell.item(item.id)}, {place}." if item.touchpoint else f"{spell.item(item.id)}."


def _closes(item: Item, spell: Speller, journeys: JourneysView | None) -> Iterator[str]:
    """Starts that end well by the target and do not today, as far as they begin at this touchpoint; named journeys."""
    if journeys is None or item.kind != "build":
        return
    for request in journeys.requests:
        for entry in request.entries if request.id == item.request else ():
            well = entry.target is not None and entry.target.kind in ("closed", "stays digital")
            today = entry.today is not None and entry.today.kind in ("closed", "stays digital")
            if entry.touchpoint == item.touchpoint and well and not today:
                yield f"{spell.request(item.request)}, begun at {entry.name}"
    for named in journeys.named:
        if named.request == item.request and named.today and not named.target:
            yield named.name


def _accepts(effect: Adoption | None, calls: Decimal | None, spell: Speller) -> Iterator[str]:
    if effect is None:
        return
    launch, learnt = spell.share(effect.completion_at_launch).text, spell.share(effect.completion).text
    if effect.completion_at_launch < effect.completion:
        yield f"Finished there without turning to a person: at least {launch} at launch, {learnt} once learnt"
    else:
        yield f"Finished there without turning to a person: at least {learnt}"
    if calls is not None:
        yield f"Calls afterwards: at most {spell.share(float(calls)).text}"


def _calls_after(item: Item, spell: Speller) -> Decimal:
    """What the cell expects, else the strategy's limit."""
    cell = spell.strategy.coverage.get(item.request, {}).get(item.touchpoint)
    expected = cell.expected.calls_after if cell and cell.expected else None
    return fine(float(expected.likely)) if expected else fine(float(limit(spell.strategy, "leakage").value))


def _login(item: Item, spell: Speller) -> str:
    request, place = spell.strategy.requests.get(item.request), spell.strategy.touchpoints.get(item.touchpoint)
    if request is None or item.kind != "build":
        return ""
    asked = request.authentication
    if asked is None:
        return "not decided"
    offered = (place.authentication if place else None) or "none"
    words = _LOGINS[asked]
    weak = item.degree != "inform" and _RANK.index(offered) < _RANK.index(asked)
    return f"{words}; the touchpoint offers only: {_LOGINS[offered]}" if weak else words


def _busiest(plan: MigrationPlan, name: str) -> tuple[int, float] | None:
    """The busiest month and its starts, induced ones included."""
    if name not in plan.forecast.builds:
        return None
    row = plan.forecast.builds.index(name)
    starts = plan.forecast.starts[row] + plan.forecast.induced[row]
    at = int(starts.argmax())
    return at + 1, float(starts[at])


def _peak_hour(plan: MigrationPlan, name: str) -> Decimal | None:
    found = _busiest(plan, name)
    return cents(found[1] / DAYS * BUSY_HOUR) if found and found[1] > 0 else None


def _peak(plan: MigrationPlan, name: str, spell: Speller) -> str:
    found, hour = _busiest(plan, name), _peak_hour(plan, name)
    if found is None or hour is None:
        return ""
    return f"{number(cents(round(found[1])))} starts in {spell.month(found[0]).text}, about {number(hour)} in the busiest hour"
