"""Ids for names of a log: readable, each once, and never the same word as another name."""

import hashlib
import re
import unicodedata
from collections.abc import Collection

LONGEST = 60
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "œ": "oe", "ł": "l", "đ": "d", "ð": "d",
     "þ": "th", "ı": "i"}
)  # fmt: skip


def slug(name: str) -> str:
    """`Metal/Household Appliances` as `metal-household-appliances`; empty where no letter or digit is left."""
    known = unicodedata.normalize("NFC", name).lower().translate(_LETTERS)
    ascii_only = unicodedata.normalize("NFKD", known).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only.replace("'", "")).strip("-")
    if len(words) <= LONGEST:
        return words
    return words[:LONGEST].rpartition("-")[0] or words[:LONGEST]


def new_id(name: str, taken: Collection[str], others: Collection[str]) -> str:
    """An id that is not taken, and is no other name that the log knows.

    A name without any letter that an id can have, as one in Chinese, is numbered by its content.
    """
    stem = slug(name) or "request-" + hashlib.blake2b(name.encode(), digest_size=3).hexdigest()
    number, found = 1, stem
    while found in taken or found in others:
        number += 1
        found = f"{stem}-{number}"
    return found
