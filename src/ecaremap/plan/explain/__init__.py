"""Why a plan is as it is: waves, what held an item, what was left out, what a bound is worth."""
