"""The checks of plans (T2xx); they take `Decisions` and put nothing in order themselves."""

from ecaremap.model.finding import Check
from ecaremap.plan.checks import (
    t201_needs_in_a_circle,
    t202_team_too_small,
    t203_longer_than_the_plan,
    t204_build_against_rules,
    t205_build_beside_the_map,
    t206_retired_with_its_replacement,
    t207_push_without_return,
    t208_takeup_said_twice,
    t209_outside_the_plan,
    t210_starts_before_its_need,
)

CHECKS: tuple[Check, ...] = (
    t201_needs_in_a_circle.CHECK,
    t202_team_too_small.CHECK,
    t203_longer_than_the_plan.CHECK,
    t204_build_against_rules.CHECK,
    t205_build_beside_the_map.CHECK,
    t206_retired_with_its_replacement.CHECK,
    t207_push_without_return.CHECK,
    t208_takeup_said_twice.CHECK,
    t209_outside_the_plan.CHECK,
    t210_starts_before_its_need.CHECK,
)
