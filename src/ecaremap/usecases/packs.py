"""The packs that ship, and what another version of one does to a strategy."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ecaremap.load.loading import Session, load, read_pack
from ecaremap.load.packs import pack_names, pack_path
from ecaremap.load.problems import Unreadable
from ecaremap.load.reader import read_bytes
from ecaremap.model.suggest import did_you_mean
from ecaremap.model.tree import Items, Table
from ecaremap.usecases.validate import Validated, judge
from ecaremap.views.pack_diff import PackDiff, Side, pack_diff


def pack_table() -> str:
    """A line a pack: name, version, what it holds; beneath law packs, where each law stands, from when, and when it was last read."""
    lines = []
    for name in pack_names():
        tree = read_pack(name)
        requests, rules = len(tree.get("library") or ()), len(tree.get("rules") or ())
        what = [f"{requests} requests"] if requests else []
        if rules:
            what.append(f"{rules} rule" if rules == 1 else f"{rules} rules")
        laws = [rule for rule in tree.get("rules") or () if rule.get("kind") == "law"]
        checked = sorted({rule["last_checked"] for rule in laws if "last_checked" in rule})
        if checked:
            what.append(f"last checked {checked[0]}, not legal advice")
        lines.append(f"{name:<16}{tree['version']:<9}{tree['name']} ({', '.join(what)})")
        standings: dict[str, list[str]] = {}
        for rule in laws:
            standings.setdefault(_standing(rule), []).append(rule["id"])
        lines += [f"    {', '.join(ids)}: {standing}" for standing, ids in standings.items()]
    return "\n".join(lines) + "\n"


def _standing(rule: Table) -> str:
    """Where a law stands, from when it is in force, and against what it was checked."""
    parts = [str(rule.get("source", "no source"))]
    if "from" in rule:
        parts.append(f"in force from {rule['from']}")
    if "until" in rule:
        parts.append(f"until {rule['until']}")
    if "last_checked" in rule:
        against = f" against {rule['checked_against']}" if "checked_against" in rule else ""
        parts.append(f"checked {rule['last_checked']}{against}")
    return "; ".join(parts)


@dataclass(frozen=True)
class Compared:
    """The comparison of two versions; without one, the run whose strategy could not be judged."""

    view: PackDiff | None
    failed: Validated | None = None


def diff(old: str, new: str, path: str, as_of: date) -> Compared:
    """What the step from one version of a pack to another does to a strategy.

    Raises:
        Unreadable: a pack that is not there, is broken, or is another pack than the first; no strategy at `path`.
    """
    before, after = _pack(old), _pack(new)
    if before[0]["pack"] != after[0]["pack"]:
        raise Unreadable(
            f"'{old}' is the pack {before[0]['pack']}, '{new}' is {after[0]['pack']}.", "Give two versions of one pack"
        )
    sides = []
    for tree, file in (before, after):
        run = judge(load(path, None, {str(tree["pack"]): file}), path, as_of)
        if run.decisions is None:
            return Compared(None, run)
        sides.append(Side(tree, run.decisions, run.findings))
    return Compared(pack_diff(*sides))


def _pack(name: str) -> tuple[Table, Path]:
    """A pack by its name, or by its file."""
    file = pack_path(name) if name in pack_names() else Path(name)
    if name not in pack_names() and not file.is_file():
        raise Unreadable(f"There is no pack and no file '{name}'.", did_you_mean(name, pack_names()))
    session = Session()
    tree = session.read_text(read_bytes(file), str(file), "pack")
    if session.problems.findings:
        finding = session.problems.findings[0]
        line = f", line {finding.span.line}" if finding.span else ""
        raise Unreadable(f"The pack '{name}' cannot be read{line}. {finding.message}", finding.help)
    if tree is None or not isinstance(tree.get("pack"), str):
        raise Unreadable(
            f"'{name}' is not a pack: it does not say pack: and a name.", "Give a name, or the file of a pack"
        )
    if not _entries(tree.get("rules"), Items) or not _entries(tree.get("library"), Table):
        raise Unreadable(f"'{name}' is not a pack: its rules need ids, its library needs requests.", "Correct the file")
    return tree, file


def _entries(section: Any, form: type[Table] | type[Items]) -> bool:
    """Whether a section is missing, or made of mappings, rules with ids."""
    if section is None:
        return True
    if not isinstance(section, form):
        return False
    if isinstance(section, Table):
        return all(isinstance(entry, Table) for entry in section.values())
    return all(isinstance(entry, Table) and isinstance(entry.get("id"), str) for entry in section)
