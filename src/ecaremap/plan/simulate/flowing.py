"""Where needs go, month by month, if the items of a plan act: the core of the one simulator."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.simulate import formulas
from ecaremap.plan.simulate.parameters import Parameters
from ecaremap.plan.simulate.structure import Structure
from ecaremap.plan.simulate.timing import Timing, starts_of, timing

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Flows:
    """Needs and contacts of a month; what is linear in these is worked out where it is asked for.

    Attributes:
        when: what acts when. before: (..., R, T) needs without fixes; needs: with them [V].
        adopted: F. completion: kappa, 0 before the launch. starts: A. contained: kappa A. missed:
            (1 - kappa) A: all (..., B, T). pushed: V (M - m) H; None where nothing is pushed.
    """

    when: Timing
    before: Array
    needs: Array
    adopted: Array
    completion: Array
    starts: Array
    contained: Array
    missed: Array
    pushed: Array | None


def flows(of: Structure, given: Parameters, schedule: Mapping[str, int] | Array | Timing) -> Flows:
    """Simulate: formulas 1 to 7.

    Args:
        of: the links of the problem.
        given: its numbers, which may have leading axes.
        schedule: the months in which items start, by id; or as (..., N) numbers, NEVER for those left out; or
            the timing worked out before, where it is the same for many draws.
    """
    when = _timed(of, given, schedule)
    before = formulas.volume(given.volume, of.growth)
    needs = _after_fixes(of, given, when, before)
    adopted = formulas.adoption(when.effective, given.innovation, given.imitation)
    adopted = adopted * when.live
    share = formulas.by_choice(adopted, given.ceiling)
    more = formulas.by_push(when.pushed, given.ceiling, given.with_push) if when.pushed.any() else None
    if more is not None:
        share = share + more
    factor = _capped(of, given, share)
    if factor is not None:
        share *= factor
    mine = needs[..., of.requests, :]
    starts = formulas.starts(mine, share)
    completion = formulas.containment(when.age, given.at_launch, given.learnt, given.learning)
    contained = starts * completion
    pushed = None
    if more is not None:
        pushed = mine * more
        pushed = pushed if factor is None else pushed * factor
    return Flows(when, before, needs, adopted, completion, starts, contained, starts - contained, pushed)


def _timed(of: Structure, given: Parameters, schedule: Mapping[str, int] | Array | Timing) -> Timing:
    if isinstance(schedule, Timing):
        return schedule
    begins = schedule if isinstance(schedule, np.ndarray) else starts_of(of, schedule)
    return timing(of, given, begins)


def _after_fixes(of: Structure, given: Parameters, when: Timing, before: Array) -> Array:
    """What is left of the needs once causes are removed; a further fix acts on what the others leave."""
    if not len(of.fixes):
        return before
    leading = np.broadcast_shapes(before.shape[:-2], given.fewer.shape[:-1], when.active.shape[:-2])
    needs = np.array(np.broadcast_to(before, (*leading, *before.shape[-2:])))
    for number, (item, request) in enumerate(of.fixes):
        needs[..., request, :] *= 1.0 - given.fewer[..., number, None] * when.active[..., item, :]
    return needs


def _capped(of: Structure, given: Parameters, share: Array) -> Array | None:
    """Formula 5 as a factor for every build; None where no cap can bind, whatever the month."""
    if not len(of.builds):
        return None
    most = np.add.reduceat(given.with_push, of.first, axis=-1)
    room = of.today.room[of.owners]
    if (most <= room).all():
        return None
    if len(of.first) == len(of.builds):
        return formulas.scale(share, room)
    together = np.add.reduceat(share, of.first, axis=-2)
    return formulas.scale(together, room)[..., of.owner_of, :]
