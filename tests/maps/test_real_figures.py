"""Every figure that maps/public-service calls real is recomputed from the published data."""

import csv
import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
MAP = ROOT / "maps" / "public-service"
DATA = ROOT / "tests" / "data"

REAL_SOURCES = {
    "annual-returns", "vehicle-channels", "carers-weeks", "transactions", "la311", "la311-year",
}  # fmt: skip

SERVICES = {
    "vehicle-tax": "Vehicle excise duty (vehicle tax)",
    "passport": "Passport applications",
    "sorn": "Statutory off-road notice (SORN)",
    "licence-renewal": "Driving licence: renewal",
    "licence-address": "Driving licence: change of address",
    "driving-test": "Book practical driving test",
    "state-pension": "State Pension: claims",
}
CITY_TYPES = {
    "bulky-items": {"Bulky Items"},
    "graffiti": {"Graffiti Removal"},
    "illegal-dumping": {"Illegal Dumping Pickup"},
    "appliances": {"Metal/Household Appliances"},
    "electronic-waste": {"Electronic Waste"},
    "rough-sleeper": {"Homeless Encampment"},
    "dead-animal": {"Dead Animal Removal"},
    "streetlight": {"Single Streetlight Issue", "Multiple Streetlight Issue"},
}
# Crews ("Driver Self Report") and council offices are no customers and are left out.
CITY_TOUCHPOINTS = {
    "Call": "city-line",
    "Voicemail": "city-line",
    "Mobile App": "city-app",
    "Self Service": "city-website",
    "Email": "city-email",
}


@cache
def strategy() -> dict[str, Any]:
    """The files of the map in one mapping; sections merge by key."""
    merged: dict[str, Any] = {}
    for path in sorted(MAP.rglob("[!_]*.yaml")):
        for key, value in yaml.load(path.read_text("utf-8"), yaml.BaseLoader).items():
            if isinstance(value, dict):
                merged.setdefault(key, {}).update(value)
            else:
                merged[key] = value
    return merged


def published(name: str) -> Any:
    return json.loads((DATA / "govuk" / name).read_text("utf-8"))


def shares(counts: Counter[str]) -> dict[str, str]:
    """Percentages with one decimal, as the map writes them."""
    return {key: f"{100 * count / counts.total():.1f}%" for key, count in counts.items()}


def annual_returns() -> dict[str, str]:
    latest = max(published("kpi.json")["data"], key=lambda period: period["end_at"])
    number, online = latest["number_of_transactions"], latest["number_of_digital_transactions"]
    paper_cost = latest["total_cost"] - latest["digital_cost_per_transaction"] * online
    takeup = f"{100 * latest['digital_takeup']:.1f}%"
    request = "requests.annual-return"
    assert takeup == f"{100 * online / number:.1f}%"
    return {
        f"{request}.volume": str(number),
        f"{request}.starts_at.online-services": takeup,
        f"{request}.starts_at.letter": f"{100 * (number - online) / number:.1f}%",
        f"{request}.assumptions.takeup_now": takeup,
        f"{request}.assumptions.digital_cost": f"{latest['digital_cost_per_transaction']:.2f} GBP",
        "touchpoints.letter.cost_per_contact": f"{paper_cost / (number - online):.2f} GBP",
    }


def vehicle_counts() -> Counter[str]:
    fields = {"web": "online-services", "ivr": "ivr", "agent": "call-centre"}
    counts: Counter[str] = Counter()
    for week in published("vehicle_licensing_channels.json")["data"]:
        for field, touchpoint in fields.items():
            counts[touchpoint] += int(week[f"successful_{field}:sum"])
    return counts


def vehicle_channels() -> dict[str, str]:
    mix = shares(vehicle_counts())
    return {
        f"requests.{request}.starts_at.{touchpoint}": share
        for request in ("vehicle-tax", "sorn")
        for touchpoint, share in mix.items()
    }


def carers() -> dict[str, str]:
    fields = {"ca_clerical_received": "letter", "ca_e_claims_received": "online-services"}
    counts: Counter[str] = Counter()
    weeks: set[str] = set()
    for series in published("carers_allowance_weekly_by_channel.json")["data"]:
        for week in series["values"]:
            if week["value:sum"] is not None:
                counts[fields[series["key"]]] += int(week["value:sum"])
                weeks.add(week["_start_at"])
    request = "requests.carers-allowance"
    expected = {f"{request}.starts_at.{key}": share for key, share in shares(counts).items()}
    return {**expected, f"{request}.volume": str(int(counts.total() / len(weeks) * 52))}


def transactions() -> dict[str, str]:
    number = {
        service["service"]: service["transactionsPerYear"]
        for service in published("transactions_explorer_services.json")
    }
    return {f"requests.{key}.volume": str(number[name]) for key, name in SERVICES.items()}


@cache
def city_rows() -> list[dict[str, str]]:
    with (DATA / "city311" / "myla311_2018.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def city_days() -> float:
    created = [datetime.strptime(row["CreatedDate"], "%m/%d/%Y %I:%M:%S %p") for row in city_rows()]
    return (max(created) - min(created)).total_seconds() / 86400


def city() -> dict[str, str]:
    expected: dict[str, str] = {}
    for request, types in CITY_TYPES.items():
        counts = Counter(
            CITY_TOUCHPOINTS[row["RequestSource"]]
            for row in city_rows()
            if row["RequestType"] in types and row["RequestSource"] in CITY_TOUCHPOINTS
        )
        for touchpoint, share in shares(counts).items():
            expected[f"requests.{request}.starts_at.{touchpoint}"] = share
        a_year = counts.total() * 365 / city_days()
        expected[f"requests.{request}.volume"] = str(int(round(a_year, -1)))
    return expected


EXPECTED = {**annual_returns(), **vehicle_channels(), **carers(), **transactions(), **city()}


def real_figures(value: Any, path: str = "", source: str | None = None) -> Iterator[tuple[str, str]]:
    """Figures of requests and touchpoints whose source is a published one, their own or inherited."""
    if not isinstance(value, dict):
        if source in REAL_SOURCES and isinstance(value, str) and value[:1].isdigit():
            yield path, value
        return
    source = value.get("source", source)
    if "value" in value:
        yield from real_figures(value["value"], path, source)
        return
    for key, entry in value.items():
        if key not in ("source", "description", "note"):
            yield from real_figures(entry, f"{path}.{key}" if path else key, source)


def written() -> dict[str, str]:
    sections = {key: strategy()[key] for key in ("requests", "touchpoints")}
    return dict(real_figures(sections))


@pytest.mark.parametrize("path", sorted(EXPECTED))
def test_figure_is_the_published_one(path: str) -> None:
    assert written()[path] == EXPECTED[path]


def test_no_other_figure_claims_a_published_source() -> None:
    assert set(written()) == set(EXPECTED)


def test_published_sources_stand_only_where_they_are_recomputed() -> None:
    measured = {key for key, entry in strategy()["sources"].items() if entry["kind"] == "measured"}
    assert measured == REAL_SOURCES - {"la311-year"}
    elsewhere = {key: entry for key, entry in strategy().items() if key not in ("requests", "touchpoints")}
    assert not dict(real_figures(elsewhere))


def test_dates_of_the_sources() -> None:
    latest = max(published("kpi.json")["data"], key=lambda period: period["end_at"])
    ends = {
        "annual-returns": latest["end_at"],
        "vehicle-channels": max(week["_end_at"] for week in published("vehicle_licensing_channels.json")["data"]),
    }
    for key, end in ends.items():
        described = datetime.fromisoformat(strategy()["sources"][key]["as_of"]).date()
        assert (datetime.fromisoformat(end).date() - described).days == 1
    calendar_year = next(
        period for period in published("kpi.json")["data"] if period["end_at"].startswith("2013-01-01")
    )
    explorer = published("transactions_explorer_services.json")
    [returns] = [entry for entry in explorer if entry["service"] == "Annual returns"]
    assert returns["transactionsPerYear"] == calendar_year["number_of_transactions"]
    assert strategy()["sources"]["transactions"]["as_of"] == "2012-12-31"


def test_weekly_channels_fit_the_yearly_volumes() -> None:
    """The channel file lacks post and counters: a tenth of the yearly transactions."""
    a_year = vehicle_counts().total() / 8 * 52
    volumes = sum(int(transactions()[f"requests.{key}.volume"]) for key in ("vehicle-tax", "sorn"))
    assert 0.88 < a_year / volumes < 0.92


@pytest.mark.parametrize("request_id", ["graffiti", "illegal-dumping"])
def test_cases_found_by_crews(request_id: str) -> None:
    rows = [row for row in city_rows() if row["RequestType"] in CITY_TYPES[request_id]]
    crews = sum(row["RequestSource"] == "Driver Self Report" for row in rows)
    text = strategy()["requests"][request_id]["description"]
    assert f"found {crews} of the {len(rows)} cases" in text


def test_days_and_rows_named_in_the_sources() -> None:
    assert len(city_rows()) == 10_000
    assert f"{city_days():.1f} days" in strategy()["sources"]["la311-year"]["title"]


def test_the_city_carries_no_money() -> None:
    city_touchpoints = set(CITY_TOUCHPOINTS.values())
    assert not any("cost_per_contact" in strategy()["touchpoints"][key] for key in city_touchpoints)
