"""GitHub's workflow commands, read back by rules of their own."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ecaremap.report.github import to_github
from ecaremap.usecases.reporting import SPELLINGS, report_of
from ecaremap.usecases.validate import validate
from ecaremap.views.results_model import PlaceView
from report.making import DAY, PATHS, a_report, a_result, folder

__all__ = ["folder"]
COMMAND = re.compile(r"::(?P<kind>error|warning|notice) (?P<fields>[^:]*)::(?P<text>.*)", re.DOTALL)


def unescaped(text: str) -> str:
    for sign, code in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(code, sign)
    return text


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """What a runner understands: kind, fields, text."""
    found = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        if match:
            pairs = (field.partition("=") for field in match["fields"].split(","))
            fields = {name: unescaped(value) for name, _, value in pairs}
            found.append((match["kind"], fields, unescaped(match["text"])))
    return found


def test_a_finding_is_one_command() -> None:
    assert to_github(a_report(a_result(7, "error"))) == (
        "::error file=maps/a.yaml,line=7,endLine=7,col=3,endColumn=9,title=G140 human-route-missing"
        "::Finding 7.%0Aemotion is high%0ATo do: Settle it.\n"
    )


def test_kinds_follow_severity_and_accepted_ones_are_left_out() -> None:
    results = [
        a_result(1, "info"), a_result(2, "warning"), a_result(3, "error"), a_result(4, "error", "known"),
        a_result(5, "error", "justified"), a_result(6, "warning", "expired"),
    ]  # fmt: skip
    found = [(kind, fields["line"]) for kind, fields, _ in commands(to_github(a_report(*results)))]
    assert found == [("error", "3"), ("warning", "2"), ("warning", "6"), ("notice", "1")]


def test_more_than_github_shows_are_counted() -> None:
    results = [a_result(n, "warning") for n in range(1, 13)] + [a_result(n, "error") for n in range(21, 31)]
    text = to_github(a_report(*results))
    assert len(commands(text)) == 20
    (rest,) = [line for line in text.splitlines() if not line.startswith("::")]
    assert rest.startswith("… and 2 more warnings")


def test_mistakes_go_before_gaps() -> None:
    gaps = [a_result(n) for n in range(1, 12)]
    text = to_github(a_report(*gaps, a_result(99, code="P301", name="above-cap")))
    assert commands(text)[0][1]["line"] == "99"


def test_a_stretch_of_lines_has_no_columns() -> None:
    ((_, fields, _),) = commands(to_github(a_report(a_result(place=PlaceView("a.yaml", 2, 3, 5, 9)))))
    assert fields == {"file": "a.yaml", "line": "2", "endLine": "5", "title": "G140 human-route-missing"}


def test_what_stands_in_a_pack_is_shown_at_the_strategy() -> None:
    ((_, fields, _),) = commands(to_github(a_report(a_result(place=PlaceView("pack:de", 2, 3, 2, 9)))))
    assert fields == {"file": "maps/a.yaml", "title": "G140 human-route-missing"}


texts = st.text(st.sampled_from("ab %:,;=\n\r0AD2C35é…"), max_size=30)


@given(message=texts.filter(str.strip), path=texts.filter(str.strip), note=texts)
def test_no_text_ends_a_command_early(message: str, path: str, note: str) -> None:
    result = a_result(message=message, notes=(note,), help="", place=PlaceView(path, 1, 2, 1, 3))
    text = to_github(a_report(result))
    assert text.count("\n") == 1
    assert "\r" not in text
    body = text.partition("::")[2].partition("::")[2]
    assert unescaped(body.removesuffix("\n").replace("%25", "\0")).replace("\0", "%") == f"{message}\n{note}"
    assert text.startswith("::warning file=")


def test_real_findings_point_at_real_lines(folder: Path) -> None:
    text = SPELLINGS["github"](report_of([validate(path, DAY) for path in PATHS], DAY, "error"))
    found = commands(text)
    assert len(found) > 15
    for _, fields, message in found:
        lines = (folder / fields["file"]).read_text(encoding="utf-8").split("\n")
        assert 1 <= int(fields.get("line", 1)) <= len(lines)
        assert message
