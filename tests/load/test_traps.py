"""Each trap of YAML gives its code at the very place, in no time, and never a traceback."""

import pytest

from load.helpers import BASE, HEAD, everything, places, project_of

REQUEST = HEAD + "requests: {pay-bill: {%s}}\n"
LONG = "x" * 1_000_000

TRAPS = [
    # name, document, the findings
    ("key twice", BASE + "name: Another\n", [("Y101", 5, 1)]),
    ("tab indents", "ecaremap: 1\ntouchpoints:\n\tapp: {}\n", [("Y111", 3, 1)]),
    ("tab behind spaces", "ecaremap: 1\ntouchpoints:\n  app:\n  \tkind: app\n", [("Y111", 4, 3)]),
    ("next line", "ecaremap: 1\nname: A\x85B\n", [("Y109", 2, 8)]),
    ("line separator", "ecaremap: 1\nname: A\u2028B\n", [("Y109", 2, 8)]),
    ("paragraph separator", "ecaremap: 1\nname: A\u2029B\n", [("Y109", 2, 8)]),
    ("no as a flag", "ecaremap: 1\nname: X\ntouchpoints: {app: {accessible: no}}\nrequests: [pay]\n", [("M207", 3, 33)]),
    ("on as a flag", "ecaremap: 1\nname: X\ntouchpoints: {app: {accessible: on}}\nrequests: [pay]\n", [("M207", 3, 33)]),
    ("1_000", REQUEST % "volume: 1_000", [("M205", 4, 31)]),
    ("12:30", REQUEST % "volume: 12:30", [("M205", 4, 31)]),
    ("22:22:22", REQUEST % "volume: 22:22:22", [("M205", 4, 31)]),
    ("010", REQUEST % "volume: 010", [("M205", 4, 31)]),
    ("0x10", REQUEST % "volume: 0x10", [("M205", 4, 31)]),
    ("1,000 in braces", REQUEST % "volume: 1,000", [("Y113", 4, 33)]),
    ("1,000 alone", HEAD + "requests:\n  pay:\n    volume: 1,000\n", [("M205", 6, 13)]),
    ("1e3", REQUEST % "volume: 1e3", []),
    ("1.10", REQUEST % "volume: 1.10", []),
    ("no, on and 12:30 are texts", BASE + "owners: {app: no, call-centre: on, pay-bill: 12:30}\n", []),
    ("number as key", HEAD + "requests:\n  1: often\n  true: often\n", []),
    ("anchor", HEAD + "requests: {pay-bill: &x {volume: 1}}\n", [("Y103", 4, 22)]),
    ("alias", "ecaremap: 1\nname: *x\n", [("Y103", 2, 7)]),
    ("merge key", HEAD + "requests:\n  pay:\n    <<: {volume: 1}\n", [("Y103", 6, 5)]),
    ("bomb within itself", "a: &x [*x]\n", [("Y103", 1, 4), ("Y103", 1, 8)]),
    ("tag", REQUEST % "emotion: !high ", [("Y104", 4, 32)]),
    ("tag glued to a brace", REQUEST % "emotion: !high", [("Y104", 4, 32)]),
    ("tag that runs code", HEAD + "requests: !!python/object/apply:os.system [ls]\n", [("Y104", 4, 11)]),
    ("list as key", HEAD + "requests: {[a, b]: often, pay: often}\n", [("Y105", 4, 12)]),
    ("empty key", HEAD + "requests: {pay: often}\n: x\n", [("Y105", 5, 1)]),
    ("two documents", BASE + "---\na: b\n", [("Y107", 5, 1)]),
    ("100,000 brackets", "[" * 100_000, [("Y106", 1, 41)]),
    ("100,000 braces", "{" * 100_000, [("Y106", 1, 41)]),
    ("100,000 dashes", "- " * 100_000, [("Y106", 1, 81)]),
    ("2,000 steps", "".join(" " * i + "a:\n" for i in range(2000)), [("Y106", 41, 41)]),
    ("byte order mark", b"\xef\xbb\xbf" + (REQUEST % "emotion: hihg").encode(), [("M202", 4, 32)]),
    ("Windows line ends", (REQUEST % "emotion: hihg").replace("\n", "\r\n"), [("M202", 4, 32)]),
    ("old line ends", (REQUEST % "emotion: hihg").replace("\n", "\r"), [("M202", 4, 32)]),
    ("emoji before the place", HEAD + 'requests: {pay: {name: "🎉👩‍👧", emotion: hihg}}\n', [("M202", 4, 41)]),
    ("wide characters before", HEAD + "requests: {pay: {name: 請求書, emotion: hihg}}\n", [("M202", 4, 38)]),
    ("UTF-16", BASE.encode("utf-16"), [("Y108", 1, 1)]),
    ("UTF-16 without its mark", BASE.encode("utf-16-le"), [("Y108", 1, 1)]),
    ("Latin letters", "ecaremap: 1\nname: Köln\n".encode("latin-1"), [("Y108", 2, 8)]),
    ("half a surrogate", b"ecaremap: 1\nname: \xed\xa0\x80\n", [("Y108", 2, 7)]),
    ("control character", "ecaremap: 1\nname: a\x07b\n", [("Y108", 2, 8)]),
    ("mark in the middle", "ecaremap: 1\nname: a\ufeffb\n", [("Y108", 2, 8)]),
    ("binary", bytes(range(256)), [("Y108", 1, 1)]),
    ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", [("Y108", 1, 1)]),
    ("empty", "", [("Y114", 1, 1)]),
    ("blank", "\n\n  \n", [("Y114", 1, 1)]),
    ("comments only", "# one\n# two\n", [("Y114", 1, 1)]),
    ("50 MB of bytes", b"\xab" * 50_000_000, [("Y110", 1, 1)]),
    ("1 MB in one line", f"ecaremap: 1\nname: {LONG}\ntouchpoints: [app]\nrequests: [pay]\n", []),
    ("1 MB of colons", "a: " * 330_000, [("Y102", 1, 4)]),
    ("1 MB of spaces", "a" + " " * 1_000_000 + "b", [("M203", 1, 1)]),
    ("open quote", 'ecaremap: 1\nname: "abc\ntouchpoints: [app]\n', [("Y102", 2, 7)]),
    ("open single quote", "ecaremap: 1\nname: 'abc\ntouchpoints: [app]\n", [("Y102", 2, 7)]),
    ("open bracket", "ecaremap: 1\ntouchpoints: [app, store\nname: x\n", [("Y102", 2, 14)]),
    ("open brace", "ecaremap: 1\nowners: {app: x\nname: x\n", [("Y102", 2, 9)]),
    ("comma missing", "ecaremap: 1\nowners: {app: x\n  store: y}\n", [("Y102", 3, 8)]),
    ("colon in a text", "ecaremap: 1\nname: Note: this\n", [("Y102", 2, 7)]),
    ("@", "ecaremap: 1\nname: @team\n", [("Y102", 2, 7)]),
    ("%", "ecaremap: 1\nname: %5\n", [("Y102", 2, 7)]),
    ("`", "ecaremap: 1\nname: `x`\n", [("Y102", 2, 7)]),
    (">= in a test", "rules:\n  - when:\n      request.emotion: >= medium\n    then: forbid\n", [("Y102", 3, 24)]),
    ("# in a value", "ecaremap: 1\nname: Plan #2\ntouchpoints: [app]\nrequests: [pay]\n", [("Y112", 2, 12)]),
    ("no colon", "ecaremap: 1\nname X\n", [("Y102", 2, 1)]),
    ("no space behind the colon", "ecaremap: 1\nname:X\n", [("Y102", 2, 1)]),
    ("indented by one", "ecaremap: 1\nrequests:\n  a: often\n b: often\n", [("Y102", 4, 2)]),
    ("a list", "- a\n- b\n", [("M203", 1, 1)]),
    ("a text", "hello\n", [("M203", 1, 1)]),
    ("dash without space", "ecaremap: 1\nname: X\ntouchpoints:\n  -app\n  -store\nrequests: [pay]\n", [("M203", 4, 3)]),
]  # fmt: skip


@pytest.mark.parametrize(("document", "expected"), [trap[1:] for trap in TRAPS], ids=[trap[0] for trap in TRAPS])
def test_trap(document: str | bytes, expected: list[tuple[str, int, int]]) -> None:
    found = places(document)
    assert found == expected


@pytest.mark.parametrize("trap", TRAPS, ids=[trap[0] for trap in TRAPS])
def test_every_message_is_short_and_says_what_to_do(trap: tuple[str, str | bytes, object]) -> None:
    for finding in everything(trap[1]):
        assert len(finding.message) < 500
        assert finding.help
        assert "\n" not in finding.message + finding.help
        assert finding.message.endswith((".", "?"))


def test_a_bomb_of_references_is_refused_at_each() -> None:
    text = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    assert {code for code, _, _ in places(text)} == {"Y103"}


def test_texts_stay_as_written() -> None:
    text = "ecaremap: 1\nname: no\ntouchpoints: {app: {answers_within: 12:30}}\nrequests: {pay: {volume: 1.10}}\n"
    strategy = project_of(text).strategy
    assert strategy.name == "no"
    assert strategy.touchpoints["app"].answers_within == "12:30"
    assert str(strategy.requests["pay"].volume.likely) == "1.10"  # type: ignore[union-attr]


def test_many_of_the_same_mistake_end_somewhere() -> None:
    assert len(everything("a: {" + "b: 1," * 200_000 + "}")) <= 510
    assert len(everything("name: A\n" + "x: \u2028\n" * 50_000)) <= 20
    assert len(everything("a:\n" + "\tb: 1\n" * 50_000)) <= 20
