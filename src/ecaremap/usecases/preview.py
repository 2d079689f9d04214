"""The state that a live preview shows, shared by the one who builds and those who look."""

from dataclasses import dataclass
from threading import Condition


@dataclass(frozen=True, slots=True)
class Trouble:
    """What keeps a page from being built: a finding, or an error without a place.

    Attributes:
        code: of the finding, empty if there is none. place: `file:line:column`. lines: the source with carets.
    """

    code: str
    message: str
    place: str = ""
    lines: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown now: the last page that could be built, and what stands against a newer one.

    Attributes:
        version: rises with every change.
    """

    version: int = 0
    page: str = ""
    troubles: tuple[Trouble, ...] = ()


class Preview:
    """The latest state; threads wait here for a newer one."""

    def __init__(self) -> None:
        self._news = Condition()
        self._shown = Shown()
        self._closed = False

    @property
    def shown(self) -> Shown:
        """The state of now."""
        with self._news:
            return self._shown

    def show(self, page: str, troubles: tuple[Trouble, ...]) -> None:
        """Show a new page; without one, the last stays, with what is wrong."""
        with self._news:
            self._shown = Shown(self._shown.version + 1, page or self._shown.page, troubles)
            self._news.notify_all()

    def newer_than(self, version: int, seconds: float) -> int | None:
        """The version of now as soon as it is another one; None if it is not within that time, or all is over."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._shown.version != version, seconds)
            return None if self._closed or self._shown.version == version else self._shown.version

    @property
    def closed(self) -> bool:
        """Whether it is over."""
        with self._news:
            return self._closed

    def close(self) -> None:
        """Let all who wait go."""
        with self._news:
            self._closed = True
            self._news.notify_all()
