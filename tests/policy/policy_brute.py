"""Rules judged the slow way: cell by cell, straight from the raw mappings, without any policy code.

Written from the design's text, so that the fast way can be held against it.
"""

from datetime import date

from policy_conditions import NO_LOGIN_ASKED, RANKED, effect, matches, matches_row, passes


class Brute:
    """All that rules decide about a raw strategy on a day."""

    def __init__(self, raw_strategy, today, horizon):
        self.s = raw_strategy
        self.today, self.horizon = today, horizon
        self.rules = {rule["id"]: rule for rule in raw_strategy.get("rules", [])}
        self.segments = {None: None, **raw_strategy.get("segments", {})}

    def ctx(self, request, touchpoint, segment):
        segments = (segment, self.segments[segment])
        return {
            "request": (request, self.s["requests"][request]),
            "touchpoint": (touchpoint, self.s["touchpoints"].get(touchpoint)),
            "segment": segments,
        }

    def in_force(self, rule, state):
        first = date.fromisoformat(rule.get("from", "0001-01-01"))
        last = date.fromisoformat(rule.get("until", "9999-12-31"))
        return last >= self.today and first <= (self.today if state == "today" else self.horizon)

    def lifts(self, rule):
        """Law and duty are lifted only by law; a lifting rule is never lifted."""
        names = effect(rule).get("lift", [])
        return [
            name
            for name in names
            if name in self.rules
            and "lift" not in effect(self.rules[name])
            and (rule.get("kind") == "law" or self.rules[name].get("kind") not in ("law", "duty"))
        ]

    def applying(self, request, touchpoint, segment, state):
        ctx = self.ctx(request, touchpoint, segment)
        return [rule for rule in self.rules.values() if self.in_force(rule, state) and matches(rule, ctx)]

    def verdict(self, request, touchpoint, segment, state):
        """(forbidding, cap, capping, requiring, lifted) by id."""
        applying = self.applying(request, touchpoint, segment, state)
        lifted = {name for rule in applying for name in self.lifts(rule)}
        active = [rule for rule in applying if rule["id"] not in lifted]
        caps = {rule["id"]: effect(rule)["cap"] for rule in active if "cap" in effect(rule)}
        return (
            {rule["id"] for rule in active if "forbid" in effect(rule)},
            min(caps.values(), key=RANKED.index, default=None),
            set(caps),
            {rule["id"] for rule in active if "require" in effect(rule)},
            {rule["id"] for rule in applying if rule["id"] in lifted},
        )

    def offers(self, request, segment, state):
        """The rules with an offer that speak about a row and are not lifted for all of it."""
        ctx = self.ctx(request, "", segment)
        row = [r for r in self.rules.values() if self.in_force(r, state) and matches_row(r, ctx)]
        lifted = {name for rule in row for name in self.lifts(rule)}
        return [rule for rule in row if "offer" in effect(rule) and rule["id"] not in lifted]

    def degree(self, request, touchpoint, state):
        """The degree that counts, empty where nothing is offered."""
        cell = self.s["coverage"].get(request, {}).get(touchpoint)
        if cell is None or "not_here" in cell:
            return ""
        status = cell.get("status", self.s["touchpoints"][touchpoint].get("status", "live"))
        degree = cell.get("today") if state == "today" else cell.get("target", cell.get("today"))
        offered = status == "live" if state == "today" else status != "withdrawn"
        return degree if offered and degree != "none" else ""

    def completes(self, request, cell, degree):
        item = self.s["requests"][request]
        said = cell.get("completes", item.get("completes"))
        if degree == "human":
            return True
        if said:
            return said == "yes"
        if degree == "initiate":
            return cell.get("finished_by") == "us"
        job = item.get("job")
        if degree in ("peer", "proactive"):
            return job in ("learn", "confirm")
        if job in ("discuss", "validate", "vent"):
            return degree == "assisted"
        first = {"learn": "inform", "confirm": "show", "transact": "assisted"}.get(job, "self-serve")
        return RANKED.index(degree) >= RANKED.index(first)

    def cell_ctx(self, request, touchpoint, segment, state):
        ctx = self.ctx(request, touchpoint, segment)
        cell = dict(self.s["coverage"][request][touchpoint])
        degree = self.degree(request, touchpoint, state)
        owner = cell.get("owner", self.s["touchpoints"][touchpoint].get("owner"))
        completes = "yes" if self.completes(request, cell, degree) else "no"
        ctx["cell"] = (None, {**cell, "degree": degree, "owner": owner, "completes": completes})
        return ctx

    def reached(self, touchpoint, segment):
        blocked = (self.segments[segment] or {}).get("cannot_use", [])
        return self.s["touchpoints"][touchpoint]["family"] not in blocked

    def cells(self, segment, state):
        """Cells that offer something these customers can use."""
        for request, row in self.s["coverage"].items():
            for touchpoint in row:
                if self.reached(touchpoint, segment) and self.degree(request, touchpoint, state):
                    yield request, touchpoint

    def breaches(self, segment, state):
        """(request, touchpoint, rule, kind, field of the test) of every breach."""
        found = set()
        for request, touchpoint in self.cells(segment, state):
            forbid, _, capping, requiring, _ = self.verdict(request, touchpoint, segment, state)
            ctx = self.cell_ctx(request, touchpoint, segment, state)
            degree = ctx["cell"][1]["degree"]
            found |= {(request, touchpoint, rule, "forbid", "") for rule in forbid}
            for rule in capping:
                cap = effect(self.rules[rule])["cap"]
                if degree in RANKED and RANKED.index(degree) > RANKED.index(cap):
                    found.add((request, touchpoint, rule, "cap", ""))
            for rule in requiring:
                for key, test in effect(self.rules[rule])["require"].items():
                    asked = key != "touchpoint.authentication" or degree not in NO_LOGIN_ASKED
                    if asked and not passes(ctx, key, test):
                        found.add((request, touchpoint, rule, "require", key))
        return found

    def shortfalls(self, segment, state):
        """(request, rule, number found) of every offer not met."""
        found = set()
        for request in self.s["requests"]:
            for rule in self.offers(request, segment, state):
                offer = dict(effect(rule)["offer"])
                wanted = int(offer.pop("at_least"))
                number = sum(
                    self.counts(request, touchpoint, segment, state, offer)
                    for row, touchpoint in self.cells(segment, state)
                    if row == request
                )
                if number < wanted:
                    found.add((request, rule["id"], number))
        return found

    def counts(self, request, touchpoint, segment, state, tests):
        forbid, cap, _, _, _ = self.verdict(request, touchpoint, segment, state)
        ctx = self.cell_ctx(request, touchpoint, segment, state)
        degree = ctx["cell"][1]["degree"]
        too_far = cap is not None and degree in RANKED and RANKED.index(degree) > RANKED.index(cap)
        return not forbid and not too_far and all(passes(ctx, key, test) for key, test in tests.items())
