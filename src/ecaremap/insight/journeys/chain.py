"""Absorbing chains: what customers gather on their way until they finish, leave or give up.

A chain says for each place with what probability a customer goes on to which other one; what is missing to one ends the
journey. A place earns a reward each time somebody comes by, and the value of a place is what somebody who starts
there gathers in all. Decimals make the outcome the same on every machine.
"""

from collections.abc import Mapping
from decimal import Decimal

Onward = Mapping[str, Mapping[str, Decimal]]
ONE, ZERO = Decimal(1), Decimal(0)


def values(onward: Onward, rewards: Mapping[str, tuple[Decimal, ...]]) -> dict[str, tuple[Decimal, ...]]:
    """What a customer who starts at a place gathers, for several rewards at once.

    Every place must have a way out of the chain (see `endless`).
    """
    found: dict[str, tuple[Decimal, ...]] = {}
    rest = sorted(onward)
    while rest:
        ready = [place for place in rest if all(target in found for target in onward[place])]
        if not ready:
            found |= _eliminate({place: onward[place] for place in rest}, rewards, found)
            break
        for place in ready:
            found[place] = _sum(rewards[place], onward[place], found)
        rest = [place for place in rest if place not in found]
    return found


def _sum(
    reward: tuple[Decimal, ...], ways: Mapping[str, Decimal], found: Mapping[str, tuple[Decimal, ...]]
) -> tuple[Decimal, ...]:
    """A place's reward, and what its ways lead to as far as it is known."""
    for target, share in ways.items():
        if target in found:
            reward = tuple([own + share * value for own, value in zip(reward, found[target], strict=True)])
    return reward


def _eliminate(
    onward: Onward, rewards: Mapping[str, tuple[Decimal, ...]], known: Mapping[str, tuple[Decimal, ...]]
) -> dict[str, tuple[Decimal, ...]]:
    """Places on circles: one after the other is left out, its customers sent on to where it leads."""
    ways = {place: {t: p for t, p in row.items() if t in onward} for place, row in onward.items()}
    reward = {place: _sum(rewards[place], onward[place], known) for place in onward}
    sources: dict[str, set[str]] = {place: set() for place in onward}
    for place, row in ways.items():
        for target in row:
            sources[target].add(place)
    # The least entangled first, so that few new ways come up.
    order = sorted(onward, key=lambda name: (len(sources[name]) * len(ways[name]), name))
    for place in order:
        _leave_out(place, ways, reward, sources)
    found: dict[str, tuple[Decimal, ...]] = {}
    for place in reversed(order):
        found[place] = _sum(reward[place], ways[place], found)
    return found


def _leave_out(
    place: str,
    ways: dict[str, dict[str, Decimal]],
    reward: dict[str, tuple[Decimal, ...]],
    sources: dict[str, set[str]],
) -> None:
    row = ways[place]
    again = row.pop(place, ZERO)
    if again:
        stays = ONE - again
        ways[place] = row = {target: share / stays for target, share in row.items()}
        reward[place] = tuple([value / stays for value in reward[place]])
    for target in row:
        sources[target].discard(place)
    sources[place].discard(place)
    for other in sources[place]:
        theirs = ways[other]
        share = theirs.pop(place)
        reward[other] = tuple([a + share * b for a, b in zip(reward[other], reward[place], strict=True)])
        for target, more in row.items():
            if target in theirs:
                theirs[target] += share * more
            else:
                theirs[target] = share * more
                sources[target].add(other)


def endless(onward: Onward, ends: set[str]) -> set[str]:
    """The places from which nobody ever gets out; `ends` are those where some journeys end."""
    sources: dict[str, list[str]] = {place: [] for place in onward}
    for place, ways in onward.items():
        for target, share in ways.items():
            if share:
                sources[target].append(place)
    free, fresh = set(ends), list(ends)
    while fresh:
        for source in sources[fresh.pop()]:
            if source not in free:
                free.add(source)
                fresh.append(source)
    return set(onward) - free
