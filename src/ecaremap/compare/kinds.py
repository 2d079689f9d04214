"""The one table of kinds of change: the class of each, and why.

Classes, gravest first. *Harm* takes something from customers that they had, or goes against a rule; it fails by
default. *Risk* may do so. *Policy* is for those who answer for the rules. *Unknown* cannot be told for want of a
figure or a decision. *Better* gives. *Neutral* does neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Class = Literal["harm", "risk", "policy", "unknown", "better", "neutral"]
CLASSES: tuple[Class, ...] = ("harm", "risk", "policy", "unknown", "better", "neutral")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of change.

    Attributes:
        title: what it is called. reason: why it has its class.
        mirror: the kind of the same change backwards; itself if empty.
    """

    klass: Class
    title: str
    reason: str
    mirror: str = ""


def _pair(
    kind: str, first: tuple[Class, str, str], mirror: str, second: tuple[Class, str, str]
) -> dict[str, Kind]:  # fmt: skip
    return {kind: Kind(*first, mirror), mirror: Kind(*second, kind)}


ROUTES: dict[str, Kind] = {
    **_pair(
        "human-route-lost", ("harm", "Last way to a person lost", "Who cannot finish alone is left without help."),
        "human-route-gained", ("better", "First way to a person", "Who cannot finish alone gets help."),
    ),
    **_pair(
        "all-routes-lost", ("harm", "No way left", "Customers have nowhere to go with it any more."),
        "first-route-gained", ("better", "First way at all", "Customers have somewhere to go with it."),
    ),
    **_pair(
        "accessible-route-lost", ("harm", "Last accessible way lost", "People with disabilities are shut out."),
        "accessible-route-gained", ("better", "First accessible way", "People with disabilities can use it."),
    ),
    **_pair(
        "secure-route-lost",
        ("harm", "Last way with the needed login lost", "Customers' own data can be reached safely nowhere any more."),
        "secure-route-gained", ("better", "First way with the needed login", "Customers' own data is reached safely."),
    ),
    **_pair(
        "routes-fewer", ("risk", "Fewer ways than before", "Other ways are left, but habits and load shift."),
        "routes-more", ("better", "More ways than before", "Customers can choose."),
    ),
    **_pair(
        "retired-as-target",
        ("harm", "Retired while something still counts on it", "What is promised there cannot happen any more."),
        "target-there-again", ("better", "There again for what counts on it", "What is promised there can happen."),
    ),
    **_pair(
        "journey-worse", ("risk", "Journeys end worse", "Customers start as before and get less far."),
        "journey-better", ("better", "Journeys end better", "Customers start as before and get further."),
    ),
    "journey-unclear": Kind(
        "unknown", "Where journeys end is open", "A cell on the way is undecided on one side.", "journey-unclear"
    ),
}  # fmt: skip

RULES: dict[str, Kind] = {
    **_pair(
        "digitised-against-rule", ("harm", "Digitised against a rule", "A rule says that it must not go so far."),
        "back-within-rule", ("better", "Back within the rules", "It no longer goes further than a rule says."),
    ),
    **_pair(
        "law-broken", ("harm", "Goes against a law or duty", "What the law or a duty asks for is no longer there."),
        "law-kept", ("better", "Keeps a law or duty again", "What the law or a duty asks for is there."),
    ),
    **_pair(
        "rule-broken", ("risk", "Goes against a rule of the house", "What a rule asks for is no longer there."),
        "rule-kept", ("better", "Keeps a rule of the house again", "What a rule asks for is there."),
    ),
    **_pair(
        "newly-against-rule",
        ("policy", "Newly against a rule", "Nothing else changed there: the rule did, and its owner decides."),
        "no-longer-against-rule", ("neutral", "No longer against a rule", "Nothing else changed there: the rule did."),
    ),
    **_pair(
        "decision-stricter", ("policy", "Decided more strictly", "The rules allow less there than before."),
        "decision-looser", ("risk", "Decided less strictly", "The rules allow more there than before."),
    ),
    "decision-other": Kind("policy", "Decided otherwise", "The rules ask for something else there than before."),
    **_pair(
        "rule-added", ("policy", "Rule added", "Those who answer for the rules agree to it."),
        "rule-removed", ("risk", "Rule removed", "What it kept from happening may happen."),
    ),
    **_pair(
        "rule-tightened", ("policy", "Rule tightened", "Those who answer for the rules agree to it."),
        "rule-weakened", ("risk", "Rule weakened", "What it kept from happening may happen."),
    ),
    "rule-unclear": Kind("unknown", "Rule changed beyond comparison", "Its alternatives are too many to compare."),
    **_pair(
        "exception-added", ("risk", "Exception from a rule", "The rule no longer holds for what is exempt."),
        "exception-removed", ("policy", "Exception ended", "The rule holds again for what was exempt."),
    ),
    **_pair(
        "exception-extended", ("risk", "Exception extended", "The rule keeps being set aside for longer or more."),
        "exception-narrowed", ("policy", "Exception narrowed", "The rule holds for more, or sooner again."),
    ),
    **_pair(
        "waiver-added", ("policy", "Waiver added", "A finding is accepted: somebody stands for it."),
        "waiver-removed", ("better", "Waiver ended", "A finding counts again."),
    ),
    **_pair(
        "waiver-extended", ("risk", "Waiver extended", "A finding is accepted for longer than was promised."),
        "waiver-shortened", ("better", "Waiver shortened", "A finding counts again sooner."),
    ),
    "waiver-changed": Kind("policy", "Waiver changed", "Another finding is accepted, or at another place."),
    **_pair(
        "pack-added", ("policy", "Pack added", "Its rules hold from now on."),
        "pack-removed", ("risk", "Pack removed", "Its rules no longer hold."),
    ),
    "limit-changed": Kind("policy", "Limit of the checks changed", "From where on a finding is one has moved."),
    "unwritten-means": Kind("policy", "What an unwritten cell means", "Open questions become decisions, or again open."),
}  # fmt: skip

PLACES: dict[str, Kind] = {
    **_pair(
        "login-lowered", ("harm", "Login weakened", "Customers' own data is less well guarded than before."),
        "login-raised", ("better", "Login strengthened", "Customers' own data is better guarded."),
    ),
    **_pair(
        "login-need-lowered", ("harm", "Needed login lowered", "Customers' own data may be shown with a weaker login."),
        "login-need-raised", ("better", "Needed login raised", "Customers' own data needs a stronger login."),
    ),
    **_pair(
        "route-removed", ("risk", "No longer offered there", "Who came there must go elsewhere."),
        "route-added", ("better", "Newly offered there", "One more place to go."),
    ),
    **_pair(
        "degree-raised", ("risk", "Goes further digitally", "Within the rules; not everybody will come along."),
        "degree-lowered", ("risk", "Goes less far digitally", "Customers can do less alone than before."),
    ),
    "degree-other": Kind("neutral", "Offered in another way", "Neither further nor less far."),
    **_pair(
        "cell-decided", ("neutral", "Decided", "An open question got its answer."),
        "cell-undecided", ("unknown", "Open again", "What was decided is a question again."),
    ),
    **_pair(
        "person-further", ("risk", "Way to a person made longer", "Customers tell more again, or find nobody."),
        "person-nearer", ("better", "Way to a person made shorter", "Customers tell less again."),
    ),
    **_pair(
        "hand-over-lost", ("risk", "Hand-over lost", "Customers are no longer led on, or start anew."),
        "hand-over-gained", ("better", "Hand-over gained", "Customers are led on."),
    ),
    **_pair(
        "status-lowered", ("risk", "Less live than before", "What is offered there counts less, or no more."),
        "status-raised", ("better", "More live than before", "What is offered there counts."),
    ),
    **_pair(
        "hours-shorter", ("risk", "Shorter hours", "Customers find a closed door more often."),
        "hours-longer", ("better", "Longer hours", "Customers find an open door more often."),
    ),
    "hours-other": Kind("risk", "Other hours", "At some times there is a closed door where one was open."),
    **_pair(
        "access-lost", ("risk", "No longer accessible", "People with disabilities must go elsewhere."),
        "access-gained", ("better", "Accessible", "People with disabilities can use it."),
    ),
    **_pair(
        "volume-moved", ("risk", "More start where the capacity is unknown", "Nobody says what it can take."),
        "volume-moved-away", ("neutral", "Fewer start where the capacity is unknown", "It has less to take."),
    ),
    **_pair(
        "touchpoint-removed", ("risk", "Touchpoint removed", "What it offered is gone with it."),
        "touchpoint-added", ("neutral", "Touchpoint added", "What it offers stands in its cells."),
    ),
    **_pair(
        "request-removed", ("risk", "Request removed", "Customers will still ask; the map no longer says where."),
        "request-added", ("neutral", "Request added", "What is offered for it stands in its cells."),
    ),
    **_pair(
        "segment-removed", ("risk", "Group of customers removed", "Nobody looks at what they can use any more."),
        "segment-added", ("neutral", "Group of customers added", "What they can use is looked at."),
    ),
    "segment-reach": Kind("neutral", "What a group can use", "What that does stands in the effects."),
    **_pair(
        "kept-place-removed", ("risk", "A place is no longer kept", "A group of customers was promised to keep it."),
        "kept-place-added", ("better", "A place is kept", "A group of customers is promised to keep it."),
    ),
}  # fmt: skip

DELIVERY: dict[str, Kind] = {
    **_pair(
        "owner-removed", ("risk", "Owner removed", "Nobody answers for it."),
        "owner-named", ("better", "Owner named", "Somebody answers for it."),
    ),
    "owner-changed": Kind("neutral", "Other owner", "Somebody answers for it, before and after."),
    **_pair(
        "metric-removed", ("risk", "No longer measured", "Whether it works will not be known."),
        "metric-added", ("better", "Measured", "Whether it works will be known."),
    ),
    **_pair(
        "promise-lowered", ("risk", "Target lowered", "Less is promised, or later."),
        "promise-raised", ("better", "Target raised", "More is promised, or sooner."),
    ),
    **_pair(
        "promise-removed", ("risk", "Target removed", "Nobody promises it any more."),
        "promise-added", ("better", "Target added", "Somebody promises it."),
    ),
    "promise-other": Kind("unknown", "Target changed", "The old and the new promise cannot be compared."),
    **_pair(
        "work-removed", ("risk", "No longer planned", "What it was to bring will not come."),
        "work-added", ("neutral", "Newly planned", "What it brings stands in the case."),
    ),
    "work-changed": Kind("neutral", "Planned otherwise", "What that does stands in the effects."),
    **_pair(
        "journey-removed", ("risk", "Named journey removed", "Nobody checks any more that it is possible."),
        "journey-added", ("better", "Named journey added", "It is checked to be possible."),
    ),
    "journey-changed": Kind("neutral", "Named journey changed", "It is checked to be possible, before and after."),
    **_pair(
        "level-lowered", ("risk", "Less is asked for", "What is missing is counted less strictly."),
        "level-raised", ("better", "More is asked for", "What is missing is counted more strictly."),
    ),
    **_pair(
        "gap-opened", ("risk", "Gap opened", "The checks find something that was in order before."),
        "gap-closed", ("better", "Gap closed", "The checks found something that is in order now."),
    ),
    **_pair(
        "question-opened", ("neutral", "New question", "A figure or a decision is asked for."),
        "question-answered", ("neutral", "Question answered", "A figure or a decision is there."),
    ),
    **_pair(
        "gap-accepted", ("policy", "Gap accepted by a waiver", "It is still there; somebody stands for it."),
        "gap-counts-again", ("neutral", "Gap counts again", "No waiver covers it any more."),
    ),
    "gaps-unclear": Kind("unknown", "Gaps cannot be compared", "The level differs, and so does what is asked for."),
    **_pair(
        "case-worse", ("risk", "Costs more than before", "The business case loses more than the limit."),
        "case-better", ("better", "Costs less than before", "The business case gains more than the limit."),
    ),
    **_pair(
        "case-unclear", ("unknown", "The business case cannot be told", "A figure is missing that was there."),
        "case-known", ("neutral", "The business case can be told", "A figure is there that was missing."),
    ),
}  # fmt: skip

WORDS: dict[str, Kind] = {
    "renamed": Kind("neutral", "Renamed", "Only the id is another one; `was:` says so."),
    "merged": Kind("neutral", "Merged into another", "`was:` says where it went."),
    "text-changed": Kind("neutral", "Words", "Words for readers; nothing is decided by them."),
    **_pair(
        "figure-removed",
        ("unknown", "Figure removed", "What rested on it cannot be told any more."),
        "figure-added",
        ("neutral", "Figure added", "What rests on it stands in the effects."),
    ),
    "figure-changed": Kind("neutral", "Figure", "What it changes stands in the effects."),
    "source-changed": Kind("neutral", "Source of a figure", "The figure is the same."),
    "scale-changed": Kind("unknown", "Other scale", "Figures before and after cannot be compared."),
    "attribute-changed": Kind("neutral", "Attribute", "What it changes stands in the effects."),
    "record-changed": Kind("neutral", "Record", "It tells about the past."),
    "together": Kind("neutral", "Follows from several changes together", "No single change explains it."),
}

KINDS: dict[str, Kind] = {**ROUTES, **RULES, **PLACES, **DELIVERY, **WORDS}
"""Every kind by its name."""


def mirror(kind: str) -> str:
    """The kind of the same change backwards."""
    return KINDS[kind].mirror or kind


def worst(kinds: Iterable[str]) -> str:
    """The gravest of some kinds; of several as grave the first by the table."""
    order = list(KINDS)
    return min(kinds, key=lambda kind: (CLASSES.index(KINDS[kind].klass), order.index(kind)))
