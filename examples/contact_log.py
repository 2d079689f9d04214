"""An illustrative contact log for the map of Northwind Mobile: `python examples/contact_log.py FILE [--needs N] [--seed S]`.

Every row is made up. What customers do follows what the map claims (where needs start, how many are finished, how many
of those call all the same), so that measuring it finds the claims again, but for four planted differences:

* `details-change` at the account is digital in name only: the map says 79% are finished there, the log has 38%, and
  most of the others are on the phone the same day.
* `login-help` on the website is as often finished as claimed, but whoever is not helped calls at once.
* `order-status` in the app is better than its claim: 91% instead of 78%.
* `outage-status` on the website leaks more than claimed: 48% instead of 33% of those who were told within a day.

Planted are also what real logs have: calls that begin in the phone menu and go on with an agent (two rows, one
conversation), rows that stand twice, visits without a customer, times that cannot be read, and codes nobody mapped.
The truth is counted from the journeys, never from the rows, and printed: whoever stitches the rows well finds it.

Everything follows from the seed: the same seed gives the same bytes, on every machine.
"""

import argparse
import csv
import gzip
import io
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from ecaremap.model.facts import completes
from ecaremap.model.strategy import Strategy
from ecaremap.usecases.validate import validate

MAP = Path(__file__).parents[1] / "maps" / "telecom"
FIRST, DAYS = datetime(2026, 4, 1), 183
DAY = 86_400
CODES = {
    "call-centre": "PHONE", "ivr": "IVR", "store": "SHOP", "field-visit": "TECH", "website": "WEB", "account": "MYACC",
    "app": "APP", "chat": "CHAT", "chatbot": "BOT", "sms": "SMS", "email": "MAIL", "social": "SOC",
}  # fmt: skip
"""What the log calls the touchpoints."""

DIGITAL = frozenset({"website", "account", "app", "chat", "chatbot", "sms", "email", "social"})
PEOPLE = frozenset({"call-centre", "store", "field-visit"})
FINISHED = {
    "human": 0.86,
    "assisted": 0.64,
    "self-serve": 0.76,
    "show": 0.66,
    "initiate": 0.66,
    "proactive": 0.72,
    "inform": 0.5,
}
"""How many are finished by degree, where the map claims nothing and the degree finishes the request at all."""

HARDLY = 0.06
"""How many say they are finished where the map says that nobody can be."""

CALLS = {
    "assisted": 0.1,
    "self-serve": 0.08,
    "show": 0.11,
    "initiate": 0.12,
    "proactive": 0.08,
    "inform": 0.12,
    "human": 0.05,
}
"""How many of those who finished are with a person all the same, by degree, where the map claims nothing."""

UNHELPED = 0.3
"""How many of those who did not finish are with a person within a day."""

PLANTED = {
    ("details-change", "account"): (0.38, 0.10, 0.70),
    ("login-help", "website"): (0.61, 0.26, 0.75),
    ("order-status", "app"): (0.91, 0.08, UNHELPED),
    ("outage-status", "website"): (0.40, 0.48, UNHELPED),
}
"""Finished; of those, and of the others, with a person afterwards, whatever the map claims."""

GOLDEN = 0.6180339887498949
Cell = tuple[str, str]


@dataclass
class Contact:
    """One contact about a need."""

    touchpoint: str
    second: int
    resolved: bool
    satisfied: int | None = None
    transferred: bool = False


@dataclass
class Need:
    """One customer with one wish, and every contact about it."""

    request: str
    customer: int
    contacts: list[Contact] = field(default_factory=list)


class Behaviour:
    """What happens at each cell. Shares are drawn evenly (by the golden section), so that few contacts show them."""

    def __init__(self, strategy: Strategy, random: Random) -> None:
        self.strategy, self.random = strategy, random
        self._turns: dict[tuple[str, ...], float] = {}

    def happens(self, share: float, *what: str) -> bool:
        """One draw; of a hundred, `share` come out true."""
        turn = self._turns.get(what)
        turn = self.random.random() if turn is None else (turn + GOLDEN) % 1
        self._turns[what] = turn
        return turn < share

    def rates(self, cell: Cell) -> tuple[float, float, float, int]:
        """Finished there; of those and of the others with a person afterwards; those who finished within how many seconds."""
        request, at = cell
        entry = self.strategy.coverage.get(request, {}).get(at)
        degree = str(entry.today) if entry is not None and entry.today is not None else "inform"
        claim = entry.completion if entry is not None else None
        calls = entry.calls_after if entry is not None else None
        within = int(calls.within) if calls is not None and calls.within else DAY
        if cell in PLANTED:
            return (*PLANTED[cell], within)
        can = entry is not None and completes(self.strategy.requests[request], entry, degree)
        finished = float(claim.likely) if claim is not None else FINISHED[degree] if can else HARDLY
        # Whom the phone menu passes on is with a person already.
        usual, unhelped = (0.05, 0.05) if at == "ivr" else (CALLS.get(degree, 0.12), UNHELPED)
        back = float(calls.likely) if calls is not None else usual
        return finished, back, unhelped, within

    def satisfied(self, cell: Cell, *, resolved: bool) -> int | None:
        """Asked of some; who was not helped is less content."""
        entry = self.strategy.coverage.get(cell[0], {}).get(cell[1])
        claim = float(entry.csat.likely) if entry is not None and entry.csat is not None else 0.7
        if not self.happens(0.3 if cell[1] in DIGITAL else 0.14, "asked", *cell, str(resolved)):
            return None
        finished = self.rates(cell)[0]
        helped = min(0.97, claim + 0.3 * (1 - finished))
        other = max(0.02, (claim - finished * helped) / (1 - finished)) if finished < 1 else claim
        return int(self.happens(helped if resolved else other, "csat", *cell, str(resolved)))


def claimed() -> Strategy:
    """The map without its evidence: what was claimed before anything was measured."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "telecom"
        shutil.copytree(MAP, bare, ignore=shutil.ignore_patterns("evidence"))
        decisions = validate(str(bare), date(2026, 11, 22)).decisions
    assert decisions is not None
    return decisions.project.strategy


def needs(strategy: Strategy, number: int, seed: int) -> list[Need]:
    """All needs with their contacts; those of one customer about one request never within the window of each other."""
    random = Random(seed)
    behaviour = Behaviour(strategy, random)
    volumes = {name: float(request.volume.likely) for name, request in strategy.requests.items() if request.volume}
    total = sum(volumes.values())
    busy: dict[tuple[int, str], list[tuple[int, int]]] = {}
    found = []
    for request in sorted(volumes):
        for _ in range(round(number * volumes[request] / total)):
            begin = _begin(random)
            need = Need(request, 0, list(_journey(behaviour, request, begin)))
            end = need.contacts[-1].second
            customer = random.randrange(number // 2)
            while any(
                begin < there[1] + 8 * DAY and there[0] < end + 8 * DAY for there in busy.get((customer, request), ())
            ):
                customer = random.randrange(number // 2)
            busy.setdefault((customer, request), []).append((begin, end))
            need.customer = customer
            found.append(need)
    return sorted(found, key=lambda need: (need.contacts[0].second, need.request, need.customer))


def _begin(random: Random) -> int:
    """A second of the half year: more by day, fewer on Sundays."""
    while True:
        second = random.randrange(DAYS * DAY)
        hour, weekday = second // 3600 % 24, (FIRST + timedelta(seconds=second)).weekday()
        likely = (0.08 if hour < 7 else 1.0 if hour < 20 else 0.45) * (0.6 if weekday == 6 else 1.0)
        # The first hours are left out, so that the log begins in April on every clock of Europe.
        if second >= 3 * 3600 and random.random() < likely:
            return second - second % 60


def _journey(behaviour: Behaviour, request: str, begin: int) -> Iterator[Contact]:
    random, second = behaviour.random, begin
    at = _start(behaviour, request, begin)
    for step in range(8):
        finished, back, unhelped, within = behaviour.rates((request, at))
        resolved = behaviour.happens(finished, "finished", request, at)
        contact = Contact(at, second, resolved, behaviour.satisfied((request, at), resolved=resolved))
        if at == "ivr" and finished == HARDLY and not resolved and behaviour.happens(0.5, "transfer"):
            contact.transferred, contact.resolved = True, behaviour.happens(0.86, "finished", request, "call-centre")
            resolved = contact.resolved
        yield contact
        if behaviour.happens(back if resolved else unhelped, "person", request, at, str(resolved)):
            at, gap = _person(random, request, at), _gap(random, within if resolved else DAY)
        elif not resolved and step < 5 and behaviour.happens(0.35, "elsewhere", request, at):
            at, gap = _elsewhere(behaviour, request, at), _gap(random, 4 * DAY)
        else:
            return
        second += gap
        if second >= DAYS * DAY:
            return


def _start(behaviour: Behaviour, request: str, begin: int) -> str:
    """Where it begins: as claimed, with a few more in the app from month to month."""
    starts = {at: float(share.likely) for at, share in behaviour.strategy.requests[request].starts_at.items()}
    drift = (begin / (DAYS * DAY) - 0.5) * 0.08
    if "app" in starts and "call-centre" in starts:
        moved = drift if drift > 0 else max(drift, -starts["app"] / 2)
        moved = min(moved, starts["call-centre"] / 2)
        starts["app"] += moved
        starts["call-centre"] -= moved
    draw, total = behaviour.random.random() * sum(starts.values()), 0.0
    for at in sorted(starts):
        total += starts[at]
        if draw < total:
            return at
    return max(starts)


def _person(random: Random, request: str, at: str) -> str:
    choice = random.random()
    if request in ("net-fault", "tech-appt") and at == "call-centre":
        return "field-visit"
    if at == "call-centre":
        return "store" if choice < 0.6 else "call-centre"
    return "store" if choice < 0.1 and at != "store" else "call-centre"


def _elsewhere(behaviour: Behaviour, request: str, at: str) -> str:
    """Another place without people that does something, or the same one again."""
    row = behaviour.strategy.coverage.get(request, {})
    places = [
        name
        for name in sorted(row)
        if name in ("website", "account", "app", "ivr") and str(row[name].today) not in ("none", "None")
    ]
    others = [name for name in places if name != at]
    return behaviour.random.choice(others) if others else at


def _gap(random: Random, within: int) -> int:
    """Minutes to days, the short ones more often; whole minutes, never none."""
    return max(60, int((within - 120) * random.random() ** 3) // 60 * 60)


def rows(found: list[Need], strategy: Strategy, seed: int) -> list[dict[str, str]]:
    """The log: contacts as rows in the order of time, with everything that is wrong in real ones."""
    random = Random(seed + 1)
    keys = [f"K{number:06d}" for number in range(max(need.customer for need in found) + 1)]
    random.shuffle(keys)
    listed = []
    for need in found:
        listed += [(contact.second, keys[need.customer], need.request, contact) for contact in need.contacts]
    listed.sort(key=lambda entry: (entry[0], entry[1], entry[2]))
    made: list[dict[str, str]] = []
    for second, key, request, contact in listed:
        made += _rows_of(len(made), second, key, request, contact, strategy)
        made += _rubbish(len(made), second, made[-1], random)
    return made


def _rows_of(
    number: int, second: int, key: str, request: str, contact: Contact, strategy: Strategy
) -> Iterator[dict[str, str]]:
    conversation = f"C{number}" if contact.transferred else ""
    legs = [contact.touchpoint, *(["call-centre"] if contact.transferred else [])]
    for leg, at in enumerate(legs):
        last = leg == len(legs) - 1
        price = strategy.touchpoints[at].cost_per_contact
        yield {
            "contact_id": f"{number + leg:06d}", "customer": key, "started": _clock(second + 120 * leg), "channel": CODES[at],
            "reason": request.upper().replace("-", "_"), "conversation": conversation,
            "resolved": ("yes" if contact.resolved else "no") if last else "",
            "satisfied": "" if contact.satisfied is None or not last else str(contact.satisfied),
            "cost_eur": f"{price.likely:.2f}" if price else "",
        }  # fmt: skip


def _clock(second: int) -> str:
    return (FIRST + timedelta(seconds=second)).strftime("%Y-%m-%d %H:%M")


def _rubbish(number: int, second: int, before: dict[str, str], random: Random) -> Iterator[dict[str, str]]:
    """Now and then a row that must not count."""
    draw = random.random()
    made = {**before, "contact_id": f"{number:06d}", "conversation": "", "resolved": "", "satisfied": ""}
    if draw < 0.004:
        yield dict(before)
    elif draw < 0.024:
        yield {**made, "customer": "", "channel": "WEB", "started": _clock(second)}
    elif draw < 0.026:
        yield {**made, "customer": f"X{number}", "started": "" if draw < 0.025 else "31.02.2026"}
    elif draw < 0.030:
        yield {**made, "customer": f"X{number}", "channel": "FAX"}
    elif draw < 0.036:
        yield {**made, "customer": f"X{number}", "reason": "OTHER"}


def truth(found: list[Need]) -> dict[str, object]:
    """What has to be found, counted from the needs."""
    digital = [need for need in found if need.contacts[0].touchpoint in DIGITAL]
    only = [need for need in found if all(contact.touchpoint in DIGITAL for contact in need.contacts)]
    cells: Counter[Cell] = Counter()
    finished: Counter[Cell] = Counter()
    for need in found:
        for contact in need.contacts:
            cells[need.request, contact.touchpoint] += 1
            finished[need.request, contact.touchpoint] += contact.resolved
    return {
        "needs": len(found),
        "contacts": sum(len(need.contacts) for need in found),
        "start_digital": len(digital),
        "with_a_person_in_a_day": sum(_leaks(need) for need in digital),
        "digital_end_to_end": sum(need.contacts[-1].resolved for need in only),
        "solved_with_one_contact": sum(len(need.contacts) == 1 and need.contacts[0].resolved for need in found),
        "planted": {f"{r}/{t}": f"{finished[r, t]} of {cells[r, t]}" for r, t in sorted(PLANTED)},
        "calls_after_7d": {f"{r}/{t}": _calls_after(found, (r, t)) for r, t in sorted(PLANTED)},
        "ways": dict(Counter(_way(need) for need in found).most_common(20)),
    }


def _calls_after(found: list[Need], cell: Cell) -> str:
    """Of those who finished at a cell and could be followed for seven days, those with a person elsewhere by then."""
    stop = max(need.contacts[-1].second for need in found) - 7 * DAY
    of = called = 0
    for need in found:
        for contact, later in zip(need.contacts, [*need.contacts[1:], None], strict=True):
            if (need.request, contact.touchpoint) == cell and contact.resolved and contact.second <= stop:
                of += 1
                called += later is not None and later.touchpoint in PEOPLE and later.second - contact.second <= 7 * DAY
    return f"{called} of {of}"


def _way(need: Need) -> str:
    """The touchpoints of a need in order, up to six."""
    steps = [contact.touchpoint for contact in need.contacts]
    return ">".join([*steps[:6], *(["…"] if len(steps) > 6 else [])])


def _leaks(need: Need) -> bool:
    begin = need.contacts[0].second
    return any((c.touchpoint in PEOPLE or c.transferred) and c.second - begin <= DAY for c in need.contacts)


def write(made: list[dict[str, str]], file: Path) -> None:
    """A CSV file; compressed if its name ends in .gz, always the same bytes."""
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, list(made[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(made)
    data = text.getvalue().encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(data, 9, mtime=0) if file.suffix == ".gz" else data)


def main() -> None:
    """Write the log, print the truth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="where to write the log, as illustrative-contacts.csv.gz")
    parser.add_argument("--needs", type=int, default=16_000, help="how many needs; 16,000 if missing")
    parser.add_argument("--seed", type=int, default=2026)
    given = parser.parse_args()
    strategy = claimed()
    found = needs(strategy, given.needs, given.seed)
    write(rows(found, strategy, given.seed), given.file)
    print(json.dumps(truth(found), indent=1))


if __name__ == "__main__":
    main()
