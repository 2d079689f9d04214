"""Did you mean …? For words of a vocabulary and for ids."""

import difflib
from collections.abc import Iterable


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant, if any is near."""
    candidates = sorted(set(known))
    if len(candidates) <= 200:
        lowered = {candidate.lower(): candidate for candidate in candidates}
        found = difflib.get_close_matches(word.lower(), lowered, n=1, cutoff=0.6)
        if found:
            return lowered[found[0]]
        return _contained(word.lower(), candidates)
    return _nearest(word, candidates)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A help text: the near word, or the first of those known."""
    candidates = sorted(set(known))
    near = closest(word, candidates)
    if near:
        return f"did you mean '{near}'?"
    if not candidates:
        return ""
    shown = ", ".join(candidates[:12])
    more = len(candidates) - 12
    return f"known: {shown}" + (f" and {more} more" if more > 0 else "")


def _contained(word: str, candidates: list[str]) -> str | None:
    """`stores` for `store`, `mobile app` for `app`: only when exactly one fits."""
    fitting = [c for c in candidates if len(c) > 2 and (c.lower() in word or word in c.lower())]
    return fitting[0] if len(fitting) == 1 and len(word) > 2 else None


def _nearest(word: str, candidates: list[str]) -> str | None:
    """By edit distance, among ids of similar length that start alike; difflib is slow and poor here."""
    limit = 1 if len(word) < 5 else 2
    letters, best = set(word), None
    for candidate in candidates:
        alike = candidate[:1] == word[:1] and abs(len(candidate) - len(word)) <= limit
        if not alike or len(letters.difference(candidate)) > limit:
            continue
        edits = distance(word, candidate, limit)
        if edits <= limit:
            best, limit = candidate, edits - 1  # from here on only a nearer one counts
            if edits <= 1:
                break
    return best


def distance(a: str, b: str, limit: int) -> int:
    """Edits (with swaps of neighbours) from `a` to `b`; more than `limit` once that is certain."""
    # What both have in common at either end costs nothing; ids of one project share most of it.
    while a and b and a[0] == b[0]:
        a, b = a[1:], b[1:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        new = [i]
        for j, right in enumerate(b, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (left != right))
            if before and i > 1 and j > 1 and left == b[j - 2] and a[i - 2] == right:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        if min(new) > limit:
            return limit + 1
        before, row = row, new
    return row[-1]
