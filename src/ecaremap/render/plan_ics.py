"""The plan as a calendar: what goes live when, and when gates are looked at (RFC 5545)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ecaremap.views.plan_model import ItemView, PlanView

LONGEST = 75
"""Octets of a line without its end; longer ones are folded."""

_PRODUCT = "-//ecaremap//migration plan//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """A day: `id` stays the same from plan to plan, so that a calendar moves it instead of adding another."""

    id: str
    month: str
    summary: str
    description: str


def render_plan_ics(view: PlanView) -> str:
    """The calendar. Days are the first of a month; the gate at the end of a month is the first day of the next."""
    stamp = f"{view.as_of.replace('-', '')}T000000Z"
    domain = _domain(view.name)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines.append(f"X-WR-CALNAME:{_text(f'{view.name}: plan')}")
    for event in sorted(_events(view), key=lambda event: (event.month, event.id)):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.id}@{domain}",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{event.month.replace('-', '')}01",
            f"SUMMARY:{_text(event.summary)}",
            *([f"DESCRIPTION:{_text(event.description)}"] if event.description else []),
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _events(view: PlanView) -> Iterator[Event]:
    for item in view.items:
        verb = "Starts" if item.live.number == item.starts.number else "Live"
        yield Event(f"live.{item.id}", item.live.iso, f"{verb}: {item.name}", _about(item))
        if item.gate and item.kind == "push":
            text = f"Before it starts in {item.starts.text}. {_conditions(view, item.id)}".strip()
            yield Event(f"gate.{item.id}", _before(item.starts.iso), f"Gate: {item.name}", text)
    for stage in view.board.stages if view.board else ():
        text = f"{stage.so_far.text} spent by then. Forecast: {'; '.join(stage.checks)}."
        yield Event(f"stage.{stage.iso}", _after(stage.iso), f"Stage gate {stage.number}: the plan so far", text)


def _about(item: ItemView) -> str:
    parts = (item.what, f"Owner: {item.owner}" if item.owner else "", item.why)
    return "\n".join(part for part in parts if part)


def _conditions(view: PlanView, name: str) -> str:
    found = next((tactic.conditions for tactic in view.tactics if tactic.id == name), ())
    return "; ".join(f"{condition.name}: {condition.word}" for condition in found)


def _after(iso: str) -> str:
    return _moved(iso, 1)


def _before(iso: str) -> str:
    return _moved(iso, -1)


def _moved(iso: str, months: int) -> str:
    year, month = (int(part) for part in iso.split("-"))
    number = year * 12 + month - 1 + months
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _domain(name: str) -> str:
    """A part of the id that tells strategies apart and holds nothing but plain letters."""
    return (re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "strategy") + ".ecaremap"


def _text(text: str) -> str:
    """Signs with a meaning in a calendar are escaped, control characters left out."""
    plain = (
        text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\r\n", "\n").replace("\n", "\\n")
    )
    return re.sub("[\x00-\x08\x0b-\x1f\x7f\r\ud800-\udfff]", " ", plain)


def _folded(line: str) -> str:
    """A long line goes on behind a line end and a space; no sign is torn apart."""
    pieces, piece, room = [], "", LONGEST
    for sign in line:
        size = len(sign.encode())
        if size > room:
            pieces.append(piece)
            piece, room = "", LONGEST - 1
        piece += sign
        room -= size
    return "\r\n ".join([*pieces, piece])
