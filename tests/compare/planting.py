"""A strategy in a git repository, and the same with harm planted beside changes that do none."""

import subprocess
from pathlib import Path

BEFORE = """\
ecaremap: 1
name: Fernwall
level: costed
touchpoints:
  call-centre: {authentication: strong, hours: "08:00-20:00 Mon-Sat", owner: Contact centre, accessible: true}
  website: {authentication: none, hours: 24/7, accessible: true, hands_over_to: {call-centre: context lost}}
  account: {authentication: strong, hours: 24/7, owner: Digital}
  chatbot: {authentication: identified, hours: 24/7, owner: Digital}
requests:
  cancel: {name: Cancel my contract, job: discuss}
  dispute: {name: Dispute a charge, job: vent, emotion: high}
  address: {name: Change my address, job: transact, authentication: strong}
  balance: {name: See my balance, job: confirm}
  pay-bill: {name: Pay a bill, job: transact}
coverage:
  cancel: {call-centre: human, website: inform}
  dispute: {call-centre: human, website: show}
  address: {call-centre: human, account: self-serve}
  balance: {call-centre: human, chatbot: inform, account: show}
  pay-bill: {call-centre: human, account: self-serve}
rules:
  - id: people-for-disputes
    title: Disputes stay with people
    when: {request.emotion: high}
    then: {cap: show}
plan:
  starts: 2027-01
  horizon: 24 months
  builds:
    balance-by-bot: {request: balance, touchpoint: chatbot, degree: show, build_cost: 9000 EUR}
"""

HARM = (
    # The last way to a person for cancelling goes.
    (
        "  cancel: {call-centre: human, website: inform}",
        "  cancel: {call-centre: {not_here: too dear}, website: inform}",
    ),
    # A dispute goes further digitally than its rule allows.
    ("dispute: {call-centre: human, website: show}", "dispute: {call-centre: human, website: self-serve}"),
    # The chatbot is withdrawn while the plan still builds there.
    ("chatbot: {authentication: identified,", "chatbot: {status: withdrawn, authentication: identified,"),
    # The account asks for a weaker login.
    ("account: {authentication: strong,", "account: {authentication: identified,"),
)
HARMED = {
    ("human-route-lost", "cancel/call-centre"),
    ("digitised-against-rule", "dispute/website"),
    ("retired-as-target", "touchpoint:chatbot"),
    ("login-lowered", "touchpoint:account"),
}
"""What the planted harm is called, and where."""

BESIDE = (
    # Words, another order, an owner, a new way, and a new request.
    ("  balance: {name: See my balance, job: confirm}\n  pay-bill: {name: Pay a bill, job: transact}",
     ("  pay-bill: {name: Pay my bill, job: transact}\n  balance: {name: See my balance, job: confirm}\n"
     "  outage: {name: Ask about an outage, job: learn}")),
    ("website: {authentication: none, hours: 24/7, accessible: true,",
     "website: {hours: 24/7, owner: Digital, accessible: true, authentication: none,"),
    ("  pay-bill: {call-centre: human, account: self-serve}",
     ("  pay-bill: {account: self-serve, call-centre: human, website: inform}\n"
     "  outage: {call-centre: human, website: inform}")),
)  # fmt: skip


def changed(text: str, *changes: tuple[str, str]) -> str:
    """A text with some pieces replaced, each of which must be there once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


AFTER = changed(BEFORE, *HARM, *BESIDE)
HARMLESS = changed(BEFORE, *BESIDE)


def git(folder: Path, *words: str) -> str:
    """Run git for a test, without the settings of whoever runs it."""
    own = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false",
           "-c", "init.defaultBranch=main")  # fmt: skip
    done = subprocess.run(["git", *own, *words], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def commit(folder: Path, files: dict[str, str], message: str = "change") -> None:
    """Write files and commit them."""
    if not (folder / ".git").exists():
        folder.mkdir(parents=True, exist_ok=True)
        git(folder, "init", "-q")
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
