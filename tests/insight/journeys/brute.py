"""Journeys by trying all ways one after the other, written from the design and not from the product.

It reads the strategy as plain data, follows every way step by step, and looks at the worst that happened.
"""

from typing import Any

JSON = dict[str, Any]
FAMILY = {
    "website": "digital", "app": "digital", "chat": "digital", "email": "digital",
    "call-centre": "traditional", "store": "traditional", "ivr": "automated-voice",
}  # fmt: skip
COMPLETING = {
    "transact": {"assisted", "self-serve", "human"},
    "learn": {"inform", "show", "assisted", "self-serve", "human", "peer", "proactive"},
}
RANK = ["closed", "stays digital", "leaves digital", "unknown", "loop", "dead end"]


def degree(cell: Any, state: str) -> str:
    if isinstance(cell, str):
        today, _, target = cell.partition(" -> ")
        found = (target or today) if state == "target" else today
    elif "not_here" in cell:
        return ""
    else:
        found = cell.get("target", cell["today"]) if state == "target" else cell["today"]
    return "" if found == "none" else found


class World:
    """One request in one state, at one time, for one group of customers."""

    def __init__(self, strategy: JSON, state: str, *, night: bool, blocked: tuple[str, ...] = ()) -> None:
        self.strategy, self.state = strategy, state
        self.row = strategy["coverage"]["r"]
        self.job = strategy["requests"]["r"]["job"]
        places = strategy["touchpoints"]
        self.open = [
            name
            for name in places
            if FAMILY[name] not in blocked
            and (not night or places[name].get("hours", "" if FAMILY[name] == "traditional" else "24/7") == "24/7")
        ]
        self.offered = [name for name in self.open if name in self.row and degree(self.row[name], state)]
        self.undecided = [
            name
            for name in self.open
            if name not in self.row and strategy.get("everywhere_else", "ask me later") == "ask me later"
        ]

    def cell(self, name: str) -> JSON:
        cell = self.row[name]
        return {} if isinstance(cell, str) else cell

    def completes(self, name: str) -> bool:
        found = degree(self.row[name], self.state)
        return found in COMPLETING[self.job] or (found == "initiate" and self.cell(name).get("finished_by") == "us")

    def steps(self, name: str) -> dict[str, bool]:
        """Where one may go from here, and whether the story is lost; undecided places among them."""
        found = {}
        if self.cell(name).get("human_route") == "on-request":
            people = [n for n in self.offered if degree(self.row[n], self.state) in ("human", "assisted")]
            if [n for n in people if n != name]:
                found = {n: True for n in people if n != name}
            else:
                found = {n: True for n in self.undecided if FAMILY[n] == "traditional"}
        for target, context in self.strategy["touchpoints"][name].get("hands_over_to", {}).items():
            if target in self.offered or target in self.undecided:
                found[target] = context == "context lost"
        return found

    def journeys(self, name: str, before: tuple[str, ...] = ()) -> list[tuple[str, tuple[str, ...], bool]]:
        """All ways from here: what became of them, where they led, whether the story was lost."""
        way = (*before, name)
        if name in before:
            return [("loop", way, False)]
        if name in self.undecided:
            return [("unknown", way, False)]
        if self.completes(name):
            if len(way) == 1:
                return [("closed", way, False)]
            digital = all(FAMILY[stop] == "digital" for stop in way)
            return [("stays digital" if digital else "leaves digital", way, False)]
        steps = self.steps(name)
        if not steps:
            return [("dead end", way, False)]
        return [
            # A way nobody has decided about is no certain way to repeat oneself.
            (end, whole, (lost and target in self.offered) or later)
            for target, lost in steps.items()
            for end, whole, later in self.journeys(target, way)
        ]

    def judged(self, name: str) -> tuple[str, bool, bool, bool, int]:
        """The worst end, whether any way finishes it, whether digitally, whether one repeats; the shortest of the worst."""
        if name not in self.open:
            return "shut", False, False, False, 0
        if name in self.undecided:
            return "unknown", False, False, False, 1
        if name not in self.offered:
            return "dead end", False, False, False, 1
        ways = self.journeys(name)
        worst = max((end for end, _, _ in ways), key=RANK.index)
        finished = [way for end, way, _ in ways if end in RANK[:3]]
        digitally = any(all(FAMILY[stop] == "digital" for stop in way) for way in finished)
        shortest = min(len(way) for end, way, _ in ways if end == worst)
        return worst, bool(finished), digitally, any(lost for _, _, lost in ways), shortest
