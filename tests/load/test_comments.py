"""Line comments that accept a finding: how they are read, and what they cover."""

from datetime import date

import pytest

from ecaremap.load.comments import line_comments
from ecaremap.model.source import SourceFile, Sources
from insight.judging import judged, of, only

HEAD = (
    "touchpoints: [call-centre, website, app]\nrequests: {cancel: {emotion: high}, renew: {emotion: high}}\ncoverage:\n"
)
ROUTE = "ecaremap: ignore G140 relaunch (CX board, until 2027-03-31)"


def read(text: str) -> list[tuple[str, int, str, str, str | None]]:
    """Code, line meant, reason, by, until."""
    return [
        (c.code, c.line, c.reason, c.by, c.until.isoformat() if c.until else None)
        for c in line_comments(SourceFile(0, "a.yaml", text))
        if not c.problem
    ]


@pytest.mark.parametrize(
    ("said", "reason", "by", "until"),
    [
        ("G140 relaunch (CX board, until 2027-03-31)", "relaunch", "CX board", "2027-03-31"),
        ("G140 relaunch (by CX board, until 2027-03-31)", "relaunch", "CX board", "2027-03-31"),
        ("G140: relaunch (until 2027-03-31)", "relaunch", "", "2027-03-31"),
        ("g140 relaunch (by CX board)", "relaunch", "CX board", None),
        ("G140 relaunch", "relaunch", "", None),
        ("G140   the new app, see (ADR 12)  ", "the new app, see (ADR 12)", "", None),
        ("G140 wait (ADR 12) a while (board of A, B, until 2027-03-31)", "wait (ADR 12) a while", "board of A, B", "2027-03-31"),
        ("G140 Übergang – „später“ # wirklich", "Übergang – „später“ # wirklich", "", None),
    ],
)  # fmt: skip
def test_the_parts_of_a_comment(said: str, reason: str, by: str, until: str | None) -> None:
    assert read(f"a: 1  # ecaremap: ignore {said}\n") == [("G140", 1, reason, by, until)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"a: 1\nb: 2  # {ROUTE}\nc: 3\n", 2),
        (f"a: 1\n# {ROUTE}\nb: 2\n", 3),
        (f"a:\n  # {ROUTE}\n  # a remark\n  b: 2\n", 4),
        (f"a: 1\n#{ROUTE}\nb: 2\n", 3),
        (f"a: 1\n# {ROUTE}\n\nb: 2\n", 3),  # an empty line holds nothing
        (f"a: 1\n# {ROUTE}", 3),
        (f"a: [1,  # {ROUTE}\n 2]\n", 1),
        (f"a: |  # {ROUTE}\n  text\n", 1),
        (f"a: |\n  text\n# {ROUTE}\nb: 1\n", 4),
        (f"a: 1\r\nb: 2  # {ROUTE}\r\nc: 3\r\n", 2),
        (f"a: 1\rb: 2  # {ROUTE}\rc: 3\r", 2),
    ],
)
def test_the_line_a_comment_is_for(text: str, line: int) -> None:
    assert [meant for _, meant, *_ in read(text)] == [line]


@pytest.mark.parametrize(
    "text",
    [
        f'a: "text # {ROUTE}"\n',
        f"a: 'text # {ROUTE}'\n",
        f'a: "text\n  # {ROUTE}\n  more"\n',
        f"a: |\n  # {ROUTE}\nb: 1\n",
        f"a: >-\n  text\n  # {ROUTE}\n\n  more\n",
        f"a: text#{ROUTE}\n",
        "# ecaremap: 1\n",
        "ecaremap: 1\n# ecaremap: ask Ann about the app\n",
        "# see ecaremap: ignore G140 reason\n",
        "",
    ],
)
def test_what_is_no_such_comment(text: str) -> None:
    assert line_comments(SourceFile(0, "a.yaml", text)) == ()


def test_several_comments_above_a_line_are_all_for_it() -> None:
    text = f"# {ROUTE}\n# ecaremap: ignore G150 later\na: 1  # ecaremap: ignore G100 now\n"
    assert [(code, line) for code, line, *_ in read(text)] == [("G140", 3), ("G150", 3), ("G100", 3)]


def test_the_place_of_a_comment() -> None:
    (comment,) = line_comments(SourceFile(7, "a.yaml", 'a: "#"\nb: "é😀"  # ecaremap: ignore G140 later  \n'))
    span = comment.span
    assert (span.file, span.line, span.column, span.end_column) == (7, 2, 10, 10 + len("# ecaremap: ignore G140 later"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("ignore G140", "no reason"),
        ("ignore G140 (CX board, until 2027-03-31)", "no reason"),
        ("ignore", "which finding"),
        ("ignore the route", "which finding"),
        ("ignore G14 the route", "which finding"),
        ("ignore G140 relaunch (CX board, until 2027-02-30)", "'2027-02-30' is not a date"),
        ("ignore G140 relaunch (until spring)", "'spring' is not a date"),
        ("ignore G140 relaunch (CX board, until 20270331)", "'20270331' is not a date"),
        ("ignored G140 relaunch", "I do not know 'ignored'"),
        ("ingore G140 relaunch", "I do not know 'ingore'"),
        ("noqa G140", "I do not know 'noqa'"),
        ("waive G140 relaunch", "I do not know 'waive'"),
    ],
)
def test_comments_that_cannot_be_read(said: str, words: str) -> None:
    (comment,) = line_comments(SourceFile(0, "a.yaml", f"a: 1  # ecaremap: {said}\n"))
    assert words in comment.problem
    assert comment.fix
    found = only("W104", HEAD + f"  cancel: {{website: show}}  # ecaremap: {said}\n")
    assert words in found.message
    assert found.severity == "error"
    assert found.span
    assert (found.span.line, found.span.column) == (7, 28)


# What they cover


def strategy(comment: str, row: str = "cancel: {website: show, app: show}") -> str:
    return f"{HEAD}  {row}  # {comment}\n  renew: {{website: show}}\n"


def standings(text: str, as_of: date = date(2026, 11, 21)) -> dict[str, str]:
    return {finding.where: finding.standing for finding in of("G140", text, as_of)}


def test_a_comment_covers_its_line_only() -> None:
    text = strategy(ROUTE)
    assert standings(text) == {"cancel/website": "justified", "cancel/app": "justified", "renew/website": "open"}
    assert not [finding for finding in judged(text) if finding.code.startswith("W")]


def test_a_comment_above_covers_the_next_line() -> None:
    text = f"{HEAD}  cancel:\n    # {ROUTE}\n    website: show\n    app: show\n  renew: {{website: show}}\n"
    assert standings(text) == {"cancel/website": "justified", "cancel/app": "open", "renew/website": "open"}


def test_the_last_day_counts() -> None:
    text, after = strategy(ROUTE), date(2027, 4, 1)
    assert standings(text, date(2027, 3, 31))["cancel/app"] == "justified"
    assert standings(text, after)["cancel/app"] == "expired"
    found = only("W101", text, after)
    assert found.message == "The comment that ignores G140 ran out on 2027-03-31."
    assert found.help == "settle G140 here, or have CX board decide again and write the new day"
    assert not of("W102", text, after)


def test_a_comment_without_a_day_never_runs_out() -> None:
    assert standings(strategy("ecaremap: ignore G140 later"), date(2040, 1, 1))["cancel/app"] == "justified"


def test_a_waiver_and_a_comment_hold_as_long_as_either() -> None:
    waiver = 'waivers: [{id: w, finding: G140, where: "*", reason: r, by: b, until: 2028-01-31}]\n'
    text, later = strategy(ROUTE) + waiver, date(2027, 6, 1)
    assert set(standings(text, later).values()) == {"justified"}
    assert [f.where for f in of("W101", text, later)] == ["comment:G140"]


def test_a_comment_that_covers_nothing() -> None:
    found = only("W102", strategy("ecaremap: ignore G150 later"))
    assert found.severity == "warning"
    assert found.message == "This comment ignores nothing: there is no G150 on the line it is for."
    expired = only("W101", strategy("ecaremap: ignore G150 later (until 2026-01-31)"))
    assert expired.help == "delete it: there is no G150 here any more"


@pytest.mark.parametrize("code", ["Y101", "M211", "R201", "W102"])
def test_what_is_not_a_matter_of_judgement_cannot_be_ignored(code: str) -> None:
    found = only("W103", strategy(f"ecaremap: ignore {code} later"))
    assert found.message == f"This comment is for {code}, which cannot be ignored."
    assert not of("W102", strategy(f"ecaremap: ignore {code} later"))


def test_law_cannot_be_ignored() -> None:
    rule = (
        "rules: [{id: button, kind: law, when: {request.id: cancel}, then: {offer: {at_least: 1, "
        "cell.degree: self-serve}}}]\n"
    )
    text = strategy("ecaremap: ignore P304 later") + rule
    assert only("P304", text).standing == "open"
    assert only("W103", text).message == "This comment is for a breach of law, which cannot be ignored."
    assert only("P304", text.replace("kind: law, ", "")).standing == "justified"


def test_an_unknown_code_is_named() -> None:
    found = only("W105", strategy("ecaremap: ignore G141 later"))
    assert found.message == "This comment is for G141, which no check has."
    assert found.help.startswith("did you mean G14")
    assert not of("W102", strategy("ecaremap: ignore G141 later"))
    waiver = "waivers: [{id: w, finding: G141, where: cancel, reason: r, by: b, until: 2028-01-31}]\n"
    assert only("W105", strategy("a remark") + waiver).where == "waiver:w"


def test_at_sketch_one_question_stands_for_many_lines() -> None:
    text = strategy(ROUTE)
    assert only("G140", text, level="sketch").standing == "open"
    assert not of("W102", text, level="sketch")


def test_comments_never_hide_a_finding() -> None:
    bare, ignored = judged(strategy("a remark")), judged(strategy(ROUTE))
    assert [(f.code, f.where, f.message) for f in bare] == [(f.code, f.where, f.message) for f in ignored]


def test_comments_of_packs_say_nothing() -> None:
    from ecaremap.insight.waivers import comments_of

    text = f"a: 1  # {ROUTE}\n"
    files = tuple(SourceFile(n, "x", text, layer) for n, layer in enumerate(("own", "pack", "extends")))
    assert [comment.file for comment in comments_of(Sources(files))] == [0, 2]
