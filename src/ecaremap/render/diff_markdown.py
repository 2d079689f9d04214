"""A comparison as a comment on a pull request: the verdict first, everything else folded, and never too long."""

import html
from collections.abc import Iterator

from ecaremap.render.markdown import clean, table
from ecaremap.views.diff_model import ChangeView, ClassView, DiffView, KindView

LIMIT = 65_536
"""Characters that GitHub takes in one comment."""

RESERVE = 600
"""Room for the sentence that says what was cut, and for closing what is open."""

OPENED = ("harm",)
"""Classes that are not folded."""

MOST_CELLS = 40


def render_diff_markdown(view: DiffView, limit: int = LIMIT) -> str:
    """Spell the view in at most `limit` characters; what does not fit is counted."""
    head = [f"## {clean(view.sentence)}", _under(view), *_counts(view)]
    tail = [part for part in (_figures(view), _remarks(view)) if part]
    blocks = [block for each in view.classes if each.klass in OPENED for block in _class(each)]
    blocks += [(block, 0) for block in (*_matrix(view), *_audiences(view))]
    blocks += [block for each in view.classes if each.klass not in OPENED for block in _class(each)]
    shown, left = _fitting(blocks, limit - RESERVE - sum(len(part) + 2 for part in (*head, *tail)))
    if left:
        what = "change does" if left == 1 else "changes do"
        head.append(f"*{left} more {what} not fit here: see the page, or `--format json`.*")
    return "\n\n".join(part for part in (*head, *shown, *tail) if part) + "\n"


def _fitting(blocks: list[tuple[str, int]], room: int) -> tuple[list[str], int]:
    """The blocks that fit, gravest first, and how many changes do not."""
    shown: list[str] = []
    left = 0
    for block, changes in blocks:
        if len(block) + 2 > room:
            left += changes
        else:
            shown.append(block)
            room -= len(block) + 2
    return shown, left


def _under(view: DiffView) -> str:
    return f"`{_code(view.old)}` → `{_code(view.new)}` · {clean(view.name)}, as of {view.as_of}"


def _code(text: str) -> str:
    return text.replace("`", "'")


def _counts(view: DiffView) -> Iterator[str]:
    rows = ((each.title, str(each.count), str(each.count - each.open), each.meaning) for each in view.classes)
    yield table(("Class", "Changes", "Accepted", ""), rows)


def _audiences(view: DiffView) -> Iterator[str]:
    """What it means for whom, gravest first; folded as soon as there is more than a glance."""
    for audience in view.audiences:
        grave = [(klass, sentence) for klass, sentence, _ in audience.lines if klass in ("harm", "risk", "policy")]
        if grave:
            lines = [f"- **{klass}** {clean(sentence)}" for klass, sentence in grave[:10]]
            more = [f"- … and {len(grave) - 10} more"] if len(grave) > 10 else []
            summary = f"For {audience.name}: {len(grave)}"
            yield _folded(summary, "\n".join([*lines, *more]))


def _matrix(view: DiffView) -> Iterator[str]:
    if view.matrix is None:
        return
    names = [name for _, name in view.matrix.columns]
    cells = [
        (row.name, names[number], cell.old or "undecided", cell.new or "undecided", cell.klass)
        for row in view.matrix.rows
        for number, cell in enumerate(row.cells)
        if cell.klass and cell.old != cell.new
    ]
    order = {each.klass: number for number, each in enumerate(view.classes)}
    cells.sort(key=lambda cell: order.get(cell[4], len(order)))
    if cells:
        more = f"\n\n… and {len(cells) - MOST_CELLS} more cells" if len(cells) > MOST_CELLS else ""
        shown = table(("Request", "Touchpoint", "Before", "After", "Class"), cells[:MOST_CELLS])
        yield _folded(f"{len(cells)} changed {'cell' if len(cells) == 1 else 'cells'}", shown + more)


def _class(each: ClassView) -> Iterator[tuple[str, int]]:
    """A block for each kind, so that what is cut is cut between kinds; long kinds are cut between changes."""
    for kind in each.kinds:
        for part, changes in _parts(kind):
            number = f"{len(kind.changes)} {'change' if len(kind.changes) == 1 else 'changes'}"
            title = f"{each.title}: {kind.title} ({number})"
            body = f"{clean(kind.reason)}\n\n{part}"
            if each.klass in OPENED:
                yield f"### {clean(title)}\n\n{body}", changes
            else:
                yield _folded(title, body), changes


def _parts(kind: KindView, most: int = 20) -> Iterator[tuple[str, int]]:
    for start in range(0, len(kind.changes), most):
        own = kind.changes[start : start + most]
        yield "\n".join(_change(change) for change in own), len(own)


def _change(change: ChangeView) -> str:
    lines = [f"- **{clean(change.title)}** `{change.fingerprint}`" + (" *accepted*" if change.approved else "")]
    lines += [f"  - {clean(effect.sentence)}" for effect in change.effects[:6]]
    if len(change.effects) > 6:
        lines.append(f"  - … and {len(change.effects) - 6} more effects")
    if change.klass in ("harm", "risk", "policy"):
        lines += [f"  - *{audience}*: {clean(sentence)}" for audience, sentence in change.says]
        places = list(dict.fromkeys(w.new_place or w.old_place for w in change.written if w.new_place or w.old_place))
        lines += [f"  - `{_code(place)}`" for place in places[:2]]
    if change.approved:
        lines.append(f"  - accepted by {clean(change.approved)}")
    return "\n".join(lines)


def _folded(summary: str, body: str) -> str:
    # The blank line lets GitHub read Markdown inside.
    return f"<details><summary>{html.escape(summary, quote=False)}</summary>\n\n{body}\n\n</details>"


def _figures(view: DiffView) -> str:
    rows = [(label, old, new) for label, old, new in view.figures if old != new]
    return _folded("Before and after", table(("", "Before", "After"), rows)) if rows else ""


def _remarks(view: DiffView) -> str:
    return "\n".join(f"- {clean(remark)}" for remark in view.remarks)
