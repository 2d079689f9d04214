"""One way of measuring a drawn log, checked against its truth: `python benchmarks/measure_peers.py WHAT FOLDER [MEMORY]`.

What each counts:
- `sql`, `polars`, `pandas`: journeys by month, request and class with starts, leaks within a day, single contacts,
  grades and costs; moves between channels within journeys; contacts by month, request and channel with outcomes, grades
  and costs.
- `ours`: the three outputs that hold these figures, and so more than these: by segment, first and last channel, leaks
  and returns within 24 hours, 7 and 30 days with what could be followed that long, outcomes by class, what is still
  open; every row checked for why it may not count, ids looked at for repeats, customers hashed.
- `everything`: all outputs, as `ecaremap measure` does: also gaps, what follows resolved contacts, ways of journeys.
- `pm4py`: less: moves, starts, leaks within a day and classes of journeys, no months, requests, grades or costs;
  stitched by pandas first, since it stitches nothing.
Those who count all outputs, row for row, are in `measure_peers_all.py`.
`sql` is the same idea written by hand for DuckDB alone: the text that ours must not fall behind.
"""

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from contacts import CHANNELS, LEAK, REQUESTS, WINDOW

if TYPE_CHECKING:
    from ecaremap.measure.model import Counts

AWAY = {name for name, digital, person, *_ in CHANNELS if person and not digital}
DIGITAL = {name for name, digital, *_ in CHANNELS if digital}
Found = dict[str, object]


SAME = ("journeys", "moves", "contacts")
"""The outputs of ours that hold what the others count."""


def counted(log: Path, memory: str | None, outputs: tuple[str, ...]) -> "Counts":
    """What `ecaremap measure` counts of a drawn log."""
    from ecaremap.measure.engines.duck import Limits
    from ecaremap.measure.engines.embedded import measure_embedded
    from ecaremap.measure.intake.columns import make_salt
    from ecaremap.measure.model import Channel, Columns, Reason, Settings

    channels = sorted(
        (
            Channel(name, "digital" if digital else "traditional", bool(person))
            for name, digital, person, *_ in CHANNELS
        ),
        key=lambda one: one.id,
    )
    reasons = sorted((Reason(name, name, WINDOW) for name in REQUESTS), key=lambda one: one.id)
    columns = Columns(
        "contact_id",
        "customer_id",
        "ts",
        "channel",
        "request_type",
        resolved="resolved",
        csat="csat",
        cost="cost_cents",
    )
    settings = Settings(tuple(channels), tuple(reasons), (), columns, (), (), cost_in_cents=True)
    return measure_embedded(
        settings, [log], Limits(memory, 2), make_salt(b"benchmark"), quarantine=None, band=False,
        progress=lambda _step, _share: None, outputs=outputs,
    )  # fmt: skip


def ours(log: Path, memory: str | None, outputs: tuple[str, ...] = SAME) -> Found:
    from ecaremap.measure.summing import headline

    counts = counted(log, memory, outputs)
    channels = counts.settings.channels
    sums = headline(counts.rows["journeys"])
    kinds: Counter[int] = Counter()
    for row in counts.rows["journeys"]:
        kinds[row[5]] += row[6]
    moves: Counter[str] = Counter()
    for _, start, to, _, same, *_ in counts.rows["moves"]:
        moves[f"{channels[start].id}>{channels[to].id}"] += same
    by_channel: Counter[str] = Counter()
    for row in counts.rows["contacts"]:
        by_channel[channels[row[3]].id] += row[4]
    return {
        **{name: sums[name] for name in ("contacts", "journeys", "start_digital", "one_contact", "multi", "csat_n", "csat_sum", "cost")},
        "leak": sums["leaked_24h"], "digital_only": kinds[0], "mixed": kinds[1], "traditional": kinds[2],
        "moves": {name: n for name, n in moves.items() if n}, "by_channel": dict(by_channel),
    }  # fmt: skip


def everything(log: Path, memory: str | None) -> Found:
    from ecaremap.measure.definitions import OUTPUTS

    return ours(log, memory, tuple(OUTPUTS))


NUMBERED = """numbered as (
  select edge.*, sum(opens) over (partition by customer_id, request order by es, contact_id
                                  rows between unbounded preceding and current row) as j
  from edge where not (opens = 1 and closes = 1)),
journey as (
  select request, min(ts) as start_ts, min(es) as start_es, count(*) as n,
         max(case when opens = 1 then dig else 0 end) as sd, sum(dig) as n_dig,
         min(case when away = 1 then es end) as first_away, sum(res) as n_res,
         count(csat) as csat_n, coalesce(sum(csat), 0) as csat_sum, sum(cost) as cost,
         max(case when closes = 1 then res end) as done
  from numbered group by customer_id, request, j
  union all
  select request, ts, es, 1, dig, dig, case when away = 1 then es end, res,
         case when csat is null then 0 else 1 end, coalesce(csat, 0), cost, res
  from edge where opens = 1 and closes = 1)
select strftime(start_ts, '%Y-%m') as ym, request, case when n_dig = n then 0 when n_dig > 0 then 1 else 2 end as kind,
       count(*) as journeys, sum(n) as contacts, sum(sd) as start_digital,
       sum(case when sd = 1 and first_away - start_es <= {leak} then 1 else 0 end) as leak,
       sum(case when n = 1 and done = 1 then 1 else 0 end) as one_contact, sum(case when n > 1 then 1 else 0 end) as multi,
       sum(csat_n) as csat_n, sum(csat_sum) as csat_sum, sum(cost) as cost
from journey group by all"""


def sql(log: Path, memory: str | None) -> Found:
    import duckdb

    con = duckdb.connect(config={"threads": 2, **({"memory_limit": memory} if memory else {})})
    con.execute("set preserve_insertion_order = false")
    values = ", ".join(
        f"({k}::utinyint, '{c[0]}', {c[1]}::utinyint, {int(c[0] in AWAY)}::utinyint)" for k, c in enumerate(CHANNELS)
    )
    con.execute(f"create temp table ch as select * from (values {values}) t(code, name, dig, away)")
    values = ", ".join(f"({k}::utinyint, '{name}')" for k, name in enumerate(REQUESTS))
    con.execute(f"create temp table rq as select * from (values {values}) t(code, name)")
    con.execute(
        f"""create temp table contact as select contact_id, customer_id, rq.code as request, ts,
        epoch_us(ts) // 1000000 as es, ch.code as channel, case when resolved then 1 else 0 end::utinyint as res,
        csat, cost_cents as cost, ch.dig, ch.away
        from '{log}' c join ch on ch.name = c.channel join rq on rq.name = c.request_type"""
    )
    con.execute(
        f"""create temp table edge as with seq as (
          select contact.*, lag(channel) over w as from_channel, lag(es) over w as p_es, lead(es) over w as n_es
          from contact window w as (partition by customer_id, request order by es, contact_id))
        select seq.*, case when p_es is null or es - p_es > {WINDOW} then 1 else 0 end as opens,
               case when n_es is null or n_es - es > {WINDOW} then 1 else 0 end as closes from seq"""
    )
    rows = con.execute("with " + NUMBERED.format(leak=LEAK)).fetchall()
    moves = con.execute(
        "select from_channel, channel, count(*) from edge where opens = 0 group by from_channel, channel"
    ).fetchall()
    contacts = con.execute(
        """select strftime(ts, '%Y-%m'), request, channel, count(*), sum(res), count(csat), sum(csat), sum(cost)
        from contact group by all"""
    ).fetchall()
    names = ("journeys", "contacts", "start_digital", "leak", "one_contact", "multi", "csat_n", "csat_sum", "cost")
    by_channel: Counter[str] = Counter()
    for row in contacts:
        by_channel[CHANNELS[row[2]][0]] += row[3]
    kinds = [sum(row[3] for row in rows if row[2] == kind) for kind in range(3)]
    return {
        **{name: int(sum(row[3 + k] for row in rows)) for k, name in enumerate(names)},
        **dict(zip(("digital_only", "mixed", "traditional"), kinds, strict=True)),
        "moves": {f"{CHANNELS[a][0]}>{CHANNELS[b][0]}": n for a, b, n in moves}, "by_channel": dict(by_channel),
    }  # fmt: skip


def polars(log: Path, _: str | None) -> Found:
    import polars as pl

    key = ["customer_id", "request_type"]
    c = pl.col
    seconds = c("ts").dt.epoch("s")
    edge = (
        pl.scan_parquet(log)
        .with_columns(c("channel").cast(pl.Categorical), c("request_type").cast(pl.Categorical), es=seconds)
        .sort([*key, "es", "contact_id"])
        .with_columns(
            same=(c("customer_id") == c("customer_id").shift()) & (c("request_type") == c("request_type").shift()),
            dig=c("channel").cast(pl.String).is_in(list(DIGITAL)), away=c("channel").cast(pl.String).is_in(list(AWAY)),
            gap=c("es") - c("es").shift(), before=c("channel").shift(),
        )
        .with_columns(opens=~(c("same") & (c("gap") <= WINDOW)).fill_null(value=False))
        .with_columns(j=c("opens").cum_sum())
        .collect()
    )  # fmt: skip
    journey = (
        edge.lazy()
        .group_by("j")
        .agg(
            c("request_type").first(), c("es").first().alias("start"), c("ts").first().alias("start_ts"), pl.len().alias("n"),
            c("dig").first().alias("sd"), c("dig").sum().alias("n_dig"), c("es").filter(c("away")).min().alias("call"),
            c("resolved").last().alias("done"), c("csat").count().alias("csat_n"), c("csat").sum().alias("csat_sum"),
            c("cost_cents").sum().alias("cost"),
        )
        .with_columns(
            kind=pl.when(c("n_dig") == c("n")).then(0).when(c("n_dig") > 0).then(1).otherwise(2),
            ym=c("start_ts").dt.year() * 12 + c("start_ts").dt.month(),
        )
        .group_by("ym", "request_type", "kind")
        .agg(
            pl.len().alias("journeys"), c("n").sum().alias("contacts"), c("sd").sum().alias("start_digital"),
            (c("sd") & (c("call") - c("start") <= LEAK)).sum().alias("leak"),
            ((c("n") == 1) & c("done")).sum().alias("one_contact"), (c("n") > 1).sum().alias("multi"),
            c("csat_n").sum(), c("csat_sum").sum(), c("cost").sum(),
        )
        .collect()
    )  # fmt: skip
    moves = edge.filter(~c("opens")).group_by("before", "channel").len().rows()
    contacts = edge.group_by(c("ts").dt.year(), c("ts").dt.month().alias("m"), "request_type", "channel").agg(
        pl.len(), c("resolved").sum(), c("csat").sum().alias("s"), c("cost_cents").sum()
    )
    by_channel = contacts.group_by("channel").agg(c("len").sum()).rows()
    return _frame(journey.to_dict(as_series=False), moves, by_channel)


def pandas(log: Path, _: str | None) -> Found:
    import numpy as np
    import pandas as pd

    frame = pd.read_parquet(log)
    for name in ("channel", "request_type"):
        frame[name] = frame[name].astype("category")
    frame["es"] = frame["ts"].astype("datetime64[s]").astype("int64")
    frame = frame.sort_values(["customer_id", "request_type", "es", "contact_id"], ignore_index=True)
    same = (frame.customer_id == frame.customer_id.shift()) & (frame.request_type == frame.request_type.shift())
    opens = ~(same & (frame.es - frame.es.shift() <= WINDOW))
    frame["dig"], frame["away"] = frame.channel.isin(DIGITAL), frame.channel.isin(AWAY)
    frame["call"] = np.where(frame.away, frame.es, np.iinfo(np.int64).max // 2)
    frame["j"] = opens.cumsum()
    groups = frame.groupby("j", sort=False)
    journey = pd.DataFrame({
        "request_type": groups.request_type.first(), "start": groups.es.first(), "ts": groups.ts.first(), "n": groups.size(),
        "sd": groups.dig.first(), "n_dig": groups.dig.sum(), "call": groups.call.min(), "done": groups.resolved.last(),
        "csat_n": groups.csat.count(), "csat_sum": groups.csat.sum(), "cost": groups.cost_cents.sum(),
    })  # fmt: skip
    journey["kind"] = np.where(journey.n_dig == journey.n, 0, np.where(journey.n_dig > 0, 1, 2))
    journey["ym"] = journey.ts.dt.year * 12 + journey.ts.dt.month
    journey["leak"] = journey.sd & (journey.call - journey.start <= LEAK)
    journey["one_contact"] = (journey.n == 1) & journey.done
    journey["multi"] = journey.n > 1
    by = journey.groupby(["ym", "request_type", "kind"], observed=True)
    figures = by[["n", "sd", "leak", "one_contact", "multi", "csat_n", "csat_sum", "cost"]].sum()
    figures["journeys"] = by.size()
    figures = figures.rename(columns={"n": "contacts", "sd": "start_digital"}).reset_index()
    follows = frame[["channel"]].assign(before=frame.channel.shift())[~opens]
    moves = [(a, b, n) for (a, b), n in follows.groupby(["before", "channel"], observed=True).size().items()]
    contacts = frame.groupby([frame.ts.dt.year * 12 + frame.ts.dt.month, "request_type", "channel"], observed=True)
    counted = contacts.agg(n=("es", "size"), res=("resolved", "sum"), csat=("csat", "sum"), cost=("cost_cents", "sum"))
    by_channel = list(counted.groupby("channel", observed=True).n.sum().items())
    return _frame({name: figures[name].tolist() for name in figures}, moves, by_channel)


def pm4py(log: Path, _: str | None) -> Found:
    import numpy as np
    import pandas as pd
    import pm4py as mining

    frame = pd.read_parquet(log)
    frame["es"] = frame["ts"].astype("datetime64[s]").astype("int64")
    frame = frame.sort_values(["customer_id", "request_type", "es", "contact_id"], ignore_index=True)
    same = (frame.customer_id == frame.customer_id.shift()) & (frame.request_type == frame.request_type.shift())
    frame["journey"] = (~(same & (frame.es - frame.es.shift() <= WINDOW))).cumsum().astype(str)
    events = mining.format_dataframe(frame, case_id="journey", activity_key="channel", timestamp_key="ts")
    follows, starts, _ends = mining.discover_dfg(events)
    variants = mining.get_variants(events)
    digital_first = mining.filter_start_activities(events, DIGITAL)
    away = digital_first[digital_first.channel.isin(AWAY)].groupby("journey").es.min()
    late = away - digital_first.groupby("journey").es.min().reindex(away.index)
    kinds = np.zeros(3, dtype=int)
    for way, n in variants.items():
        digital = sum(channel in DIGITAL for channel in way)
        kinds[0 if digital == len(way) else 1 if digital else 2] += n
    return {
        "journeys": sum(variants.values()), "contacts": sum(len(way) * n for way, n in variants.items()),
        "multi": sum(n for way, n in variants.items() if len(way) > 1),
        "start_digital": sum(n for channel, n in starts.items() if channel in DIGITAL),
        "leak": int((late <= LEAK).sum()),
        **dict(zip(("digital_only", "mixed", "traditional"), map(int, kinds), strict=True)),
        "moves": {f"{a}>{b}": n for (a, b), n in follows.items()},
    }  # fmt: skip


def _frame(figures: dict[str, list[int]], moves: list[tuple], by_channel: list[tuple]) -> Found:
    names = ("journeys", "contacts", "start_digital", "leak", "one_contact", "multi", "csat_n", "csat_sum", "cost")
    kinds = [
        sum(n for n, kind in zip(figures["journeys"], figures["kind"], strict=True) if kind == k) for k in range(3)
    ]
    return {
        **{name: int(sum(figures[name])) for name in names},
        **dict(zip(("digital_only", "mixed", "traditional"), kinds, strict=True)),
        "moves": {f"{a}>{b}": n for a, b, n in moves}, "by_channel": dict(by_channel),
    }  # fmt: skip


PEERS = {"ours": ours, "everything": everything, "sql": sql, "polars": polars, "pandas": pandas, "pm4py": pm4py}


def main() -> None:
    what, folder = sys.argv[1], Path(sys.argv[2])
    kind = "csv" if what.endswith("-csv") else "parquet"
    log = folder / f"contacts.{kind}"
    if not log.exists():  # drawn in parts
        log = folder / f"contacts-*.{kind}"
    found = PEERS[what.removesuffix("-csv")](log, sys.argv[3] if len(sys.argv) > 3 else None)
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    wrong = [name for name, value in found.items() if value != truth[name]]
    if wrong:
        sys.exit("not the truth: " + ", ".join(f"{name} {found[name]} for {truth[name]}" for name in wrong)[:500])


if __name__ == "__main__":
    main()
