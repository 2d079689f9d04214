"""Formulas 1 to 9 of the planner's model (planner brief 1; docs/planning.md), one function each.

Arrays end in months; what is before broadcasts. Ages count from 0 in the month of the launch.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

TINY = 1e-300
"""Keeps a division by zero out where its dividend is zero as well."""

AT_ONCE = 1e-9
"""Months of learning that stand for none."""


def volume(first: Array, growth: Array) -> Array:
    """Before all formulas: V_rt = V_r (1 + g_r)^((t - 1)/12) s_r,moy; `growth` is all but V_r."""
    found: Array = first[..., None] * growth
    return found


def speed(strength: Array, most: Array) -> Array:
    """Formula 1: x = 1 + B (1 - exp(-sum beta / B)) over the pulls that are active.

    Generalised Bass, Bass, Krishnan and Jain 1994, Marketing Science 13(3): 203-223: marketing speeds time up.
    """
    safe = np.maximum(most, TINY)
    found: Array = 1.0 + most * -np.expm1(-np.where(most > 0, strength, 0.0) / safe)
    return found


def effective_age(speeds: Array, live: Flags) -> Array:
    """Formula 1, second part: X = sum of x from the launch to t."""
    found: Array = np.cumsum(speeds * live, axis=-1)
    return found


def adoption(age: Array, innovation: Array, imitation: Array) -> Array:
    """Formula 2: F(X) = (1 - e^-(p+q)X) / (1 + (q/p) e^-(p+q)X), 0 where nobody begins (p = 0).

    Bass 1969; the closed form for any speed: dF/dX = (p + qF)(1 - F).
    """
    p, q = innovation[..., None], imitation[..., None]
    left = np.exp(-(p + q) * age)
    found: Array = p * (1.0 - left)
    left *= q
    left += np.maximum(p, TINY)
    found /= left
    return found


def push_coverage(coverage: Array, ramp: Array, since: Array) -> Array:
    """Formula 3 for one push: pi min(1, (t - S + 1)/h), 0 before S; `since` is t - S."""
    found: Array = coverage[..., None] * np.clip((since + 1.0) / ramp[..., None], 0.0, 1.0)
    return found


def by_choice(adopted: Array, ceiling: Array) -> Array:
    """Formula 4, u = m F(X) + (M - m) H, first term: m F(X)."""
    found: Array = ceiling[..., None] * adopted
    return found


def by_push(pushed: Array, ceiling: Array, with_push: Array) -> Array:
    """Formula 4, second term: (M - m) H: a push adds the same, whenever the build was launched."""
    found: Array = np.maximum(with_push - ceiling, 0.0)[..., None] * pushed
    return found


def scale(together: Array, room: Array) -> Array:
    """Formula 5: D = min(room, sum u); if the cap binds, every u of the request is scaled by D / sum u."""
    found: Array = np.minimum(1.0, room[..., None] / np.maximum(together, TINY))
    return found


def containment(age: Array, at_launch: Array, learnt: Array, learning: Array) -> Array:
    """Formula 6: kappa = kinf - (kinf - k0) e^(-n / eta)."""
    left = np.exp(-age / np.maximum(learning, AT_ONCE)[..., None])
    found: Array = learnt[..., None] - (learnt - at_launch)[..., None] * left
    return found


def starts(needs: Array, share: Array) -> Array:
    """Formula 7: digital starts A = V u."""
    found: Array = needs * share
    return found


def induced(begun: Array, ratio: Array) -> Array:
    """Formula 7: induced contacts I = iota A (Kumar and Telang 2012; Campbell and Frei 2010)."""
    found: Array = ratio[..., None] * begun
    return found


def leaked(missed: Array, gives_up: Array) -> Array:
    """Formula 7: Lk = (1 - kappa)(A + I), less those who give up; `missed` is (1 - kappa)(A + I)."""
    found: Array = (1.0 - gives_up)[..., None] * missed
    return found


def agent_volume(needs: Array, done: Array, begun: Array, back: Array) -> Array:
    """Formula 8: V (1 - d0) - sum A + sum Lk: contacts that people handle, second ones included."""
    found: Array = needs * (1.0 - done)[..., None] - begun + back
    return found


def self_service_share(needs: Array, alone: Array, contained: Array) -> Array:
    """Formula 9: (V alone + sum kappa A) / V, summed over requests; induced contacts are in neither term."""
    return ratio(alone + contained, needs)


def ratio(above: Array, below: Array) -> Array:
    """One over another, 0 where there is nothing below."""
    found: Array = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    return found
