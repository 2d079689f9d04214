"""Whatever the bytes: findings with places inside the text, or a strategy; never a traceback."""

from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecaremap.load.loading import load_text
from ecaremap.model.strategy import STEPS, Strategy
from load.helpers import everything

FAST = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
WORDS = st.sampled_from([
    *Strategy.model_fields, "app", "call-centre", "pay", "often", "show", "human", "20%", "5 EUR", "2027-01-31", "today",
    "target", "not_here", "volume", "value", "p10", "p50", "p90", "source", "starts_at", "id", "when", "then", "forbid",
    "1", "no", "true", "remove", "~", "", "request", "touchpoint", "1e99", "-5%", "3 (1 to 5)", "a -> b", "telecom", "core",
])  # fmt: skip
ODD = st.text(st.sampled_from(list(" \t\n\r:-?#&*!|>'\"%@`{}[],<~a1é\u2028\x85\ufeff🎉.")), max_size=60)
DATA = st.recursive(
    WORDS | st.sampled_from(list(STEPS)) | st.none() | st.integers(-5, 9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=6),
    max_leaves=30,
)
ROOT = {"ecaremap": 1, "name": "X", "touchpoints": ["app", "call-centre"], "requests": {"pay": "often"}}


def check(data: bytes) -> None:
    loaded = load_text(data, "map.yaml")
    for finding in everything(data):
        span = finding.span
        assert span is not None
        lines = loaded.sources[span.file].lines
        assert 1 <= span.line <= span.end_line <= len(lines) + 1, finding
        assert 1 <= span.column <= len(loaded.sources[span.file].line(span.line)) + 1, finding
        assert (span.line, span.column) <= (span.end_line, span.end_column)
        assert finding.message
        assert len(finding.message) < 700
    assert loaded.findings or loaded.project


@FAST
@given(st.binary(max_size=300))
def test_random_bytes(data: bytes) -> None:
    check(data)


@FAST
@given(ODD)
def test_random_signs(text: str) -> None:
    check(text.encode())


@FAST
@given(st.lists(st.tuples(st.integers(0, 4), WORDS, ODD | WORDS), max_size=12))
def test_lines_that_look_like_yaml(rows: list[tuple[int, str, str]]) -> None:
    check("".join(f"{'  ' * depth}{key}: {value}\n" for depth, key, value in rows).encode())


@FAST
@given(st.dictionaries(WORDS, DATA, max_size=8), st.booleans())
def test_data_of_any_shape(data: dict[str, Any], rooted: bool) -> None:
    check(yaml.safe_dump({**ROOT, **data} if rooted else data, allow_unicode=True).encode())


@FAST
@given(st.sampled_from([name for name in Strategy.model_fields if name != "ecaremap"]), DATA)
def test_one_section_of_any_shape(section: str, value: Any) -> None:
    check(yaml.safe_dump({**ROOT, section: value}, allow_unicode=True).encode())


@FAST
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_name(name: str) -> None:
    """What YAML can write at all comes back as it was."""
    text = yaml.safe_dump({**ROOT, "name": name}, allow_unicode=True)
    check(text.encode())
