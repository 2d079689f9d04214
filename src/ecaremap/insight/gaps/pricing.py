"""What gaps cost in a year: products of figures the map has; where one is missing, it is named."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from ecaremap.insight.case import symbols
from ecaremap.insight.case.costs import handling, holder
from ecaremap.insight.case.given import Given, Input
from ecaremap.insight.case.valuing import Likely, handling_cost
from ecaremap.insight.gaps.gap import Meaning, Price, Wanted
from ecaremap.insight.limits import limit, share
from ecaremap.insight.reach import ALONE
from ecaremap.model.fields import PER_YEAR
from ecaremap.model.figures import Figure
from ecaremap.policy.decisions import Decisions


@dataclass(frozen=True, slots=True)
class Term:
    """One factor with its words; `assumed` where nobody has given it."""

    value: Decimal
    words: str
    assumed: str = ""


Part = Term | Wanted | tuple[Wanted, ...]


class Pricer:
    """Prices the gaps of one strategy; what requests cost is worked out once."""

    def __init__(self, decisions: Decisions) -> None:
        self.strategy = decisions.project.strategy
        self.given = Given(self.strategy)
        self._costs: dict[str, Term | tuple[Wanted, ...]] = {}
        self._currency = self.strategy.currency or ""
        traditional = (name for name, t in self.strategy.touchpoints.items() if t.family == "traditional")
        self.people = holder(self.given, traditional)
        self._formulas: dict[str, Callable[[str, str], tuple[Meaning, list[Part]]]] = {
            "leak": self._leak,
            "cause": self._cause,
            "sale": self._sale,
            "missing": self._missing,
            "unused": self._unused,
        }

    def price(self, pricing: str, request: str, touchpoint: str) -> Price | tuple[Wanted, ...]:
        """The price of a gap by one of the formulas, or the figures it would take."""
        if pricing not in self._formulas or request not in self.strategy.requests:
            return ()
        meaning, parts = self._formulas[pricing](request, touchpoint)
        wanted = [
            w for part in parts if not isinstance(part, Term) for w in (part if isinstance(part, tuple) else (part,))
        ]
        terms = [part for part in parts if isinstance(part, Term)]
        if wanted or not terms:
            return tuple(dict.fromkeys(wanted))
        amount = PER_YEAR[self.strategy.volumes_per]
        for term in terms:
            amount *= term.value
        if amount <= 0:
            return ()
        assumed = tuple(term.assumed for term in terms if term.assumed)
        formula = " × ".join(term.words for term in terms)
        return Price(amount, self._currency, meaning, f"{formula}, a year", assumed)

    # The formulas.

    def _leak(self, request: str, touchpoint: str) -> tuple[Meaning, list[Part]]:
        """What double contacts cost, n · h · c: who finishes there and calls all the same, the longer second contact, its cost.

        Where the map does not say how many finish, all who start there are taken to.
        """
        calls = self._cell(request, touchpoint, "calls_after", "call afterwards")
        finish = self.strategy.coverage[request][touchpoint].completion
        done: list[Part] = [Term(finish.likely, f"{share(finish.likely)} finish")] if finish else []
        parts = [self.volume(request), self.starts(request, touchpoint), *done, calls]
        return "lost each year", [*parts, self._rate(symbols.DOUBLE_HANDLING, request), self.cost(request)]

    def _cause(self, request: str, _: str) -> tuple[Meaning, list[Part]]:
        """What failure demand costs where people handle it."""
        failing = self._known(self.strategy.requests[request].failure_share, request, "failure_share",
                              self.strategy.requests[request].cause_owner or self.given.keeper, "are failure demand")  # fmt: skip
        parts = [self.volume(request), self._with_people(request), failing]
        return "lost each year", [*parts, self.cost(request)]

    def _sale(self, request: str, touchpoint: str) -> tuple[Meaning, list[Part]]:
        """The margin of sales that are not made where nobody talks."""
        item = self.strategy.requests[request]
        if item.cross_sell != "high" and item.sale is None:
            return "", []
        if item.sale is None:
            return "lost each year", [Wanted("sale", request, self.given.signer)]
        lost = item.sale.lost_when_digital
        parts: list[Part] = [
            self.volume(request),
            self.starts(request, touchpoint),
            Term(item.sale.rate.likely, f"{share(item.sale.rate.likely)} sales"),
            self._money(item.sale.margin, f"{item.sale.margin.likely:f} {item.sale.margin.unit} margin"),
            Term(lost.likely, f"{share(lost.likely)} not made digitally")
            if lost
            else self._rate(symbols.LOST_WHEN_DIGITAL, request),
        ]
        return "lost each year", parts

    def _missing(self, request: str, _: str) -> tuple[Meaning, list[Part]]:
        """What people need not handle if as many finish digitally as can be expected to."""
        parts = [
            self.volume(request),
            self._with_people(request),
            self._rate(symbols.ELIGIBLE_SHARE, request),
            self._assumption(symbols.TAKEUP_CEILING, request),
            self._rate(symbols.COMPLETION, request),
        ]
        return "could be saved each year", [*parts, self._saved(request)]

    def _unused(self, request: str, touchpoint: str) -> tuple[Meaning, list[Part]]:
        """What people need not handle if the share of users rises to the limit."""
        cell = self.strategy.coverage[request][touchpoint]
        if cell.today not in ALONE:
            return "", []  # our people still work on it, so little is saved
        least = limit(self.strategy, "used_share")
        used = cell.used_share.likely if cell.used_share else least.value
        more = Term(max(Decimal(0), least.value - used), f"{share(least.value - used)} more who use it")
        completion = cell.completion
        finish = (
            Term(completion.likely, f"{share(completion.likely)} finish")
            if completion
            else self._rate(symbols.COMPLETION, request)
        )
        parts = [self.volume(request), self._rate(symbols.ELIGIBLE_SHARE, request), more, finish]
        return "could be saved each year", [*parts, self._saved(request)]

    # The figures.

    def volume(self, request: str) -> Part:
        """Needs in a period of the strategy."""
        figure = self.strategy.requests[request].volume
        if figure is None:
            return Wanted("volume", request, self.people)
        return Term(figure.likely, f"{figure.likely:f} needs a {self.strategy.volumes_per}")

    def starts(self, request: str, touchpoint: str) -> Part:
        """The share of needs that start at a touchpoint."""
        starts = self.strategy.requests[request].starts_at
        if not starts:
            return Wanted("starts_at", request, self.people)
        found = starts[touchpoint].likely if touchpoint in starts else Decimal(0)
        return Term(found, f"{share(found)} start there")

    def cost(self, request: str) -> Part:
        """What one contact with a person costs, as in the business case."""
        if request not in self._costs:
            self._costs[request] = self._worked_out(request)
        return self._costs[request]

    def _worked_out(self, request: str) -> Term | tuple[Wanted, ...]:
        basis, values, missing = handling(self.given, request, self.strategy.requests[request])
        if not basis:
            gaps = [Wanted(gap.figure, gap.of, gap.holder) for gap in missing]
            return tuple(gaps) or (Wanted("starts_at", request, self.people),)
        assumed = [symbols.NAMES[entry.symbol] for entry in values.values() if entry.kind == "default"]
        if basis == "contacts":
            assumed = []
        self._currency = self._currency or _currency(values)
        amount = handling_cost(values, Likely())
        return Term(amount, f"{_cents(amount)} {self._currency} a contact with a person", ", ".join(assumed))

    def _saved(self, request: str) -> Part:
        """What a need that moves saves: a contact with a person, less the digital one."""
        cost = self.cost(request)
        digital = self._assumption(symbols.DIGITAL_COST, request)
        if not isinstance(cost, Term) or not isinstance(digital, Term):
            both = (cost, digital)
            return tuple(w for p in both if not isinstance(p, Term) for w in (p if isinstance(p, tuple) else (p,)))
        less = f"({_cents(cost.value)} - {_cents(digital.value)}) {self._currency} saved"
        return Term(cost.value - digital.value, less, cost.assumed)

    def _with_people(self, request: str) -> Part:
        starts = self.strategy.requests[request].starts_at
        if not starts:
            return Wanted("starts_at", request, self.people)
        touchpoints = self.strategy.touchpoints
        found = sum((s.likely for name, s in starts.items() if touchpoints[name].family == "traditional"), Decimal(0))
        return Term(found, f"{share(found)} start with a person")

    def _cell(self, request: str, touchpoint: str, key: str, words: str) -> Part:
        cell = self.strategy.coverage.get(request, {}).get(touchpoint)
        figure: Figure | None = getattr(cell, key) if cell else None
        owner = self.strategy.touchpoints[touchpoint].owner or self.given.keeper
        return self._known(figure, f"{request}/{touchpoint}", key, owner, words)

    def _known(self, figure: Figure | None, of: str, key: str, owner: str, words: str) -> Part:
        return Wanted(key, of, owner) if figure is None else Term(figure.likely, f"{share(figure.likely)} {words}")

    def _rate(self, symbol: str, request: str) -> Term:
        found = self.given.rate(symbol, request)
        return Term(found.value, _rate_words(found), symbols.NAMES[symbol] if found.kind == "default" else "")

    def _assumption(self, symbol: str, request: str) -> Part:
        found = self.given.assumption(symbol, request)
        if found is None:
            return Wanted(symbol, request, self.given.signer)
        return Term(found.value, _rate_words(found))

    def _money(self, figure: Figure, words: str) -> Term:
        self._currency = self._currency or figure.unit
        return Term(figure.likely, words)


_WORDS = {
    symbols.DOUBLE_HANDLING: "times as long, the second time",
    symbols.ELIGIBLE_SHARE: "eligible",
    symbols.TAKEUP_CEILING: "take it up at most",
    symbols.COMPLETION: "finish",
    symbols.LOST_WHEN_DIGITAL: "not made digitally",
}


def _rate_words(found: Input) -> str:
    name = _WORDS.get(found.symbol, found.symbol)
    return f"{share(found.value)} {name}" if found.unit == "%" else f"{found.value.normalize():f} {name}"


def _currency(values: dict[str, Input]) -> str:
    units = [values[key].unit for key in (symbols.WAGE, symbols.HANDLING_COST) if key in values]
    return units[0].partition("/")[0] if units else ""


def _cents(amount: Decimal) -> str:
    return f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP):f}"
