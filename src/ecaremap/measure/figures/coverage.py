"""What the log itself knows: figures are as good as the share of contacts that has what they need."""

from dataclasses import dataclass

from ecaremap.measure.figures.rows import total
from ecaremap.measure.model import Counts
from ecaremap.model.counted import Counted


@dataclass(frozen=True, slots=True)
class Known:
    """One thing a contact should say: how many do, of how many; a share is never withheld here."""

    name: str
    counted: Counted


def coverage(counts: Counts) -> tuple[Known, ...]:
    """In the order in which a log loses rows: read, counted, mapped, then what is known of what was counted."""
    intake, contacts = counts.intake, total(counts, "contacts")
    read = max(intake.rows - intake.merged, intake.counted)
    lost = dict.fromkeys(("touchpoint", "request"), 0)
    for value in intake.unmapped:
        if value.column in lost:
            lost[value.column] += value.rows
    mapped = {column: max(0, read - number) for column, number in lost.items()}
    found = {
        "counted": (intake.counted, read),
        **({"identified": (intake.identified, intake.rows)} if intake.identified else {}),
        "touchpoint_mapped": (mapped["touchpoint"], read),
        "request_known": (mapped["request"], read),
        "resolved_known": (contacts["known"], contacts["n"]),
        "csat_known": (contacts["csat_n"], contacts["n"]),
    }
    return tuple(Known(name, Counted(n, of)) for name, (n, of) in found.items())
