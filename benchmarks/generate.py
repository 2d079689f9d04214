"""Writes a large strategy: `python benchmarks/generate.py REQUESTS TOUCHPOINTS OUT.yaml`.

Block style, one line for each cell, the same bytes for the same numbers. All figures are illustrative.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

KINDS = (
    "call-centre", "ivr", "store", "website", "account", "app", "chat", "chatbot", "sms", "email", "messaging",
    "kiosk", "video", "social", "community", "letter", "field-visit", "voice-assistant",
)  # fmt: skip
HUMAN = ("call-centre", "store", "letter", "field-visit")
JOBS = ("learn", "confirm", "transact", "work-around", "validate", "discuss", "vent")
LEVELS = ("none", "low", "medium", "high")
LOGINS = ("none", "identified", "strong")
DEGREES = ("none", "inform", "show", "initiate", "assisted", "self-serve")


def generate(requests: int, touchpoints: int) -> str:
    """The text of a strategy of the given size."""
    return "\n".join(
        [*_head(), *_touchpoints(touchpoints), *_requests(requests, touchpoints), *_cells(requests, touchpoints), ""]
    )


def touchpoint(number: int) -> tuple[str, str]:
    """Id and kind of a touchpoint; the first eighteen are the known kinds themselves."""
    kind = KINDS[number % len(KINDS)]
    return (kind if number < len(KINDS) else f"{kind}-{number // len(KINDS) + 1}"), kind


def _head() -> Iterator[str]:
    yield "# Generated for measurements; every figure is illustrative."
    yield from ("ecaremap: 1", "name: A large strategy", "level: costed", "currency: EUR", "sources:")
    yield "  log: {title: Illustrative figures, kind: estimate, as_of: 2026-09-30}"


def _touchpoints(count: int) -> Iterator[str]:
    yield "touchpoints:"
    for number in range(count):
        name, kind = touchpoint(number)
        yield f"  {name}:"
        yield f"    kind: {kind}"
        yield f"    authentication: {LOGINS[number % 3]}"
        yield f"    owner: Team {number % 5}"


def _requests(count: int, touchpoints: int) -> Iterator[str]:
    yield "requests:"
    names = [touchpoint(number)[0] for number in range(touchpoints)]
    for number in range(count):
        first, second = names[number % touchpoints], names[(number + 1) % touchpoints]
        yield f"  request-{number:04d}:"
        yield f"    name: Request number {number}"
        yield f"    family: family-{number % 25}"
        yield f"    job: {JOBS[number % 7]}"
        yield f"    volume: {{value: {100 + number * 7 % 9000}, source: log}}"
        yield (
            f"    starts_at: {{{first}: 60%, {second}: 40%}}"
            if touchpoints > 1
            else f"    starts_at: {{{first}: 100%}}"
        )
        yield f"    cross_sell: {LEVELS[number % 4]}"
        yield f"    authentication: {LOGINS[number % 3]}"


def _cells(requests: int, touchpoints: int) -> Iterator[str]:
    yield "coverage:"
    for number in range(requests):
        yield f"  request-{number:04d}:"
        for column in range(touchpoints):
            name, kind = touchpoint(column)
            yield f"    {name}: {_degree(number, column, kind)}"


def _degree(number: int, column: int, kind: str) -> str:
    if kind in HUMAN:
        return "human"
    today = (number * 7 + column * 3) % len(DEGREES)
    target = min(len(DEGREES) - 1, today + (number + column) % 3)
    return DEGREES[today] if today == target else f"{DEGREES[today]} -> {DEGREES[target]}"


if __name__ == "__main__":
    rows, columns, out = sys.argv[1:]
    Path(out).write_text(generate(int(rows), int(columns)), encoding="utf-8", newline="\n")
