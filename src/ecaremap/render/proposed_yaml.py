"""A proposed strategy as YAML: what is measured as values, what was assumed and is to be decided as comments."""

import re
import textwrap
from collections.abc import Iterator

from ecaremap.load.workbook.emit import scalar
from ecaremap.views.proposed_model import ProposedStrategy, ProposedWish

WIDTH = 116
SOURCE = "contact-log"
LONGEST_NAME = 90
DIGITAL = "inform (general answers), show (my own status), initiate (we finish later) or self-serve (finished alone)"
HEADER = (
    "Proposed from a contact log. Nothing here is a target, a cost or an opinion: what a log cannot know is left out, "
    "and asked."
)


def proposed_texts(view: ProposedStrategy) -> dict[str, str]:
    """The files by name."""
    texts = {
        "strategy.yaml": _strategy(view), "requests.yaml": _requests(view), "coverage.yaml": _coverage(view),
        "measurement.yaml": _measurement(view),
    }  # fmt: skip
    return {name: "\n".join(lines) + "\n" for name, lines in texts.items()}


def _strategy(view: ProposedStrategy) -> Iterator[str]:
    yield from _comment(HEADER)
    yield from _comment(f"The log: {view.log}")
    yield "#"
    for note in view.notes:
        yield from _comment(note, "- ")
    yield "ecaremap: 1"
    yield f"name: {scalar(view.name)}"
    yield "level: sketch                        # sketch | costed | planned | measured: how much is asked for"
    yield f"volumes_per: {view.per}"
    if view.source is not None:
        yield "sources:"
        yield f"  {SOURCE}: {{title: {scalar(_line(view.source.title))}, kind: measured, as_of: {view.source.as_of.isoformat()}}}"
    yield "touchpoints:"
    for place in view.places:
        yield from _beside(f"  {place.id}: {{}}", place.words)
    for word, rows in view.asked:
        yield from _comment(
            f"What is {_shown(word)}, {rows}? Write an id and its kind here, and the word in measurement.yaml.", "  "
        )
    yield "everywhere_else: ask me later        # or: not handled"


def _requests(view: ProposedStrategy) -> Iterator[str]:
    yield from _comment(
        "What customers want, most frequent first, in the log's own words (measurement.yaml has them as the log writes "
        "them). Give them names that readers know."
    )
    yield "requests:"
    for wish in view.wishes:
        yield f"  {wish.id}:"
        yield f"    name: {scalar(_name(wish.name))}"
        if wish.volume:
            yield f"    volume: {{value: {wish.volume}, source: {SOURCE}}}"
        if wish.starts:
            yield f"    starts_at: {{{', '.join(f'{at}: {share}' for at, share in wish.starts)}}}"
            yield f"    source: {SOURCE}"


def _coverage(view: ProposedStrategy) -> Iterator[str]:
    yield from _comment(
        "Where customers come today, with their contacts. Where a person answers, the log knows how far it goes. "
        "Everything else is undecided: write the degree behind the touchpoint and take the # away."
    )
    yield from _comment(f"On the web, in apps, accounts and phone menus: {DIGITAL}. In writing: initiate or assisted.")
    if not any(cell.degree for wish in view.wishes for cell in wish.cells):
        yield "coverage: {}                         # write coverage: and take the # away where you decide"
    else:
        yield "coverage:"
    for wish in view.wishes:
        if wish.cells or wish.few:
            yield from _row(wish)


def _row(wish: ProposedWish) -> Iterator[str]:
    decided = any(cell.degree for cell in wish.cells)
    yield f"  {wish.id}:" if decided else f"  # {wish.id}:"
    for cell in wish.cells:
        head = f"    {cell.touchpoint}: {cell.degree}" if cell.degree else f"    # {cell.touchpoint}:"
        yield from _beside(head, cell.said)
    if wish.few:
        yield from _comment(f"too few contacts to say anything: {', '.join(wish.few)}", "    ")


def _measurement(view: ProposedStrategy) -> Iterator[str]:
    yield from _comment("How the log is read: which column holds what, and what its words stand for.")
    yield "measurement:"
    yield "  contacts:"
    for field, text in view.contacts:
        yield f"    {field}: {scalar(text)}"
    yield from _codes("touchpoint_codes", view.codes)
    yield from _codes("request_codes", tuple((code, wish.id) for wish in view.wishes for code in wish.codes))
    yield "  same_need: strict                    # a later contact counts if it is about the same request; family | any"
    yield "  window: 7 days                       # and if it comes within this time"


def _codes(section: str, codes: tuple[tuple[str, str], ...]) -> Iterator[str]:
    if codes:
        yield f"  {section}:"
        yield from (f"    {scalar(code)}: {id_}" for code, id_ in codes)


def _name(name: str) -> str:
    """A code as words; on one line, and short enough to be a heading."""
    if re.fullmatch(r"[A-Z0-9]+(_[A-Z0-9]+)*|[A-Za-z0-9]+(_[A-Za-z0-9]+)+", name) and re.search("[A-Za-z]", name):
        name = name.replace("_", " ").capitalize()
    return _line(name)


def _line(name: str) -> str:
    plain = _printable(name) or name
    return plain if len(plain) <= LONGEST_NAME else f"{plain[: LONGEST_NAME - 1]}…"


def _shown(word: str) -> str:
    return f"'{_line(word)}'"


def _comment(text: str, mark: str = "") -> Iterator[str]:
    pad = mark if mark.isspace() else ""
    first = mark.strip()
    lead = f"{pad}# {first} " if first else f"{pad}# "
    rest = " " * 2 if first else ""
    yield from textwrap.wrap(
        _printable(text), WIDTH, initial_indent=lead, subsequent_indent=f"{pad}# {rest}", break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _beside(head: str, said: str) -> Iterator[str]:
    """A remark behind a line, or above the next where it would be too long."""
    said = _printable(said)
    line = f"{head:<37}# {said}"
    yield line if len(line) <= WIDTH else f"{head:<37}# {said[: WIDTH - 40]}…"


def _printable(text: str) -> str:
    """What a comment can hold: no line ends, nothing that cannot be printed."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
