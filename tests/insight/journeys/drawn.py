"""Random small strategies."""

from typing import Any

from hypothesis import strategies as st

from insight.journeys.brute import FAMILY

JSON = dict[str, Any]
TRADITIONAL = [name for name, family in FAMILY.items() if family == "traditional"]
contexts = st.sampled_from(["context kept", "context lost"])


@st.composite
def cells(draw: st.DrawFn, name: str) -> Any:
    if draw(st.integers(0, 7)) == 0:
        return {"not_here": "never"}
    usual = (
        ["none", "human"] if name in TRADITIONAL else ["none", "inform", "show", "initiate", "assisted", "self-serve"]
    )
    today, target = draw(st.sampled_from(usual)), draw(st.sampled_from(usual))
    if draw(st.booleans()):
        return today if today == target else f"{today} -> {target}"
    cell = {"today": today, "target": target}
    if draw(st.booleans()):
        cell["human_route"] = draw(st.sampled_from(["none", "on-request"]))
    if "initiate" in (today, target) and draw(st.booleans()):
        cell["finished_by"] = "us"
    return cell


@st.composite
def strategies(draw: st.DrawFn) -> JSON:
    """One request `r`; the hours are such that night is when the 24/7 ones are left."""
    names = draw(st.lists(st.sampled_from(sorted(FAMILY)), min_size=1, max_size=6, unique=True))
    touchpoints: JSON = {}
    for name in names:
        others = [other for other in names if other != name]
        ways = draw(st.dictionaries(st.sampled_from(others), contexts, max_size=3)) if others else {}
        hours = draw(st.sampled_from([None, "24/7", "08:00-20:00 Mon-Sat", "09:00-17:00 Mon-Fri"]))
        touchpoints[name] = {"hands_over_to": ways, **({"hours": hours} if hours else {})}
    row = {name: draw(cells(name)) for name in names if draw(st.integers(0, 4))}
    request: JSON = {"job": draw(st.sampled_from(["transact", "learn"]))}
    if draw(st.booleans()):
        starts = draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
        request["starts_at"] = {name: f"{100 // len(starts)}%" for name in starts}
        request["starts_at"][starts[0]] = f"{100 - 100 // len(starts) * (len(starts) - 1)}%"
    return {
        "ecaremap": "1",
        "name": "Example",
        "touchpoints": touchpoints,
        "requests": {"r": request},
        "coverage": {"r": row},
        "segments": {"s": {"cannot_use": draw(st.sampled_from([["digital"], ["automated-voice"], ["traditional"]]))}},
        "everywhere_else": draw(st.sampled_from(["ask me later", "not handled"])),
    }
