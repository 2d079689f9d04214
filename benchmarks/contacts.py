"""A contact log with known truth: `python benchmarks/contacts.py FOLDER CONTACTS [--seed N] [--string-ids] [--csv]`.

More than ten million contacts are drawn in parts, each a file with customers and contacts of its own; their truths
add up, so that drawing needs no more memory than one part.

Journeys are drawn first, then written out as contacts. The truth beside them (`truth.json`) is counted from the
journeys, never from the rows: whoever stitches the rows well finds exactly these numbers. Planted are ties in
time, and journeys of one customer about the same request that lie just outside the window.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

WINDOW = 7 * 86400
LEAK = 86400
START = 1735689600  # 2025-01-01 00:00 UTC
MONTHS = 12
MOST = 12
PART = 10_000_000
CHANNELS = (
    # code, digital, a person handles it, share of starts, chance of being solved there
    ("call-centre", 0, 1, 0.30, 0.72), ("store", 0, 1, 0.07, 0.78), ("ivr", 0, 0, 0.06, 0.25),
    ("website", 1, 0, 0.20, 0.38), ("account", 1, 0, 0.12, 0.55), ("app", 1, 0, 0.14, 0.58),
    ("chat", 1, 1, 0.05, 0.62), ("chatbot", 1, 0, 0.02, 0.30), ("email", 1, 1, 0.03, 0.50),
    ("sms", 1, 0, 0.01, 0.45),
)  # fmt: skip
REQUESTS = (
    "balance-usage", "pay-bill", "explain-bill", "order-status", "net-fault", "login-help",
    "tech-appt", "addon-roaming", "details-change", "cancel", "plan-change", "complaint",
)  # fmt: skip
DIGITAL = np.array([c[1] for c in CHANNELS])
PERSON = np.array([c[2] for c in CHANNELS])


@dataclass(frozen=True)
class Log:
    """Contacts, one entry each, in the order of journeys; and the journeys themselves."""

    journey: np.ndarray
    step: np.ndarray
    customer: np.ndarray
    request: np.ndarray
    second: np.ndarray
    channel: np.ndarray
    resolved: np.ndarray
    csat: np.ndarray
    cost: np.ndarray
    contact: np.ndarray


def draw(contacts: int, seed: int) -> Log:
    """About as many contacts as asked for."""
    rng = np.random.default_rng(seed)
    journeys = max(1, int(contacts / 1.445))
    start_share = np.array([c[3] for c in CHANNELS])
    solves = np.array([c[4] for c in CHANNELS])
    moves = _moves(rng)
    alive = np.arange(journeys)
    channel = rng.choice(len(CHANNELS), journeys, p=start_share / start_share.sum())
    parts = []
    for step in range(MOST):
        solved = rng.random(len(alive)) < solves[channel]
        parts.append((alive, np.full(len(alive), step), channel, solved))
        goes_on = ~solved & (rng.random(len(alive)) < 0.72)
        alive, channel = alive[goes_on], channel[goes_on]
        if not len(alive):
            break
        cumulative = moves[channel].cumsum(axis=1)
        channel = (rng.random((len(alive), 1)) > cumulative).sum(axis=1).clip(0, len(CHANNELS) - 1)
    journey, step, place, solved = (np.concatenate([part[k] for part in parts]) for k in range(4))
    order = np.lexsort((step, journey))
    return _placed(rng, journeys, journey[order], step[order], place[order], solved[order])


def _moves(rng: np.random.Generator) -> np.ndarray:
    """Where an unsolved contact goes on: mostly to people, sometimes to itself."""
    weight = 0.05 + 0.1 * rng.random((len(CHANNELS), len(CHANNELS)))
    weight[:, 0] += 0.7
    weight += 0.15 * np.eye(len(CHANNELS))
    return weight / weight.sum(axis=1, keepdims=True)


def _placed(
    rng: np.random.Generator,
    journeys: int,
    journey: np.ndarray,
    step: np.ndarray,
    place: np.ndarray,
    solved: np.ndarray,
) -> Log:
    """Journeys put on the calendar: those of one customer about one request never within the window of each other."""
    rows = len(journey)
    customers = max(1, journeys // 4)
    customer = rng.integers(1, customers + 1, journeys)
    request = rng.choice(len(REQUESTS), journeys)
    # Gaps inside a journey: up to the window, often short, some exact ties.
    gap = np.minimum(WINDOW, (WINDOW * rng.random(rows) ** 3).astype(np.int64))
    gap[rng.random(rows) < 0.005] = 0
    gap[rng.random(rows) < 0.002] = WINDOW
    first = step == 0
    gap[first] = 0
    length = np.add.reduceat(gap, np.flatnonzero(first))
    # Per customer and request one journey after the other; the pause is more than the window, sometimes by a second.
    pair = customer * len(REQUESTS) + request
    order = np.argsort(pair, kind="stable")
    pause = WINDOW + 1 + rng.integers(0, 60 * 86400, journeys)
    pause[rng.random(journeys) < 0.01] = WINDOW + 1
    sorted_pair = pair[order]
    new = np.r_[True, sorted_pair[1:] != sorted_pair[:-1]]
    offset = np.where(new, 0, np.r_[0, (length + pause)[order][:-1]])
    total = offset.cumsum()
    base = rng.integers(0, MONTHS * 30 * 86400, int(new.sum()))
    begin = np.empty(journeys, dtype=np.int64)
    begin[order] = START + base[new.cumsum() - 1] + total - total[new][new.cumsum() - 1]
    since = gap.cumsum()
    second = begin[journey] + since - since[first][journey]
    csat = np.where(rng.random(rows) < 0.12, rng.integers(1, 6, rows), 0)
    cost = np.array([640, 900, 60, 10, 25, 25, 220, 40, 380, 8])[place] + rng.integers(0, 50, rows)
    return Log(
        journey,
        step,
        customer[journey],
        request[journey],
        second,
        place,
        solved.astype(np.int64),
        csat,
        cost,
        np.arange(1, rows + 1),
    )


@dataclass(frozen=True)
class Journeys:
    """The same journeys, one entry each."""

    first: np.ndarray
    last: np.ndarray
    n: np.ndarray
    digital: np.ndarray
    persons: np.ndarray
    away: np.ndarray  # second of the first contact with a person outside the digital channels; NEVER without any
    after: np.ndarray  # second of the customer's next contact about the same request; NEVER without any
    start: np.ndarray
    end: np.ndarray


NEVER = np.iinfo(np.int64).max // 4


def journeys_of(log: Log) -> Journeys:
    """Counted from what was drawn; nothing is stitched."""
    first = np.flatnonzero(log.step == 0)
    last = np.r_[first[1:], len(log.step)] - 1
    digital, person = DIGITAL[log.channel], PERSON[log.channel]
    away = np.where((person == 1) & (digital == 0), log.second, NEVER)
    pair = log.customer[first] * len(REQUESTS) + log.request[first]
    order = np.lexsort((log.second[first], pair))
    after = np.full(len(first), NEVER)
    same = np.flatnonzero(pair[order][1:] == pair[order][:-1])
    after[order[same]] = log.second[first][order[same + 1]]
    return Journeys(
        first, last, last - first + 1, np.add.reduceat(digital, first), np.add.reduceat(person, first),
        np.minimum.reduceat(away, first), after, log.second[first], log.second[last],
    )  # fmt: skip


def months(second: np.ndarray) -> np.ndarray:
    """Year * 12 + month - 1."""
    return second.astype("datetime64[s]").astype("datetime64[M]").astype(np.int64) + 1970 * 12


def by_id(names: tuple[str, ...]) -> np.ndarray:
    """The place of each name once they are sorted: the code that settings give it."""
    return np.argsort(np.argsort(np.array(names)))


def _summed(keys: list[np.ndarray], sums: list[np.ndarray]) -> list[list[int]]:
    """Sums by key, sorted by key."""
    table = np.stack(keys, axis=1).astype(np.int64)
    order = np.lexsort(table.T[::-1])
    table = table[order]
    starts = np.flatnonzero(np.r_[True, (table[1:] != table[:-1]).any(axis=1)])
    added = [np.add.reduceat(np.asarray(values)[order].astype(np.int64), starts) for values in sums]
    return np.column_stack([table[starts], *added]).tolist()


DAYS = (86400, 7 * 86400, 30 * 86400)


def outputs(log: Log, window: int = WINDOW) -> dict[str, list[list[int]]]:
    """Every row of every output of `ecaremap.measure.definitions`, from the journeys as they were drawn."""
    from ecaremap.measure.definitions import BIN_EDGES

    found = journeys_of(log)
    channel = by_id(tuple(c[0] for c in CHANNELS))[log.channel]
    request = by_id(REQUESTS)[log.request]
    zero = np.zeros(len(found.n), dtype=np.int64)
    stop = int(log.second.max())
    done = log.resolved[found.last]
    only = found.digital == found.n
    start_digital = DIGITAL[log.channel[found.first]]
    seen = [found.end + days <= stop for days in DAYS]
    journeys = _summed(
        [months(found.start), request[found.first], zero, channel[found.first], channel[found.last],
         np.where(only, 0, np.where(found.digital > 0, 1, 2))],
        [zero + 1, found.n, start_digital, zero + 1, done, only * done, (found.persons == 0) * done, only,
         *[(start_digital == 1) & (found.away - found.start <= days) for days in DAYS],
         (found.n == 1) & (done == 1), found.n > 1, *seen,
         *[was & (found.after - found.end <= days) for was, days in zip(seen, DAYS, strict=True)],
         found.end + window > stop,
         np.add.reduceat(log.csat > 0, found.first), np.add.reduceat(log.csat, found.first),
         np.add.reduceat(log.cost, found.first)],
    )  # fmt: skip
    # What follows a contact: the next one of its journey, else the first one of the customer's next journey.
    opens, closes = log.step == 0, np.r_[log.step[1:] == 0, True]
    following, next_channel = np.r_[log.second[1:], 0], np.r_[channel[1:], 0]
    following[found.last] = found.after
    pair = log.customer[found.first] * len(REQUESTS) + log.request[found.first]
    order = np.lexsort((found.start, pair))
    same = np.flatnonzero(pair[order][1:] == pair[order][:-1])
    next_channel[found.last[order[same]]] = channel[found.first[order[same + 1]]]
    watched = [log.second + days <= stop for days in DAYS]
    gap = following - log.second
    moved = following < NEVER
    moves = _summed(
        [values[moved] for values in (request, channel, next_channel)],
        [values[moved] for values in (
            np.ones(len(gap)), ~closes,
            *[was & (gap <= days) for was, days in zip(watched, DAYS, strict=True)],
        )],
    )  # fmt: skip
    contacts = _summed(
        [months(log.second), request, np.zeros(len(gap)), channel],
        [np.ones(len(gap)), opens, closes, np.ones(len(gap)), log.resolved, *watched, log.csat > 0, log.csat, log.cost],
    )
    stays = ~closes
    bins = np.searchsorted(np.array(BIN_EDGES), gap[stays], side="left")
    gaps = _summed([channel[stays], next_channel[stays], bins], [np.ones(int(stays.sum()))])
    more = {
        "finished": _finished(log, request, channel, np.where(moved, next_channel, -1), gap, watched),
        "variants": _variants(log, channel),
    }
    return {"journeys": journeys, "moves": moves, "contacts": contacts, "gaps": gaps, **more}


def _finished(
    log: Log, request: np.ndarray, channel: np.ndarray, after: np.ndarray, gap: np.ndarray, watched: list[np.ndarray]
) -> list[list[int]]:
    """What came after contacts that were resolved."""
    done = log.resolved == 1
    within = [was & (gap <= days) for was, days in zip(watched, DAYS, strict=True)]
    sums = [values[done] for values in (np.ones(len(gap)), *watched, *within)]
    return _summed([values[done] for values in (request, channel, after)], sums)


def _variants(log: Log, channel: np.ndarray, steps: int = 6) -> list[list[int]]:
    """Every way of journeys, up to so many touches, from the steps they were drawn with."""
    found = journeys_of(log)
    places = [
        np.where(found.n > place, channel[np.minimum(found.first + place, len(channel) - 1)], -1)
        for place in range(steps)
    ]
    longer = (found.n > steps).astype(np.int64)
    done = log.resolved[found.last] * (1 - longer)
    return _summed([*places, longer], [np.ones(len(longer)), 1 - longer, done])


def truth(log: Log) -> dict[str, object]:
    """What has to be found, counted from the journeys."""
    found = journeys_of(log)
    start_digital = DIGITAL[log.channel[found.first]]
    leak = (start_digital == 1) & (found.away - found.start <= LEAK)
    done = log.resolved[found.last]
    request = log.request[found.first]
    kind = np.where(found.digital == found.n, 0, np.where(found.digital > 0, 1, 2))
    back = np.flatnonzero(log.step > 0)
    moves = np.bincount(log.channel[back - 1] * len(CHANNELS) + log.channel[back], minlength=len(CHANNELS) ** 2)
    one = (found.n == 1) & (done == 1)
    by_request = {}
    for number, name in enumerate(REQUESTS):
        of = request == number
        by_request[name] = {
            "journeys": int(of.sum()), "contacts": int(found.n[of].sum()), "start_digital": int(start_digital[of].sum()),
            "digital_only": int((kind[of] == 0).sum()), "leak": int(leak[of].sum()), "one_contact": int(one[of].sum()),
        }  # fmt: skip
    return {
        "contacts": len(log.step), "journeys": len(found.n), "start_digital": int(start_digital.sum()),
        "digital_only": int((kind == 0).sum()), "mixed": int((kind == 1).sum()), "traditional": int((kind == 2).sum()),
        "leak": int(leak.sum()), "one_contact": int(one.sum()), "multi": int((found.n > 1).sum()),
        "csat_n": int((log.csat > 0).sum()), "csat_sum": int(log.csat.sum()), "cost": int(log.cost.sum()),
        "by_request": by_request,
        "moves": {
            f"{CHANNELS[k // len(CHANNELS)][0]}>{CHANNELS[k % len(CHANNELS)][0]}": int(v) for k, v in enumerate(moves) if v
        },
        "by_channel": {c[0]: int(v) for c, v in zip(CHANNELS, np.bincount(log.channel, minlength=len(CHANNELS)), strict=True)},
    }  # fmt: skip


def write(
    log: Log, folder: Path, *, string_ids: bool, csv: bool, name: str = "contacts", before: tuple[int, int] = (0, 0)
) -> None:
    """`name`.parquet (and .csv), rows in the order of time; `before`: contacts and customers of other parts."""
    import duckdb

    folder.mkdir(parents=True, exist_ok=True)
    order = np.lexsort((log.contact, log.second))
    columns = {
        "contact_id": log.contact[order] + before[0], "customer": log.customer[order] + before[1], "es": log.second[order],
        "channel": log.channel[order].astype(np.int32), "request": log.request[order].astype(np.int32),
        "resolved": log.resolved[order].astype(bool), "csat": log.csat[order].astype(np.int32), "cost": log.cost[order],
    }  # fmt: skip
    connection = duckdb.connect()
    import pyarrow as pa

    table = pa.table(columns)
    connection.register("drawn", table)
    names = ", ".join(f"({k}, '{c[0]}')" for k, c in enumerate(CHANNELS))
    reasons = ", ".join(f"({k}, '{r}')" for k, r in enumerate(REQUESTS))
    key = "'C' || lpad(cast(customer as varchar), 10, '0')" if string_ids else "customer"
    connection.execute(f"create table channel as select * from (values {names}) t(code, name)")
    connection.execute(f"create table reason as select * from (values {reasons}) t(code, name)")
    connection.execute("set preserve_insertion_order = true")
    text = f"""select contact_id, {key} as customer_id, make_timestamp(es * 1000000) as ts, channel.name as channel,
        reason.name as request_type, resolved, nullif(csat, 0) as csat, cost as cost_cents
        from drawn join channel on channel.code = drawn.channel join reason on reason.code = drawn.request
        order by es, contact_id"""
    connection.execute(f"copy ({text}) to '{folder / name}.parquet' (format parquet)")
    if csv:
        connection.execute(f"copy (from '{folder / name}.parquet') to '{folder / name}.csv' (header)")


def added(truths: list[dict]) -> dict:
    """Truths of parts that share no customer, as one."""
    total: dict = {}
    for truth_ in truths:
        for key, value in truth_.items():
            total[key] = added([total.get(key, {}), value]) if isinstance(value, dict) else total.get(key, 0) + value
    return total


def write_parts(folder: Path, contacts: int, seed: int, *, string_ids: bool) -> dict[str, object]:
    """Parts of ten million contacts, each drawn from a seed of its own."""
    truths, before = [], (0, 0)
    parts = -(-contacts // PART)
    for number in range(parts):
        log = draw(contacts // parts, seed + number)
        write(log, folder, string_ids=string_ids, csv=False, name=f"contacts-{number:03}", before=before)
        truths.append(truth(log))
        before = (before[0] + len(log.step), before[1] + int(log.customer.max()))
    return added(truths)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("contacts", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--string-ids", action="store_true")
    parser.add_argument("--csv", action="store_true")
    parser.add_argument("--brief", action="store_true", help="the headlines of the truth only")
    given = parser.parse_args()
    if given.contacts > PART:
        total = write_parts(given.folder, given.contacts, given.seed, string_ids=given.string_ids)
        (given.folder / "truth.json").write_text(json.dumps(total, indent=1), encoding="utf-8")
        return
    log = draw(given.contacts, given.seed)
    write(log, given.folder, string_ids=given.string_ids, csv=given.csv)
    (given.folder / "truth.json").write_text(json.dumps(truth(log), indent=1), encoding="utf-8")
    if given.brief:
        return
    (given.folder / "outputs.json").write_text(json.dumps(outputs(log)), encoding="utf-8")


if __name__ == "__main__":
    main()
