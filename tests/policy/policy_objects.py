"""Random requests, touchpoints, cells and segments, as raw mappings."""

from hypothesis import strategies as st
from policy_conditions import DIGITAL, LEVELS, LOGINS, ROUTES

VALUES = st.sampled_from(["values", "neutral", "irritates"])
REQUESTS = st.fixed_dictionaries(
    {},
    optional={
        "emotion": st.sampled_from(LEVELS),
        "authentication": st.sampled_from(LOGINS),
        "tags": st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
        "volume": st.sampled_from(["5", "10", "15", "20", "30", "40"]),
        "family": st.sampled_from(["billing", "sales", "other"]),
        "job": st.sampled_from(["learn", "confirm", "transact", "vent"]),
        "completes": st.sampled_from(["yes", "no"]),
        "customer_value": VALUES,
        "company_value": VALUES,
    },
)
TOUCHPOINT = st.fixed_dictionaries(
    {},
    optional={
        "authentication": st.sampled_from(LOGINS),
        "tags": st.lists(st.sampled_from(["a", "b"]), unique=True),
        "cost_per_contact": st.sampled_from(["1 EUR", "2 EUR", "3 EUR", "5 EUR", "9 EUR", "4 USD"]),
        "status": st.sampled_from(["live", "pilot", "withdrawn"]),
        "owner": st.sampled_from(["ann", "bob", "cid"]),
    },
)
_CELL = {
    "human_route": st.sampled_from(ROUTES),
    "owner": st.sampled_from(["ann", "cid"]),
    "status": st.sampled_from(["live", "planned"]),
}


def cells(degrees, **more):
    some = st.sampled_from(degrees)
    written = st.fixed_dictionaries({"today": some}, optional={"target": some, **_CELL, **more})
    return st.one_of(written, written, st.just({"not_here": "never"}))


CELLS = {
    True: cells(["none", "human"]),
    False: cells(
        ["none", *DIGITAL], completes=st.sampled_from(["yes", "no"]), finished_by=st.sampled_from(["us", "customer"])
    ),
}
SEGMENTS = (
    {},
    {"old": {"cannot_use": ["digital"], "share": "10%"}},
    {"old": {"cannot_use": ["digital", "automated-voice"]}, "young": {"share": "30%"}},
    {"young": {"cannot_use": ["traditional"], "share": "20%"}},
)
