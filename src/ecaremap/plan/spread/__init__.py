"""How sure a plan is: draws of the uncertain figures through the exact simulator."""

from ecaremap.plan.spread.spreading import DRAWS, SEED, spread

__all__ = ["DRAWS", "SEED", "spread"]
