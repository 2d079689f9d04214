"""Names for readers: of requests, touchpoints, rules and attributes, on whichever side they are known."""

from collections.abc import Sequence

from ecaremap.compare.changes import Change
from ecaremap.compare.comparing import Comparison
from ecaremap.compare.edits import DEGREE, THINGS, Edit
from ecaremap.compare.pair import Effect
from ecaremap.compare.values import cell_words
from ecaremap.model.cell import Cell
from ecaremap.views.diff_words import FIELD_WORDS
from ecaremap.views.words import spelled

SHOWN = 3
"""So many names of a list are written out in a sentence."""


def shortlist(names: Sequence[str], shown: int = SHOWN) -> str:
    """`a, b, c and 225 more`."""
    listed = list(dict.fromkeys(names))
    more = len(listed) - shown
    if more > 0:
        return f"{', '.join(listed[:shown])} and {more} more"
    return ", ".join(listed[:-1]) + (" and " if len(listed) > 1 else "") + "".join(listed[-1:])


def capital(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]


class Names:
    """The names of both sides, the new one's first."""

    def __init__(self, comparison: Comparison) -> None:
        sides = (comparison.old.strategy, comparison.new.strategy)
        self._requests = {name: r.name or spelled(name) for side in sides for name, r in side.requests.items()}
        self._touchpoints = {name: t.name or spelled(name) for side in sides for name, t in side.touchpoints.items()}
        self._segments = {name: s.name or spelled(name) for side in sides for name, s in side.segments.items()}
        self._rules = {rule.id: rule.title or rule.id for side in sides for rule in side.rules}

    def object(self, where: str) -> str:
        """`cancel/website` is "Cancel my contract at Website"; several objects are listed."""
        if " + " in where:
            return shortlist([self.object(part) for part in where.split(" + ")])
        noun, colon, name = where.partition(":")
        if colon:
            if noun == "touchpoint":
                return self._touchpoints.get(name, name)
            return f"the rule '{self.rule(name)}'" if noun == "rule" else f"{noun} '{self._plain(noun, name)}'"
        request, slash, touchpoint = where.partition("/")
        if not slash:
            return self._requests.get(where) or self._touchpoints.get(where, where)
        place = self._touchpoints.get(touchpoint, touchpoint)
        name = "Everything" if request == "*" else self._requests.get(request, request)
        return f"{name} at {place}"

    def _plain(self, noun: str, name: str) -> str:
        if noun == "segment":
            return self.segment(name)
        return self._requests.get(name, name) if noun == "keep_personal" else name

    def rule(self, name: str) -> str:
        """A rule's title."""
        return self._rules.get(name, name)

    def segment(self, name: str) -> str:
        """A segment's name."""
        return self._segments.get(name, name)

    def request(self, name: str) -> str:
        """A request's name."""
        return self._requests.get(name, name)

    def touchpoint(self, name: str) -> str:
        """A touchpoint's name."""
        return self._touchpoints.get(name, name)

    def field(self, edit: Edit) -> str:
        """An attribute; of what is inside of it, all steps."""
        top, dot, rest = edit.field.partition(".")
        inner = f" {self._touchpoints.get(rest, rest.replace('.', ' ').replace('_', ' '))}" if dot else ""
        return FIELD_WORDS.get(top, top.replace("_", " ")) + inner

    def subject(self, effect: Effect) -> str:
        """What an effect is about besides its place: rules by their titles, a finding by its code."""
        if effect.kind in ("retired-as-target", "target-there-again"):
            return f"{effect.subject} counts on it"
        if effect.subject[:1].isupper() and effect.subject[1:].isdigit():
            return effect.subject
        return "the rule " + shortlist([f"'{self.rule(name)}'" for name in effect.subject.split("+")])

    def filled(self, template: str, effects: Sequence[Effect]) -> str:
        """A sentence about effects of one kind."""
        first = effects[0]
        what = shortlist([self.object(effect.place) for effect in effects if effect.place]) or "the whole map"
        groups = {effect.group for effect in effects}
        who = "customers" if "" in groups else f"customers ({shortlist(sorted(self.segment(g) for g in groups))})"
        rules = [self.rule(name) for effect in effects for name in effect.subject.split("+")]
        rule = first.subject if first.kind in ("retired-as-target", "target-there-again") else f"'{shortlist(rules)}'"
        messages = ""
        if first.kind.startswith(("gap-", "question-")):
            alike = len(effects) - 1
            messages = (first.new or first.old) + (f" ({alike} more)" if alike else "")
        old, new = messages or first.old or "nothing", messages or first.new or "nothing"
        return _fill(template, what, old, new, who, rule)

    def of_change(self, template: str, change: Change) -> str:
        """A sentence about a change itself."""
        edit = change.edits[0] if change.edits else None
        old, new = values(edit) if edit else ("", "")
        return _fill(template, self.object(change.where), old or "nothing", new or "nothing", "customers", "")


def _fill(template: str, what: str, old: str, new: str, who: str, rule: str) -> str:
    text = template.format(
        what=what, What=capital(what), old=old, Old=capital(old), new=new, New=capital(new), who=who,
        Who=capital(who), rule=rule,
    )  # fmt: skip
    return capital(text)


def values(edit: Edit) -> tuple[str, str]:
    """Old and new as a reader sees them: of cells the state that differs, or both."""
    if edit.section != "coverage" or edit.field not in ("", DEGREE):
        return edit.old, edit.new
    before, after = (value if isinstance(value, Cell) else None for value in (edit.before, edit.after))
    if before and after and before.not_here is None and after.not_here is None:
        if before.today == after.today:
            return f"target {before.aim}", f"target {after.aim}"
        if before.aim == after.aim and after.today != after.aim:
            return f"today {before.today}", f"today {after.today}"
    return cell_words(before), cell_words(after)


def sentence_of(edit: Edit, names: Names) -> str:
    """One edit: `Website: login strong → identified`, `Request 'Cancel' removed`."""
    old, new = values(edit)
    if edit.section == "coverage":
        thing, field = names.object(edit.name), names.field(edit)
        field = "" if field in ("", FIELD_WORDS[DEGREE]) else f"{field} "
        return f"{thing}: {field}{old or 'unwritten'} → {new or 'unwritten'}"
    if not edit.field:
        what = THINGS.get(edit.section, edit.section.removesuffix("s")).replace("_", " ")
        return (
            f"{capital(what)} '{_name(edit, names)}' {edit.action}" if edit.name else f"{capital(what)} {edit.action}"
        )
    where = _where(edit, names)
    if edit.field == "id":
        return f"{where}: '{old}' is called '{new}'"
    return f"{where}{names.field(edit)} {old or 'unwritten'} → {new or 'unwritten'}"


def _name(edit: Edit, names: Names) -> str:
    known = {"requests": names.request, "touchpoints": names.touchpoint, "rules": names.rule,
             "segments": names.segment, "keep_personal": names.request}  # fmt: skip
    return known[edit.section](edit.name) if edit.section in known else edit.name


def _where(edit: Edit, names: Names) -> str:
    if edit.section == "strategy":
        return ""
    if not edit.name:
        return f"{capital(edit.section.replace('_', ' '))}: "
    noun = "" if edit.section in ("requests", "touchpoints") else f"{capital(THINGS.get(edit.section, edit.section))} "
    name = _name(edit, names)
    return f"{noun}{name if not noun else repr(name)}" + (": " if edit.field != "id" else "")
