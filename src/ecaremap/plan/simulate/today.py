"""Today's shares of each request, and what closing a touchpoint does to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ecaremap.plan.problem import Demand, Item, Retire, Touchpoint

Array = NDArray[np.float64]
Index = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Today:
    """Shares of a request's needs before any plan; R requests, K touchpoints.

    Attributes:
        mix: (R, K) where needs start. person_mix: (R, K) where contacts with people are, adding up to 1.
        digital, automated: (K,) which touchpoints are of that family.
        digital_starts: (R,) started digitally.
        done, done_digitally, done_by_voice, alone: (R,) ended without a person outside the touchpoint [d0], of
            these at digital touchpoints and at automated voice, and without any person.
        leaked: (R,) finished digitally, yet turned to somebody again; None where that is not known of every request.
        first_elsewhere: (R,) of what people handle, the part that did not start digitally.
        room: (R,) how much more may become digital: max(0, cap - d0).
    """

    mix: Array
    person_mix: Array
    digital: NDArray[np.bool_]
    automated: NDArray[np.bool_]
    digital_starts: Array
    done: Array
    done_digitally: Array
    done_by_voice: Array
    alone: Array
    leaked: Array | None
    first_elsewhere: Array
    room: Array


@dataclass(frozen=True, slots=True, eq=False)
class Closing:
    """One retirement: what moves once its touchpoint is closed, as shares of a request's needs.

    Attributes:
        item: its place among the items. builds: those at the closed touchpoint; customers leave them.
        contacts: (R, K) contacts that come (+) and go (-) at touchpoints that are not people.
        to_people: (R,) needs that were done without people and are theirs from then on.
        starts, done_digitally, alone, leaked: (R,) change of these shares.
        person_moves: (from, to) of contacts with people; to is -1 where they spread over the others.
        scope: (R,) 1 for the requests it is about.
    """

    item: int
    builds: Index
    contacts: Array
    to_people: Array
    starts: Array
    done_digitally: Array
    alone: Array
    leaked: Array
    person_moves: tuple[int, int]
    scope: Array


def today(demands: Sequence[Demand], touchpoints: Sequence[Touchpoint]) -> Today:
    """Today's shares.

    Starts at digital touchpoints and at automated voice count as done unless `done_today` says less; more than
    starts there cannot be done there.
    """
    at = {touchpoint.id: number for number, touchpoint in enumerate(touchpoints)}
    digital = np.array([touchpoint.family == "digital" for touchpoint in touchpoints], dtype=np.bool_)
    automated = np.array([touchpoint.family == "automated-voice" for touchpoint in touchpoints], dtype=np.bool_)
    mix = np.zeros((len(demands), len(touchpoints)))
    for row, demand in zip(mix, demands, strict=True):
        for place, share in demand.mix:
            row[at[place]] += share
    digital_starts = mix @ digital
    without_people = mix @ (digital | automated)
    done = np.array([np.inf if d.done_today is None else d.done_today for d in demands], dtype=np.float64)
    done = np.minimum(done, without_people)
    alone = np.array([np.inf if d.alone_today is None else d.alone_today for d in demands], dtype=np.float64)
    by_voice = _by_voice(demands, done, digital_starts, without_people)
    done_digitally = np.minimum(done - by_voice, digital_starts)
    caps = np.array([demand.cap for demand in demands], dtype=np.float64)
    return Today(
        mix=mix,
        person_mix=_person_mix(mix, ~(digital | automated)),
        digital=digital,
        automated=automated,
        digital_starts=digital_starts,
        done=done,
        done_digitally=done_digitally,
        done_by_voice=by_voice,
        alone=np.minimum(alone, done),
        leaked=_leaked(demands),
        first_elsewhere=1.0 - _ratio(digital_starts - done_digitally, 1.0 - done),
        room=np.maximum(0.0, np.minimum(caps, 1.0) - done),
    )


def _by_voice(demands: Sequence[Demand], done: Array, digital_starts: Array, without_people: Array) -> Array:
    """(R,) done at automated voice: as said, or all that starts there where all is taken as done."""
    starts = without_people - digital_starts
    said = np.array([np.inf if d.done_today is None else d.voice_today for d in demands], dtype=np.float64)
    return np.minimum(np.minimum(said, starts), done)


def _leaked(demands: Sequence[Demand]) -> Array | None:
    known = [demand.leaked_today for demand in demands if demand.leaked_today is not None]
    return np.array(known, dtype=np.float64) if len(known) == len(demands) else None


def _person_mix(mix: Array, people: NDArray[np.bool_]) -> Array:
    """Where people handle contacts; requests that start at none of them are handled where the others are."""
    of_people = mix * people
    usual = of_people.sum(axis=0)
    if not usual.sum():
        usual = people.astype(np.float64)
    rows = np.where(of_people.sum(axis=1, keepdims=True) > 0, of_people, usual)
    return rows * _ratio(np.ones(len(rows)), rows.sum(axis=1))[:, None]


def _ratio(above: Array, below: Array) -> Array:
    """0 where there is nothing to divide by."""
    found: Array = np.divide(above, below, out=np.zeros_like(above, dtype=np.float64), where=below > 0)
    return found


def closing(
    number: int,
    item: Item,
    effect: Retire,
    shares: Today,
    places: Mapping[str, int],
    requests: Mapping[str, int],
    builds: Sequence[Item],
) -> Closing:
    """What a retirement moves, counted cautiously.

    What moves between touchpoints without people stays as done as it was. What leaves one for people is theirs in
    full. What leaves people for another touchpoint is a contact there, and reaches people all the same: nobody
    has shown that it can be finished there.
    """
    here = places[item.touchpoint]
    there = places.get(effect.to, -1)
    scope = np.ones(len(requests)) if not item.request else np.zeros(len(requests))
    if item.request in requests:
        scope[requests[item.request]] = 1.0
    moved = shares.mix[:, here] * scope
    machine = shares.digital | shares.automated
    to_machine = there >= 0 and bool(machine[there])
    contacts = np.zeros_like(shares.mix)
    if machine[here]:
        contacts[:, here] -= moved
    if to_machine:
        contacts[:, there] += moved
    family, ended = shares.automated, shares.done_by_voice
    if shares.digital[here]:
        family, ended = shares.digital, shares.done_digitally
    lost = moved * _ratio(ended, shares.mix @ family) * bool(machine[here])
    was_digital, is_digital = bool(shares.digital[here]), to_machine and bool(shares.digital[there])
    turned = lost * (float(is_digital) - float(was_digital))
    again = np.zeros_like(lost) if shares.leaked is None else shares.leaked * _ratio(turned, shares.done_digitally)
    return Closing(
        item=number,
        builds=np.array([at for at, build in enumerate(builds) if build.touchpoint == item.touchpoint
                         and (not item.request or build.request == item.request)], dtype=np.intp),
        contacts=contacts,
        to_people=lost * (not to_machine),
        starts=moved * (float(is_digital) - float(was_digital)),
        done_digitally=turned,
        leaked=again,
        alone=-lost * _ratio(shares.alone, shares.done) * (not to_machine),
        person_moves=(here, there if there >= 0 and not to_machine else -1) if not machine[here] else (-1, -1),
        scope=scope,
    )  # fmt: skip
