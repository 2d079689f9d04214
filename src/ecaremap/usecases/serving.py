"""The server of a live preview: this machine only, reading only, and only for pages that came from here."""

import re
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from ecaremap.load.problems import Unreadable
from ecaremap.render.preview import served_copy
from ecaremap.usecases.preview import Preview

LOOPBACK = "127.0.0.1"
PATIENCE = 15.0
"""Seconds between signs of life, so that a page that was closed is noticed."""

WRITING = ("HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT")
"""Every way to ask but one."""

_EVENTS = re.compile(r"/events\?since=([0-9]{1,9})")


class Server:
    """A running server; `url` is where it answers."""

    def __init__(self, preview: Preview, port: int, nonce: Callable[[], str]) -> None:
        """Begin to serve on a port of this machine; 0 takes any that is free.

        Raises:
            Unreadable: the port is taken.
        """
        self._preview = preview
        try:
            self._server = _Loopback((LOOPBACK, port), _handler(preview, nonce))
        except (OSError, OverflowError) as error:
            reason = (getattr(error, "strerror", "") or "it cannot be used").lower()
            raise Unreadable(
                f"I cannot listen on port {port}: {reason}.", "Leave --port out to take a free one"
            ) from None
        self.port = self._server.server_address[1]
        self.url = f"http://{LOOPBACK}:{self.port}/"
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop, and let all who wait go."""
        self._preview.close()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Loopback(ThreadingHTTPServer):
    """Answers one page per thread; what a browser breaks off is no error."""

    daemon_threads = True
    allow_reuse_address = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nobody is told that a browser went away."""


class _Handler(BaseHTTPRequestHandler):
    """Answers about one preview; `_handler` says which."""

    preview: Preview
    nonce: Callable[[], str]
    timeout = 60

    def do_GET(self) -> None:
        """The page, or news of it."""
        if not self._from_here():
            return
        events = _EVENTS.fullmatch(self.path)
        if self.path == "/":
            shown = self.preview.shown
            page = served_copy(shown.page, shown.troubles, shown.version, type(self).nonce())
            self._answer(HTTPStatus.OK, page.encode("utf-8", "replace"), "text/html; charset=utf-8")
        elif events:
            self._tell(int(events[1]))
        else:
            self._answer(HTTPStatus.NOT_FOUND, b"There is only one page here.\n")

    def refuse(self) -> None:
        """Nothing but reading."""
        if self._from_here():
            self._answer(HTTPStatus.METHOD_NOT_ALLOWED, b"This preview can only be looked at.\n")

    def _from_here(self) -> bool:
        """Whether the browser asked for this machine by its own name: a foreign name may lead here by deceit."""
        port = self.connection.getsockname()[1]
        known = {f"{name}:{port}" for name in (LOOPBACK, "localhost")}
        hosts = self.headers.get_all("Host") or []
        if len(hosts) == 1 and hosts[0].lower() in known:
            return True
        self._answer(HTTPStatus.FORBIDDEN, b"This preview answers to 127.0.0.1 and localhost alone.\n")
        return False

    def _answer(self, status: HTTPStatus, body: bytes, kind: str = "text/plain; charset=utf-8") -> None:
        self._begin(status, kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _begin(self, status: HTTPStatus, kind: str) -> None:
        self.send_response(status)
        for name, value in {
            "Content-Type": kind,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "X-Frame-Options": "DENY",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": "no-referrer",
        }.items():
            self.send_header(name, value)

    def _tell(self, since: int) -> None:
        """Wait for something newer, and say so once."""
        self._begin(HTTPStatus.OK, "text/event-stream")
        self.end_headers()
        while True:
            self.wfile.write(b": here\n\n")
            version = self.preview.newer_than(since, PATIENCE)
            if version is not None:
                self.wfile.write(f"data: {version}\n\n".encode())
                return
            if self.preview.closed:
                return

    def version_string(self) -> str:
        """Nothing about what runs here."""
        return "ecaremap"

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for what changed, not for who looked."""


for _method in WRITING:
    setattr(_Handler, f"do_{_method}", _Handler.refuse)


def _handler(preview: Preview, nonce: Callable[[], str]) -> type[_Handler]:
    """A handler of requests about one preview."""
    return type("Handler", (_Handler,), {"preview": preview, "nonce": staticmethod(nonce)})
