"""How an engine goes through the contacts of each customer and need in order of time, so that each sees its neighbours.

The counting is the same text; only the spelling of the order differs. A warehouse is told it in every window. DuckDB
sorts once and looks at the row before and the row after, which costs next to nothing once rows stand in order; since
no standard promises the order of a query inside a query, it marks what is astray, and whoever runs it must look.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Walk:
    """Parts of the text that say in which order contacts are gone through.

    Attributes:
        contacts: what is gone through.
        over, so_far: windows over all rows in order, and over those up to this one where ties are open.
        before, after: whether the row before or after is of the same customer and need.
        pair, tie: columns that are kept to find that order again; each ends with a comma.
        beside: columns of the neighbours that `before`, `after` and `astray` read; begins with a comma.
        astray: marks a contact that is not in order: `opens` is 2 there.
    """

    contacts: str
    over: str
    so_far: str
    before: str
    after: str
    pair: str = ""
    tie: str = ""
    beside: str = ""
    astray: str = ""


IN_WINDOWS = Walk(
    contacts="contact",
    over="over (partition by customer, need order by es, contact_id)",
    so_far="over (partition by customer, need order by es, opens desc rows between unbounded preceding and current row)",
    before="from_reach is not null",
    after="to_es is not null",
    pair="customer, need, ",
    tie="contact_id, ",
)
"""Each window says its order: what all engines share."""

IN_ORDER = Walk(
    contacts="(select * from contact order by customer, need, es, contact_id) contact",
    over="over ()",
    so_far="over (rows between unbounded preceding and current row)",
    before="from_customer = customer and from_need = need",
    after="to_customer = customer and to_need = need",
    beside=""",
         lag(customer) over () as from_customer, lag(need) over () as from_need, lag(es) over () as from_es,
         lag(contact_id) over () as from_id, lead(customer) over () as to_customer, lead(need) over () as to_need""",
    astray="""when from_customer > customer or (from_customer = customer and (from_need > need
         or (from_need = need and (from_es > es or (from_es = es and from_id >= contact_id))))) then 2
         """,
)
"""Sorted once: windows take rows as they come."""
