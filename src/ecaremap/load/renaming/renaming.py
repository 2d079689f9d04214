"""Changing an id in all texts of a strategy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ecaremap.load.problems import Problems, Unreadable
from ecaremap.load.renaming.declaring import add, list_to_entries, with_former
from ecaremap.load.renaming.kinds import KINDS, Kind, declared, section_of
from ecaremap.load.renaming.references import Job, places
from ecaremap.load.renaming.text import Draft
from ecaremap.load.yaml_events import parse
from ecaremap.model.declared import read_id
from ecaremap.model.scales import KINDS as TOUCHPOINT_KINDS
from ecaremap.model.source import SourceFile
from ecaremap.model.suggest import did_you_mean
from ecaremap.model.tree import Items, Table

_WORK = ("build", "enabler", "fix")


@dataclass
class Renamed:
    """What a change of an id does.

    Attributes:
        kind: of what. texts: each changed text, old and new. places: how often the id was changed.
        remarks: what a person has to look at.
    """

    kind: str
    texts: list[tuple[SourceFile, str]] = field(default_factory=list)
    places: int = 0
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class _Text:
    """One text of the strategy with its tree."""

    source: SourceFile
    tree: Table


def authored(files: Iterable[SourceFile]) -> list[_Text]:
    """The texts that authors wrote, as trees; packs are not theirs."""
    found = []
    for source in files:
        tree = parse(source.text, source.number, Problems()) if source.layer in ("own", "extends") else None
        if isinstance(tree, Table):
            found.append(_Text(source, tree))
    return found


def rename(files: Iterable[SourceFile], old: str, new: str, kind: str | None = None) -> Renamed:
    """The texts with one id changed wherever it stands.

    Raises:
        Unreadable: there is no such id, it is not clear which is meant, or the new one is taken or cannot be an id.
    """
    texts = authored(files)
    chosen = _chosen(texts, old, kind)
    _refuse_new(texts, chosen, old, new)
    every = _ids(texts)
    job = Job(chosen, old, new, meant=not any(old in every[other] for other in chosen.shared))
    result = Renamed(chosen.name)
    home = _home(texts, chosen, old)
    for text in texts:
        draft = Draft(text.source)
        for place in places(text.tree, job, result.remarks.append):
            draft.respell(place.span, place.old, place.new)
        for name, entry in declared(text.tree, chosen):
            if name == old:
                draft.respell(entry.span, old, new)
        result.places += len(draft.changes)
        if text is home:
            _declare(draft, text.tree, job, _kind_missing(texts, chosen, old))
        if draft.changes:
            result.texts.append((text.source, draft.done()))
    if not job.meant:
        others = _all([other for other in chosen.shared if old in every[other]])
        result.remarks.append(f"'{old}' is also {others}: under owners, needs and waivers it was left as it is")
    return result


def _one(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _all(kinds: Iterable[str]) -> str:
    return " and ".join(map(_one, kinds))


def _ids(texts: Iterable[_Text]) -> dict[str, set[str]]:
    return {kind.name: {name for text in texts for name, _ in declared(text.tree, kind)} for kind in KINDS.values()}


def _chosen(texts: list[_Text], old: str, wanted: str | None) -> Kind:
    every = _ids(texts)
    having = [kind for kind in KINDS if old in every[kind]]
    if wanted is not None:
        if wanted in having:
            return KINDS[wanted]
        fix = f"It is {_all(having)}" if having else did_you_mean(old, every[wanted])
        raise Unreadable(f"There is no {wanted} '{old}'.", fix)
    if not having:
        if "/" in old and not old.startswith("keep-personal/"):
            raise Unreadable(
                f"There is no '{old}' in the strategy's own text.", "What a pack declares cannot be renamed"
            )
        known = {name for names in every.values() for name in names}
        raise Unreadable(f"Nothing is called '{old}'.", did_you_mean(old, known))
    if len(having) > 1:
        raise Unreadable(f"'{old}' is {_all(having)}.", f"Say which one is meant: --kind {having[0]}")
    return KINDS[having[0]]


def _refuse_new(texts: Iterable[_Text], kind: Kind, old: str, new: str) -> None:
    try:
        read_id(new)
    except ValueError as error:
        context = getattr(error, "context", None) or {}
        raise Unreadable(f"{context.get('message', error)}.", str(context.get("fix", ""))) from None
    if new in ("null", "~"):
        raise Unreadable(f"'{new}' cannot be an id: YAML reads it as nothing.", "Choose another one")
    if new == old:
        raise Unreadable("The new id is the old one.", "Choose another one")
    every = _ids(texts)
    for other in _WORK if kind.name in _WORK else (kind.name,):
        if new in every[other]:
            raise Unreadable(f"There is {_one(other)} '{new}' already.", "Choose another id; nothing was changed")


def _home(texts: Iterable[_Text], kind: Kind, old: str) -> _Text:
    """The text that declares the id; of several layers, the one that the others build on."""
    return [text for text in texts if any(name == old for name, _ in declared(text.tree, kind))][-1]


def _kind_missing(texts: Iterable[_Text], kind: Kind, old: str) -> bool:
    """Whether a touchpoint is of the kind that its id says, and says no kind itself."""
    if kind.name != "touchpoint" or old not in TOUCHPOINT_KINDS:
        return False
    entries = [place.entry for text in texts for name, place in declared(text.tree, kind) if name == old]
    return not any(isinstance(entry, Table) and "kind" in entry for entry in entries)


def _declare(draft: Draft, tree: Table, job: Job, kind_missing: bool) -> None:
    """Add the former id, and for a touchpoint the kind that its id stood for."""
    [place] = [place for name, place in declared(tree, job.kind) if name == job.old][:1]
    more = {"kind": job.old} if kind_missing else {}
    if place.form == "bare":
        _spell_out(draft, tree, job, more)
        return
    if job.kind.former:
        more |= with_former(draft, place.entry, job.old, job.new)
    add(draft, place, more)


def _spell_out(draft: Draft, tree: Table, job: Job, more: dict[str, str]) -> None:
    section, mark = section_of(tree, job.kind)
    if job.kind.former:
        more = {**more, "was": job.old}
    if more and isinstance(section, Items) and mark is not None and all(isinstance(item, str) for item in section):
        list_to_entries(draft, mark, section, {job.old: more})


def ids_of(files: Iterable[SourceFile]) -> Iterator[tuple[str, str]]:
    """Every kind and id that can be renamed."""
    for kind, names in _ids(authored(files)).items():
        for name in sorted(names):
            yield kind, name
