"""What the loader says: the thing by its name, all of it at once, and what to write instead."""

import pytest

from load.helpers import BASE, HEAD, everything, only

ASSESSMENT = "date: 2026-10-20, who: x, request: pay-bill, touchpoint: app, outcome: completed"
MESSAGES = [
    # document, place, message, help
    ("ecaremap: 1\n", (1, 1), "'name', 'touchpoints' and 'requests' are missing in the strategy.", "add name: …, touchpoints: …, requests: …"),
    ("name: X\n", (1, 1), "'ecaremap', 'touchpoints' and 'requests' are missing in the strategy.", "begin with ecaremap: 1, then touchpoints: …, requests: …"),
    (BASE + "assessments:\n  - {date: 2026-10-20}\n", (6, 5), "'who', 'request', 'touchpoint' and 'outcome' are missing in item 1 of assessments.", "add who: …, request: …, touchpoint: …, outcome: …"),
    (BASE + "rules:\n  - id: a\n    title: A\n", (6, 5), "'then' is missing in 'a' (item 1 of rules).", "add then: …"),
    (BASE + "plan:\n  builds: {}\n", (5, 1), "'starts' and 'horizon' are missing in 'plan'.", "add starts: …, horizon: …"),
    (BASE + "packs: core\n", (5, 8), "The text 'core' stands where a list is wanted.", "write [core]"),
    (BASE + "packs: core; de\n", (5, 8), "The text 'core; de' stands where a list is wanted.", "write [core, de]"),
    (BASE + "governance: COO\n", (5, 13), "The text 'COO' stands where entries (key: value) are wanted.", "write key: value, below it or in braces; it knows sponsor, owner, forum, review_by"),
    (BASE + "rules: {a: b}\n", (5, 8), "Entries (key: value) stand where a list is wanted.", "begin each item with a dash and a space"),
    (BASE + "owners: [x]\n", (5, 9), "A list stands where entries (key: value) are wanted.", "write key: value on each line, without dashes"),
    (BASE + "report: {client: [a, b]}\n", (5, 18), "A list stands where a text is wanted.", "write one text; a text with commas, colons or brackets goes in quotes"),
    (BASE + "coverage: {pay-bill: show}\n", (5, 22), "The text 'show' stands where entries (key: value) are wanted.", "say where: {app: show}"),
    (BASE + "level: [costed]\n", (5, 8), "A list stands where a word is wanted.", "write one word; known: sketch, costed, planned, measured"),
    (BASE + "governance:\n  owner:\n", (6, 3), "'owner' has no value.", "write a value behind the colon, or delete the key"),
    (BASE + "packs: [core]\nextends:\n  -\n", (7, 4), "This list item is empty.", "write it behind the dash, or delete the dash"),
    (BASE + "coverage:\n  pay-bill:\n    app:\n", (7, 5), "'app' has no value.", "write a degree, as show or show -> self-serve, or delete the key: an unwritten cell is undecided"),
    (BASE + f"assessments: [{{{ASSESSMENT}, effort: 9}}]\n", (5, 106), "'9' does not fit effort.", "write a number, at most 7"),
    (BASE + "coverage: {pay-bill: {app: show->self-serve}}\n", (5, 28), "'show->self-serve' is not a degree, nor a step from one to another.", "did you mean 'show -> self-serve'?"),
    (BASE + "volume_per: month\n", (5, 1), "'volume_per' is not a key I know.", "did you mean 'volumes_per'?"),
    (BASE + "currency: Euro\n", (5, 11), "'Euro' has the wrong form.", "write the three capital letters of a currency, as EUR"),
    (HEAD + "requests: {pay my bill: often}\n", (4, 12), "'pay my bill' cannot be an id.", "use letters, digits and hyphens, as pay-my-bill; the name goes into name:"),
    (HEAD + "requests: {pay: {volume: {source: log}}}\n", (4, 18), "This figure has no value.", "write {value: …, source: …} or {p10: …, p50: …, p90: …}"),
    ("ecaremap: 1\nname: X\ntouchpoints: {app: {hands_over_to: {chat: kept}}}\nrequests: [pay]\n", (3, 43), "'kept' is not a value of chat.", "did you mean 'context kept'? known: context kept, context lost"),
    ("ecaremap: 1\nname: X\ntouchpoints: {app: {hands_over_to: {chat: {context: kept}}}}\nrequests: [pay]\n", (3, 53), "'kept' is not a value of context.", "did you mean 'context kept'? known: context kept, context lost"),
    ("ecaremap: 1\nname: X\ntouchpoints: {app: {hands_over_to: chat}}\nrequests: [pay]\n", (3, 36), "The text 'chat' stands where entries (key: value) are wanted.", "write key: value, below it or in braces"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "place", "message", "fix"), MESSAGES)
def test_message(document: str, place: tuple[int, int], message: str, fix: str) -> None:
    finding = only(document)
    assert finding.message == message
    assert finding.help == fix
    assert finding.span is not None
    assert (finding.span.line, finding.span.column) == place


def test_all_mistakes_come_in_one_run() -> None:
    text = (
        HEAD + "requests: {pay: {emotoin: high, volume: many, cross_sell: hihg}}\nlevl: costed\nplan: {starts: soon}\n"
    )
    assert [f.code for f in everything(text)] == ["M201", "M205", "M202", "M201", "M204", "M206"]


@pytest.mark.parametrize(
    "jargon",
    [
        "mapping",
        "scalar",
        "sequence",
        "null",
        "dict",
        "string",
        "integer",
        "parse",
        "token",
        "anchor",
        "alias",
        "node",
        "flow",
    ],
)
def test_no_jargon(jargon: str) -> None:
    from load.test_traps import TRAPS

    said = [f.message + " " + f.help for text, *_ in MESSAGES for f in everything(text)]
    said += [f.message + " " + f.help for _, text, _ in TRAPS for f in everything(text)]
    assert [sentence for sentence in said if jargon in sentence.lower().split()] == []
