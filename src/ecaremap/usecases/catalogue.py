"""All checks, and the pages that explain them."""

import re
from functools import cache
from importlib.resources import files

from ecaremap.insight.checks import CHECKS as INSIGHT_CHECKS
from ecaremap.load.checks import CHECKS as LOAD_CHECKS
from ecaremap.model.finding import Check
from ecaremap.plan.checks import CHECKS as PLAN_CHECKS
from ecaremap.policy.checks import CHECKS as POLICY_CHECKS

_ROOMS = (("load", LOAD_CHECKS), ("policy", POLICY_CHECKS), ("insight", INSIGHT_CHECKS), ("plan", PLAN_CHECKS))


NEAR = 5
"""How many codes are named where one is not known."""


@cache
def all_checks() -> dict[str, Check]:
    """Every check by its code, sorted."""
    checks = [check for _, room in _ROOMS for check in room]
    return {check.code: check for check in sorted(checks, key=lambda check: check.code)}


def readable_page(code: str) -> str:
    """The page of a check without what its examples say to the tests."""
    return re.sub(r"^```yaml .*$", "```yaml", page(code), flags=re.MULTILINE)


def nearby(code: str) -> str:
    """The codes that one may have meant: those of its letter, else the letters there are."""
    kin = [known for known in all_checks() if known[0] == code[0]]
    if not kin:
        return "Findings begin with " + ", ".join(sorted({known[0] for known in all_checks()})) + "."
    near = sorted(sorted(kin, key=lambda known: (abs(int(known[1:]) - int(code[1:])), known))[:NEAR])
    return f"Near it: {', '.join(near)}." if len(kin) > NEAR else f"Known: {', '.join(kin)}."


def page(code: str) -> str:
    """The page of a check, Markdown.

    Raises:
        KeyError: no such check.
    """
    for room, checks in _ROOMS:
        for check in checks:
            if check.code == code:
                name = f"{check.code.lower()}_{check.name.replace('-', '_')}.md"
                return (files(f"ecaremap.{room}.checks") / name).read_text(encoding="utf-8")
    raise KeyError(code)
