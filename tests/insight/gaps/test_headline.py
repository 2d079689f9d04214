"""The headline, what works, and the telecom map recomputed from its YAML."""

from decimal import Decimal
from typing import Any

import yaml

from ecaremap.insight.gaps.headline import Measure, headline
from ecaremap.insight.gaps.keep import keep_list
from insight.gaps.telling import MAPS, decided, of_map, read, told

D = Decimal


def measures(text: str, level: str = "costed") -> dict[str, Measure]:
    return {measure.key: measure for measure in headline(decided(read(text, level)))}


BASE = (
    "touchpoints: [call-centre, app, chat, ivr]\n"
    "requests:\n"
    "  a: {job: transact, volume: 600, starts_at: {call-centre: 50%, app: 40%, chat: 10%}}\n"
    "  b: {job: transact, volume: 400, starts_at: {call-centre: 90%, ivr: 10%}}\n"
    "coverage:\n"
    "  a: {call-centre: human, app: {today: self-serve, completion: 80%, calls_after: 10%}, chat: assisted}\n"
    "  b: {call-centre: human, app: show, ivr: self-serve}\n"
)
ELIGIBLE = "assumptions: {eligible_share: 50%}\n"


def test_each_share_by_hand() -> None:
    found = measures(BASE + ELIGIBLE)
    assert found["possible"].value == D("0.5")
    assert found["offered"].value == D("0.3")  # the phone menu is in no digital numerator
    assert found["used"].value == D("0.3")
    assert found["verified"].value == D(600) * D("0.4") * D("0.8") * D("0.9") / 1000
    assert found["verified"].note == "1 of 2 cells with evidence (without a source)"
    assert all(measure.of == 1000 and measure.numerator and measure.denominator for measure in found.values())


def test_eligibility_of_a_request_goes_first() -> None:
    own = BASE.replace("a: {job: transact,", "a: {job: transact, assumptions: {eligible_share: 80%},")
    assert measures(own + ELIGIBLE)["possible"].value == (600 * D("0.8") + 400 * D("0.5")) / 1000


def test_what_rules_keep_personal_is_not_possible() -> None:
    forbidden = "rules: [{id: r, when: {request.id: b, touchpoint.family: digital}, then: forbid}]\n"
    assert measures(BASE + ELIGIBLE + forbidden)["possible"].value == D("0.3")


def test_who_cannot_use_digital_is_not_eligible() -> None:
    segments = "segments: {offline: {share: 60%, cannot_use: [digital]}}\n"
    assert measures(BASE + ELIGIBLE + segments)["possible"].value == D("0.4")


def test_missing_figures_are_named() -> None:
    found = measures(BASE)
    assert found["possible"].value is None
    assert found["possible"].missing == ("eligible_share of 2 requests (a, b)",)
    assert found["offered"].value == D("0.6")
    without = measures(BASE.replace(", starts_at: {call-centre: 90%, ivr: 10%}", ""))
    assert without["used"].missing == ("starts_at of 1 request (b)",)


def test_nothing_measured_is_not_nothing() -> None:
    found = measures(BASE.replace("{today: self-serve, completion: 80%, calls_after: 10%}", "self-serve"))["verified"]
    assert found.value is None
    assert found.missing == ("completion and calls_after of any live digital cell",)


def test_without_volumes_requests_are_counted() -> None:
    text = BASE.replace(" volume: 600,", "").replace(" volume: 400,", "")
    found = measures(text)
    assert (found["possible"].value, found["offered"].value) == (D(1), D("0.5"))
    assert found["offered"].of == 2
    assert "requests" in found["offered"].numerator


def test_nothing_at_all() -> None:
    assert all(measure.value is None for measure in measures("touchpoints: [app]\nrequests: {}\n").values())


def test_the_telecom_map_recomputed() -> None:
    """From the YAML alone; what completes is written out here by job."""
    finishing = {
        "learn": {"inform", "show", "assisted", "self-serve", "peer", "proactive"},
        "confirm": {"show", "assisted", "self-serve", "peer", "proactive"},
        "transact": {"assisted", "self-serve"}, "work-around": {"assisted", "self-serve"},
        "discuss": {"assisted"}, "validate": {"assisted"}, "vent": {"assisted"},
    }  # fmt: skip
    requests = _yaml("telecom/requests.yaml")["requests"]
    jobs = {name: r.job for name, r in decided(of_map("telecom")).project.strategy.requests.items()}
    live = {"website", "account", "app", "chat", "sms", "email", "social"}
    total = used = verified = D(0)
    for file in sorted((MAPS / "telecom/coverage").glob("*.yaml")):
        for name, row in _yaml(f"telecom/coverage/{file.name}")["coverage"].items():
            volume = D(requests[name]["volume"])
            total += volume
            for place, written in row.items():
                cell = written if isinstance(written, dict) else {"today": str(written).partition(" -> ")[0]}
                today = cell.get("today")
                done = today in finishing[jobs[name]] or (today == "initiate" and cell.get("finished_by") == "us")
                if place not in live or not done:
                    continue
                starting = volume * _share(requests[name]["starts_at"].get(place, "0%"))
                used += starting
                if "completion" in cell and "calls_after" in cell:
                    verified += starting * _share(cell["completion"]) * (1 - _share(cell["calls_after"]))
    found = {measure.key: measure for measure in headline(decided(of_map("telecom")))}
    assert (found["used"].counted, found["used"].of) == (used, total)
    assert found["verified"].counted == verified


def _yaml(name: str) -> Any:
    return yaml.load((MAPS / name).read_text("utf-8"), Loader=yaml.BaseLoader)


def _share(text: str) -> Decimal:
    return D(text.partition("%")[0]) / 100


def kept(text: str) -> list[tuple[str, str, str]]:
    result = read(text)
    return [(k.request, k.touchpoint, k.evidence) for k in keep_list(decided(result), told(result))]


def test_what_works_says_how_we_know() -> None:
    assert kept(BASE) == [("a", "app", "80% finish, 10% call afterwards"), ("a", "chat", ""), ("b", "ivr", "")]


def test_what_does_not_work_is_not_kept() -> None:
    assert ("a", "app") not in [k[:2] for k in kept(BASE.replace("calls_after: 10%", "calls_after: 16%"))]
    assert ("a", "app") not in [k[:2] for k in kept(BASE.replace("completion: 80%", "completion: 69%"))]
    rule = "rules: [{id: r, when: {request.id: a, touchpoint.id: app}, then: {cap: show}}]\n"
    assert ("a", "app") not in [k[:2] for k in kept(BASE + rule)]
