"""Which edit explains an effect: what was written at the very place first, then what the place rests on."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from ecaremap.compare.edit_kinds import TEXTS
from ecaremap.compare.edits import DEGREE, Edit

Key = tuple[str, str, str]
"""Section, name and part of what was written differently; effects are grouped by it."""

TEXT_PART = "words"
RULE_PART = "rule"
ALL_OF_RULE = frozenset({"when", "unless", "then", "from", "until", "kind", "severity"})


class Causes:
    """The edits of a comparison, by what they are about."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        listed = list(edits)
        self._whole = {(edit.section, edit.name) for edit in listed if not edit.field}
        self.keys: tuple[Key, ...] = tuple(self._key(edit) for edit in listed)
        self._parts: dict[tuple[str, str], dict[str, Key]] = {}
        self._rows: dict[str, dict[str, Key]] = {}
        for edit, key in zip(listed, self.keys, strict=True):
            if key[2] != TEXT_PART:
                self._parts.setdefault((edit.section, edit.name), {})[edit.top] = key
                if edit.section == "coverage":
                    request, _, touchpoint = edit.name.partition("/")
                    self._rows.setdefault(request, {}).setdefault(touchpoint, key)

    def _key(self, edit: Edit) -> Key:
        """What is one cause: a whole thing, one attribute of it, all its words, or a rule."""
        section, name = edit.section, edit.name
        if section == "coverage":
            request, _, touchpoint = name.partition("/")
            for whole in (("requests", request), ("touchpoints", touchpoint)):
                if whole in self._whole:
                    return (*whole, "")
            return (section, name, DEGREE if edit.top in ("", DEGREE) else _part(edit))
        pack = name.partition("/")[0]
        if section == "rules" and ("packs", pack) in self._whole and "/" in name:
            return ("packs", pack, "")
        if section == "rules":
            return (section, name, RULE_PART if not edit.field or edit.top in ALL_OF_RULE else TEXT_PART)
        return (section, name, _part(edit))

    @property
    def only(self) -> Key | None:
        """The one thing that was written differently, words aside; None if there are several."""
        found = {key for key in self.keys if key[2] != TEXT_PART}
        return next(iter(found)) if len(found) == 1 else None

    def cell(self, request: str, touchpoint: str, fields: frozenset[str] = frozenset({DEGREE})) -> Key | None:
        """What was written at a cell: its degrees, or one of some attributes."""
        parts = self._parts.get(("coverage", f"{request}/{touchpoint}"), {})
        return next((key for top, key in sorted(parts.items()) if top == "" or top in fields), None)

    def row(self, request: str) -> tuple[Key, ...]:
        """What was written at the cells of a row, by touchpoint."""
        return tuple(key for _, key in sorted(self._rows.get(request, {}).items()))

    def of(self, section: str, name: str, fields: frozenset[str]) -> Key | None:
        """What was written about a thing: the whole of it, or one of some attributes."""
        parts = self._parts.get((section, name))
        if not parts:
            return None
        return next((key for top, key in sorted(parts.items()) if top == "" or top in fields), None)

    def any_of(self, section: str, name: str) -> Key | None:
        """Whatever was written about a thing."""
        parts = self._parts.get((section, name))
        return parts[min(parts)] if parts else None

    def all_of(self, section: str, name: str) -> tuple[Key, ...]:
        """Everything that was written about a thing, words aside."""
        return tuple(key for _, key in sorted(self._parts.get((section, name), {}).items()))

    def rule(self, name: str) -> Key | None:
        """What was written about a rule, its pack, or the short form it stands for."""
        if name.startswith("keep-personal/"):
            request = name.removeprefix("keep-personal/")
            return self.any_of("keep_personal", request) or self.any_of(
                "keep_personal", request.removesuffix("-person")
            )
        found = self._parts.get(("rules", name), {})
        return next(iter(found.values()), None)

    def waiver(self, code: str, where: str, waivers: Mapping[str, tuple[str, str]]) -> Key | None:
        """What was written about a waiver that speaks about a finding."""
        for name, (finding, pattern) in sorted(waivers.items()):
            if finding == code and fnmatchcase(where, pattern) and ("waivers", name) in self._parts:
                return self.any_of("waivers", name)
        return None


def _part(edit: Edit) -> str:
    return TEXT_PART if edit.top in TEXTS else edit.top
