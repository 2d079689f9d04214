"""The packs that ship."""

from ecaremap.load.loading import read_pack
from ecaremap.load.packs import pack_names


def pack_table() -> str:
    """One line a pack: name, version, what it holds; laws with the day they were last read."""
    lines = []
    for name in pack_names():
        tree = read_pack(name)
        requests, rules = len(tree.get("library") or ()), len(tree.get("rules") or ())
        what = [f"{requests} requests"] if requests else []
        if rules:
            what.append(f"{rules} rule" if rules == 1 else f"{rules} rules")
        checked = sorted({rule["last_checked"] for rule in tree.get("rules") or () if "last_checked" in rule})
        if checked:
            what.append(f"last checked {checked[0]}, not legal advice")
        lines.append(f"{name:<16}{tree['version']:<9}{tree['name']} ({', '.join(what)})")
    return "\n".join(lines) + "\n"
