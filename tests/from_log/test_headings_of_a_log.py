"""Which column holds what: known names, what the user says, exports; no choice is made in silence."""

import pytest

from ecaremap.measure.mappings import MAPPINGS
from ecaremap.measure.problems import UnreadableLog
from ecaremap.measure.proposing.headings import KNOWN, find_headings, plain_heading, read_said

NEEDED = {"time": "When", "customer": "Who", "touchpoint": "Where", "request": "What"}


def found(*there: str, mapping: str = "", **said: str) -> dict[str, str]:
    return find_headings(there, said, mapping, "'log.csv'").columns


def refused(*there: str, mapping: str = "", **said: str) -> str:
    with pytest.raises(UnreadableLog) as caught:
        find_headings(there, said, mapping, "'log.csv'")
    return f"{caught.value.message} {caught.value.fix}"


@pytest.mark.parametrize(
    "there",
    [
        ("customer", "time", "channel", "reason"),
        ("CUSTOMER_ID", "CREATED_AT", "CHANNEL", "REQUEST_TYPE"),
        ("customerId", "createdAt", "contactChannel", "contactReason"),
        ("Kunden-Nr.", "Erstellt am", "Kanal", "Anliegen"),
    ],
)
def test_columns_are_known_by_their_usual_names(there: tuple[str, ...]) -> None:
    fields = dict(zip(("customer", "time", "touchpoint", "request"), there, strict=True))
    assert found(*there, "something else") == fields


def test_every_export_is_known_by_its_columns_alone() -> None:
    for name, export in MAPPINGS.items():
        headings = find_headings([*export.columns.values(), "anything"], {}, "", "'log.csv'")
        assert headings.mapping_name == name
        assert headings.columns == export.columns


def test_what_is_said_goes_before_everything() -> None:
    assert found("customer", "time", "channel", "reason", "topic", request="topic")["request"] == "topic"
    assert found("Who", "When", "Where", "What", **NEEDED) == NEEDED


def test_two_columns_for_one_thing_are_no_guess() -> None:
    said = refused("customer", "date", "time", "channel", "reason")
    assert "'date' and 'time' could hold the time" in said
    assert "--columns time=date" in said and "join them" in said


def test_an_optional_column_with_a_choice_is_left_out_and_told() -> None:
    headings = find_headings(["customer", "time", "channel", "reason", "status", "resolved"], {}, "", "'log.csv'")
    assert "resolved" not in headings.columns
    assert headings.unsure == {"resolved": ("status", "resolved")}


def test_a_missing_column_lists_those_there_are_and_what_to_write() -> None:
    said = refused("customer", "time", "channel", "Cause of call", "free text")
    assert "customer, time, channel, Cause of call, free text" in said
    assert "--columns request='Cause of call'" in said


def test_a_column_that_is_not_there_and_a_mapping_that_does_not_exist() -> None:
    assert "Did you mean 'channel'?" in refused("customer", "time", "channel", "reason", touchpoint="chanel")
    assert "Did you mean zendesk?" in refused("customer", "time", "channel", "reason", mapping="zendesc")


def test_names_with_commas_and_settings_can_be_said() -> None:
    said = read_said(["time=Created, at,customer=key", "timezone=Europe/Berlin", "time_format=%b %d, %Y"])
    expected = {"time": "Created, at", "customer": "key", "timezone": "Europe/Berlin", "time_format": "%b %d, %Y"}
    assert said == expected


@pytest.mark.parametrize("text", ["time", "tme=created", "time=", "=x", "time=a,time=b"])
def test_what_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(UnreadableLog):
        read_said([text])


def test_no_name_stands_for_two_things() -> None:
    names = [name for listed in KNOWN.values() for name in listed]
    assert len(names) == len(set(names))
    assert all(plain_heading(name) == name for name in names if "_" not in name)
