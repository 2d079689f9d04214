"""The file of signatures: one entry for each signed decision, sorted, the same bytes for the same facts."""

import re
from collections.abc import Iterable, Mapping

from ecaremap.model.signing import FACTS, Signature

HEADER = """\
# The facts behind each signed decision. Written by `ecaremap sign`: do not edit, sign again instead.
ecaremap-decisions: 1
"""

# What YAML takes as it stands; everything else is quoted.
_BARE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./%-]+)*")


def render_signatures(signatures: Iterable[Signature]) -> str:
    """Spell signatures as YAML."""
    lines = []
    for entry in sorted(signatures, key=lambda entry: entry.where):
        lines += [
            f"  {entry.where}:",
            f"    by: {_text(entry.by)}",
            f"    date: {entry.date.isoformat()}",
            f"    fingerprint: {_text(entry.fingerprint)}",
            *_table("facts", {name: entry.facts.plain[name] for name in FACTS if name in entry.facts.plain}),
            *_table("rules", dict(sorted(entry.facts.rules.items()))),
        ]
    return HEADER + ("signed:\n" + "\n".join(lines) + "\n" if lines else "signed: []\n")


def _table(name: str, entries: Mapping[str, str]) -> list[str]:
    return [f"    {name}:", *(f"      {key}: {_text(value)}" for key, value in entries.items())] if entries else []


def _text(value: str) -> str:
    if _BARE.fullmatch(value) and value != "null":
        return value
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(sign: str) -> str:
    if sign in '"\\':
        return "\\" + sign
    if sign.isprintable():
        return sign
    code = ord(sign)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
