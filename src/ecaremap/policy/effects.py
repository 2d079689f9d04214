"""`then`: what a rule does where it applies."""

from dataclasses import dataclass
from typing import Any

from ecaremap.model.scales import ORDERED_DEGREES
from ecaremap.model.source import Span
from ecaremap.model.suggest import closest, did_you_mean
from ecaremap.model.tree import Items, Table
from ecaremap.policy.conditions import Reader
from ecaremap.policy.tests import Test

EFFECTS = ("forbid", "cap", "require", "offer", "lift")


@dataclass(frozen=True, slots=True)
class Offer:
    """At least `at_least` cells of a row must pass the tests."""

    at_least: int
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The effects of one rule; what it does not do is empty."""

    forbid: bool = False
    cap: str | None = None
    require: tuple[Test, ...] = ()
    offer: Offer | None = None
    lift: tuple[tuple[str, Span | None], ...] = ()

    @property
    def lifts(self) -> tuple[str, ...]:
        """The ids this rule suspends where it applies."""
        return tuple(name for name, _ in self.lift)

    def words(self) -> str:
        """The effect in a few words, for readers."""
        parts = []
        if self.forbid:
            parts.append("not here at all")
        if self.cap:
            parts.append(f"at most {self.cap}")
        if self.require:
            parts.append("only where " + described(self.require))
        if self.offer:
            number = "one place" if self.offer.at_least == 1 else f"{self.offer.at_least} places"
            tests = described(self.offer.tests)
            parts.append(f"at least {number} where {tests}" if tests else f"at least {number}")
        if self.lift:
            parts.append("exempts from " + ", ".join(self.lifts))
        return "; ".join(parts)


def described(tests: tuple[Test, ...]) -> str:
    """Tests as a clause: "the login is at least strong and the degree is human"."""
    return _listed([_PHRASES.get((test.field.name, test.text)) or _clause(test) for test in tests])


def _clause(test: Test) -> str:
    return f"the {spoken(test.field.key)} {_predicate(test)}"


# Tests that read better as a sentence of their own.
_PHRASES = {
    ("completes", "yes"): "the customer can finish",
    ("accessible", "true"): "people with disabilities can use it",
    ("family", "not digital"): "the touchpoint is not digital",
    ("family", "digital"): "the touchpoint is digital",
}


def _predicate(test: Test) -> str:
    if test.other is not None:
        return f"is {test.comparison} that of the {test.other.side}"
    if test.operator in ("present", "missing"):
        return "is known" if test.operator == "present" else "is not known"
    words = test.text.strip("[]").split(", ") if test.text.startswith("[") else [test.text]
    return "is " + " or ".join(words)


def _listed(clauses: list[str]) -> str:
    return " and ".join([", ".join(clauses[:-1]), clauses[-1]]) if len(clauses) > 1 else "".join(clauses)


_SPOKEN = {
    "authentication": "login", "id": "touchpoint", "human_route": "way to a person",
    "completes": "request finished there", "kind": "kind of touchpoint",
}  # fmt: skip


def spoken(key: str) -> str:
    """A field's name for readers: `touchpoint.authentication` is "login"."""
    name = key.partition(".")[2]
    return _SPOKEN.get(name, name.replace("_", " "))


def read_effect(value: Any, span: Span | None, reader: Reader) -> Effect:
    """The effect of a rule; what cannot be read is reported and left out."""
    if value == "forbid":
        return Effect(forbid=True)
    if not isinstance(value, Table) or not value:
        fix = "write forbid, or a mapping such as {cap: assisted}"
        near = closest(value, EFFECTS) if isinstance(value, str) else None
        reader.problem("R106", "This is not an effect.", span, f"did you mean '{near}'?" if near else fix)
        return Effect()
    for key in value:
        if key not in EFFECTS:
            fix = did_you_mean(key, EFFECTS)
            reader.problem("R106", f"'{key}' is not an effect.", value.marks[key].key(), fix)
    effect = Effect(
        forbid=_forbid(value, reader),
        cap=_cap(value, reader),
        require=_require(value, reader),
        offer=_offer(value, reader),
        lift=_lift(value, reader),
    )
    if effect.lift and len(value) > 1:
        fix = "put the other effects into a rule of their own"
        reader.problem("R106", "'lift' stands alone: it has no other effect.", span, fix)
    return effect


def _forbid(table: Table, reader: Reader) -> bool:
    if "forbid" not in table:
        return False
    if table["forbid"] != "true":
        reader.problem("R106", "'forbid' takes no value.", table.marks["forbid"].value(), "write then: forbid")
    return True


def _cap(table: Table, reader: Reader) -> str | None:
    if "cap" not in table:
        return None
    degree = table["cap"]
    if degree not in ORDERED_DEGREES:
        near = closest(str(degree), ORDERED_DEGREES)
        fix = (f"did you mean '{near}'? " if near else "") + "a cap is one of " + ", ".join(ORDERED_DEGREES)
        reader.problem("R102", f"'{degree}' cannot be a cap.", table.marks["cap"].value(), fix)
        return None
    return str(degree)


def _require(table: Table, reader: Reader) -> tuple[Test, ...]:
    if "require" not in table:
        return ()
    span = table.marks["require"].value()
    block = reader.block(table["require"], ("touchpoint", "cell"), span)
    if block.groups:
        reader.problem("R106", "'require' knows no 'any'.", span, "write two rules")
    return block.tests


def _offer(table: Table, reader: Reader) -> Offer | None:
    if "offer" not in table:
        return None
    span = table.marks["offer"].value()
    entry = table["offer"]
    fix = "write offer: {at_least: 1, cell.degree: human}"
    if not isinstance(entry, Table):
        reader.problem("R106", "'offer' is a mapping with at_least and tests.", span, fix)
        return None
    number = entry.get("at_least")
    if not (isinstance(number, str) and number.isdigit() and int(number) > 0):
        reader.problem("R106", "'offer' needs at_least, a whole number from 1.", span, fix)
        return None
    tests: list[Test] = []
    for key, value in entry.items():
        if key == "at_least":
            continue
        mark = entry.marks[key]
        test = reader.test(key, value, ("touchpoint", "cell"), mark.key(), mark.value())
        if test is not None:
            tests.append(test)
    return Offer(int(number), tuple(tests))


def _lift(table: Table, reader: Reader) -> tuple[tuple[str, Span | None], ...]:
    if "lift" not in table:
        return ()
    names = table["lift"]
    mark = table.marks["lift"]
    if isinstance(names, str):
        return ((names, mark.value()),)
    if not isinstance(names, Items) or not all(isinstance(name, str) for name in names) or not names:
        reader.problem("R106", "'lift' is a list of rule ids.", mark.value(), "write lift: [rule-id]")
        return ()
    return tuple((name, m.value()) for name, m in zip(names, names.marks, strict=True))
