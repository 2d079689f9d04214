"""What holds for any two strategies: nothing against itself, a mirror backwards, fingerprints of the meaning alone."""

import json
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.comparing import TODAY, changes, comparison, outcome
from ecaremap.compare.changes import Change
from ecaremap.compare.edits import Edit
from ecaremap.compare.kinds import KINDS, mirror
from ecaremap.compare.pair import Effect
from ecaremap.render.diff_html import render_diff_page
from ecaremap.render.diff_json import render_diff_json
from ecaremap.render.diff_markdown import LIMIT, render_diff_markdown
from ecaremap.render.diff_text import diff_lines
from insight.test_insight_properties import JSON, maps, reordered

LOOSE = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def text(strategy: JSON) -> str:
    # JSON is YAML, and every value is a text.
    return json.dumps(strategy)


def effects(found: tuple[Change, ...]) -> Counter[Effect]:
    return Counter(effect._replace(causes=()) for change in found for effect in change.effects)


def turned(effect: Effect) -> Effect:
    return effect._replace(kind=mirror(effect.kind), old=effect.new, new=effect.old)


def written(edit: Edit) -> tuple[str, ...]:
    return edit.section, edit.name, edit.field, edit.action, edit.old, edit.new


def backwards(edit: Edit) -> tuple[str, ...]:
    action = {"added": "removed", "removed": "added"}.get(edit.action, edit.action)
    return edit.section, edit.name, edit.field, action, edit.new, edit.old


def objects(found: tuple[Change, ...]) -> Counter[tuple[Any, ...]]:
    return Counter((change.where, frozenset(change.kinds)) for change in found if change.edits)


@LOOSE
@given(maps())
def test_nothing_changed_against_itself(strategy: JSON) -> None:
    assert changes(text(strategy), text(strategy)) == ()


@LOOSE
@given(st.data(), maps())
def test_order_is_no_change(data: st.DataObject, strategy: JSON) -> None:
    assert changes(text(strategy), text(data.draw(reordered(strategy)))) == ()


@LOOSE
@given(maps(), maps())
def test_backwards_is_a_mirror(one: JSON, other: JSON) -> None:
    there, back = changes(text(one), text(other)), changes(text(other), text(one))
    assert effects(there) == Counter({turned(effect): n for effect, n in effects(back).items()})
    assert Counter(written(e) for c in there for e in c.edits) == Counter(backwards(e) for c in back for e in c.edits)
    mirrored = Counter((where, frozenset(mirror(kind) for kind in kinds)) for where, kinds in objects(back).elements())
    assert objects(there) == mirrored


@LOOSE
@given(st.data(), maps(), maps())
def test_fingerprints_know_the_meaning_alone(data: st.DataObject, one: JSON, other: JSON) -> None:
    plain = changes(text(one), text(other))
    moved = changes(json.dumps(data.draw(reordered(one)), indent=4), json.dumps(data.draw(reordered(other)), indent=1))
    assert [(c.fingerprint, c.klass, c.kind, c.where) for c in plain] == [
        (c.fingerprint, c.klass, c.kind, c.where) for c in moved
    ]
    assert len({change.fingerprint for change in plain}) == len(plain)


@LOOSE
@given(maps(), maps())
def test_every_edit_and_every_effect_has_one_change(one: JSON, other: JSON) -> None:
    found = comparison(text(one), text(other)).changes
    assert all(change.edits or change.effects for change in found)
    for change in found:
        classes = [KINDS[kind].klass for kind in (*change.kinds, *(e.kind for e in change.effects))]
        assert change.klass in classes
        assert ("harm" in classes) == (change.klass == "harm")


@settings(LOOSE, max_examples=40)
@given(maps(), maps())
def test_every_comparison_can_be_spelled(one: JSON, other: JSON) -> None:
    view = outcome(text(one), text(other)).view(TODAY, "harm")
    assert view.fails == ("harm" in {each.klass for each in view.classes})
    marks = {change.fingerprint for change in view.changes}
    page = render_diff_page(view)
    assert all(mark in page for mark in marks)
    assert len(render_diff_markdown(view)) <= LIMIT
    assert {change["fingerprint"] for change in json.loads(render_diff_json(view))["changes"]} == marks
    assert all(len("".join(part for _, part in line)) <= 60 for line in diff_lines(view, 60))


def test_a_harm_backwards_is_better() -> None:
    for kind, entry in KINDS.items():
        assert mirror(mirror(kind)) == kind
        if entry.klass == "harm":
            assert KINDS[mirror(kind)].klass == "better"
