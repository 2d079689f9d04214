"""All six outputs counted another way, all rows checked: `python benchmarks/measure_peers_all.py WHAT FOLDER [MEMORY]`.

`everything` is what `ecaremap measure` counts. The others count the same rows with the same columns: journeys, moves,
contacts, gaps, finished and variants of `ecaremap.measure.definitions`, written as someone fluent in a library writes
for one log they know: one sort by a packed key, whole numbers as small as they can be, no loop over rows.
- `pandas-plain`: in the words of pandas alone (`measure_pandas_plain.py`), as `polars-all` is in those of polars.
- `polars-all`, `pandas-all`: a journey is a group of its number; in pandas, groups of one packed number by numpy.
- `polars-runs`, `pandas-runs`: a journey is a run of sorted rows, whose sums need no groups.

What they do not do: no row is checked for why it may not count, no id looked at for repeats, no customer hashed, no
other spelling of a name found, no segment, no window of a request's own, no time zone; customers must be whole
numbers, outcomes and costs must be there, and the log must fit into memory (10 million contacts: polars 1.4 GB, pandas
3.6 GB). They are done when their tables stand, `everything` when its rows are sorted whole numbers of Python.

Prints CPU seconds and peak MiB until the outputs stood; only then are all rows compared with `outputs.json`, which
`contacts.py` counts from the journeys it drew, without `--brief`, for up to 10 million contacts.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from contacts import CHANNELS, REQUESTS, WINDOW
from measure_pandas_plain import plain
from measure_peers import counted

Outputs = dict[str, Iterable[tuple[int, ...]]]
NAMES = sorted(name for name, *_ in CHANNELS)
ASKED = sorted(REQUESTS)
DIGITAL = [NAMES.index(name) for name, digital, *_ in CHANNELS if digital]
PERSON = [NAMES.index(name) for name, _, person, *_ in CHANNELS if person]
AWAY = sorted(set(PERSON) - set(DIGITAL))
DAYS = {"24h": 86400, "7d": 7 * 86400, "30d": 30 * 86400}
STEPS = 6
NEVER = 2**31 - 1
MONTHS = 60


def everything(log: Path, memory: str | None) -> Callable[[], Outputs]:
    from ecaremap.measure.definitions import OUTPUTS

    rows = counted(log, memory, tuple(OUTPUTS)).rows
    return lambda: dict(rows)


def polars(log: Path, _: str | None, runs: bool = False) -> Callable[[], Outputs]:
    import polars as pl

    edge, stop = _polars_edge(log)
    c = pl.col
    within = {name: c(f"seen_{name}") & (c("gap") <= days) for name, days in DAYS.items()}
    seen = [c(f"seen_{name}").sum() for name in DAYS]
    lazy = edge.lazy()
    follows = [within[name].sum().alias(f"within_{name}") for name in DAYS]
    contacts = lazy.group_by("ym", "request", pl.lit(0).alias("segment"), "channel").agg(
        pl.len().alias("n"), c("opens").sum(), c("closes").sum(), c("res").count().alias("known"), c("res").sum(), *seen,
        c("csat").count().alias("csat_n"), c("csat").sum(), c("cost").sum(),
    )  # fmt: skip
    moves = (
        lazy.filter(c("gap").is_not_null())
        .group_by("request", "channel", "after")
        .agg(pl.len(), (~c("closes")).sum(), *follows)
    )
    finished = (
        lazy.filter("res").group_by("request", "channel", c("after").fill_null(-1)).agg(pl.len(), *seen, *follows)
    )
    gaps = lazy.filter(~c("closes")).group_by("channel", "after", _polars_bin()).agg(pl.len())
    journeys = (_polars_runs if runs else _polars_groups)(edge).with_columns(
        kind=pl.when(c("digs") == c("n")).then(0).when(c("digs") > 0).then(1).otherwise(2).cast(pl.Int8),
        late=pl.when("dig").then(c("away") - c("start")), open=c("until") > stop - WINDOW,
    )  # fmt: skip
    names = ("journeys", "moves", "contacts", "gaps", "finished", "variants")
    tables = pl.collect_all([_polars_ways(journeys), moves, contacts, gaps, finished, _polars_variants(journeys)])
    return lambda: {name: table.rows() for name, table in zip(names, tables, strict=True)}


def _polars_edge(log: Path) -> tuple[Any, int]:
    """Each contact beside the one after it, in order of customer, request and time."""
    import polars as pl

    c = pl.col
    contact = (
        pl.scan_parquet(log)
        .with_columns(
            request=c("request_type").cast(pl.Enum(ASKED)).to_physical(),
            channel=c("channel").cast(pl.Enum(NAMES)).to_physical(),
        )
        .select(
            "contact_id", "request", "channel", pair=c("customer_id") * len(ASKED) + c("request"),
            es=c("ts").dt.epoch("s").cast(pl.Int32), ym=(c("ts").dt.year() * 12 + c("ts").dt.month() - 1).cast(pl.Int16),
            res="resolved", csat=c("csat").cast(pl.Int8), cost=c("cost_cents").cast(pl.Int32),
        )
        .sort("pair", "es", "contact_id")
        .drop("contact_id")
        .collect()
    )  # fmt: skip
    stop = contact["es"].max()
    same = c("pair") == c("pair").shift(-1)
    steps = {f"step_{k}": c("channel").shift(1 - k) for k in range(2, STEPS + 1)}
    edge = (
        contact.lazy()
        .with_columns(
            gap=pl.when(same).then(c("es").shift(-1) - c("es")), after=pl.when(same).then(c("channel").shift(-1)).cast(pl.Int8),
            dig=c("channel").is_in(DIGITAL),
            **{f"seen_{name}": c("es") <= stop - days for name, days in DAYS.items()},
        )
        .with_columns(closes=(c("gap") > WINDOW).fill_null(value=True))
        .with_columns(opens=c("closes").shift(1, fill_value=True), **steps)
        .collect()
    )  # fmt: skip
    return edge, stop


def _polars_bin() -> Any:
    import polars as pl

    from ecaremap.measure.definitions import BIN_EDGES

    return pl.lit(pl.Series(BIN_EDGES, dtype=pl.Int32)).search_sorted(pl.col("gap"), side="left").alias("bin")


def _polars_groups(edge: Any) -> Any:
    """One row for each journey: groups of its number."""
    import polars as pl

    c = pl.col
    return (
        edge.lazy()
        .with_columns(
            j=c("opens").cum_sum().set_sorted(), away=pl.when(c("channel").is_in(AWAY)).then("es"),
            person=c("channel").is_in(PERSON),
        )
        .group_by("j")
        .agg(
            c("ym", "request", "channel", "dig", *(f"step_{k}" for k in range(2, STEPS + 1))).first(),
            c("gap", "res", *(f"seen_{name}" for name in DAYS)).last(), c("channel").last().alias("last"),
            c("es").first().alias("start"), c("es").last().alias("until"), c("away").min(), pl.len().alias("n"),
            c("dig").sum().alias("digs"), c("person").sum().alias("persons"), c("csat").count().alias("csat_n"),
            c("csat").sum().alias("csat_sum"), c("cost").sum(),
        )
        .collect()
    )  # fmt: skip


def _polars_runs(edge: Any) -> Any:
    """One row for each journey: its first contact beside its last, and what grew along the rows since the last before."""
    import polars as pl

    c = pl.col
    seen, steps = [f"seen_{name}" for name in DAYS], [f"step_{k}" for k in range(2, STEPS + 1)]
    sums = {
        "n": pl.int_range(1, pl.len() + 1, dtype=pl.Int32), "digs": c("dig").cast(pl.Int32).cum_sum(),
        "persons": c("channel").is_in(PERSON).cast(pl.Int32).cum_sum(),
        "csat_n": c("csat").is_not_null().cast(pl.Int32).cum_sum(),
        "csat_sum": c("csat").fill_null(0).cast(pl.Int64).cum_sum(), "cost": c("cost").cast(pl.Int64).cum_sum(),
    }  # fmt: skip
    away = pl.when(c("channel").is_in(AWAY)).then("es").when("closes").then(NEVER).backward_fill()
    first = edge.lazy().with_columns(away=away).filter("opens").select(
        "ym", "request", "channel", "dig", *steps, start="es", away="away"
    )  # fmt: skip
    last = edge.lazy().with_columns(**sums).filter("closes").select(
        *(c(name) - c(name).shift(1, fill_value=0) for name in sums), *seen, "gap", "res", last="channel", until="es",
    )  # fmt: skip
    first, last = pl.collect_all([first, last])
    return first.hstack(last)


def _polars_ways(journeys: Any) -> Any:
    import polars as pl

    c = pl.col
    only = c("kind") == 0
    keys = ("ym", "request", pl.lit(0).alias("segment"), "channel", "last", "kind")
    return journeys.lazy().group_by(*keys).agg(
        pl.len().alias("journeys"), c("n").sum(), c("dig").sum(), c("res").count().alias("known"), c("res").sum(),
        (only & c("res")).sum().alias("digital_done"), ((c("persons") == 0) & c("res")).sum().alias("alone_done"),
        only.sum().alias("survived"), *((c("late") <= days).sum().alias(f"leaked_{name}") for name, days in DAYS.items()),
        ((c("n") == 1) & c("res")).sum().alias("one"), (c("n") > 1).sum().alias("multi"),
        *(c(f"seen_{name}").sum() for name in DAYS),
        *((c(f"seen_{name}") & (c("gap") <= days)).sum().alias(f"back_{name}") for name, days in DAYS.items()),
        c("open").sum(), c("csat_n").sum(), c("csat_sum").sum(), c("cost").sum(),
    )  # fmt: skip


def _polars_variants(journeys: Any) -> Any:
    import polars as pl

    c = pl.col
    steps = {
        f"step_{k}": pl.when(c("n") >= k).then(f"step_{k}").cast(pl.Int8).fill_null(-1) for k in range(2, STEPS + 1)
    }
    longer = c("n") > STEPS
    return (
        journeys.lazy()
        .select("channel", "res", longer=longer.cast(pl.Int8), **steps)
        .group_by("channel", *steps, "longer")
        .agg(pl.len(), (c("longer") == 0).sum().alias("known"), ((c("longer") == 0) & c("res")).sum().alias("done"))
    )  # fmt: skip


def pandas(log: Path, _: str | None, runs: bool = False) -> Callable[[], Outputs]:
    import numpy as np
    import pandas as pd

    from ecaremap.measure.definitions import BIN_EDGES

    edge, stop = _pandas_edge(log)
    seen = {f"seen_{name}": edge.es <= stop - days for name, days in DAYS.items()}
    within = {f"within_{name}": seen[f"seen_{name}"] & (edge.gap <= days) for name, days in DAYS.items()}
    sums = {
        "opens": edge.opens, "closes": edge.closes, "known": edge.res.notna(), "res": edge.res, **seen,
        "csat_n": edge.csat > 0, "csat": edge.csat, "cost": edge.cost,
    }  # fmt: skip
    asked, places = (0, len(ASKED)), (0, len(NAMES))
    contacts = _grouped(
        edge[["ym", "request", "segment", "channel"]], ((edge.ym.min(), MONTHS), asked, (0, 1), places), sums
    )
    after = ((asked, places, (-1, len(NAMES) + 1)), edge[["request", "channel", "after"]])
    moves = _grouped(after[1], after[0], {"same": ~edge.closes, **within}, edge.after >= 0)
    finished = _grouped(after[1], after[0], {**seen, **within}, edge.res)
    stays = edge.loc[~edge.closes, ["channel", "after", "gap"]]
    stays["gap"] = np.searchsorted(np.array(BIN_EDGES, dtype=stays.gap.dtype), stays.gap)
    gaps = _grouped(stays, (places, places, (0, len(BIN_EDGES) + 1)), {})
    journeys = _pandas_journeys(
        edge, stop, pd.DataFrame(seen), pd.DataFrame(within), _pandas_runs if runs else _pandas_groups
    )
    ways = journeys[["ym", "request", "segment", "channel", "last", "kind"]]
    figures = {name: journeys[name] for name in list(journeys)[len(ways.columns) :]}
    journeys = _grouped(ways, ((ways.ym.min(), MONTHS), asked, (0, 1), places, places, (0, 3)), figures)
    tables = {
        "journeys": journeys, "moves": moves, "contacts": contacts, "gaps": gaps, "finished": finished,
        "variants": _pandas_variants(edge),
    }  # fmt: skip
    return lambda: {name: table.itertuples(index=False, name=None) for name, table in tables.items()}


def _grouped(keys: Any, ranges: tuple[tuple[int, int], ...], sums: dict[str, Any], where: Any = None) -> Any:
    """Rows and sums by keys: groups of one whole number made of all. `ranges`: the lowest of each key, and how many."""
    import numpy as np
    import pandas as pd

    code, size = np.zeros(len(keys), dtype=np.int32), 1
    for name, (low, many) in zip(keys, ranges, strict=True):
        code = code * np.int32(many) + (keys[name].to_numpy().astype(np.int32) - np.int32(low))
        size *= many
    table = pd.DataFrame(sums, index=keys.index)
    if where is not None:
        code, table = code[where], table[where]
    n = np.bincount(code, minlength=size)
    found = table.groupby(code, sort=False).sum() if sums else pd.DataFrame(index=np.flatnonzero(n))
    found.insert(0, "n", n[found.index])
    rest = found.index.to_numpy()
    for name, (low, many) in reversed(list(zip(keys, ranges, strict=True))):
        found.insert(0, f"key_{name}", rest % many + low)
        rest = rest // many
    return found


def _pandas_edge(log: Path) -> tuple[Any, int]:
    """Each contact beside the one after it, in order of customer, request and time; NEVER where none comes."""
    import numpy as np
    import pandas as pd

    raw = pd.read_parquet(log, read_dictionary=["channel", "request_type"])
    request = raw.request_type.cat.set_categories(ASKED).cat.codes
    es = raw.ts.astype("datetime64[s]").astype("int64")
    pair = raw.customer_id * len(ASKED) + request
    order = np.lexsort((raw.contact_id, pair * NEVER + es))
    edge = pd.DataFrame({
        "pair": pair, "request": request, "segment": np.zeros(len(raw), dtype=np.int8),
        "channel": raw.channel.cat.set_categories(NAMES).cat.codes, "es": es.astype(np.int32),
        "ym": (raw.ts.to_numpy().astype("datetime64[M]").astype(np.int64) + 1970 * 12).astype(np.int32),
        "res": raw.resolved, "csat": raw.csat.fillna(0).astype(np.int8), "cost": raw.cost_cents.astype(np.int32),
    }).take(order).reset_index(drop=True)  # fmt: skip
    same = edge.pair == edge.pair.shift(-1, fill_value=-1)
    edge["gap"] = np.where(same, edge.es.shift(-1, fill_value=0) - edge.es, NEVER)
    edge["after"] = np.where(same, edge.channel.shift(-1, fill_value=-1), -1)
    edge["closes"] = edge.gap > WINDOW
    edge["opens"] = edge.closes.shift(1, fill_value=True)
    return edge, int(edge.es.max())


def _pandas_groups(rows: Any, edge: Any, opens: Any) -> Any:
    """Sums of each journey: groups of its number."""
    by = rows.groupby(edge.opens.cumsum(), sort=False)
    return (
        by[["digs", "persons", "csat_n", "csat_sum", "cost"]].sum().assign(away=by["away"].min()).reset_index(drop=True)
    )


def _pandas_runs(rows: Any, edge: Any, opens: Any) -> Any:
    """The same, added up along the sorted rows."""
    import numpy as np
    import pandas as pd

    sums = {name: np.add.reduceat(rows[name].to_numpy(), opens, dtype=np.int64) for name in list(rows)[1:]}
    return pd.DataFrame({"away": np.minimum.reduceat(rows["away"].to_numpy(), opens), **sums})


def _pandas_journeys(edge: Any, stop: int, seen: Any, within: Any, summed: Callable[..., Any]) -> Any:
    """Keys and figures of each journey."""
    import numpy as np
    import pandas as pd

    opens, closes = np.flatnonzero(edge.opens), np.flatnonzero(edge.closes)
    first, last = edge.take(opens).reset_index(drop=True), edge.take(closes).reset_index(drop=True)
    digital, person = np.isin(np.arange(len(NAMES)), DIGITAL), np.isin(np.arange(len(NAMES)), PERSON)
    rows = pd.DataFrame({
        "away": np.where((person & ~digital)[edge.channel], edge.es, np.int32(NEVER)), "digs": digital[edge.channel],
        "persons": person[edge.channel], "csat_n": edge.csat > 0, "csat_sum": edge.csat, "cost": edge.cost,
    })  # fmt: skip
    sums = summed(rows, edge, opens)
    n = closes - opens + 1
    start, late, only = digital[first.channel], sums.away - first.es, sums.digs == n
    ends, backs = seen.take(closes).reset_index(drop=True), within.take(closes).reset_index(drop=True)
    return pd.DataFrame({
        "ym": first.ym, "request": first.request, "segment": first.segment, "channel": first.channel, "last": last.channel,
        "kind": np.where(only, 0, np.where(sums.digs > 0, 1, 2)),
        "contacts": n, "start": start, "known": last.res.notna(), "done": last.res, "digital_done": only & last.res,
        "alone_done": (sums.persons == 0) & last.res, "survived": only,
        **{f"leaked_{name}": start & (late <= days) for name, days in DAYS.items()},
        "one": (n == 1) & last.res, "multi": n > 1, **ends, **backs, "open": last.es > stop - WINDOW,
        "csat_n": sums.csat_n, "csat_sum": sums.csat_sum, "cost": sums.cost,
    })  # fmt: skip


def _pandas_variants(edge: Any) -> Any:
    import numpy as np
    import pandas as pd

    opens, closes = np.flatnonzero(edge.opens), np.flatnonzero(edge.closes)
    channel, n = edge.channel.to_numpy(), closes - opens + 1
    steps = {f"step_{k}": np.full(len(n), -1, dtype=np.int8) for k in range(2, STEPS + 1)}
    for k in range(2, STEPS + 1):
        there = np.flatnonzero(n >= k)
        steps[f"step_{k}"][there] = channel[opens[there] + (k - 1)]
    short = n <= STEPS
    keys = pd.DataFrame({"step_1": channel[opens], **steps, "longer": ~short})
    ranges = ((0, len(NAMES)), *((-1, len(NAMES) + 1),) * (STEPS - 1), (0, 2))
    return _grouped(keys, ranges, {"known": short, "done": short & edge.res.to_numpy()[closes]})


PEERS = {
    "everything": everything, "pandas-plain": plain, "polars-all": polars, "pandas-all": pandas,
    "polars-runs": partial(polars, runs=True), "pandas-runs": partial(pandas, runs=True),
}  # fmt: skip


def main() -> None:
    folder = Path(sys.argv[2])
    kept = PEERS[sys.argv[1]](folder / "contacts.parquet", sys.argv[3] if len(sys.argv) > 3 else None)
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
    truth = json.loads((folder / "outputs.json").read_text(encoding="utf-8"))
    found = {name: sorted(list(map(int, row)) for row in rows) for name, rows in kept().items()}
    wrong = [name for name in truth if found.get(name) != truth[name]]
    if wrong:
        sys.exit(f"not the truth: {', '.join(wrong)}")


if __name__ == "__main__":
    main()
