"""Conditions of rules, evaluated straight from the raw mappings, without any policy code."""

from decimal import Decimal

LEVELS = ("none", "low", "medium", "high")
LOGINS = ("none", "identified", "strong")
RANKED = ("none", "inform", "show", "initiate", "assisted", "self-serve")
DIGITAL = (*RANKED[1:], "peer", "proactive")
ROUTES = ("none", "on-request", "same-session", "named-person")
SCALES = {
    "emotion": LEVELS, "cross_sell": LEVELS, "authentication": LOGINS, "degree": RANKED, "human_route": ROUTES,
}  # fmt: skip
TAGS = ("tags", "cannot_use", "must_keep")
AMOUNTS = ("volume", "cost_per_contact", "share")
NO_LOGIN_ASKED = ("none", "inform", "peer")
QUADRANTS = {
    ("values", "values"): "keep with a person",
    ("values", "irritates"): "automate",
    ("irritates", "values"): "simplify",
    ("irritates", "irritates"): "fix the cause",
}


def amount(text):
    """Unit and number of an amount."""
    if text.endswith("%"):
        return "%", Decimal(text[:-1])
    number, _, unit = text.partition(" ")
    return unit, Decimal(number)


def raw(ctx, key):
    """The value of a field, None where it is missing."""
    side, _, name = key.partition(".")
    identity, item = ctx[side]
    if name == "id":
        return identity
    if item is None:
        return None
    if key == "request.quadrant":
        return QUADRANTS.get((item.get("customer_value"), item.get("company_value")))
    if key == "touchpoint.status":
        return item.get("status", "live")
    return item.get(name)


def passes(ctx, key, test):
    """One test on one field."""
    name, value = key.partition(".")[2], raw(ctx, key)
    if name in TAGS:
        has = set(value or ())
        words = test if isinstance(test, list) else [test.removeprefix("not ")]
        found = any(word in has for word in words)
        return not found if isinstance(test, str) and test.startswith("not ") else found
    if test in ("present", "missing"):
        return (value is not None) == (test == "present")
    if value is None:
        return False
    if isinstance(test, list):
        return any(equal(name, value, word) for word in test)
    if test.startswith("not "):
        return not equal(name, value, test[4:])
    for words, compare in COMPARE.items():
        if test.startswith(words + " "):
            other = test[len(words) + 1 :]
            if "." in other and other.split(".")[0] in ctx:
                other = raw(ctx, other)
            return other is not None and ordered(name, value, other, compare)
    if " to " in test:
        low, _, high = test.partition(" to ")
        at_least, at_most = COMPARE["at least"], COMPARE["at most"]
        return ordered(name, value, low, at_least) and ordered(name, value, high, at_most)
    return equal(name, value, test)


COMPARE = {
    "at least": lambda a, b: a >= b, "at most": lambda a, b: a <= b,
    "above": lambda a, b: a > b, "below": lambda a, b: a < b,
}  # fmt: skip


def equal(name, value, word):
    return amount(value) == amount(word) if name in AMOUNTS else value == word


def ordered(name, value, other, compare):
    if name in AMOUNTS:
        (unit, a), (wanted, b) = amount(value), amount(other)
        return unit == wanted and compare(a, b)
    scale = SCALES[name]
    return value in scale and other in scale and compare(scale.index(value), scale.index(other))


def condition(block, ctx, touch=None):
    """A block of tests; where `touch` is given, tests on touchpoints count as that."""
    for key, test in block.items():
        if key == "any":
            if not any(condition(inner, ctx, touch) for inner in test):
                return False
            continue
        about = key.startswith("touchpoint.") or (isinstance(test, str) and "touchpoint." in test)
        if not (touch if touch is not None and about else passes(ctx, key, test)):
            return False
    return True


def matches(rule, ctx):
    """Does a rule apply to a cell?"""
    return condition(rule.get("when", {}), ctx) and not ("unless" in rule and condition(rule["unless"], ctx))


def matches_row(rule, ctx):
    """Does it apply whatever the touchpoint?"""
    exempt = "unless" in rule and condition(rule["unless"], ctx, touch=True)
    return condition(rule.get("when", {}), ctx, touch=False) and not exempt


def effect(rule):
    """`then` as a mapping."""
    return {"forbid": True} if rule["then"] == "forbid" else rule["then"]
