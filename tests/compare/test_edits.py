"""What counts as written differently, and what each edit is by itself."""

import pytest

from compare.comparing import changes, kinds
from compare.planting import BEFORE, changed
from ecaremap.compare.kinds import KINDS
from ecaremap.views.diff_words import SAYS

FIGURES = """\
ecaremap: 1
name: Fernwall
level: costed
currency: EUR
sources: {log: {title: Log, kind: measured, as_of: 2026-09-30}}
touchpoints:
  call-centre: {cost_per_contact: 6.50 EUR, owner: Contact centre}
  website: {owner: Digital, capacity: 900 an hour}
segments: {young: {share: 20%, must_keep: [website]}}
requests:
  pay: {volume: {value: 42000, source: log}, starts_at: {call-centre: 60%, website: 40%}, handling: 7 min, tags: [a, b]}
coverage:
  pay: {call-centre: human, website: {today: inform, target: self-serve}}
targets:
  - {id: fewer, metric: operating_cost, at_most: 85% of baseline, by: 2027-12-31}
baseline: {period: 2025-10 to 2026-09, operating_cost: 90000 EUR}
waivers:
  - {id: w, finding: G140, where: pay/website, reason: r, by: b, until: 2027-01-31}
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("share: 20%", "share: 20.0%"),
        ("6.50 EUR", "6.5 EUR"),
        ("handling: 7 min", "handling: 420 s"),
        ("handling: 7 min", "handling: {value: 7 min}"),
        ("tags: [a, b]", "tags: [b, a]"),
        ("{today: inform, target: self-serve}", "inform -> self-serve"),
        ("call-centre: 60%, website: 40%", "website: 40%, call-centre: 60%"),
        (
            "  call-centre: {cost_per_contact: 6.50 EUR, owner: Contact centre}",
            "  call-centre: {cost_per_contact: 6.50 EUR}",
        ),
    ],
)
def test_another_spelling_is_no_change(old: str, new: str) -> None:
    other = changed(FIGURES, (old, new))
    # An owner may stand beside the touchpoint or in the short form.
    other += "owners: {call-centre: Contact centre}\n" if "Contact centre" not in other else ""
    assert changes(FIGURES, other) == ()


@pytest.mark.parametrize(
    ("old", "new", "kind", "where"),
    [
        ("value: 42000", "value: 45000", "figure-changed", "pay"),
        ("{value: 42000, source: log}", "{value: 42000}", "gap-opened", "pay"),
        ("handling: 7 min, ", "", "figure-removed", "pay"),
        ("owner: Digital, ", "", "owner-removed", "touchpoint:website"),
        ("owner: Digital", "owner: Sales", "owner-changed", "touchpoint:website"),
        ("until: 2027-01-31", "until: 2027-02-28", "waiver-extended", "waiver:w"),
        ("until: 2027-01-31", "until: 2026-12-31", "waiver-shortened", "waiver:w"),
        ("by: 2027-12-31", "by: 2028-12-31", "promise-lowered", "target:fewer"),
        ("at_most: 85%", "at_most: 80%", "promise-raised", "target:fewer"),
        ("at_most: 85%", "at_most: 90%", "promise-lowered", "target:fewer"),
        ("must_keep: [website]", "must_keep: [website, call-centre]", "kept-place-added", "segment:young"),
        ("level: costed", "level: sketch", "level-lowered", "level"),
        ("currency: EUR\n", "currency: EUR\nvolumes_per: year\n", "scale-changed", "volumes_per"),
        ("call-centre: 60%, website: 40%", "call-centre: 70%, website: 30%", "volume-moved", "pay"),
        ("call-centre: human,", "call-centre: {today: human, note: Ask Ann.},", "text-changed", "pay/call-centre"),
    ],
)
def test_what_an_edit_is(old: str, new: str, kind: str, where: str) -> None:
    assert (kind, where) in kinds(FIGURES, changed(FIGURES, (old, new)))


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ('hours: "08:00-20:00 Mon-Sat"', 'hours: "08:00-18:00 Mon-Sat"', "hours-shorter"),
        ('hours: "08:00-20:00 Mon-Sat"', "hours: 24/7", "hours-longer"),
        ('hours: "08:00-20:00 Mon-Sat"', 'hours: "10:00-22:00 Mon-Sat"', "hours-other"),
        ("{call-centre: context lost}", "{call-centre: context kept}", "hand-over-gained"),
        ("{call-centre: context lost}", "{}", "hand-over-lost"),
        ("  chatbot: {authentication: identified", "  chatbot: {authentication: strong", "login-raised"),
        ("owner: Contact centre, accessible: true", "owner: Contact centre", "access-lost"),
    ],
)  # fmt: skip
def test_touchpoints(old: str, new: str, kind: str) -> None:
    found = changes(BEFORE, changed(BEFORE, (old, new)))
    assert kind in {name for change in found for name in change.kinds}


def test_every_kind_says_something_to_somebody() -> None:
    assert SAYS.keys() == KINDS.keys()
    for kind, sentences in SAYS.items():
        assert any(sentences), kind
    for kind, entry in KINDS.items():
        assert entry.title, kind
        assert entry.reason.endswith("."), kind


def test_places_stand_on_both_sides() -> None:
    (found,) = changes(FIGURES, "# One line more\n" + changed(FIGURES, ("owner: Digital", "owner: Sales")))
    (edit,) = found.edits
    assert (edit.old_place, edit.new_place) == ("old.yaml:8:13", "new.yaml:9:13")
