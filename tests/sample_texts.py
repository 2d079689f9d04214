"""The written texts of the sample map: rules, findings and the overview of a telecom company."""

from decimal import Decimal

from ecaremap.views.model import FindingView, Move, Overview, Question, Reason, RuleView, Tile


def reasons() -> tuple[Reason, ...]:
    """Why cells are limited."""
    return (
        Reason(
            "keep-personal", "Feelings and judgement stay with people",
            "A customer in distress must not have to explain it to a machine.", "policy",
            "at most assisted, and one touchpoint with a person", "rules/people.yaml:4:5",
            "Board decision of 12 January 2027",
        ),
        Reason(
            "dispute-named", "Disputes have a named person",
            "Disputes that change hands take three times as long.", "duty",
            "needs a way to a named person", "rules/people.yaml:18:5",
            "Ombudsman's code, section 4, last checked 2027-01-10",
        ),
        Reason(
            "strong-login", "Contract changes need a strong login",
            "Somebody else's contract must not be changed by guessing a birthday.", "law",
            "needs a strong login", "rules/law.yaml:9:5",
            "Customer protection act, section 8, last checked 2027-02-01",
        ),
    )  # fmt: skip


def rules() -> tuple[RuleView, ...]:
    """The rules with what they touch."""
    touched = ((4, 28, 0), (2, 14, 3), (6, 12, 1))
    return tuple(
        RuleView(
            r.rule, r.title, r.kind, r.because, r.effect, *counts,
            "since 2027-01-01", r.place, r.source,
        )
        for r, counts in zip(reasons(), touched, strict=True)
    )  # fmt: skip


def findings() -> tuple[FindingView, ...]:
    """Findings of each severity."""
    return (
        FindingView(
            "P101", "error", "The target breaks “Disputes have a named person”.",
            "dispute-a-charge/chat", "requests/cells.yaml:56:7",
            "Write human_route: named-person, or lower the target.", "open", 3,
        ),
        FindingView(
            "P102", "warning", "Today breaks “Contract changes need a strong login”.",
            "change-my-plan/app", "requests/cells.yaml:134:7",
            "Ask for the strong login before the change is confirmed.", "open",
        ),
        FindingView(
            "G104", "warning", "No way to a person from here.", "report-a-broken-line/chatbot",
            "requests/cells.yaml:215:7", "Add hands_over_to: call-centre.", "open", 9,
        ),
        FindingView(
            "G110", "info", "Nobody owns these cells.", "", "", "Name an owner.", "justified", 12,
        ),
    )  # fmt: skip


EMPTY = Overview("Nothing is written yet.", (), (), (), (), ())


def overview() -> Overview:
    """What a board reads first."""
    return Overview(
        sentence="4 of 10 requests can be finished digitally today; the target makes it 8. "
        "Three stay personal, for good reasons.",
        tiles=(
            Tile("Finished digitally", "41%", "78%", "of customers' needs, counted by volume"),
            Tile("Needs a year", "1.2m", "", "all touchpoints, 2026"),
            Tile("Cells that change", "96", "", "of 216 decided, from today to the target"),
            Tile("Rules broken", "1", "3", "by today, and by the target as written"),
        ),
        moves=(
            Move("understand-my-bill", "app", "Let customers settle “Understand my bill” in the app.",
                 "Digital team", Decimal("0.124")),
            Move("pay-a-bill", "my-account", "Finish “Pay a bill” in the account.",
                 "Billing team", Decimal("0.091")),
            Move("report-a-broken-line", "app", "Take reports of a broken line in the app.",
                 "Digital team", Decimal("0.088")),
            Move("ask-when-it-works-again", "whatsapp", "Tell customers by WhatsApp when it works again.",
                 "Service desk", Decimal("0.067")),
            Move("find-a-suitable-plan", "chat", "Advise on plans in the chat.", "", None),
        ),
        personal=(
            ("Dispute a charge", "An angry customer wants to be heard."),
            ("Ask for more time to pay", "Hardship needs judgement."),
            ("Tell us somebody died", "A bereaved family gets a name."),
        ),
        works=(
            "“See what I have booked” ends in the app for 92 of 100 customers.",
            "“Track my delivery” is rarely followed by a call.",
            "The chat hands over to a person without asking again.",
        ),
        questions=(
            Question("undecided cells", 24, "24 cells are undecided.", "Product owners",
                     ("Pay a bill at WhatsApp", "Move house at the chatbot")),
            Question("completion", 11, "11 digital cells have no completion rate.", "Digital team",
                     ("Change my plan in the app",)),
            Question("owner", 12, "12 cells have no owner.", "Head of service", ()),
        ),
    )  # fmt: skip
