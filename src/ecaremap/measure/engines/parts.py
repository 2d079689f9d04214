"""A staged log counted in parts: each has customers of its own and is sorted by itself, several at once. Rows add up."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass

from ecaremap.measure import definitions
from ecaremap.measure.engines.duck import Duck
from ecaremap.measure.engines.running import Progress
from ecaremap.measure.model import Row
from ecaremap.measure.walking import IN_ORDER, IN_WINDOWS, Walk

LEAST = 250_000
"""Contacts that are worth a part of their own."""

MOST = 16_000_000
"""Contacts that are sorted at once: more would leave memory for the disk on a small machine."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What is counted: the query of `contact`, the table it reads, the last second of it, and how many contacts."""

    contact: str
    table: str
    end: int
    contacts: int


def count_parts(
    duck: Duck, staged: Staged, outputs: Sequence[str], progress: Progress, span: tuple[float, float]
) -> dict[str, tuple[Row, ...]]:
    """The rows of each output. `span`: what of the progress this is."""
    wheres = list(_parts(duck, staged))
    low, high = span
    ducks = [duck.another() for _ in wheres]
    with ThreadPoolExecutor(min(len(wheres), duck.threads)) as pool:
        asked = [pool.submit(_part, ducks[k], staged, outputs, where, k) for k, where in enumerate(wheres)]
        try:
            for done, one in enumerate(as_completed(asked), 1):
                one.result()
                progress("counting", low + (high - low) * done / len(asked))
        except BaseException:
            # Also of someone who does not want to wait any longer: without this, the pool waits for all parts.
            _stop(ducks, asked)
            raise
    for other in ducks:
        other.leave()
    return {name: _added(duck, name, len(wheres)) for name in outputs}


def _stop(ducks: Sequence[Duck], asked: Sequence[Future[None]]) -> None:
    for one in asked:
        one.cancel()
    for duck in ducks:
        duck.interrupt()


def _parts(duck: Duck, staged: Staged) -> Iterator[str]:
    """A condition for each part. Customers are hashed, so even steps have about as many each."""
    many = max(min(duck.threads, staged.contacts // LEAST), -(-staged.contacts // MOST), 1)
    kind, first, last = duck.row(
        f"select any_value(typeof(customer)), min(customer), max(customer) from {staged.table} where why = 0"  # noqa: S608
    )
    bounds = [first + (last - first) * k // many for k in range(1, many)]
    asked = [f"customer >= cast({bound} as {kind})" for bound in bounds]
    for k in range(many):
        above = [asked[k - 1]] if k else []
        below = [asked[k].replace(">=", "<")] if k < many - 1 else []
        yield " and ".join([*above, *below])


def _part(duck: Duck, staged: Staged, outputs: Sequence[str], where: str, number: int) -> None:
    """Sort and count one part, and keep its rows in tables that end with its number."""
    query = f"{staged.contact} and {where}" if where else staged.contact
    duck.run(f"create or replace temp view contact as {query}")
    walk = _edge(duck)
    for name in outputs:
        duck.run(f"create or replace table {name}_{number} as {definitions.output(name, staged.end, walk)}")
    duck.run("drop table edge")


def _edge(duck: Duck) -> Walk:
    """Make `edge`, and tell how to go through it: no standard promises that a sorted query stays sorted."""
    duck.run(f"create or replace temp table edge as {definitions.edge(IN_ORDER)}")
    if duck.row("select coalesce(max(opens), 0) from edge")[0] < 2:
        return IN_ORDER
    duck.run(f"create or replace temp table edge as {definitions.edge(IN_WINDOWS)}")
    return IN_WINDOWS


def _added(duck: Duck, name: str, parts: int) -> tuple[Row, ...]:
    """The rows of all parts, added up by their keys."""
    tables = " union all ".join(f"select * from {name}_{number}" for number in range(parts))  # noqa: S608
    columns, keys = definitions.COLUMNS[name], ", ".join(definitions.KEYS[name])
    sums = ", ".join(f"cast(sum({column}) as bigint)" for column in columns[len(definitions.KEYS[name]) :])
    return tuple(
        duck.rows(f"select {keys}, {sums} from ({tables}) part({', '.join(columns)}) group by {keys} order by {keys}")  # noqa: S608
    )
