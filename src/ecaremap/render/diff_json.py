"""A comparison for programs: all changes with all their effects and places."""

import json
from dataclasses import asdict

from ecaremap.views.diff_model import DiffView

FORMAT = "ecaremap-diff/1"


def render_diff_json(view: DiffView) -> str:
    """The view as JSON; keys in the order of reading."""
    changes = [asdict(change) for change in view.changes]
    for change, own in zip(changes, view.changes, strict=True):
        change["says"] = dict(own.says)
    document = {
        "format": FORMAT,
        "name": view.name,
        "as_of": view.as_of,
        "old": view.old,
        "new": view.new,
        "sentence": view.sentence,
        "fail_on": view.fail_on,
        "fails": view.fails,
        "counts": {each.klass: {"all": each.count, "open": each.open} for each in view.classes},
        "changes": changes,
        "figures": [{"label": label, "old": old, "new": new} for label, old, new in view.figures],
        "remarks": list(view.remarks),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
