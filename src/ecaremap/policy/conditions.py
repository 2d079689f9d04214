"""`when` and `unless`: blocks of tests that all hold, with `any` for alternatives."""

from dataclasses import dataclass
from typing import Any

from ecaremap.model.fields import SIDES, Side, field_table
from ecaremap.model.finding import Finding
from ecaremap.model.source import Span
from ecaremap.model.suggest import did_you_mean
from ecaremap.model.tree import Items, Table
from ecaremap.policy.parsing import TestError, parse_test
from ecaremap.policy.regions import Box, Budget, product
from ecaremap.policy.tests import Test
from ecaremap.policy.universe import Universe

MAX_BOXES = 256
"""More alternatives than this in one rule are refused; real rules have one to ten."""


@dataclass(frozen=True, slots=True)
class Block:
    """Tests that all hold, and groups of blocks of which one must hold each."""

    tests: tuple[Test, ...] = ()
    groups: tuple[tuple["Block", ...], ...] = ()

    def all_tests(self) -> list[Test]:
        """Every test inside."""
        inner = [test for group in self.groups for block in group for test in block.all_tests()]
        return [*self.tests, *inner]


@dataclass
class Reader:
    """Reads blocks of one rule, collecting what is wrong.

    Attributes:
        rule: the rule's id. sides: whose fields may be tested here.
    """

    rule: str
    span: Span | None
    findings: list[Finding]

    def block(self, value: Any, sides: tuple[Side, ...], span: Span | None) -> Block:
        """A block of tests; what cannot be read is reported and left out."""
        if value is None:
            self.problem("R105", "This condition is empty.", span, "write tests, or leave it out")
            return Block()
        if not isinstance(value, Table):
            fix = "write {request.emotion: high}, all tests in one mapping"
            self.problem("R105", "A condition is a mapping of fields to tests.", span, fix)
            return Block()
        tests: list[Test] = []
        groups: list[tuple[Block, ...]] = []
        for key, entry in value.items():
            mark = value.marks[key]
            if key == "any":
                groups.append(self._group(entry, sides, mark.value()))
                continue
            test = self.test(key, entry, sides, mark.key(), mark.value())
            if test is not None:
                tests.append(test)
        return Block(tuple(tests), tuple(groups))

    def _group(self, value: Any, sides: tuple[Side, ...], span: Span) -> tuple[Block, ...]:
        if not isinstance(value, Items) or not value:
            fix = "write any: [{request.job: vent}, {request.emotion: high}]"
            self.problem("R105", "'any' holds a list of conditions.", span, fix)
            return (Block(),)
        pairs = zip(value, value.marks, strict=True)
        return tuple(self.block(item, sides, mark.value()) for item, mark in pairs)

    def test(self, key: str, value: Any, sides: tuple[Side, ...], key_span: Span, span: Span) -> Test | None:
        """One test, None (with a finding) if it cannot be read."""
        field = field_table().get(key)
        side = key.partition(".")[0]
        if field is None or field.side not in sides:
            if field is not None or (side in SIDES and side not in sides):
                known = " and ".join(f"{side}.*" for side in sides)
                message = f"'{key}' cannot be tested here."
                self.problem("R101", message, key_span, f"tests here are on {known}")
            else:
                names = [name for name, f in field_table().items() if f.side in sides]
                self.problem("R101", f"'{key}' is not a field.", key_span, _field_fix(key, names))
            return None
        try:
            return parse_test(field, value, span)
        except TestError as error:
            self.problem(error.code, error.message, span, error.fix)
            return None

    def problem(self, code: str, message: str, span: Span | None, fix: str) -> None:
        """Record an error of this rule."""
        self.findings.append(Finding(code, "error", message, f"rule:{self.rule}", span=span or self.span, help=fix))


def _field_fix(key: str, names: list[str]) -> str:
    if "." not in key:
        plain = [name for name in names if name.partition(".")[2] == key]
        if plain:
            return "write " + " or ".join(plain)
    return did_you_mean(key, names)


def region(block: Block, universe: Universe) -> list[Box]:
    """The points where a block holds, as a union of boxes.

    Raises:
        Undecided: when there are far more alternatives than any rule needs.
    """
    return _region(block, universe, Budget(MAX_BOXES * MAX_BOXES))


def _region(block: Block, universe: Universe, budget: Budget) -> list[Box]:
    boxes: list[Box] = [{}]
    for test in block.tests:
        boxes = product(boxes, universe.boxes(test), budget)
    for group in block.groups:
        boxes = product(boxes, [box for inner in group for box in _region(inner, universe, budget)], budget)
    return boxes
