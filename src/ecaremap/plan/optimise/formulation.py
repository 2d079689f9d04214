"""The planning problem as linear rows over "started by month t": one text for every solver.

For each item and each month it may start in there is a 0/1 variable "started in this month or before" (step variables,
as in open-pit scheduling: Chicoisne et al. 2012, Operations Research 60(3); selection, scheduling and values that
depend on time: Chen and Askin 2009, EJOR 193(1):23-34). Money stays as it is here; whoever needs whole numbers rounds.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from ecaremap.plan.optimise.deck import Deck
from ecaremap.plan.optimise.instance import Row, months_of
from ecaremap.plan.optimise.judge import Aim

Terms = dict[int, float]
"""Coefficient by variable; variables that cancel out may stay with 0."""


@dataclass(slots=True)
class Model:
    """Rows `sum terms <= top` over 0/1 variables first, then free amounts of money within their bounds.

    Attributes:
        binary: how many 0/1 variables. bounds: of the amounts that follow. objective: to be made large.
        whole: rows in whole numbers. money: rows with money or shares, to be rounded by who needs that.
        first: by item, its first variable. months: by item, the months it may start in.
    """

    binary: int = 0
    bounds: list[tuple[float, float]] = field(default_factory=list)
    objective: Terms = field(default_factory=dict)
    whole: list[tuple[Terms, int]] = field(default_factory=list)
    money: list[tuple[Terms, float]] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    months: list[tuple[int, ...]] = field(default_factory=list)

    def by(self, item: int, month: int) -> int | None:
        """The variable "started by this month"; None if it cannot have."""
        place = bisect_right(self.months[item], month) - 1
        return None if place < 0 else self.first[item] + place

    def ever(self, item: int) -> int | None:
        """The variable "on the plan"; None if it never can be."""
        return self.first[item] + len(self.months[item]) - 1 if self.months[item] else None

    def starting(self, item: int, worth: Sequence[float]) -> Terms:
        """`worth[start]` of the start that is chosen, as terms: x_s = w_s - w_(s-1)."""
        months, first = self.months[item], self.first[item]
        following = [worth[month] for month in months[1:]] + [0.0]
        return {first + n: worth[month] - after for n, (month, after) in enumerate(zip(months, following, strict=True))}

    def amount(self, low: float, high: float, price: float) -> int:
        """A new variable for money, with its price in the objective."""
        self.bounds.append((low, high))
        self.objective[self.binary + len(self.bounds) - 1] = price
        return self.binary + len(self.bounds) - 1

    def starts(self, values: Sequence[float]) -> list[int]:
        """The plan that a solution stands for."""
        found = []
        for first, months in zip(self.first, self.months, strict=True):
            chosen = (month for n, month in enumerate(months) if values[first + n] > 0.5)
            found.append(next(chosen, -1))
        return found

    def values(self, starts: Sequence[int]) -> list[int]:
        """The 0/1 variables of a plan."""
        return [int(0 <= start <= month) for months, start in zip(self.months, starts, strict=True) for month in months]


def formulate(deck: Deck, aim: Aim = "npv", months_saved: int | None = None) -> Model:
    """All rows of an instance for an aim.

    For the aim "earliest" the objective is the number of months saved: of each target, those from the month in which it
    is reached to the end. With `months_saved` that many have to be saved, and the objective is money again.
    """
    model = Model()
    for item in range(deck.instance.size):
        model.first.append(model.binary)
        model.months.append(months_of(deck.allowed[item]))
        model.binary += len(model.months[-1])
    reaching = model.binary
    if aim == "earliest":
        model.binary += deck.instance.months * len(deck.instance.rows)
    for part in (_order, _needs, _limits, _budget):
        part(model, deck)
    if aim == "earliest":
        _reach(model, deck, reaching, months_saved)
    elif aim == "cheapest":
        for row in deck.instance.rows:
            model.money.append(_target(model, row, row.by))
    if aim == "most":
        row = deck.instance.rows[0]
        model.objective = {name: -part for name, part in _target(model, row, row.by)[0].items()}
    elif aim != "earliest" or months_saved is not None:
        model.objective = {}
        for item, value in enumerate(deck.instance.value):
            model.objective |= model.starting(item, value)
        _pairs(model, deck)
        _rooms(model, deck)
    return model


def _target(model: Model, row: Row, month: int) -> tuple[Terms, float]:
    """The row that says: this target is reached in this month."""
    terms: Terms = {}
    for item in range(len(model.months)):
        terms |= {name: -part for name, part in model.starting(item, row.adds[item, :, month].tolist()).items()}
    return terms, float(row.today[month]) - row.bound


def _reach(model: Model, deck: Deck, first: int, months_saved: int | None) -> None:
    """One 0/1 variable for each target and month: it is reached in this month, and counted from there."""
    months = deck.instance.months
    for number, row in enumerate(deck.instance.rows):
        names = [first + number * months + month for month in range(months)]
        model.whole.append((dict.fromkeys(names, 1.0), 1))
        model.objective |= {name: float(months - month) for month, name in enumerate(names)}
        for month, name in enumerate(names):
            terms, spare = _target(model, row, month)
            # The lowest the metric can get decides how much has to be let go where the month is another one.
            lowest = sum(
                min(0.0, *(float(row.adds[item, s, month]) for s in own))
                for item, own in enumerate(model.months)
                if own
            )
            missing = max(0.0, -(spare + lowest))
            model.money.append((terms | {name: missing}, spare + missing))
    if months_saved is not None:
        model.whole.append(({name: -part for name, part in model.objective.items()}, -months_saved))


def _order(model: Model, deck: Deck) -> None:
    instance = deck.instance
    for item, months in enumerate(model.months):
        first = model.first[item]
        model.whole += [({first + n: 1, first + n + 1: -1}, 0) for n in range(len(months) - 1)]
        if instance.required[item]:
            name = model.ever(item)
            model.whole.append(({} if name is None else {name: -1}, -1))
    members: dict[int, list[int]] = {}
    for item, group in enumerate(instance.group):
        name = model.ever(item)
        if group >= 0 and name is not None:
            members.setdefault(group, []).append(name)
    model.whole += [(dict.fromkeys(names, 1.0), 1) for names in members.values() if len(names) > 1]


def _needs(model: Model, deck: Deck) -> None:
    for item, wants in enumerate(deck.instance.needs):
        for want in wants:
            for place, month in enumerate(model.months[item]):
                terms: Terms = {model.first[item] + place: 1}
                for other, gap in zip(want.any_of, want.gaps, strict=True):
                    name = model.by(other, month - gap)
                    if name is not None:
                        terms[name] = terms.get(name, 0) - 1
                model.whole.append((terms, 0))


def _limits(model: Model, deck: Deck) -> None:
    for number, limit in enumerate(deck.instance.limits):
        spans = [
            (item, span)
            for item, own in enumerate(deck.instance.spans)
            for span in own
            if span.limit == number and span.amount
        ]
        for month in range(deck.instance.months):
            terms: Terms = {}
            most = 0
            for item, span in spans:
                last = model.by(item, month - span.after)
                gone = model.by(item, month - span.after - span.length)
                if last is None or last == gone:
                    continue
                most += span.amount
                terms[last] = terms.get(last, 0) + span.amount
                if gone is not None:
                    terms[gone] = terms.get(gone, 0) - span.amount
            if most > limit.capacity[month]:
                model.whole.append((terms, limit.capacity[month]))


def _budget(model: Model, deck: Deck) -> None:
    instance = deck.instance
    for quarter, most in enumerate(instance.budget):
        terms: Terms = {}
        for item, lines in enumerate(instance.spend):
            money = [float(dict(line).get(quarter, 0)) for line in lines]
            if any(money):
                terms |= {name: part for name, part in model.starting(item, money).items() if part}
        if terms:
            model.whole.append((terms, most))


def _pairs(model: Model, deck: Deck) -> None:
    """What two items add together is at most what the start of either allows: exact for whole starts.

    Of the first item with start s: extra <= sum over starts e of the second of extra[s][e] x_e, unless s is not its
    start; of either item alone: extra <= the most its own start can bring.
    """
    for first, second, extra in deck.instance.pairs:
        rows, columns = model.months[first], model.months[second]
        if not rows or not columns:
            continue
        low = min(min(0.0, *(extra[s][e] for e in columns)) for s in rows)
        high = max(max(0.0, *(extra[s][e] for e in columns)) for s in rows)
        if low == high:
            continue
        name = model.amount(low, high, 1.0)
        by_first = [max(0.0, *(line[e] for e in columns)) for line in extra]
        by_second = [max(0.0, *(extra[s][e] for s in rows)) for e in range(len(extra[0]))]
        for item, most in ((first, by_first), (second, by_second)):
            model.money.append(({name: 1.0} | {k: -v for k, v in model.starting(item, most).items()}, 0.0))
        for s in rows:
            # Nothing is lost if the first item starts in another month: the bound is then lifted to `high` at least.
            spare = high - min(0.0, *(extra[s][e] for e in columns))
            terms = {name: 1.0} | {k: -v for k, v in model.starting(second, extra[s]).items()}
            single = [0.0] * len(extra)
            single[s] = spare
            for key, part in model.starting(first, single).items():
                terms[key] = terms.get(key, 0.0) + part
            model.money.append((terms, spare))


def _rooms(model: Model, deck: Deck) -> None:
    for room in deck.instance.rooms:
        for quarter, most in enumerate(room.room):
            terms: Terms = {}
            reach = 0.0
            for item, load in zip(room.items, room.load, strict=True):
                own = [line[quarter] for line in load]
                reach += max((own[month] for month in model.months[item]), default=0.0)
                terms |= {name: -part for name, part in model.starting(item, own).items()}
            if reach > most:
                name = model.amount(0.0, reach - most, -1.0)
                model.money.append(({key: -part for key, part in terms.items()} | {name: -1.0}, most))
