"""The verdict of all rules on a cell, for one state and one group of customers."""

from dataclasses import dataclass
from datetime import date

from ecaremap.model.fields import Side
from ecaremap.model.project import Project
from ecaremap.model.scales import DEGREE_RANK, State
from ecaremap.policy.masks import Members, numbers, speaks_about
from ecaremap.policy.regions import Box
from ecaremap.policy.ruleset import CompiledRule, RuleSet


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules say about a cell: restrictions only intersect, order never matters.

    Attributes (rule numbers, rising):
        forbid: rules that forbid the cell. caps: rules that cap it; cap: the lowest of their degrees.
        require: rules that demand something of it.
        lifted: suspended rules, each with the rule that lifts it.
    """

    forbid: tuple[int, ...] = ()
    cap: str | None = None
    caps: tuple[int, ...] = ()
    require: tuple[int, ...] = ()
    lifted: tuple[tuple[int, int], ...] = ()

    def allows(self, degree: str) -> bool:
        """Whether a cell may have this degree; requirements are judged apart."""
        if self.forbid:
            return degree == "none"
        rank = DEGREE_RANK.get(degree)
        return self.cap is None or rank is None or rank <= DEGREE_RANK[self.cap]


@dataclass(frozen=True)
class Period:
    """The days a strategy is judged at: today, and up to the end of its horizon."""

    today: date
    horizon: date

    def in_force(self, rule: CompiledRule, state: State) -> bool:
        """Whether a rule judges this state: today's if in force today, the target if ever up to the horizon."""
        if state == "today":
            return rule.in_force(self.today)
        return rule.in_force(self.today, self.horizon)


@dataclass(frozen=True)
class Population:
    """A group of customers: a segment, or everyone else."""

    segment: str | None
    blocked: frozenset[str] = frozenset()

    @property
    def label(self) -> str:
        """For messages."""
        return f"segment {self.segment}" if self.segment else "everyone"


def populations(project: Project) -> tuple[Population, ...]:
    """Everyone else first, then the segments by id."""
    segments = sorted(project.strategy.segments.items())
    named = (Population(name, frozenset(segment.cannot_use)) for name, segment in segments)
    return (Population(None), *named)


class Grounds:
    """What all judgements of a project share: its rules, and its objects by atom."""

    def __init__(self, project: Project, rules: RuleSet, period: Period) -> None:
        strategy = project.strategy
        self.project = project
        self.rules = rules
        self.period = period
        universe = rules.universe
        self.requests = Members("request", strategy.requests, universe)
        self.touchpoints = Members("touchpoint", strategy.touchpoints, universe)
        self._segments = Members("segment", {"": _Nobody(), **strategy.segments}, universe)
        names = self._segments.names
        self._segment_bit = {name: 1 << number for number, name in enumerate(names)}

    def concerns(self, box: Box, population: Population) -> bool:
        """Whether a box holds for this group of customers."""
        return bool(self._segments.mask(box) & self._segment_bit[population.segment or ""])

    def members(self, side: Side) -> Members:
        """The objects of a side."""
        return {"request": self.requests, "touchpoint": self.touchpoints}.get(side, self._segments)


class _Nobody:
    """Stands for customers without a segment: every attribute is missing."""

    id = None

    def __getattr__(self, _: str) -> None:
        return None


class Judge:
    """All verdicts for one state and one population.

    Every box of every rule in force is a *variant* with one bit. A row and a column each carry the
    variants that match them; what applies to a cell is the AND, and equal sets share one verdict.
    """

    def __init__(self, grounds: Grounds, state: State, population: Population) -> None:
        self.grounds = grounds
        self.state = state
        self.population = population
        self.rows = [0] * len(grounds.requests.names)
        self.columns = [0] * len(grounds.touchpoints.names)
        self._rule_of: list[int] = []
        self._whole_rows = 0
        self._lifting = 0
        self._effects = [rule.effect for rule in grounds.rules.rules]
        for rule in grounds.rules.rules:
            if grounds.period.in_force(rule, state):
                for box in rule.boxes:
                    self._add(rule.index, box)
        self._row_rules: dict[int, list[CompiledRule]] = {}
        self._verdicts: dict[int, Verdict] = {}

    def _add(self, rule: int, box: Box) -> None:
        if not self.grounds.concerns(box, self.population):
            return
        bit = 1 << len(self._rule_of)
        self._rule_of.append(rule)
        if self._effects[rule].lift:
            self._lifting |= bit
        if not speaks_about(box, "touchpoint"):
            self._whole_rows |= bit
        for number in numbers(self.grounds.requests.mask(box)):
            self.rows[number] |= bit
        for number in numbers(self.grounds.touchpoints.mask(box)):
            self.columns[number] |= bit

    def verdict(self, request: int, touchpoint: int) -> Verdict:
        """The verdict on a cell, by the numbers of its request and touchpoint."""
        applying = self.rows[request] & self.columns[touchpoint]
        verdict = self._verdicts.get(applying)
        if verdict is None:
            verdict = self._verdicts[applying] = self._combine(applying)
        return verdict

    def applying(self, request: int, touchpoint: int) -> list[CompiledRule]:
        """All rules that match a cell, lifted or not."""
        rules = self.grounds.rules.rules
        return [rules[n] for n in self._rules(self.rows[request] & self.columns[touchpoint])]

    def row_rules(self, request: int) -> list[CompiledRule]:
        """The rules that speak about the whole row, without those lifted for the whole row."""
        variants = self.rows[request] & self._whole_rows
        found = self._row_rules.get(variants)
        if found is None:
            rules = self.grounds.rules.rules
            matching = [rules[n] for n in self._rules(variants)]
            lifted = {name for rule in matching for name in rule.effect.lifts}
            found = self._row_rules[variants] = [rule for rule in matching if rule.id not in lifted]
        return found

    def _rules(self, variants: int) -> list[int]:
        return sorted({self._rule_of[number] for number in numbers(variants)})

    def _combine(self, variants: int) -> Verdict:
        active = self._rules(variants)
        lifted: tuple[tuple[int, int], ...] = ()
        if variants & self._lifting:
            lifted = self._lifted(active)
            suspended = {number for number, _ in lifted}
            active = [number for number in active if number not in suspended]
        effects = self._effects
        caps = tuple([number for number in active if effects[number].cap])
        cap = min((str(effects[number].cap) for number in caps), key=DEGREE_RANK.__getitem__) if caps else None
        return Verdict(
            tuple([number for number in active if effects[number].forbid]),
            cap,
            caps,
            tuple([number for number in active if effects[number].require]),
            lifted,
        )

    def _lifted(self, applying: list[int]) -> tuple[tuple[int, int], ...]:
        """Which of the applying rules are suspended, and by which."""
        rules = self.grounds.rules.rules
        # Of several lifting rules the first by id is named, whatever their order.
        by_id = sorted(applying, key=lambda number: rules[number].id, reverse=True)
        lifter = {name: number for number in by_id for name in rules[number].effect.lifts}
        return tuple((number, lifter[rules[number].id]) for number in applying if rules[number].id in lifter)
