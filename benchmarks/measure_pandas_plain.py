"""All six outputs in the words of pandas alone: sort_values, shift, where, cut, groupby, agg; for `measure_peers_all.py`.

Categories for names, small numbers where they fit, no loop over rows, no function of our own called for a group; but no
codes packed into one number, and no arithmetic of numpy's where pandas has a word for it.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from contacts import CHANNELS, REQUESTS, WINDOW

NAMES = sorted(name for name, *_ in CHANNELS)
ASKED = sorted(REQUESTS)
DIGITAL = {NAMES.index(name) for name, digital, *_ in CHANNELS if digital}
PERSON = {NAMES.index(name) for name, _, person, *_ in CHANNELS if person}
DAYS = {"24h": 86400, "7d": 7 * 86400, "30d": 30 * 86400}
STEPS = 6
Outputs = dict[str, Iterable[tuple[int, ...]]]


def plain(log: Path, _: str | None) -> Callable[[], Outputs]:
    """All outputs as frames, and what makes rows of them."""
    import pandas as pd

    edge = _edge(log)
    seen, within = [f"seen_{name}" for name in DAYS], [f"within_{name}" for name in DAYS]
    every = {name: (name, "sum") for name in (*seen, *within)}
    contacts = edge.groupby(["ym", "request", "segment", "channel"]).agg(
        n=("es", "size"), starts=("opens", "sum"), ends=("closes", "sum"), known=("res", "count"), resolved=("res", "sum"),
        **{name: every[name] for name in seen}, csat_n=("csat", "count"), csat_sum=("csat", "sum"), cost=("cost", "sum"),
    )  # fmt: skip
    follows = edge[edge.after >= 0]
    moves = follows.groupby(["request", "channel", "after"]).agg(
        n=("es", "size"), same=("stays", "sum"), **{name: every[name] for name in within}
    )
    finished = edge[edge.res].groupby(["request", "channel", "after"]).agg(n=("es", "size"), **every)
    gaps = edge[edge.stays]
    gaps = gaps.groupby(["channel", "after", _bins(gaps.gap)]).size().to_frame()
    edge["j"] = edge.opens.cumsum()
    journey = _journeys(edge)
    keys = ["ym", "request", "segment", "channel", "last", "kind"]
    journeys = journey.groupby(keys).agg(journeys=("n", "size"), **{name: (name, "sum") for name in _figures()})
    variants = _variants(edge, journey)
    frames = {
        "journeys": journeys, "moves": moves, "contacts": contacts, "gaps": gaps, "finished": finished, "variants": variants,
    }  # fmt: skip
    assert isinstance(journey, pd.DataFrame)
    return lambda: {name: frame.reset_index().itertuples(index=False, name=None) for name, frame in frames.items()}


def _edge(log: Path) -> Any:
    """Each contact beside the one after it, in order; -1 where none comes."""
    import pandas as pd

    raw = pd.read_parquet(log)
    edge = pd.DataFrame({
        "customer": raw.customer_id, "id": raw.contact_id, "es": raw.ts.astype("datetime64[s]").astype("int64"),
        "request": pd.Categorical(raw.request_type, categories=ASKED).codes, "segment": 0,
        "channel": pd.Categorical(raw.channel, categories=NAMES).codes,
        "ym": (raw.ts.dt.year * 12 + raw.ts.dt.month - 1).astype("int32"),
        "res": raw.resolved, "csat": raw.csat, "cost": raw.cost_cents,
    }).sort_values(["customer", "request", "es", "id"], ignore_index=True)  # fmt: skip
    same = (edge.customer == edge.customer.shift(-1)) & (edge.request == edge.request.shift(-1))
    stop = edge.es.max()
    edge["gap"] = (edge.es.shift(-1) - edge.es).where(same)
    edge["after"] = edge.channel.shift(-1).where(same, -1).astype("int8")
    edge["stays"] = edge.gap <= WINDOW
    edge["closes"] = ~edge.stays
    edge["opens"] = edge.closes.shift(fill_value=True)
    for name, days in DAYS.items():
        edge[f"seen_{name}"] = edge.es <= stop - days
        edge[f"within_{name}"] = edge[f"seen_{name}"] & (edge.gap <= days)
    edge["digital"], edge["person"] = edge.channel.isin(DIGITAL), edge.channel.isin(PERSON)
    edge["away"] = edge.es.where(edge.person & ~edge.digital)
    return edge


def _bins(gap: Any) -> Any:
    import pandas as pd

    from ecaremap.measure.definitions import BIN_EDGES

    return pd.cut(gap, [-1, *BIN_EDGES, float("inf")], labels=False).rename("bin")


def _figures() -> list[str]:
    return [
        "n", "start", "known", "done", "digital_done", "alone_done", "survived", *(f"leaked_{name}" for name in DAYS),
        "one", "multi", *(f"seen_{name}" for name in DAYS), *(f"within_{name}" for name in DAYS), "open",
        "csat_n", "csat_sum", "cost",
    ]  # fmt: skip


def _journeys(edge: Any) -> Any:
    """One row for each journey: its keys and figures."""
    import pandas as pd

    groups = edge.groupby("j", sort=False)
    first, last = groups[["ym", "request", "segment", "channel", "es", "digital"]].first(), groups[_ends()].last()
    n, digs, persons = groups.size(), groups.digital.sum(), groups.person.sum()
    late, only = groups.away.min() - first.es, digs == n
    known, done = last.res.notna(), last.res.astype(bool)
    return pd.DataFrame({
        **{name: first[name] for name in ("ym", "request", "segment", "channel")}, "last": last.channel,
        "kind": (~only).astype("int8") + (digs == 0), "n": n, "start": first.digital, "known": known, "done": done,
        "digital_done": only & done, "alone_done": (persons == 0) & done, "survived": only,
        **{f"leaked_{name}": first.digital & (late <= days) for name, days in DAYS.items()},
        "one": (n == 1) & done, "multi": n > 1, **{name: last[name] for name in _ends()[3:]},
        "open": last.es > edge.es.max() - WINDOW,
        "csat_n": groups.csat.count(), "csat_sum": groups.csat.sum(), "cost": groups.cost.sum(),
    })  # fmt: skip


def _ends() -> list[str]:
    return ["es", "channel", "res", *(f"seen_{name}" for name in DAYS), *(f"within_{name}" for name in DAYS)]


def _variants(edge: Any, journey: Any) -> Any:
    """The ways of journeys: touchpoints of their first contacts side by side, -1 where they are over."""
    import pandas as pd

    n = journey.n.reset_index(drop=True)
    steps = {
        f"step_{place}": edge.channel.shift(1 - place, fill_value=-1)[edge.opens]
        .reset_index(drop=True)
        .where(n >= place, -1)
        for place in range(1, STEPS + 1)
    }
    short = n <= STEPS
    known, done = journey.known.reset_index(drop=True), journey.done.reset_index(drop=True)
    ways = pd.DataFrame({**steps, "longer": ~short, "known": short & known, "done": short & done})
    return ways.groupby(list(ways)[: STEPS + 1]).agg(n=("known", "size"), known=("known", "sum"), done=("done", "sum"))
