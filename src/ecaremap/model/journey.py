"""Named journeys: ways through the touchpoints that a strategy wants to be possible."""

from pydantic import Field

from ecaremap.model.declared import Declared, FormerIds, Id, Many, Text


class Journey(Declared):
    """One way of a customer through the touchpoints, from the first to the one that finishes the request."""

    name: Text | None = Field(None, description="The name readers see.")
    request: Id = Field(description="The request it is about.")
    steps: Many[Id] = Field(description="The touchpoints in their order; the last one finishes the request.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")
    note: Text | None = Field(None, description="A remark for colleagues; never printed.")
