"""Gaps (Gxxx) and waivers (Wxxx); every check takes `Decisions`."""

from ecaremap.model.finding import Check

CHECKS: tuple[Check, ...] = ()
