"""What to build and when: selection and sequence under teams, budget, launches and gates."""

from ecaremap.plan.optimise.building import instance
from ecaremap.plan.optimise.checking import Held
from ecaremap.plan.optimise.cp_sat import NoSolver, installed
from ecaremap.plan.optimise.instance import Instance
from ecaremap.plan.optimise.planning import as_written, optimise
from ecaremap.plan.optimise.pricing import prices
from ecaremap.plan.optimise.reasons import Forced, More, binding, delay, earliest_alone, force_in, most_of, one_more
from ecaremap.plan.optimise.wording import in_words

__all__ = [
    "Forced", "Held", "Instance", "More", "NoSolver", "as_written", "binding", "delay", "earliest_alone", "force_in",
    "in_words", "installed", "instance", "most_of", "one_more", "optimise", "prices",
]  # fmt: skip
