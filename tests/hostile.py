"""A chapter cut out of a page, and views whose texts are attacks."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

HOSTILE = "<script>alert(1)</script> \" ' </td></details> {{ 7 * 7 }} <!-- & \u2028"


def chapter(page: str, name: str) -> str:
    """One chapter of a page, from its first sign to the next chapter or the footer."""
    start = page.index(f'<section id="{name}"')
    ends = [page.find(mark, start + 1) for mark in ('\n<section id="', "<footer")]
    return page[start : min(end for end in ends if end > 0)]


def poisoned(value: Any, closed: frozenset[str]) -> Any:
    """The same view with every text of an author turned into an attack; `closed` fields hold words of ours."""
    if is_dataclass(value) and not isinstance(value, type):
        hit = {f.name: poisoned(getattr(value, f.name), closed) for f in fields(value) if f.name not in closed}
        return replace(value, **hit)
    if isinstance(value, tuple):
        return tuple(poisoned(each, closed) for each in value)
    return HOSTILE if isinstance(value, str) and value else value
