"""Which findings are one result for a reviewer: those of one code that one cause explains.

Breaches go by their rule; gaps, journeys and signed decisions by their request; what is badly written stands alone,
for each place is mended on its own; everything else goes by its object.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ecaremap.insight.asking import EVERYWHERE, counted, shortened
from ecaremap.insight.waivers import OF_RULE
from ecaremap.model.finding import SETTLED, SEVERITIES, Check
from ecaremap.model.identity import Key
from ecaremap.model.scales import STATES
from ecaremap.views.results_model import GroupView, PlaceView, RelatedView, ResultView

ALONE = ("Y", "M", "R1")
BY_RULE = "P"
BY_REQUEST = "GJD"
EVERY_REQUEST = f"{EVERYWHERE}/"
NAMED = 3
"""Members that the message of a group names."""


def group_key(key: Key, where: str) -> Key:
    """What a group is known by: its code and the object its findings have in common, never how many they are.

    `key` is that of a finding about `where`, which is empty if it is about a file.
    """
    kind = key.code[0]
    if not where or key.code.startswith(ALONE):
        return key
    if kind in BY_RULE:
        return Key(key.code, OF_RULE + key.field, "")
    if kind in BY_REQUEST:
        return Key(key.code, _request(where), "")
    # What is asked of the whole strategy differs by its field.
    return key if where == EVERYWHERE else Key(key.code, where, "")


def grouped(
    results: Sequence[ResultView], checks: Mapping[str, Check], effects: Mapping[str, str]
) -> tuple[GroupView, ...]:
    """Each finding in one group; `effects` are those of the rules, in words, by id."""
    found: dict[str, list[int]] = {}
    for number, result in enumerate(results):
        found.setdefault(result.group, []).append(number)
    # What nobody has accepted leads: that is where something is to be done.
    led = [sorted(numbers, key=lambda n: (results[n].settled, n)) for numbers in found.values()]
    return tuple(_group([results[n] for n in numbers], checks, effects) for numbers in sorted(led))


def _group(members: Sequence[ResultView], checks: Mapping[str, Check], effects: Mapping[str, str]) -> GroupView:
    first = members[0]
    if len(members) == 1:
        return GroupView(
            first.code, first.name, first.severity, first.standing, first.message, first.help, first.notes,
            first.where, first.field, first.states, first.question, first.law, first.group, first.place,
            first.related, (first,), (first.where,),
        )  # fmt: skip
    names = _names(members)
    # The severity is that of what counts, as is the code with which the run ends.
    counting = [member for member in members if not member.settled] or members
    common = [set(member.notes) for member in members]
    fields = {member.field for member in members}
    states = {state for member in members for state in member.states}
    return GroupView(
        first.code,
        first.name,
        min((member.severity for member in counting), key=SEVERITIES.index),
        first.standing,
        _message(members, names, checks, effects),
        _help(members),
        tuple(note for note in first.notes if all(note in notes for notes in common)),
        _object(first),
        first.field if len(fields) == 1 else "",
        tuple(state for state in STATES if state in states),
        all(member.question for member in members),
        any(member.law for member in counting),
        first.group,
        first.place,
        tuple(_related(members, names)),
        tuple(members),
        names,
    )


def _request(where: str) -> str:
    """The request of a cell, `*` for `*/touchpoint`; any other object is itself (`tactic:id`)."""
    return where.partition("/")[0] if _is_cell(where) else where


def _is_cell(where: str) -> bool:
    return "/" in where and ":" not in where


def _object(result: ResultView) -> str:
    field = "+".join(sorted(result.field.split("+")))
    return group_key(Key(result.code, result.where, field), result.where).where


def _names(members: Sequence[ResultView]) -> tuple[str, ...]:
    """What tells them apart: their objects, else their fields, else where they stand."""
    wheres = tuple(member.where.removeprefix(EVERY_REQUEST) for member in members)
    for names in (wheres, tuple(member.field for member in members)):
        if len(set(names)) > 1 and all(names):
            return names
    return tuple(_at(member.place) for member in members)


def _at(place: PlaceView | None) -> str:
    return place.line_of_file if place else "no place"


def _message(
    members: Sequence[ResultView], names: Iterable[str], checks: Mapping[str, Check], effects: Mapping[str, str]
) -> str:
    first = members[0]
    amount, listed = _amount(members), shortened(dict.fromkeys(names), NAMED)
    if first.code[0] in BY_RULE and first.field in effects:
        return f"Rule '{first.field}' ({effects[first.field]}) is broken in {amount}: {listed}{_accepted(members)}."
    same = all(member.message == first.message for member in members)
    said = first.message if same or first.code not in checks else checks[first.code].summary
    return f"{said.rstrip('.')} ({amount}: {listed}{_accepted(members)})."


def _amount(members: Sequence[ResultView]) -> str:
    """`7 cells of 3 requests`."""
    objects = {member.where for member in members}
    if len(objects) == 1:
        return f"{len(members)} times" + f" for {members[0].where}" * bool(members[0].where)
    if all(where.startswith(EVERY_REQUEST) for where in objects):
        return f"{len(objects)} touchpoints"
    if all(_is_cell(where) for where in objects):
        requests = {_request(where) for where in objects}
        return f"{len(objects)} cells of {counted(len(requests), 'request', 'requests')}"
    plain = members[0].code[0] in BY_RULE and not any("/" in where or ":" in where for where in objects)
    return f"{len(objects)} {'requests' if plain else 'places'}"


def _accepted(members: Sequence[ResultView]) -> str:
    """How many of a group are accepted, while others are not: `; 3 of 7 known`."""
    counts = Counter(member.standing for member in members if member.settled)
    if counts.total() == len(members):
        return ""
    said = [f"{counts[standing]} of {len(members)} {standing}" for standing in SETTLED[::-1] if counts[standing]]
    return f"; {', '.join(said)}" if said else ""


def _help(members: Sequence[ResultView]) -> str:
    """What all of them say, or the first of several things to do, and where."""
    telling = [member for member in members if member.help]
    if not telling:
        return ""
    first = telling[0]
    same = all(member.help == first.help for member in telling)
    return first.help if same or not first.where else f"at {first.where}: {first.help}"


def _related(members: Sequence[ResultView], names: Sequence[str]) -> Iterable[RelatedView]:
    """The further places of the first member, then those of the others, none twice."""
    seen = {members[0].place}
    others = (
        RelatedView(f"at {name}, {m.standing}" if m.settled else f"at {name}", m.place)
        for m, name in zip(members[1:], names[1:], strict=True)
        if m.place
    )
    further = (related for member in members[1:] for related in member.related)
    for related in (*members[0].related, *others, *further):
        if related.place not in seen:
            seen.add(related.place)
            yield related
