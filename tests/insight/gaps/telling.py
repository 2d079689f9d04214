"""Gaps of strategies written out in tests, and of the maps."""

from pathlib import Path

from ecaremap.insight.gaps.gap import Gap
from ecaremap.insight.gaps.making import gaps
from ecaremap.policy.decisions import Decisions
from ecaremap.usecases.validate import Validated, validate, validate_text
from insight.claimed import claims_only
from insight.judging import TODAY

MAPS = Path(__file__).parents[3] / "maps"


def read(text: str, level: str = "costed") -> Validated:
    """A small strategy, validated."""
    result = validate_text(f"ecaremap: 1\nname: Example\nlevel: {level}\n{text}".encode(), "example.yaml", TODAY)
    assert result.decisions is not None, result.findings
    return result


def of_map(name: str) -> Validated:
    """One of the maps as its authors claim it, without what was measured later."""
    with claims_only(MAPS / name) as claimed:
        return validate(claimed, TODAY)


def decided(result: Validated) -> Decisions:
    assert result.decisions is not None
    return result.decisions


def told(result: Validated) -> tuple[Gap, ...]:
    return gaps(decided(result), result.findings)


def one(text: str, code: str, level: str = "costed") -> Gap:
    """The one gap of a code."""
    found = [gap for gap in told(read(text, level)) if gap.code == code]
    assert len(found) == 1, found
    return found[0]
