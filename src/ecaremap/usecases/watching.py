"""Waiting for files to change: the only door to watchfiles."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from threading import Event

TOGETHER = 400
"""Milliseconds within which several changes are one, as editors save in steps."""

LOOK_ANYWAY = 500
"""After so many milliseconds without news one looks oneself: folders come and go, and some drives tell nothing."""


def wake_ups(folders: Iterable[Path], stop: Event, *, deep: bool) -> Iterator[None]:
    """Yield when something in the folders may have changed, and now and then anyway, until `stop` is set.

    The folders must exist; `deep` follows everything inside them too.
    """
    from watchfiles import watch

    for _ in watch(
        *folders,
        watch_filter=None,
        debounce=TOGETHER,
        step=50,
        stop_event=stop,
        rust_timeout=LOOK_ANYWAY,
        yield_on_timeout=True,
        recursive=deep,
    ):
        yield
