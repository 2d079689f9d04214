"""From the words of a log to touchpoints and requests with ids, and what is left out, counted."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from ecaremap.measure.intake.refusals import plain
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.proposing.ids import new_id
from ecaremap.measure.proposing.kinds import kind_of
from ecaremap.measure.proposing.looking import Look, Word, Words
from ecaremap.model.scales import FAMILY_OF_KIND, KINDS

LEAST = 30
"""Rows from which on a word is proposed as a touchpoint or a request."""
MOST = 50
"""Requests that are proposed, the most frequent ones; a longer map is read by nobody."""
NOTHING = frozenset({
    "other", "others", "other-reason", "misc", "miscellaneous", "various", "unknown", "unspecified", "not-specified",
    "not-available", "undefined", "none", "null", "nan", "n/a", "na", "-", "?", "tbd", "test", "sonstiges", "sonstige", "andere",
    "unbekannt", "otros", "otro", "autre", "autres",
})  # fmt: skip
"""Words that say nothing of what a customer wants."""
SMALLEST = 10
"""A word of fewer rows is never written down: it may be free text, and about somebody."""


NO_WORDS = Words(())


@dataclass(frozen=True, slots=True)
class ProposedTouchpoint:
    """A kind of touchpoint, and the log's words for it with their rows. The kind is the id."""

    kind: str
    words: tuple[tuple[str, int], ...]

    @property
    def family(self) -> str:
        """Digital, traditional or automated voice."""
        return FAMILY_OF_KIND[self.kind]

    @property
    def rows(self) -> int:
        """Rows of the log."""
        return sum(rows for _, rows in self.words)


@dataclass(frozen=True, slots=True)
class ProposedRequest:
    """What customers want, in the log's words. `codes`: spellings that are not the id."""

    id: str
    name: str
    rows: int
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What the log says and the strategy does not: different words, and their rows."""

    words: int
    rows: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What of a log becomes a strategy.

    Attributes:
        unknown: words for touchpoints whose kind nobody knows, with their rows. rare_touchpoints, rare_requests:
            words of too few rows. further: frequent requests beyond the most frequent. nothing: words
            that say nothing. texts: rows with what is too long for a name.
        nameless: rows without a touchpoint, and without a request.
    """

    look: Look
    least: int
    touchpoints: tuple[ProposedTouchpoint, ...]
    requests: tuple[ProposedRequest, ...]
    unknown: tuple[tuple[str, int], ...]
    rare_touchpoints: LeftOut
    rare_requests: LeftOut
    further: LeftOut
    nothing: LeftOut
    texts: int
    nameless: tuple[int, int]


def propose(look: Look, kinds: Mapping[str, str], *, least: int = LEAST, most: int = MOST) -> Proposal:
    """Touchpoints and requests of a log.

    Args:
        look: its words.
        kinds: the kind of touchpoint that a word means, where the user says it.
        least: rows from which on something is proposed.
        most: how many requests are proposed.

    Raises:
        UnreadableLog: no word is frequent enough, or no touchpoint's kind is known.
    """
    _check_said(look, kinds)
    known, unknown = _kinds(look, kinds)
    touchpoints = tuple(
        ProposedTouchpoint(kind, tuple(one for word in known[kind] for one in _written(word)))
        for kind in KINDS
        if sum(word.rows for word in known[kind]) >= least
    )
    rare = [word for kind in KINDS if kind not in {one.kind for one in touchpoints} for word in known[kind]]
    telling = [word for word in look.requests.words if _tells(word)]
    frequent = [word for word in telling if word.rows >= least]
    if not touchpoints:
        raise _no_touchpoint(look, unknown, least)
    if not frequent:
        raise _no_request(look, least)
    few = [word for word in telling if word.rows < least]
    nothing = [word for word in look.requests.words if not _tells(word)]
    return Proposal(
        look=look, least=least, touchpoints=tuple(sorted(touchpoints, key=lambda one: (-one.rows, one.kind))),
        requests=_requests(frequent[:most], look.requests.words),
        unknown=tuple((word.name, word.rows) for word in unknown if word.rows >= least),
        rare_touchpoints=_left([*rare, *(word for word in unknown if word.rows < least)], look.touchpoints),
        rare_requests=_left(few, look.requests), further=_left(frequent[most:]), nothing=_left(nothing), texts=look.requests.long,
        nameless=(look.touchpoints.empty, look.requests.empty),
    )  # fmt: skip


def _tells(word: Word) -> bool:
    """It says something, and not only that nothing is known."""
    return plain(word.name) not in NOTHING and any(sign.isprintable() and not sign.isspace() for sign in word.name)


def _check_said(look: Look, kinds: Mapping[str, str]) -> None:
    there = {plain(word.name) for word in look.touchpoints.words}
    for word in kinds:
        if plain(word) not in there:
            column = look.headings.columns["touchpoint"]
            raise UnreadableLog(f"The column '{column}' never says '{word}'.", f"It says: {_some(look)}.")


def _kinds(look: Look, kinds: Mapping[str, str]) -> tuple[dict[str, list[Word]], list[Word]]:
    """The words of each kind, and those of none: what the user says, the export's own words, the table of words."""
    export = look.headings.mapping.kinds if look.headings.mapping else {}
    said = {plain(word): kind for word, kind in (*export.items(), *kinds.items())}
    known: dict[str, list[Word]] = defaultdict(list)
    unknown: list[Word] = []
    for word in look.touchpoints.words:
        kind = said.get(plain(word.name)) or kind_of(word.name)
        # A word of too few rows is never written down, whatever it means.
        (known[kind] if kind and word.rows >= SMALLEST else unknown).append(word)
    return known, unknown


def _written(word: Word) -> tuple[tuple[str, int], ...]:
    """The spellings of a word that are written down: the most frequent one, and others that are frequent."""
    first, *others = word.spellings
    return first, *(one for one in others if one[1] >= SMALLEST)


def _requests(words: list[Word], every: tuple[Word, ...]) -> tuple[ProposedRequest, ...]:
    names = {plain(word.name) for word in every}
    taken: set[str] = set()
    found = []
    for word in words:
        id_ = new_id(word.name, taken, names - {plain(word.name)})
        taken.add(id_)
        codes = tuple(text for text, _ in _written(word) if text != id_)
        found.append(ProposedRequest(id_, word.name, word.rows, codes))
    return tuple(found)


def _left(words: list[Word], of: Words = NO_WORDS) -> LeftOut:
    """Some words of a column, and those so rare that they were not looked at."""
    return LeftOut(len(words) + of.unseen, sum(word.rows for word in words) + of.more)


def _some(look: Look, least: int = SMALLEST) -> str:
    shown = [f"'{word.name}'" for word in look.touchpoints.words if word.rows >= least][:12]
    return ", ".join(shown) or "nothing that is frequent"


def _no_touchpoint(look: Look, unknown: list[Word], least: int) -> UnreadableLog:
    column = look.headings.columns["touchpoint"]
    named = [word for word in unknown if word.rows >= least]
    if not named:
        return UnreadableLog(
            f"No word of the column '{column}' stands there {least} times.", "Name another column, or a longer log."
        )
    first = named[0].name
    return UnreadableLog(
        f"It is not known what kind of touchpoint any word of the column '{column}' means: {_some(look)}.",
        f"Say it, as: --kinds '{first}=call-centre'; or name another column: --columns touchpoint=NAME",
    )


def _no_request(look: Look, least: int) -> UnreadableLog:
    column = look.headings.columns["request"]
    most = look.requests.words[0].rows if look.requests.words else 0
    fix = "Name another column, as: --columns request=NAME"
    if least > SMALLEST and most >= SMALLEST:
        fix += f"; or take fewer for enough: --least {SMALLEST}"
    times = f"; the most frequent {most} times" if most else ""
    return UnreadableLog(f"No word of the column '{column}' stands there {least} times{times}.", fix)
