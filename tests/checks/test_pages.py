"""Every check has a page, and the examples on the page are its tests.

A bad block is written ```` ```yaml at LINE:COLUMN [as-of DATE] [bytes] [repeat N] ````; it must give the code at
that place. A good block must not give it. `bytes` marks a block with Python escapes, for what no Markdown can hold;
`repeat` a block that is to be thought of N times over, for what no page should hold. What follows a line
`# _decisions.lock.yaml` is the file of signatures beside the strategy; after `# evidence/NAME.yaml` follows evidence.
"""

import re
from datetime import date

import pytest

from ecaremap.usecases.catalogue import all_checks, page
from ecaremap.usecases.validate import validate_text

BLOCK = re.compile(r"^```yaml(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
SECTIONS = ("Why it matters", "Bad", "Good", "What to do")


def blocks(code: str, section: str) -> list[tuple[str, str]]:
    text = page(code)
    _, _, rest = text.partition(f"\n## {section}\n")
    body = rest.split("\n## ")[0]
    return [(found["info"].strip(), found["text"]) for found in BLOCK.finditer(body)]


def findings(info: str, text: str) -> list[tuple[str, int, int]]:
    as_of = re.search(r"as-of (\S+)", info)
    day = date.fromisoformat(as_of[1]) if as_of else date(2026, 11, 21)
    text, *parts = re.split(r"^# (evidence/\S+\.yaml)\n", text, flags=re.MULTILINE)
    measured = {name: part.encode() for name, part in zip(parts[::2], parts[1::2], strict=True)}
    text, beside, signed = text.partition("# _decisions.lock.yaml\n")
    data = text.encode()
    if "bytes" in info.split():
        data = text.rstrip("\n").encode("latin-1").decode("unicode_escape").encode("latin-1")
    times = re.search(r"repeat (\d+)", info)
    data *= int(times[1]) if times else 1
    result = validate_text(data, "example.yaml", day, signed=signed.encode() if beside else None, evidence=measured)
    return [(f.code, f.span.line, f.span.column) if f.span else (f.code, 0, 0) for f in result.findings]


@pytest.mark.parametrize("code", all_checks())
def test_the_page_is_complete(code: str) -> None:
    text = page(code)
    check = all_checks()[code]
    assert text.startswith(f"# {code} {check.name}\n")
    for section in SECTIONS:
        assert f"\n## {section}\n" in text


@pytest.mark.parametrize("code", all_checks())
def test_bad_examples_give_the_code_at_the_place(code: str) -> None:
    examples = blocks(code, "Bad")
    assert examples
    for info, text in examples:
        place = re.search(r"at (\d+):(\d+)", info)
        assert place, "a bad block says where: ```yaml at LINE:COLUMN"
        assert (code, int(place[1]), int(place[2])) in findings(info, text)


@pytest.mark.parametrize("code", all_checks())
def test_good_examples_stay_silent(code: str) -> None:
    examples = blocks(code, "Good")
    assert examples
    for info, text in examples:
        assert code not in {found for found, _, _ in findings(info, text)}
