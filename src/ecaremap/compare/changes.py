"""Changes: what was written differently, grouped by cause, with all that it does, a class, and a fingerprint."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ecaremap.compare.causes import TEXT_PART, Key
from ecaremap.compare.edit_kinds import EditKinds
from ecaremap.compare.edits import DEGREE, THINGS, Edit
from ecaremap.compare.kinds import CLASSES, KINDS, Class, worst
from ecaremap.compare.pair import Effect, Pair

TOGETHER = "together"
LENGTH = 12
"""Digits of a fingerprint: enough that no two of a million changes share one by chance more often than once in 500."""


@dataclass(frozen=True, eq=False)
class Change:
    """One cause with its effects.

    Attributes:
        where: the object in the words of the map: `request`, `request/touchpoint`, `rule:id`, …
        kinds: of `KINDS`, what it is by itself. kind: the gravest of these and of its effects; klass: its class.
        edits: as written; none for what only follows from several changes together.
        effects: gravest first.
        fingerprint: a short hash of kinds, object, old and new values, and of what it harms; free of places,
            order and formatting.
    """

    where: str
    kinds: tuple[str, ...]
    kind: str
    klass: Class
    edits: tuple[Edit, ...]
    effects: tuple[Effect, ...]
    fingerprint: str


def changes(pair: Pair, kinds: EditKinds, effects: Iterable[Effect]) -> tuple[Change, ...]:
    """All changes, gravest first, then by object."""
    edits: dict[Key, list[Edit]] = {}
    for edit, key in zip(pair.edits, pair.causes.keys, strict=True):
        edits.setdefault(key, []).append(edit)
    caused: dict[Key, list[Effect]] = {}
    joined = _Joined(edits)
    for effect in effects:
        causes = effect.causes or (_nobody(effect),)
        joined.join(causes)
        caused.setdefault(causes[0], []).append(effect)
    found = []
    for keys in joined.groups({*edits, *caused}):
        own = [edit for key in keys for edit in edits.get(key, ())]
        done = [effect for key in keys for effect in caused.get(key, ())]
        found.append(_change(pair, keys, own, kinds, done))
    return in_order(found)


def in_order(found: Iterable[Change]) -> tuple[Change, ...]:
    """Gravest first; of one class by kind and object."""
    order = {kind: number for number, kind in enumerate(KINDS)}
    return tuple(sorted(found, key=lambda c: (CLASSES.index(c.klass), order[c.kind], c.where, c.fingerprint)))


def _nobody(effect: Effect) -> Key:
    """Effects that no single edit explains stand together by request."""
    return (TOGETHER, effect.request or effect.touchpoint, "")


class _Joined:
    """Causes that do something only together become one."""

    def __init__(self, keys: Iterable[Key]) -> None:
        self._parent: dict[Key, Key] = {key: key for key in keys}

    def join(self, keys: tuple[Key, ...]) -> None:
        """Make one of several."""
        if len(keys) > 1:
            first = self._root(keys[0])
            for key in keys[1:]:
                self._parent[self._root(key)] = first

    def _root(self, key: Key) -> Key:
        parent = self._parent.setdefault(key, key)
        if parent != key:
            parent = self._parent[key] = self._root(parent)
        return parent

    def groups(self, keys: Iterable[Key]) -> list[list[Key]]:
        """The causes, those that were made one together."""
        found: dict[Key, list[Key]] = {}
        for key in sorted(keys):
            found.setdefault(self._root(key), []).append(key)
        return list(found.values())


def _change(pair: Pair, keys: list[Key], own: list[Edit], kinds: EditKinds, done: list[Effect]) -> Change:
    named = tuple(sorted({kind for key in keys for kind in _own_kinds(pair, key, own, kinds)}))
    kind = worst((*named, *{effect.kind for effect in done}))
    effects = tuple(sorted(done, key=_gravest))
    where = " + ".join(dict.fromkeys(place_of(key) for key in keys))
    if own:
        essence: list[Any] = sorted(([edit.section, edit.name, *edit.essence] for edit in own), key=repr)
    else:
        essence = [list(effect[:1] + effect[2:]) for effect in effects]
    harmed = sorted([*effect[:1], *effect[2:6]] for effect in effects if KINDS[effect.kind].klass == "harm")
    seal = hashlib.sha256(json.dumps([named, where, essence, harmed], ensure_ascii=False, sort_keys=True).encode())
    # What came or went as a whole stands before what came or went with it.
    edits = tuple(sorted(own, key=lambda e: (bool(e.field) or e.section == "coverage", e.section, e.name, e.field)))
    return Change(where, named, kind, KINDS[kind].klass, edits, effects, seal.hexdigest()[:LENGTH])


_ORDER = {kind: number for number, kind in enumerate(KINDS)}


def _gravest(effect: Effect) -> tuple[Any, ...]:
    return (CLASSES.index(KINDS[effect.kind].klass), _ORDER[effect.kind], *effect[2:])


def _own_kinds(pair: Pair, key: Key, own: list[Edit], kinds: EditKinds) -> Iterator[str]:
    if key[0] == TOGETHER:
        yield TOGETHER
        return
    # What came or went as a whole speaks for all that came or went with it.
    heads = [edit for edit in own if (edit.section, edit.name, "") == (*key[:2], edit.field)]
    if key[0] == "requests" and key[1] in pair.merged:
        yield "merged"
        return
    part = [edit for edit in own if (edit.section, edit.name) == key[:2] and _in_part(edit, key[2])]
    for edit in heads or part or own:
        yield from kinds.of(edit)


def _in_part(edit: Edit, part: str) -> bool:
    return part in (edit.top, TEXT_PART, "rule") or (part == DEGREE and edit.top in ("", DEGREE))


def place_of(key: Key) -> str:
    """The object of a cause in the words of the map."""
    section, name, part = key
    if section in ("coverage", "requests"):
        return name
    if section == TOGETHER:
        return name or "the whole map"
    if section == "strategy":
        return part
    return f"{THINGS.get(section, section.removesuffix('s'))}:{name}" if name else section


def renames(named: Mapping[tuple[str, str], str]) -> Iterator[Change]:
    """A neutral change for every thing that only got another id: `(section, old id)` to new id."""
    for (section, old), new in sorted(named.items()):
        where = place_of((section, new, ""))
        edit = Edit(section, new, "id", "changed", old, new, "", "")
        seal = hashlib.sha256(json.dumps(["renamed", where, old, new]).encode()).hexdigest()[:LENGTH]
        yield Change(where, ("renamed",), "renamed", KINDS["renamed"].klass, (edit,), (), seal)
