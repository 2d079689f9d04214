"""Renaming an id: a patch to look at and to apply; nothing is touched."""

import os
import re
from dataclasses import dataclass, replace
from pathlib import Path

from ecaremap.load.discover import repository_root
from ecaremap.load.problems import Unreadable
from ecaremap.load.reader import read_bytes
from ecaremap.load.renaming.kinds import KINDS
from ecaremap.load.renaming.references import TESTED, Job, rule_id
from ecaremap.load.renaming.renaming import Renamed, rename
from ecaremap.model.project import Loaded
from ecaremap.model.signing import Facts, Signature
from ecaremap.model.source import SourceFile
from ecaremap.render.patch import unified_patch
from ecaremap.render.signatures_yaml import render_signatures

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class RenamePatch:
    """A patch and what to say of it.

    Attributes:
        base: the folder to apply it in; empty for the one the command runs in.
    """

    text: str
    kind: str
    places: int
    files: int
    base: str
    remarks: tuple[str, ...]


def rename_patch(loaded: Loaded, path: str, old: str, new: str, kind: str | None = None) -> RenamePatch:
    """The patch that changes an id in a strategy, its signatures included.

    Raises:
        Unreadable: no such id, an ambiguous one, or a new one that is taken; or a file that cannot be read again.
    """
    result = rename(loaded.sources.files, old, new, kind)
    texts = list(result.texts)
    signed = _signatures(loaded, result, Job(KINDS[result.kind], old, new, meant=True))
    if signed is not None:
        texts.append(signed)
    remarks = [*result.remarks, *_in_packs(loaded, result.kind, old)]
    extended = [source.path for source, _ in result.texts if source.layer == "extends"]
    if extended:
        remarks.append(f"{', '.join(extended)} may be extended by other strategies too: rename there as well")
    base = _base(path, [source.path for source, _ in texts])
    files = [_whole(source, text, base) for source, text in texts]
    return RenamePatch(unified_patch(sorted(files)), result.kind, result.places, len(files), base, tuple(remarks))


def _base(path: str, files: list[str]) -> str:
    """Where the paths of the patch begin: here, or the repository of a strategy that lies elsewhere."""
    return str(repository_root(Path(path))) if any(Path(file).is_absolute() for file in files) else ""


def _whole(source: SourceFile, text: str, base: str) -> tuple[str, str, str]:
    """Path, old and new text of one file, with the mark at its beginning that reading leaves out."""
    held = read_bytes(Path(source.path)).decode("utf-8")
    mark = BYTE_ORDER_MARK if held.startswith(BYTE_ORDER_MARK) else ""
    if held != mark + source.text:
        raise Unreadable(f"'{source.path}' changed while it was read.", "Try again; nothing was changed")
    shown = os.path.relpath(Path(source.path).resolve(), base) if base else source.path
    return Path(shown).as_posix(), held, mark + text


def _in_packs(loaded: Loaded, kind: str, old: str) -> list[str]:
    """Rules of packs that speak of the old id: they cannot be changed."""
    words = "|".join(re.escape(field) for field, named in TESTED.items() if named == kind)
    found = []
    for source in loaded.sources.files:
        tested = rf"\b({words}): [^\n]*(?<![\w.-]){re.escape(old)}(?![\w.-])"
        if source.layer == "pack" and words and re.search(tested, source.text):
            found.append(f"{source.path} has a rule about '{old}', which will not know it any more")
    return found


def _signatures(loaded: Loaded, result: Renamed, job: Job) -> tuple[SourceFile, str] | None:
    """The file of signatures with the new id; None if there is none, or nothing to change."""
    signatures = loaded.project.signatures if loaded.project else None
    source = next((file for file in loaded.sources.files if file.layer == "signatures"), None)
    if signatures is None or source is None:
        return None
    if signatures.faults:
        result.remarks.append(f"{source.path} cannot be read, so its signatures keep the old id")
        return None
    strategy = loaded.project.strategy if loaded.project else None
    cells = {f"{r}/{t}": (r, t) for r, row in strategy.coverage.items() for t in row} if strategy else {}
    text = render_signatures(_signature(entry, cells.get(entry.where), job) for entry in signatures.entries.values())
    old_text = render_signatures(signatures.entries.values())
    return None if text == old_text else (source, text)


def _signature(entry: Signature, cell: tuple[str, str] | None, job: Job) -> Signature:
    request, touchpoint = cell or (entry.where.partition("/")[0], entry.where.partition("/")[2])
    if job.kind.name == "request":
        request = job.new if request == job.old else request
    if job.kind.name == "touchpoint":
        touchpoint = job.new if touchpoint == job.old else touchpoint
    facts = Facts(
        entry.facts.plain, {rule_id(name, job): _effect(text, job) for name, text in entry.facts.rules.items()}
    )
    # An entry that was changed by hand stays known as such.
    fingerprint = facts.fingerprint if entry.untouched else entry.fingerprint
    return replace(entry, where=f"{request}/{touchpoint}", facts=facts, fingerprint=fingerprint)


def _effect(text: str, job: Job) -> str:
    """What a rule does, as it was signed, with the new id."""
    if job.kind.name in ("rule", "request"):
        return re.sub(r"(lifted by |lift |, )([^\s;,()]+)", lambda m: m[1] + rule_id(m[2], job), text)
    if job.kind.name == "segment":
        return re.sub(rf"(segment ){re.escape(job.old)}(?=[,)])", lambda m: m[1] + job.new, text)
    fields = "|".join(re.escape(field) for field, kind in TESTED.items() if kind == job.kind.name)
    return (
        re.sub(rf"((?:{fields}) (?:not )?)(\[[^\]]*\]|[^\s;]+)", lambda m: m[1] + _words(m[2], job), text)
        if fields
        else text
    )


def _words(text: str, job: Job) -> str:
    if not text.startswith("["):
        return job.new if text == job.old else text
    return "[" + ", ".join(sorted(job.new if word == job.old else word for word in text[1:-1].split(", "))) + "]"
