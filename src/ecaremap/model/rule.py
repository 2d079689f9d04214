"""Rules as authors write them; `policy.conditions` reads their conditions."""

from typing import Any

from pydantic import Field

from ecaremap.model.declared import Date, Declared, FormerIds, Id, Text
from ecaremap.model.finding import Severity
from ecaremap.model.scales import RuleKind


class Rule(Declared):
    """What must not, may or must be digital, and why."""

    id: Id = Field(description="Unique; a pack's rule is known as pack/id.")
    title: Text | None = Field(None, description="The rule in one sentence.")
    because: Text | None = Field(None, description="Why the rule exists.")
    kind: RuleKind = Field("policy", description="Law and duty can only be lifted by law.")
    severity: Severity | None = Field(None, description="How breaches are reported; never what they do.")
    when: Any = Field(None, description="Tests that all hold where the rule applies.")
    unless: Any = Field(None, description="Tests that, all holding, exempt from the rule.")
    then: Any = Field(description="The effect: forbid, or cap, require, offer, or lift.")
    # `from` is a Python keyword, hence the alias.
    starts: Date | None = Field(None, alias="from", description="First day in force.")
    until: Date | None = Field(None, description="Last day in force.")
    jurisdiction: Text | None = Field(None, description="Where a law applies, as DE or EU.")
    source: Text | None = Field(None, description="Where the rule is written.")
    last_checked: Date | None = Field(None, description="When the source was last read.")
    checked_against: Text | None = Field(None, description="What was read: the text, or others about it.")
    was: FormerIds = Field((), description="Former ids, so that a comparison knows it again.")
    note: Text | None = Field(None, description="A remark for colleagues; never printed.")
