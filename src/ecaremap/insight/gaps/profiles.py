"""What is said and done about each kind of gap: one table, by the code of the check."""

from dataclasses import dataclass
from typing import Literal

from ecaremap.insight.gaps.gap import Action, Effort

Owner = Literal["cell", "touchpoint", "request", "cause", "source", "strategy"]
"""Who should act: who answers for the cell, the touchpoint, the request's digital cells, its cause, the source; the strategy."""

Scope = Literal["cell", "touchpoint", "request", "strategy"]
"""What runs into the gap: needs starting at the cell or the touchpoint, all needs of the request, or no need as such."""

Pricing = Literal["", "leak", "cause", "sale", "missing", "unused"]

EFFORTS: dict[Action, Effort] = {"decide": "S", "promote": "S", "measure": "S", "fix": "M", "build": "L"}
"""The usual effort of each action."""

EFFORT_WORDS: dict[Effort, str] = {
    "S": "days to weeks, one owner alone",
    "M": "weeks to a quarter, two teams",
    "L": "a build of its own, with budget and plan",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """How gaps of one code are told.

    Attributes:
        kind: a word for filters. title: for headings.
        says: the customer's sentence; `{place}` is where, as "in the app".
        cause: why it is so. pricing: the formula that prices it.
        figures: keys of a cell that would tell how grave it is, where no price does.
        effort: where it is not the usual one of the action.
    """

    kind: str
    title: str
    says: str
    cause: str
    owner: Owner
    action: Action
    scope: Scope
    pricing: Pricing = ""
    figures: tuple[str, ...] = ()
    effort: Effort | None = None

    @property
    def work(self) -> Effort:
        """How much work the next step is."""
        return self.effort or EFFORTS[self.action]


PROFILES: dict[str, Profile] = {
    "G100": Profile(
        "missing", "Missing",
        "I cannot do this myself; I have to call, write or come.",
        "Nothing digital finishes it, although the rules would allow it.",
        "request", "build", "request", "missing",
    ),
    "G105": Profile(
        "unused", "Exists but unused",
        "I did not know that I can do this {place}.",
        "It is there, and few of those who could use it do.",
        "cell", "promote", "cell", "unused",
    ),
    "G110": Profile(
        "leaking", "Leaking",
        "I tried it {place}, and had to call all the same.",
        "Something is still open, or unclear, when customers leave.",
        "cell", "fix", "cell", "leak",
    ),
    "G115": Profile(
        "over-digitised", "Over-digitised",
        "I am left alone {place} with something I want to talk about.",
        "The target goes further than the request bears, and no rule has decided so.",
        "cell", "decide", "request", "sale",
    ),
    "G125": Profile(
        "unmeasured", "Unmeasured",
        "Nobody knows whether it worked for me {place}.",
        "Completion, calls afterwards or satisfaction are not measured.",
        "touchpoint", "measure", "touchpoint", figures=("completion", "calls_after", "csat"),
    ),
    "G135": Profile(
        "over-channelled", "Over-channelled",
        "I could do this in many places, and cannot tell which one works.",
        "It is offered in many places where hardly anybody starts.",
        "strategy", "decide", "request", effort="M",
    ),
    "G140": Profile(
        "no-human-route", "Human route missing",
        "I got stuck {place}, and found no way to a person.",
        "Customers who need a person are not told how to reach one.",
        "cell", "fix", "cell", figures=("completion", "calls_after"), effort="S",
    ),
    "G145": Profile(
        "no-human-route", "Human route missing",
        "I was promised a person {place}, and nobody takes over.",
        "The way to a person is promised, but no hand-over leads there.",
        "touchpoint", "fix", "cell", figures=("completion", "calls_after"),
    ),
    "G150": Profile(
        "weak-login", "Login too weak",
        "Somebody else could get at my data {place}.",
        "The touchpoint identifies customers less firmly than the request asks for.",
        "touchpoint", "fix", "cell",
    ),
    "G155": Profile(
        "cause-first", "Fix the cause first",
        "I only have to ask because something went wrong.",
        "What causes the request stays, and asking about it is made easier.",
        "cause", "fix", "request", "cause",
    ),
    "G160": Profile(
        "segment-without-route", "Segment without a route",
        "What you offer is of no use to me, and there is nothing else.",
        "A group of customers can use none of what is offered, or not what it keeps.",
        "strategy", "decide", "request", effort="M",
    ),
    "G170": Profile(
        "undecided", "Undecided",
        "It depends whom I ask whether I can do this {place}.",
        "Nobody has decided about these cells.",
        "strategy", "decide", "request",
    ),
    "G175": Profile(
        "pull-missing", "Pull missing",
        "Nobody has told me that it will be there.",
        "The plan builds it and leads nobody to it.",
        "request", "promote", "request",
    ),
    "G176": Profile(
        "push-without-gate", "Push without a passed gate",
        "You take away the way I know before the new one works.",
        "What customers are pushed to has not proved itself, or nobody has measured it.",
        "strategy", "decide", "request",
    ),
    "G180": Profile(
        "unowned", "Unowned",
        "Nobody feels responsible {place}.",
        "Something is offered, and nobody answers for it.",
        "strategy", "decide", "touchpoint",
    ),
    "G185": Profile(
        "contradicted", "Contradicted by a walk-through",
        "I tried it {place}, and did not get through.",
        "It works on paper; somebody from outside the team tried and failed.",
        "cell", "fix", "cell", figures=("completion",),
    ),
    "G190": Profile(
        "ungoverned", "Ungoverned",
        "Nobody looks after the whole of it.",
        "Sponsor, owner or review are missing or overdue.",
        "strategy", "decide", "strategy",
    ),
    "G195": Profile(
        "feedback", "Feedback blind spot",
        "Nobody asks me how it went {place}.",
        "Nobody listens there, or nobody acts on what is said.",
        "touchpoint", "measure", "touchpoint",
    ),
    "G200": Profile(
        "figure-unsourced", "Figure unsourced",
        "You decide about me by figures that nobody can trace.",
        "Figures do not say where they come from.",
        "source", "measure", "strategy",
    ),
    "G210": Profile(
        "figure-old", "Figure old",
        "You decide about me by figures from long ago.",
        "Figures are older than the strategy should rest on.",
        "source", "measure", "strategy",
    ),
    "G220": Profile(
        "in-name-only", "Digital in name only",
        "I can start it {place}, and still have to call.",
        "It is called self-serve, and a large part of those who use it are with a person within a day.",
        "cell", "fix", "cell", "leak",
    ),
    "G225": Profile(
        "drifted", "Moved since it was claimed",
        "What you believe about me {place} is not so any more.",
        "What was measured is not what the map claims, or not what was measured before.",
        "cell", "measure", "cell", effort="S",
    ),
    "G230": Profile(
        "log-without-map", "In the log, not in the map",
        "I come to you with something that your map does not know.",
        "Contacts have a reason or a place that nobody has put on the map.",
        "strategy", "decide", "strategy",
    ),
    "G235": Profile(
        "map-without-log", "In the map, not in the log",
        "Nobody counts me {place}.",
        "The log has no contacts of what is on the map, or they are not recorded there.",
        "strategy", "measure", "strategy",
    ),
    "J101": Profile(
        "dead-end", "Dead end",
        "I started, and could neither finish nor go on.",
        "A way ends where nothing is finished and nothing leads on.",
        "request", "fix", "request",
    ),
    "J102": Profile(
        "loop", "Loop",
        "I am sent in circles.",
        "A way comes back to where it was.",
        "request", "fix", "request",
    ),
    "J103": Profile(
        "leaves-digital", "Leaves digital",
        "I wanted to do it online, and ended on the phone all the same.",
        "Customers are led out of digital, although a digital way finishes the request.",
        "request", "fix", "request",
    ),
    "J104": Profile(
        "repeats", "Repeat yourself",
        "I had to tell everything again.",
        "What customers have said is lost when they are handed over.",
        "request", "fix", "request",
    ),
    "J105": Profile(
        "out-of-hours", "Out of hours",
        "In the evening nobody can help me on.",
        "What leads on is closed outside opening hours.",
        "request", "fix", "request",
    ),
    "J106": Profile(
        "journey", "Journey not possible",
        "The way you describe does not exist.",
        "Cells and hand-overs do not allow a journey that the strategy names.",
        "request", "decide", "request",
    ),
    "J107": Profile(
        "undecided", "Undecided",
        "I am passed on, and it depends whom I ask what happens then.",
        "A hand-over leads to where nobody has decided about the request.",
        "strategy", "decide", "request",
    ),
}  # fmt: skip
"""Every code of the letters G and J."""

OTHER = Profile(
    "other", "Other",
    "It does not work for me {place}.",
    "See the page of the check.",
    "cell", "fix", "request",
)  # fmt: skip
"""For codes that are not in the table yet."""


def profile(code: str) -> Profile:
    """How a gap of a code is told."""
    return PROFILES.get(code, OTHER)


PLACES: dict[str, str] = {
    "website": "on the website", "account": "in my account", "app": "in the app", "chat": "in the chat",
    "chatbot": "with the chatbot", "sms": "with a text message", "messaging": "with a message", "email": "with an e-mail",
    "social": "on social media", "community": "in the community", "kiosk": "at the kiosk", "video": "by video",
    "call-centre": "on the phone", "store": "in the store", "field-visit": "with the engineer who visits",
    "letter": "with a letter", "ivr": "in the phone menu", "voice-assistant": "with the voice assistant",
}  # fmt: skip
"""Where customers are, as they would say it, by kind of touchpoint."""
