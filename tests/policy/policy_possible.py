"""Whether an offer can be met at all, by trying every cell that could be written."""

from itertools import product

from policy_conditions import DIGITAL, NO_LOGIN_ASKED, RANKED, ROUTES, TAGS, effect, passes, raw

OWNERS = (None, "ann", "bob", "somebody else")


def possible_cells(family):
    """Every cell there could be at a touchpoint of a family."""
    for degree in ("human",) if family == "traditional" else DIGITAL:
        for route, owner in product((None, *ROUTES), OWNERS):
            for completes in ("yes",) if degree == "human" else ("yes", "no"):
                yield {
                    "degree": degree, "human_route": route, "owner": owner, "completes": completes, "status": "live",
                }  # fmt: skip


def keeps(brute, ctx, cell, rules):
    """Would a cell keep all these restrictions? What is not known of a touchpoint may still be so."""
    ctx = {**ctx, "cell": (None, cell)}
    for name in rules:
        does = effect(brute.rules[name])
        if "forbid" in does:
            return False
        if "cap" in does and cell["degree"] in RANKED and RANKED.index(cell["degree"]) > RANKED.index(does["cap"]):
            return False
        for key, test in does.get("require", {}).items():
            if key == "touchpoint.authentication" and cell["degree"] in NO_LOGIN_ASKED:
                continue
            # A list without an entry is known to be empty.
            unknown = raw(ctx, key) is None and key.partition(".")[2] not in TAGS
            open_question = key.startswith("touchpoint.") and unknown
            if not open_question and not passes(ctx, key, test):
                return False
    return True


def places(brute, request, segment, offer, allowed_rules):
    """At how many touchpoints could an offer be met under some of the rules?"""
    tests = {key: test for key, test in offer.items() if key != "at_least"}
    number = 0
    for touchpoint, item in brute.s["touchpoints"].items():
        if not brute.reached(touchpoint, segment):
            continue
        ctx = brute.ctx(request, touchpoint, segment)
        forbid, _, capping, requiring, _ = brute.verdict(request, touchpoint, segment, "target")
        active = (forbid | capping | requiring) & allowed_rules
        number += any(
            all(passes({**ctx, "cell": (None, cell)}, key, test) for key, test in tests.items())
            and keeps(brute, ctx, cell, active)
            for cell in possible_cells(item["family"])
        )
    return number
