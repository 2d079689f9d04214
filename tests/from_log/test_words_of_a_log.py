"""Kinds of touchpoints by their words, ids of requests, and what is too rare to be either."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ecaremap.load.loading import load
from ecaremap.measure.intake.refusals import plain
from ecaremap.measure.intake.staging import known_codes
from ecaremap.measure.mappings import MAPPINGS
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.proposing.headings import find_headings
from ecaremap.measure.proposing.ids import new_id, slug
from ecaremap.measure.proposing.kinds import kind_of, read_kinds
from ecaremap.measure.proposing.looking import LONGEST_WORD, Look, Words, grouped
from ecaremap.measure.proposing.proposal import Proposal, propose
from ecaremap.measure.settings import settings_of
from ecaremap.model.declared import read_id
from ecaremap.render.proposed_yaml import proposed_texts
from ecaremap.views.proposed import Facts, proposed

KINDS = {
    "Phone": "call-centre", "PHONE_CALL": "call-centre", "Anruf": "call-centre", "IVR": "ivr", "MobileApp": "app",
    "web": "website", "Web Chat": "chat", "live-chat": "chat", "Chatbot": "chatbot", "My Account": "account", "E-Mail": "email",
    "SMS": "sms", "WhatsApp": "messaging", "Twitter": "social", "Walk-in": "store", "Filiale": "store", "Brief": "letter",
    "Voice assistant": "voice-assistant", "Technician": "field-visit", "Video call": "video",
}  # fmt: skip


@pytest.mark.parametrize(("word", "kind"), KINDS.items())
def test_a_word_names_its_kind(word: str, kind: str) -> None:
    assert kind_of(word) == kind


@pytest.mark.parametrize("word", ["FAX", "Other", "", "web or phone", "City Worker App", "agent chat", "1", "日本語"])
def test_a_word_that_says_nothing_or_two_things_or_is_our_own_peoples_names_none(word: str) -> None:
    assert kind_of(word) is None


def test_the_table_agrees_with_the_exports() -> None:
    """What both know means the same; what only an export knows, as 'Self Service', is nobody else's business."""
    for export in MAPPINGS.values():
        for word, kind in export.kinds.items():
            if word not in ("Portal", "Mobile", "MOBILE", "mobile", "ONLINE"):
                assert kind_of(word) in (kind, None), word


def test_kinds_are_said() -> None:
    assert read_kinds(["FAX=letter,Till, old=store", "a=b=app"]) == {
        "FAX": "letter",
        "Till, old": "store",
        "a=b": "app",
    }
    with pytest.raises(UnreadableLog, match="no kind of touchpoint") as caught:
        read_kinds(["FAX=leter"])
    assert "letter" in caught.value.fix
    with pytest.raises(UnreadableLog):
        read_kinds(["FAX"])


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Metal/Household Appliances", "metal-household-appliances"), ("Kündigung", "kuendigung"), ("PAY_BILL", "pay-bill"),
        ("Élan vital", "elan-vital"), ("日本語", ""), ("=cmd", "cmd"), ("customer's bill", "customers-bill"),
    ],
)  # fmt: skip
def test_ids_can_be_read(name: str, id_: str) -> None:
    assert slug(name) == id_


def test_an_id_is_never_another_word_of_the_log() -> None:
    assert new_id("Pay bill!", {"pay-bill"}, {"pay-bill-2"}) == "pay-bill-3"


def a_look(touchpoints: list[tuple[str, int]], requests: list[tuple[str, int]]) -> Look:
    headings = find_headings(["customer", "time", "channel", "reason"], {}, "", "'log.csv'")
    rows = sum(rows for _, rows in requests)
    words = (Words(tuple(grouped(found))) for found in (touchpoints, requests))
    return Look(("log.csv",), rows, headings, "", *words)


def spellings(proposal: Proposal, folder: object) -> dict[str, str]:
    """The word of the log behind every request of the strategy as it is read again."""
    loaded = load(str(folder))
    assert loaded.project is not None, loaded.findings
    assert not [finding for finding in loaded.findings if finding.severity == "error"]
    codes = known_codes(settings_of(loaded.project)).requests
    ids = sorted(loaded.project.strategy.requests)
    return {name: ids[number] for name, number in codes}


WORDS = st.lists(
    st.tuples(st.text(min_size=1, max_size=LONGEST_WORD).map(str.strip).filter(bool), st.integers(30, 99)),
    min_size=1, max_size=12, unique_by=lambda one: one[0],
)  # fmt: skip
ODD = [
    "no", "null", "~", "1.0", "=cmd|' /C calc'!A0", "- x", "yes: #", "{a}", "&a", "*b", "!t", "'q'", 'a"b', "a\\b", "back\nline",
    "tab\there", "12:30", "2026-01-01", "\u200bzero", "\u0007bell", "|", "> ", "<script>", "../../etc/passwd", "Pay-bill",
    "pay bill!", "PAY BILL?", "pay bill 2", "pay-bill-2", "日本語", "مرحبا", "ünï", "😀", "x" * 200, "\x85", "\u2028", "\ufeff",
]  # fmt: skip


def check_every_word_has_its_request(words: list[tuple[str, int]], folder: object) -> None:
    look = a_look([("Phone", 99), ("Web", 50)], words)
    try:
        proposal = propose(look, {}, most=100)
    except UnreadableLog as error:
        assert "stands there 30 times" in error.message
        return
    for name, text in proposed_texts(proposed("Any", proposal, Facts())).items():
        (folder / name).write_bytes(text.encode())  # type: ignore[operator]
    read = spellings(proposal, folder)
    for request in proposal.requests:
        assert read_id(request.id) == request.id
        assert {read[code] for code in (*request.codes, request.id)} == {request.id}
        # No other word of the log is read as this request.
        mine = {plain(request.name)}
        others = {plain(word) for word, _ in words} - mine
        assert not others & {plain(code) for code, id_ in read.items() if id_ == request.id}


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_any_words_make_a_strategy_that_loads_and_finds_them_again(words: list[tuple[str, int]]) -> None:
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        check_every_word_has_its_request(words, Path(folder))


def test_odd_words_make_a_strategy_that_loads_and_finds_them_again(tmp_path: object) -> None:
    check_every_word_has_its_request([(word, 40) for word in ODD], tmp_path)


def test_only_the_most_frequent_become_requests_and_the_rest_is_counted() -> None:
    words = [(f"Reason {number}", 20 + number) for number in range(5000)]
    proposal = propose(a_look([("Phone", 10**7)], words), {}, most=50)
    assert [request.rows for request in proposal.requests] == list(range(5019, 4969, -1))
    assert (proposal.rare_requests.words, proposal.rare_requests.rows) == (10, sum(range(20, 30)))
    assert (proposal.further.words, proposal.further.rows) == (4940, sum(range(30, 4970)))


def test_words_that_say_nothing_are_no_requests() -> None:
    proposal = propose(a_look([("Phone", 99)], [("Other", 900), ("n/a", 50), ("Pay", 40)]), {})
    assert [request.id for request in proposal.requests] == ["pay"]
    assert (proposal.nothing.words, proposal.nothing.rows) == (2, 950)


def test_rare_words_are_never_written_down() -> None:
    """A word of a few rows may be free text, about somebody."""
    look = a_look(
        [("Phone", 99), ("phone  of Ann", 3), ("Ann's desk", 29), ("FAX", 31)], [("Pay", 99), ("PAY", 9), ("Ann", 9)]
    )
    proposal = propose(look, {})
    texts = "".join(proposed_texts(proposed("Any", proposal, Facts())).values())
    assert "Ann" not in texts and "PAY" not in texts and "'FAX'" in texts
    assert (proposal.unknown, proposal.rare_touchpoints.rows) == ((("FAX", 31),), 29 + 3)
    assert proposal.requests[0].rows == 108


def test_a_word_is_written_in_its_most_frequent_spelling_however_rare_each_is() -> None:
    spelt = [("Pay bill!", 9), ("PAY BILL!", 8), ("pay bill!", 8), ("pay_bill!", 8)]
    proposal = propose(
        a_look([("Store", 8), ("STORE", 7), *((f"Shop {n}", 9) for n in range(9)), ("Web", 40)], spelt), {}
    )
    assert [(one.id, one.rows, one.codes) for one in proposal.requests] == [("pay-bill", 33, ("Pay bill!",))]
    # Nine shops of nine rows are 81 rows at the counter, but no word for them may be written.
    assert [one.kind for one in proposal.touchpoints] == ["website"]
    assert proposal.rare_touchpoints.rows == 9 * 9 + 15


def test_a_kind_that_is_said_goes_before_the_table() -> None:
    look = a_look([("Phone", 99), ("FAX", 50)], [("Pay", 99)])
    proposal = propose(look, {"fax": "letter", "Phone": "video"})
    assert [(one.kind, one.family) for one in proposal.touchpoints] == [("video", "digital"), ("letter", "traditional")]
    with pytest.raises(UnreadableLog, match="never says 'Tlx'"):
        propose(look, {"Tlx": "letter"})


def test_nothing_known_says_what_to_write() -> None:
    with pytest.raises(UnreadableLog) as caught:
        propose(a_look([("FAX", 50)], [("Pay", 99)]), {})
    assert "--kinds 'FAX=call-centre'" in caught.value.fix
    with pytest.raises(UnreadableLog) as caught:
        propose(a_look([("Phone", 50)], [("Pay", 12)]), {})
    assert "the most frequent 12 times" in caught.value.message and "--least 10" in caught.value.fix
