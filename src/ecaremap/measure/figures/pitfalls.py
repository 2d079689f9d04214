"""What figures from a contact log easily hide, said where the data show it (domain brief 5.5)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ecaremap.measure.figures.coverage import coverage
from ecaremap.measure.figures.resolution import first_contacts
from ecaremap.measure.figures.rows import Names, month, summed, total
from ecaremap.measure.figures.satisfaction import satisfaction
from ecaremap.measure.model import Counts
from ecaremap.model.counted import Counted

LOW = Decimal("0.95")
"""Below this share of contacts a figure may be another one than it seems."""

SPIKE = Decimal("1.5")
"""A month with so many times the contacts of the middle month is not like the others."""


@dataclass(frozen=True, slots=True)
class Pitfall:
    """A reason to read a figure with care.

    Attributes:
        name: for filters. text: a sentence with the numbers. counted: what shows it, where it is a share.
    """

    name: str
    text: str
    counted: Counted | None = None


def pitfalls(counts: Counts) -> tuple[Pitfall, ...]:
    """All that the data show, in a fixed order."""
    return tuple(pitfall for look in _LOOKS for pitfall in look(counts))


def percent(counted: Counted) -> str:
    """`41%`; `under 1%` and `over 99%` near the ends, so that nothing looks whole that is not."""
    if not counted.of:
        return "0%"
    value = Decimal(100) * counted.n / counted.of
    if 0 < value < 1:
        return "under 1%"
    return "over 99%" if 99 < value < 100 else f"{value:.0f}%"


def _one_channel(counts: Counts) -> Iterator[Pitfall]:
    for each in first_contacts(counts):
        own, whole, later = each.one_channel.counted, each.one_contact.counted, each.not_the_first.counted
        if each.hidden and own and whole and later:
            yield Pitfall(
                "one-channel",
                f"By its own records '{each.touchpoint}' resolves {percent(own)} of its contacts; of the needs that begin "
                f"there {percent(whole)} are finished with one contact. {percent(later)} of its contacts are not the "
                "customer's first attempt.",
                whole,
            )


def _unidentified(counts: Counts) -> Iterator[Pitfall]:
    known = {each.name: each.counted for each in coverage(counts)}
    counted = known["counted"]
    if counted.of and (counted.share or 0) < LOW:
        why = "; ".join(f"{refused.reason}: {refused.rows}" for refused in counts.intake.refused)
        yield Pitfall(
            "not-counted",
            f"Only {percent(counted)} of the log's contacts could be counted{f' ({why})' if why else ''}. Visits without a "
            "known customer are missing from every denominator, so shares of digital starts are too low or too high.",
            counted,
        )


def _reasons(counts: Counts) -> Iterator[Pitfall]:
    known = {each.name: each.counted for each in coverage(counts)}["request_known"]
    if known.of and (known.share or 0) < LOW:
        yield Pitfall(
            "reason-codes",
            f"{percent(known)} of contacts have a reason that the map knows. Reason codes are chosen in a hurry after the "
            "contact; listen to a sample before figures by request decide anything.",
            known,
        )


def _resolved(counts: Counts) -> Iterator[Pitfall]:
    contacts = total(counts, "contacts")
    known = Counted(contacts["known"], contacts["n"])
    if contacts["n"] and not contacts["known"]:
        yield Pitfall(
            "resolved-unknown", "The log does not say what was resolved, so nothing is said about what was finished."
        )
    elif contacts["n"] and (known.share or 0) < LOW:
        yield Pitfall(
            "resolved-unknown",
            f"Whether it was resolved is known of {percent(known)} of contacts. Figures of what was finished rest on those.",
            known,
        )
    journeys = total(counts, "journeys")
    back = Counted(journeys["back_30d"], journeys["seen_30d"])
    if back.n:
        yield Pitfall(
            "resolved-and-back",
            f"After {percent(back)} of journeys the customer came back about the same need later than the window and within "
            "30 days: 'resolved' is what the agent, the page or the bot says. Coming back may also be a second, unrelated "
            "case.",
            back,
        )


def _bots(counts: Counts) -> Iterator[Pitfall]:
    """Where nobody works, "resolved" may mean that the customer left."""
    names = Names(counts.settings)
    moves = summed(counts, "moves", ("from_channel", "to_channel"))
    for (code,), contacts in summed(counts, "contacts", ("channel",)).items():
        name = names.channel(code)
        if not name or names.person(code) or not contacts["seen_24h"] or not contacts["known"]:
            continue
        on = sum(s["within_24h"] for (at, to), s in moves.items() if at == code and to != code and names.away(to))
        called, resolved = Counted(on, contacts["seen_24h"]), Counted(contacts["resolved"], contacts["known"])
        if contacts["n"] >= max(counts.settings.smallest, 30) and (called.share or 0) + (resolved.share or 0) > 1:
            yield Pitfall(
                "left-is-not-resolved",
                f"'{name}' counts {percent(resolved)} as resolved, and {percent(called)} are with a person within a day: "
                "some who left or gave up are counted as resolved.",
                called,
            )


def _survivors(counts: Counts) -> Iterator[Pitfall]:
    known = {each.kind: each for each in satisfaction(counts)}
    if known and known["digital-only"].raw.value is not None:
        yield Pitfall(
            "survivors",
            "Those who finished digitally are survivors: whoever got stuck and called stands among the mixed journeys. "
            "Compare the adjusted grades, and the share that stayed digital beside them.",
        )


def _months(counts: Counts) -> Iterator[Pitfall]:
    by_month = {key[0]: sums["n"] for key, sums in summed(counts, "contacts", ("ym",)).items() if key[0] > 0}
    ordered = sorted(by_month.values())
    if len(ordered) >= 3:
        middle = ordered[(len(ordered) - 1) // 2]
        for ym, number in by_month.items():
            if number > SPIKE * middle:
                yield Pitfall(
                    "spike",
                    f"{month(ym)} has {number} contacts, the middle month {middle}: an outage, a bill run or a season. "
                    "Do not compare before and after across it.",
                )
    if len(ordered) < 12:
        yield Pitfall(
            "season",
            f"The log covers {len(ordered)} calendar {'month' if len(ordered) == 1 else 'months'}: the season of the year "
            "cannot be told from change, and without a group that did not get the change nothing proves its effect.",
        )


def _open(counts: Counts) -> Iterator[Pitfall]:
    journeys = total(counts, "journeys")
    left = Counted(journeys["still_open"], journeys["journeys"])
    if left.n:
        yield Pitfall(
            "open-window",
            f"{left.n} of {left.of} journeys ({percent(left)}) were still open when the log ends: the customer may yet come "
            "back. The last month looks better than it is.",
            left,
        )


def _few(counts: Counts) -> Iterator[Pitfall]:
    by_request = summed(counts, "journeys", ("request",))
    few = [sums["journeys"] for key, sums in by_request.items() if key[0] >= 0 and sums["journeys"] < 30]
    if few:
        yield Pitfall(
            "small-numbers",
            f"{len(few)} of {len(by_request)} requests have fewer than 30 journeys; their shares are shown grey, and not at "
            f"all below {counts.settings.smallest}.",
            Counted(len(few), len(by_request)),
        )


_LOOKS: tuple[Callable[[Counts], Iterator[Pitfall]], ...] = (
    _unidentified, _reasons, _resolved, _bots, _one_channel, _survivors, _open, _months, _few,
)  # fmt: skip

ALWAYS = (
    "Whoever shares an account or a telephone number counts as one customer.",
    "The log's keys of customers are never written anywhere; nothing is said of groups below the smallest size.",
)
"""What holds of every log."""
