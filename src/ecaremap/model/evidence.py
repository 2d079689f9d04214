"""Evidence: what a contact log says about a strategy, kept beside it.

The file is written by measuring and read strictly. It holds whole numbers, as `753 of 1234`, so that shares and their
intervals follow exactly; never a customer, never anything about fewer journeys than `smallest`.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import Field
from pydantic_core import CoreSchema, core_schema

from ecaremap.model.counted import Counted, read_counted
from ecaremap.model.declared import Date, Declared, Id, Many, Month, Period, Text, problem

VERSION = "1"
HEAD = "ecaremap-evidence"
"""The first key of a file, with the version of the format."""
LATER = {"1 day": "24h", "7 days": "7d", "30 days": "30d"}
"""How long after a contact calls are counted, as files say it, and as counts name it."""


def read_of(value: Any) -> Counted:
    """`753 of 1234`."""
    if isinstance(value, Counted):
        return value
    try:
        return read_counted(str(value))
    except ValueError:
        raise problem("E101", f"'{value}' is not a number of a number", "write it as 753 of 1234") from None


def read_number(value: Any) -> int:
    """A whole number; there are logs with more than a thousand million cents."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch("[0-9]{1,15}", value):
        return int(value)
    raise problem("E101", f"'{value}' is not a whole number", "write digits only")


class _Read:
    """Annotation for a type that is read by a function and described by a schema."""

    def __init__(self, read: Any, schema: dict[str, Any]) -> None:
        self.read, self.schema = read, schema

    def __get_pydantic_core_schema__(self, _: Any, __: Any) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.read)

    def __get_pydantic_json_schema__(self, _: Any, __: Any) -> dict[str, Any]:
        return dict(self.schema)


Of = Annotated[Counted, _Read(read_of, {"type": "string", "pattern": "^[0-9]+ of [0-9]+$"})]
Whole = Annotated[int, _Read(read_number, {"type": "integer"})]
Time = Literal["1 day", "7 days", "30 days"]


class RefusedRows(Declared):
    """Rows of the log that were not counted."""

    reason: Text = Field(description="Why.")
    rows: Whole = Field(description="How many.")


class UnknownValue(Declared):
    """A value of the log that stands for nothing in the strategy."""

    column: Literal["touchpoint", "request", "segment"] = Field(description="Which column it stands in.")
    value: Text = Field(description="What the log says.")
    rows: Whole = Field(description="How often.")


class ReadLog(Declared):
    """The log that was read."""

    files: Many[Text] = Field(description="Their names, without folders.")
    rows: Whole = Field(description="Rows read.")
    contacts: Whole = Field(description="Contacts counted.")
    merged: Whole = Field(0, description="Rows that were part of another row's contact.")
    refused: Many[RefusedRows] = Field((), description="Rows not counted, and why.")
    unknown: Many[UnknownValue] = Field((), description="Values that stand for nothing in the strategy.")
    touchpoints: Many[Id] = Field((), description="Touchpoints with at least one contact.")
    engine: Text = Field(description="What counted.")
    query: Text = Field(description="Fingerprint of what was asked of it.")


class CountedBy(Declared):
    """The settings that decide what is counted."""

    same_need: Literal["strict", "family", "any"] = Field(description="Which later contacts count as the same need.")
    timezone: Text = Field("UTC", description="What the log's times say.")
    smallest: Whole = Field(description="Nothing is said of fewer.")
    windows: dict[Id, Text] = Field({}, description="How long contacts of a request count as the same need.")


class Ratings(Declared):
    """Grades that customers gave."""

    sum: Whole = Field(description="Of all grades.")
    answers: Whole = Field(description="How many grades.")


class MeasuredSlice(Declared):
    """Figures of all journeys, or of those that began in one month."""

    journeys: Whole = Field(description="Needs, each with all its contacts.")
    contacts: Whole = Field(description="Contacts.")
    shares: dict[Text, Of] = Field({}, description="By the names that targets use.")
    cost_cents: Whole | None = Field(None, description="Cost of the contacts.")
    finished: Whole | None = Field(None, description="Needs known to be finished, where that is known of most.")


class MeasuredRequest(Declared):
    """Figures of one request."""

    journeys: Whole = Field(description="Needs that were counted.")
    starts_at: dict[Id, Whole] = Field({}, description="How many began where.")
    shares: dict[Text, Of] = Field({}, description="By the names that targets use.")


class MeasuredCell(Declared):
    """Figures of one request at one touchpoint."""

    contacts: Whole = Field(description="Contacts there.")
    completion: Of | None = Field(None, description="Resolved, of those of which it is known.")
    calls_after: dict[Time, Of] = Field({}, description="Of those resolved there, followed by a person, by time.")
    then_person: dict[Time, Of] = Field({}, description="Of all, resolved or not, followed by a person, by time.")
    gave_up: Of | None = Field(None, description="Needs begun there that nobody finished, of those known.")
    satisfied: Of | None = Field(None, description="Satisfied, of those asked.")
    used_by: Of | None = Field(None, description="Eligible customers who use it, where somebody counts them.")
    ratings: Ratings | None = Field(None, description="Grades, where the log has grades.")


class Rows(Declared):
    """A file beside the evidence, named after its content."""

    file: Text = Field(description="Its name.")
    sha256: Text = Field(description="Fingerprint of its content.")


class Evidence(Declared):
    """One measurement."""

    strategy: Text = Field(description="The strategy's name.")
    period: Period = Field(description="Months of the log, as 2026-01 to 2026-06.")
    first: Date = Field(description="Day of the first contact.")
    last: Date = Field(description="Day of the last contact.")
    covers: Literal["all contacts", "a part"] = Field(description="Only of all contacts volumes are taken over.")
    log: ReadLog = Field(description="The log that was read.")
    counted_by: CountedBy = Field(description="The settings that decide what is counted.")
    whole: MeasuredSlice = Field(description="All journeys.")
    months: dict[Month, MeasuredSlice] = Field({}, description="Whole months, by the start of journeys.")
    requests: dict[Id, MeasuredRequest] = Field({}, description="Figures by request.")
    cells: dict[Id, dict[Id, MeasuredCell]] = Field({}, description="Figures by request and touchpoint.")
    rows: Rows | None = Field(None, description="The file that a dashboard is shown from.")
    counts: Rows | None = Field(None, description="The counts behind it as Parquet, to be added up.")

    @property
    def days(self) -> int:
        """Days of the log, both ends included."""
        return (self.last - self.first).days + 1

    @property
    def name(self) -> str:
        """`measured-2026-06`, after the last month."""
        return f"measured-{self.period[-7:]}"
