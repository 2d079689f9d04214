"""The analysis of rules by enumeration: every point of a small universe, one by one."""

from datetime import date
from itertools import chain, combinations, product

from policy_conditions import LEVELS, LOGINS, NO_LOGIN_ASKED, RANKED, ROUTES, condition, effect, matches, passes

POINTS = {
    "request.emotion": (None, *LEVELS),
    "request.authentication": (None, *LOGINS),
    "request.tags": ([], ["a"], ["b"], ["a", "b"]),
    "request.volume": (None, "5", "10", "15", "20", "25", "30", "35"),
    "request.family": (None, "billing", "sales", "other"),
    "request.customer_value": (None, "values", "neutral", "irritates"),
    "request.company_value": (None, "values", "neutral", "irritates"),
    "touchpoint.authentication": (None, *LOGINS),
    "touchpoint.tags": ([], ["a"], ["b"], ["a", "b"]),
    "touchpoint.cost_per_contact": (
        None,
        "1 EUR",
        "2 EUR",
        "3 EUR",
        "5 EUR",
        "9 EUR",
        "2 USD",
        "3 USD",
        "4 USD",
        "4 CHF",
    ),
    "touchpoint.family": ("digital", "traditional", "automated-voice"),
    "segment.cannot_use": ([], ["digital"]),
}
NEVER = date(9999, 12, 31)


def tests_in(block):
    for key, test in block.items():
        if key == "any":
            yield from chain.from_iterable(tests_in(inner) for inner in test)
        else:
            yield key, test


def fields_of(rules):
    """The fields rules speak about."""
    found = set()
    for rule in rules:
        does = effect(rule)
        blocks = (rule.get("when", {}), rule.get("unless", {}), does.get("require", {}), does.get("offer", {}))
        for key, test in chain.from_iterable(map(tests_in, blocks)):
            found |= {key, *([test.split()[-1]] if isinstance(test, str) and "." in test else [])}
    if "request.quadrant" in found:
        found |= {"request.customer_value", "request.company_value"}
    return sorted(found & set(POINTS))


class Points:
    """Where rules apply and what breaks them, as sets of numbered points.

    A point is a request, touchpoint and segment; on it stands one of the possible cells.
    """

    def __init__(self, rules, today, more_fields=()):
        self.today = today
        self.rules = {rule["id"]: rule for rule in rules}
        fields = sorted({*fields_of(rules), *more_fields})
        self.points = [self.context(fields, values) for values in product(*(POINTS[field] for field in fields))]
        self.cells = [
            {"degree": degree, "human_route": route, "completes": completes}
            for degree in (*RANKED[1:], "peer", "proactive", "human")
            for route in (None, *ROUTES)
            for completes in ("yes", "no")
        ]
        self.applies = {
            name: {number for number, point in enumerate(self.points) if matches(rule, point)}
            for name, rule in self.rules.items()
        }
        self.broken = {name: self.breaking(effect(rule)) for name, rule in self.rules.items()}
        self.current = [name for name, rule in self.rules.items() if rule.get("until", "9999-12-31") >= str(today)]
        self.live = [name for name in self.current if self.applies[name]]

    @staticmethod
    def context(fields, values):
        sides = {"request": {}, "touchpoint": {}, "segment": {}}
        for field, value in zip(fields, values, strict=True):
            side, _, name = field.partition(".")
            if value is not None:
                sides[side][name] = value
        return {side: (None, item) for side, item in sides.items()}

    def breaking(self, does):
        """For every point the cells (as bits) that break a restriction there."""
        if "forbid" in does:
            return [(1 << len(self.cells)) - 1] * len(self.points)
        fixed = 0
        for number, cell in enumerate(self.cells):
            rank = RANKED.index(cell["degree"]) if cell["degree"] in RANKED else -1
            too_far = "cap" in does and rank > RANKED.index(does["cap"])
            asked = ((key, test) for key, test in does.get("require", {}).items() if key.startswith("cell."))
            failed = any(not passes({"cell": (None, cell)}, key, test) for key, test in asked)
            fixed |= (too_far or failed) << number
        login = sum(1 << n for n, cell in enumerate(self.cells) if cell["degree"] not in NO_LOGIN_ASKED)
        every = (1 << len(self.cells)) - 1
        found = []
        for point in self.points:
            bits = fixed
            for key, test in does.get("require", {}).items():
                if key.startswith("touchpoint.") and not passes(point, key, test):
                    bits |= login if key == "touchpoint.authentication" else every
            found.append(bits)
        return found

    def lifts(self, name):
        found = []
        for target in effect(self.rules[name]).get("lift", []):
            other = self.rules[target]
            binding = other.get("kind") in ("law", "duty") and self.rules[name].get("kind") != "law"
            if "lift" not in effect(other) and not binding:
                found.append(target)
        return set(found)

    def standing(self, name, beside=None):
        """The points where a rule applies and is not lifted without the other being lifted too."""
        ground = set(self.applies[name])
        for other in self.current:
            if name in self.lifts(other) and not (beside and beside in self.lifts(other)):
                ground -= self.whole(other) if "offer" in effect(self.rules[name]) else self.applies[other]
        return ground

    def whole(self, name):
        """The points of rows on which a rule applies whatever the touchpoint."""
        rule = self.rules[name]
        return {
            number
            for number, point in enumerate(self.points)
            if condition(rule.get("when", {}), point, touch=False)
            and not ("unless" in rule and condition(rule["unless"], point, touch=True))
        }

    def outweighs(self, a, b):
        one, other = self.rules[a], self.rules[b]
        longer = one.get("from", "") <= other.get("from", "") and one.get("until", "9") >= other.get("until", "9")
        weight = {"law": 2, "duty": 1}
        binding = weight.get(one.get("kind"), 0) >= weight.get(other.get("kind"), 0)
        return longer and binding and not ("severity" in one and "severity" not in other)

    def passing(self, point, tests):
        """The cells on a point that pass tests, as bits."""
        own = [(key, test) for key, test in tests.items() if key.startswith("touchpoint.")]
        if not all(passes(point, key, test) for key, test in own):
            return 0
        asked = [(key, test) for key, test in tests.items() if key.startswith("cell.")]
        return sum(
            1 << n for n, cell in enumerate(self.cells) if all(passes({"cell": (None, cell)}, k, t) for k, t in asked)
        )

    def offers_as_much(self, a, b):
        """Does everything that counts for the offer of `a` count for that of `b`?"""
        one, other = (dict(effect(self.rules[name]).get("offer", {})) for name in (a, b))
        if not other:
            return True
        if not one or int(one.pop("at_least")) < int(other.pop("at_least")):
            return False
        return not any(
            self.passing(self.points[p], one) & ~self.passing(self.points[p], other) for p in self.applies[b]
        )

    def over(self, a, b):
        """Does `a` apply wherever `b` does, and demand at least as much?"""
        if a == b or not self.outweighs(a, b) or not self.lifts(b) <= self.lifts(a):
            return False
        if "lift" in effect(self.rules[b]) and not self.lifts(b):
            return False
        if not self.offers_as_much(a, b) or not self.applies[b] <= self.standing(a, b):
            return False
        return not any(self.broken[b][p] & ~self.broken[a][p] for p in self.applies[b])

    def covered_by(self, name, others):
        """Do other rules together say all that a rule says?"""
        others = [other for other in others if self.outweighs(other, name)]
        grounds = {other: self.standing(other, name) for other in others}
        for p in self.applies[name]:
            here = [other for other in others if p in grounds[other]]
            broken = 0
            for other in here:
                broken |= self.broken[other][p]
            if self.broken[name][p] & ~broken:
                return False
            if "offer" in effect(self.rules[name]) and not any(self.offers_as_much(other, name) for other in here):
                return False
            for target in self.lifts(name):
                if not any(target in self.lifts(other) for other in others if p in self.applies[other]):
                    return False
        return True

    def says_something(self, name):
        """Is there anything it could break, offer or lift?"""
        does = effect(self.rules[name])
        return "offer" in does or bool(self.lifts(name)) or any(self.broken[name][p] for p in self.applies[name])


def fewer(names):
    """All sets with one left out."""
    return combinations(names, len(names) - 1)
