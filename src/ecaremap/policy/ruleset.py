"""Rules, read: conditions as regions, effects, and what is wrong with their text."""

from dataclasses import dataclass, replace
from datetime import date

from ecaremap.model.fields import Side
from ecaremap.model.finding import Finding, Related
from ecaremap.model.project import Project
from ecaremap.model.rule import Rule
from ecaremap.model.source import Span
from ecaremap.model.suggest import did_you_mean
from ecaremap.policy.conditions import MAX_BOXES, Block, Reader, region
from ecaremap.policy.effects import Effect, read_effect
from ecaremap.policy.regions import Box, Budget, Undecided, without
from ecaremap.policy.tests import Test
from ecaremap.policy.universe import Universe

UNLIFTABLE = ("law", "duty")
ALWAYS = ("cell.degree", "touchpoint.family")
"""Fields that effects speak about even where no test names them."""


@dataclass(frozen=True)
class CompiledRule:
    """One rule, ready to be applied.

    Attributes:
        index: its position among all rules. boxes: where it applies, in `RuleSet.universe`.
        when, unless: as read, for explanations. span: the place of the rule.
    """

    index: int
    rule: Rule
    when: Block
    unless: Block | None
    effect: Effect
    boxes: tuple[Box, ...]
    span: Span | None

    @property
    def id(self) -> str:
        """The rule's id; a pack's has the pack in front."""
        return self.rule.id

    @property
    def is_law(self) -> bool:
        """Stems from law."""
        return self.rule.kind == "law"

    def title(self) -> str:
        """The title, or the id."""
        return self.rule.title or self.rule.id

    def in_force(self, day: date, last: date | None = None) -> bool:
        """In force on a day, or at some time up to `last`; `until` is inclusive."""
        ends = self.rule.until is None or self.rule.until >= day
        begun = self.rule.starts is None or self.rule.starts <= (last or day)
        return ends and begun


@dataclass(frozen=True)
class RuleSet:
    """All rules of a strategy."""

    rules: tuple[CompiledRule, ...]
    universe: Universe
    findings: tuple[Finding, ...]

    def by_id(self) -> dict[str, CompiledRule]:
        """The rules by id."""
        return {rule.id: rule for rule in self.rules}


def compile_rules(project: Project) -> RuleSet:
    """Read all rules of a project; rules that cannot be read are left out and reported."""
    findings: list[Finding] = []
    drafts = [_draft(project, index, findings) for index in range(len(project.strategy.rules))]
    tests: list[Test] = []
    for _, when, unless, effect in drafts:
        tests += when.all_tests() + (unless.all_tests() if unless else [])
        tests += [*effect.require, *(effect.offer.tests if effect.offer else ())]
    universe = Universe(tests, ALWAYS)
    faulty = {finding.where for finding in findings}
    rules: list[CompiledRule] = []
    for index, (rule, when, unless, effect) in enumerate(drafts):
        span = project.value_span("rules", index, "id")
        if f"rule:{rule.id}" in faulty:
            continue
        boxes = boxes_of(when, unless, universe)
        if boxes is None:
            message, where = "This rule has too many alternatives.", f"rule:{rule.id}"
            findings.append(Finding("R105", "error", message, where, span=span, help="split it into several rules"))
            continue
        rules.append(CompiledRule(len(rules), rule, when, unless, effect, tuple(boxes), span))
    rules = _check_lifts(rules, [draft[0] for draft in drafts], findings)
    return RuleSet(tuple(rules), universe, tuple(findings))


def _draft(project: Project, index: int, findings: list[Finding]) -> tuple[Rule, Block, Block | None, Effect]:
    rule = project.strategy.rules[index]
    reader = Reader(rule.id, project.value_span("rules", index, "id"), findings)
    sides: tuple[Side, ...] = ("request", "touchpoint", "segment")
    written = project.tree["rules"][index]
    when = Block()
    # What is written and empty is reported, not taken for "always".
    if "when" in written:
        when = reader.block(rule.when, sides, project.value_span("rules", index, "when"))
    unless = None
    if "unless" in written:
        unless = reader.block(rule.unless, sides, project.value_span("rules", index, "unless"))
    effect = read_effect(rule.then, project.value_span("rules", index, "then"), reader)
    if effect.offer is not None:
        for test in when.all_tests() + (unless.all_tests() if unless else []):
            if test.field.side == "touchpoint":
                fix = "move the test into offer: it speaks about a whole row"
                reader.problem("R109", "An offer cannot depend on one touchpoint.", test.span, fix)
    if rule.starts and rule.until and rule.starts > rule.until:
        span = project.value_span("rules", index, "until")
        reader.problem("R110", "The rule ends before it begins.", span, "correct from or until")
    return rule, when, unless, effect


def boxes_of(when: Block, unless: Block | None, universe: Universe) -> list[Box] | None:
    """Where a rule applies; None if that takes too many boxes."""
    try:
        boxes = region(when, universe)
        if unless is not None:
            # Touchpoints last: a row that no exception speaks about stays one box, a whole row.
            taken = [dict(sorted(box.items(), key=_touchpoint_last)) for box in region(unless, universe)]
            boxes = without(boxes, taken, universe.full, Budget(MAX_BOXES * MAX_BOXES))
    except Undecided:
        return None
    return boxes if len(boxes) <= MAX_BOXES else None


def _touchpoint_last(item: tuple[str, int]) -> bool:
    return item[0].startswith("touchpoint.")


def _check_lifts(rules: list[CompiledRule], all_rules: list[Rule], findings: list[Finding]) -> list[CompiledRule]:
    """The rules without the lifts that are not allowed, which are reported."""
    kinds: dict[str, str] = {rule.id: rule.kind for rule in all_rules}
    effects = {rule.id: rule.effect for rule in rules}
    spans = {rule.id: rule.span for rule in rules}
    checked: list[CompiledRule] = []
    for rule in rules:
        allowed = []
        for name, span in rule.effect.lift:
            problem = _lift_problem(rule, name, kinds, effects)
            if problem is None:
                allowed.append((name, span))
                continue
            code, message, fix = problem
            target = spans.get(name)
            related = (Related(target, "the rule in question"),) if target else ()
            findings.append(Finding(code, "error", message, f"rule:{rule.id}", span=span, help=fix, related=related))
        effect = replace(rule.effect, lift=tuple(allowed))
        checked.append(rule if effect == rule.effect else replace(rule, effect=effect))
    return checked


def _lift_problem(
    rule: CompiledRule, name: str, kinds: dict[str, str], effects: dict[str, Effect]
) -> tuple[str, str, str] | None:
    if name not in kinds:
        return "R107", f"There is no rule '{name}' to lift.", did_you_mean(name, kinds)
    if kinds[name] in UNLIFTABLE and rule.rule.kind != "law":
        what = "law" if kinds[name] == "law" else "a duty"
        return "R108", f"'{name}' is {what} and is lifted only by law.", "drop it from lift"
    if name in effects and effects[name].lift:
        return "R108", f"'{name}' lifts other rules itself and cannot be lifted.", "change its conditions instead"
    return None
