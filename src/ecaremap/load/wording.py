"""What the loader says about values that do not fit the declaration."""

import re
from typing import Any, NamedTuple

from ecaremap.load.places import Place
from ecaremap.model.source import Span
from ecaremap.model.strategy import STEPS
from ecaremap.model.suggest import closest
from ecaremap.model.tree import Items, Table

SHAPES = {
    "model_type": "entries", "dict_type": "entries", "model_attributes_type": "entries",
    "tuple_type": "a list", "list_type": "a list", "string_type": "a text",
}  # fmt: skip


class Words(NamedTuple):
    """A finding without its object."""

    code: str
    message: str
    fix: str
    span: Span


def missing(place: Place, keys: list[str]) -> Words:
    """Keys that an object needs."""
    listed = _and([f"'{key}'" for key in keys])
    verb = "is" if len(keys) == 1 else "are"
    if "ecaremap" in keys and not place.path:
        fix = "begin with ecaremap: 1, then " + ", ".join(f"{key}: …" for key in keys if key != "ecaremap")
        return Words("M204", f"{listed} {verb} missing in the strategy.", fix.removesuffix(", then "), place.key_span())
    fix = "add " + ", ".join(f"{key}: …" for key in keys)
    return Words("M204", f"{listed} {verb} missing in {place.holder()}.", fix, place.key_span())


def empty(place: Place) -> Words:
    """A value that is not there; most are said while reading already."""
    fix = "write a value behind the colon, or delete the key"
    return Words("M203", f"{_upper(place.holder())} has no value.", fix, place.key_span())


def own(item: Any, context: Any, place: Place) -> Words:
    """A problem that a reader of the model already put into words."""
    code, fix = context["code"], context["fix"]
    message = f"{_upper(context['message'])}."
    if code == "M202":
        fix = _degree_fix(str(item["input"]))
    of_figure = isinstance(place.node, (Table, Items)) and code == "M205" and not place.rest
    of_key = code == "M201" or (code == "M208" and place.rest[:1] == ["[key]"])
    return Words(code, message, fix, place.key_span() if of_figure or of_key else place.span())


def _degree_fix(text: str) -> str:
    near = closest(re.sub(r"\s*(-+>|=>|→)\s*", " -> ", text), STEPS)
    if near:
        return f"did you mean '{near}'?"
    degrees = "none, inform, show, initiate, assisted, self-serve, peer, proactive; human with people"
    return f"degrees are {degrees}; a change is written: show -> self-serve"


def unknown_key(key: str, known: list[str], holder: Place, place: Place) -> Words:
    """A key that is not part of the format."""
    near = closest(key, known)
    inside = f" in {holder.holder()}" if holder.path else ""
    fix = f"did you mean '{near}'?" if near else "known keys: " + ", ".join(known)
    return Words("M201", f"'{key}' is not a key I know{inside}.", fix, place.key_span())


def not_a_figure(key: str, place: Place) -> Words:
    """A scenario that changes more than figures."""
    fix = "change it in the strategy itself, or write a second strategy that extends this one"
    return Words("M218", f"A scenario changes figures only, and '{key}' is none.", fix, place.key_span())


def unknown_value(item: Any, place: Place) -> Words:
    """A word that is not in a list of words."""
    known = re.findall(r"'([^']*)'", item["ctx"]["expected"])
    listed = "known: " + ", ".join(known)
    if isinstance(place.node, (Table, Items)):
        message = f"{_upper(_found(place.node))} where a word is wanted."
        return Words("M203", message, "write one word; " + listed, place.span())
    near = closest(str(place.node), known)
    fix = (f"did you mean '{near}'? " if near else "") + listed
    return Words("M202", f"'{place.node}' is not a value of {place.key}.", fix, place.span())


def wrong_shape(wanted: str, place: Place, keys: list[str]) -> Words:
    """A list, a text or entries where something else is wanted."""
    kinds = {"entries": "entries (key: value) are", "a list": "a list is", "a text": "a text is"}
    message = f"{_upper(_found(place.node))} where {kinds[wanted]} wanted."
    return Words("M203", message, _shape_fix(wanted, place, keys), place.span())


def _shape_fix(wanted: str, place: Place, keys: list[str]) -> str:
    node = place.node
    if isinstance(node, str) and re.match(r"-\S", node):
        return f"a list item begins with a dash and a space: - {node[1:].split(' -')[0]}"
    if wanted == "a list":
        if isinstance(node, Table):
            return "begin each item with a dash and a space"
        return "write [" + re.sub(r"\s*[,;]\s*", ", ", str(node)) + "]"
    if wanted == "a text":
        return "write one text; a text with commas, colons or brackets goes in quotes"
    if isinstance(node, Items) and not keys:
        return "write key: value on each line, without dashes"
    if place.path[0] == "coverage":
        return "say where: {app: show}" if len(place.path) == 2 else "write {today: show, target: self-serve}"
    known = f"; it knows {', '.join(keys)}" if keys else ""
    return f"write key: value, below it or in braces{known}"


def wrong_form(place: Place, pattern: str) -> Words:
    """A text that does not look as it should."""
    example = 'a colour, as "#0b6e99"' if "#" in pattern else "the three capital letters of a currency, as EUR"
    return Words("M206", f"'{place.node}' has the wrong form.", f"write {example}", place.span())


def limits(kind: str, context: Any, place: Place) -> Words:
    """A number outside its limits, or anything without words of its own."""
    bounds = {"greater_than_equal": ("ge", "at least"), "less_than_equal": ("le", "at most")}
    if kind in bounds:
        name, word = bounds[kind]
        bound = f"{word} {context[name]}"
        return Words("M205", f"'{place.node}' does not fit {place.key}.", f"write a number, {bound}", place.span())
    return Words("M205", f"'{place.node}' does not fit {place.key}.", "see the reference for this key", place.span())


def _found(node: Any) -> str:
    if isinstance(node, Table):
        return "entries (key: value) stand"
    if isinstance(node, Items):
        return "a list stands"
    return f"the text '{node}' stands"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _and(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
