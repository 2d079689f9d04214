"""Pairs of rules that exclude each other, against the enumeration of all touchpoints and cells."""

from hypothesis import given
from policy_conditions import RANKED, effect
from policy_maps import CLASHING, examples
from policy_points import Points
from test_analysis_property import TODAY, analysed_rules, few_fields


class Clashes(Points):
    """What is left for two rules together, customer by customer."""

    def __init__(self, rules):
        super().__init__(rules, TODAY, ["touchpoint.family"])
        self.groups = {}
        for number, point in enumerate(self.points):
            customer = repr((point["request"], point["segment"]))
            self.groups.setdefault(customer, []).append(number)

    def world(self, number):
        """The cells there can be: people at traditional touchpoints, and only there."""
        traditional = self.points[number]["touchpoint"][1]["family"] == "traditional"
        return sum(1 << n for n, cell in enumerate(self.cells) if (cell["degree"] == "human") == traditional)

    def allowed(self, name, number):
        """The cells a restriction leaves, a login taken to be asked for everywhere."""
        does = effect(self.rules[name])
        if "forbid" in does:
            return 0
        left = self.world(number) & self.passing(self.points[number], does.get("require", {}))
        for n, cell in enumerate(self.cells):
            if "cap" in does and cell["degree"] in RANKED and RANKED.index(cell["degree"]) > RANKED.index(does["cap"]):
                left &= ~(1 << n)
        return left

    def offered(self, name, number):
        tests = {key: test for key, test in effect(self.rules[name])["offer"].items() if key != "at_least"}
        return self.world(number) & self.passing(self.points[number], tests)

    def exclude(self, a, b):
        """Do two restrictions leave nothing that either alone would leave?"""
        both = self.standing(a) & self.standing(b)
        for group in self.groups.values():
            if not both & set(group):
                continue
            left = [(self.allowed(a, n), self.allowed(b, n)) for n in group]
            alone = any(one for one, _ in left) and any(other for _, other in left)
            if alone and not any(one & other for one, other in left):
                return True
        return False

    def rules_out(self, a, b):
        """Does the restriction `b` leave no touchpoint for the offer of `a`?"""
        here, there = self.standing(a), self.standing(b)
        for group in self.groups.values():
            if not here & set(group):
                continue
            could = any(self.offered(a, n) for n in group)
            can = any(self.offered(a, n) & (self.allowed(b, n) if n in there else -1) for n in group)
            if could and not can:
                return True
        return False

    def clash(self, a, b):
        first = max(self.rules[name].get("from", "0001-01-01") for name in (a, b))
        last = min(self.rules[name].get("until", "9999-12-31") for name in (a, b))
        if first > last:
            return False
        kinds = [set(effect(self.rules[name])) for name in (a, b)]
        restricts = [bool(kind & {"forbid", "cap", "require"}) for kind in kinds]
        if "offer" in kinds[0] and restricts[1]:
            return self.rules_out(a, b)
        if "offer" in kinds[1] and restricts[0]:
            return self.rules_out(b, a)
        return all(restricts) and "forbid" not in kinds[0] | kinds[1] and self.exclude(a, b)


@examples(120)
@given(few_fields(kinds=CLASHING, size=2, sizes=(2, 4)))
def test_pairs_that_exclude_each_other(rules):
    outcome, names = analysed_rules(rules)
    clashes = Clashes(rules)
    found = {tuple(sorted(names[n] for n in pair.rules)) for pair in outcome.contradictions if len(pair.rules) == 2}
    pairs = [(a, b) for a in clashes.live for b in clashes.live if a < b]
    assert found == {pair for pair in pairs if clashes.clash(*pair)}
