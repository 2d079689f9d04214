"""The live preview without a browser: who may look, what is served, what it survives."""

import re
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from threading import Event, Thread

import pytest
from following import Watching, ask, change, strategy, until

from ecaremap.load.problems import Unreadable
from ecaremap.render.html import render_page
from ecaremap.render.preview import EMPTY, served_copy
from ecaremap.usecases.preview import Preview, Trouble
from ecaremap.usecases.serving import Server
from samples import sample_view


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return strategy(tmp_path)


@pytest.fixture
def watching(file: Path, tmp_path: Path) -> Iterator[Watching]:
    running = Watching(tmp_path)
    yield running
    assert running.stop() == 0
    assert "Stopped." in running.told()
    assert "Traceback" not in running.told()


@pytest.fixture(scope="module")
def served() -> Iterator[Server]:
    """A server in this process, with a page that never changes."""
    preview = Preview()
    preview.show(EMPTY, ())
    server = Server(preview, 0, lambda: secrets.token_urlsafe(16))
    yield server
    server.close()


def title(page: str) -> str:
    found = re.search(r"<h1>([^<]*)</h1>", page)
    return found[1] if found else ""


# Who may look


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:PORT", "127.0.0.1", "127.0.0.1:1", "127.0.0.2:PORT", "[::1]:PORT", ""]
)
def test_foreign_names_are_refused(served: Server, host: str) -> None:
    status, body, _ = ask(served.port, "/", Host=host.replace("PORT", str(served.port)))
    assert status == 403
    assert "<html" not in body
    status, body, _ = ask(served.port, "/events?since=0", Host=host.replace("PORT", str(served.port)))
    assert (status, "data:" in body) == (403, False)


def test_its_own_names_are_answered(served: Server) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST"):
        status, body, headers = ask(served.port, "/", Host=f"{name}:{served.port}")
        assert (status, "<html" in body, headers["Cache-Control"]) == (200, True, "no-store")
        assert "Access-Control-Allow-Origin" not in headers


def test_two_host_headers_are_refused(served: Server) -> None:
    with socket.create_connection(("127.0.0.1", served.port)) as raw:
        own = f"127.0.0.1:{served.port}"
        raw.sendall(f"GET / HTTP/1.1\r\nHost: {own}\r\nHost: evil.example\r\n\r\n".encode())
        assert b" 403 " in raw.makefile("rb").readline()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
def test_only_looking_is_possible(served: Server, method: str) -> None:
    assert ask(served.port, "/", method)[0] == 405


@pytest.mark.parametrize(
    "path", ["/index.html", "/../strategy.yaml", "/strategy.yaml", "/events", "/events?since=-1", "/?x=1"]
)
def test_there_is_only_one_page(served: Server, path: str) -> None:
    status, body, _ = ask(served.port, path)
    assert status == 404
    assert "<html" not in body


def test_no_other_interface_listens(watching: Watching) -> None:
    tables = [Path(f"/proc/{watching.process.pid}/net/{name}") for name in ("tcp", "tcp6")]
    listening = [
        line.split()[1] for table in tables for line in table.read_text().splitlines()[1:] if line.split()[3] == "0A"
    ]
    ours = [place for place in listening if int(place.rpartition(":")[2], 16) == watching.port]
    assert ours == [f"0100007F:{watching.port:04X}"]  # 127.0.0.1
    with socket.socket() as other, pytest.raises(OSError):
        other.connect(("127.0.0.2", watching.port))


def test_a_port_that_is_taken_is_said(watching: Watching) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecaremap", "watch", "map", "--port", str(watching.port)],
        cwd=watching.folder, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 2
    assert f"I cannot listen on port {watching.port}" in done.stderr


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ecaremap", "watch", "nowhere"], cwd=tmp_path, capture_output=True, text=True
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "There is no file or folder 'nowhere'." in done.stderr


# What it follows


def test_a_saved_change_is_served(watching: Watching, file: Path) -> None:
    assert title(watching.page) == "Northwind Mobile"
    change(file, "name: Northwind Mobile", "name: Southwind")
    _, body, _ = watching.ask("/events?since=1")
    assert "data: 2" in body
    assert title(watching.page) == "Southwind"


def test_a_new_file_and_one_that_goes(watching: Watching, file: Path) -> None:
    more = file.with_name("more.yaml")
    more.write_text("requests: {odd-wish: rare}\n", encoding="utf-8")
    until(lambda: "odd-wish" in watching.page, "the request of the new file")
    more.unlink()
    until(lambda: "odd-wish" not in watching.page, "the map without it")


def test_the_last_good_page_stays_under_what_is_wrong(watching: Watching, file: Path) -> None:
    change(file, "name: Northwind Mobile", "nam: Northwind Mobile")
    until(lambda: 'id="preview-bar"' in watching.page, "the bar")
    page = watching.page
    assert title(page) == "Northwind Mobile"
    bar = unescape(page[page.index('<section id="preview-bar"') : page.index("</section>")])
    assert "M201" in bar and "'nam'" in bar and "map/strategy.yaml:3:1" in bar and "3 | nam: Northwind Mobile" in bar
    assert "^^^" in bar and "did you mean 'name'?" in bar
    change(file, "nam: Northwind Mobile", "name: Westwind")
    until(lambda: title(watching.page) == "Westwind", "the repaired page")
    assert 'id="preview-bar"' not in watching.page


@pytest.mark.parametrize(
    "broken", [b"", b"name: {", b"\xff\xfe", b"a: &x b\n", b"[" * 100_000, b"\x00" * 10, b"name:\n\t- x\n"]
)
def test_half_a_file_is_survived(watching: Watching, file: Path, broken: bytes) -> None:
    whole = file.read_bytes()
    file.write_bytes(broken)
    until(lambda: 'id="preview-bar"' in watching.page, "the bar")
    file.write_bytes(whole.replace(b"Northwind Mobile", b"Repaired"))
    until(lambda: title(watching.page) == "Repaired", "the repaired page")
    assert 'id="preview-bar"' not in watching.page


def test_a_folder_that_goes_and_comes_back(watching: Watching, file: Path) -> None:
    away = watching.folder / "away"
    file.parent.rename(away)
    until(lambda: "There is no file or folder" in watching.page, "the missing folder")
    assert title(watching.page) == "Northwind Mobile"
    change(away / file.name, "name: Northwind Mobile", "name: Returned")
    away.rename(file.parent)
    until(lambda: title(watching.page) == "Returned", "the folder's return")
    shutil.rmtree(file.parent)
    until(lambda: 'id="preview-bar"' in watching.page, "the deleted folder")
    file.parent.mkdir()
    shutil.copy(Path(__file__).parents[2] / "maps/minimal.yaml", file)
    change(file, "name: Northwind Mobile", "name: Made anew")
    until(lambda: title(watching.page) == "Made anew", "the new folder")
    change(file, "name: Made anew", "name: Followed still")
    until(lambda: title(watching.page) == "Followed still", "changes in the new folder")


def test_a_strategy_that_never_was_good(tmp_path: Path) -> None:
    file = strategy(tmp_path)
    change(file, "name: Northwind Mobile", "nam: x")
    running = Watching(tmp_path)
    assert "M201" in running.page and "last page that could be built" not in running.page
    change(file, "nam: x", "name: Good at last")
    until(lambda: title(running.page) == "Good at last", "the first good page")
    assert running.stop() == 0


def test_what_is_extended_is_followed(tmp_path: Path) -> None:
    file = strategy(tmp_path)
    file.rename(tmp_path / "group.yaml")
    (tmp_path / "map" / "unit.yaml").write_text("extends: [../group.yaml]\nname: The unit\n", encoding="utf-8")
    running = Watching(tmp_path)
    assert title(running.page) == "The unit"
    change(tmp_path / "group.yaml", "requests:", "requests:\n  a-wish-of-the-group: rare")
    until(lambda: "a-wish-of-the-group" in running.page, "the extended strategy's change")
    assert running.stop() == 0


def test_builds_go_into_a_folder_untouched(tmp_path: Path) -> None:
    file = strategy(tmp_path)
    running = Watching(tmp_path, "-o", "map/out")
    built = tmp_path / "map/out/index.html"
    assert "EventSource" not in built.read_text("utf-8") and "nonce" not in built.read_text("utf-8")
    assert "EventSource" in running.page
    change(file, "name: Northwind Mobile", "name: Southwind")
    until(lambda: title(built.read_text("utf-8")) == "Southwind", "the new build")
    until(lambda: title(running.page) == "Southwind", "the new page")
    good = built.read_bytes()
    change(file, "name: Southwind", "nam: Southwind")
    until(lambda: 'id="preview-bar"' in running.page, "the bar")
    assert built.read_bytes() == good
    assert running.stop() == 0


# The served copy


def policy(page: str) -> dict[str, list[str]]:
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert found
    rules = (rule.split() for rule in unescape(found[1]).split(";"))
    return {rule[0]: rule[1:] for rule in rules}


@pytest.mark.parametrize("page", [EMPTY, render_page(sample_view())], ids=["empty", "map"])
def test_the_copy_opens_the_policy_by_a_nonce_and_no_more(page: str) -> None:
    before, after = policy(page), policy(served_copy(page, [], 1, "NONCE"))
    assert after.pop("connect-src") == ["'self'"]
    for name in ("script-src", "style-src"):
        assert after.pop(name) == [*(word for word in before.pop(name) if word != "'none'"), "'nonce-NONCE'"]
    assert before == after
    assert "unsafe" not in str(after)


def test_without_what_was_added_the_copy_is_the_page() -> None:
    page = render_page(sample_view())
    copy = served_copy(page, [Trouble("M201", "x")], 7, "NONCE")
    for added in (
        r'<style nonce="NONCE">.*?</style>\n',
        r'<section id="preview-bar".*?</section>\n',
        r'<p id="preview-gone".*?</p>\n',
        r'<script nonce="NONCE">.*?</script>\n',
    ):
        copy, count = re.subn(added, "", copy, flags=re.DOTALL)
        assert count == 1
    strip = r'(Content-Security-Policy" content=)"[^"]*"'
    assert re.sub(strip, "", copy).replace("<body>\n\n", "<body>\n") == re.sub(strip, "", page)


def test_what_is_wrong_is_never_read_as_markup() -> None:
    hostile = "</section><script>alert(1)</script>\"'&"
    trouble = Trouble(hostile, hostile, hostile, (hostile,), hostile)
    copy = served_copy("", [trouble] * 20, 1, "N")
    assert "<script>alert" not in copy
    assert copy.count("<li>") == 10 and "and 10 more" in copy


def test_each_copy_has_its_own_nonce(served: Server) -> None:
    nonces = {found for _ in range(5) for found in re.findall(r'script nonce="([^"]+)"', ask(served.port)[1])}
    assert len(nonces) == 5 and all(len(nonce) >= 20 for nonce in nonces)


# Waiting


def test_waiting_ends_with_news_and_with_the_end() -> None:
    preview = Preview()
    heard: list[int | None] = []
    first = Thread(target=lambda: heard.append(preview.newer_than(0, 60)))
    first.start()
    preview.show("a", ())
    first.join(60)
    second = Thread(target=lambda: heard.append(preview.newer_than(1, 60)))
    second.start()
    preview.close()
    second.join(60)
    assert heard == [1, None]
    assert preview.shown.page == "a"


def test_the_last_page_stays_and_the_version_rises() -> None:
    preview = Preview()
    preview.show("a", ())
    preview.show("", (Trouble("", "x"),))
    assert (preview.shown.page, preview.shown.version, len(preview.shown.troubles)) == ("a", 2, 1)
    preview.show("b", ())
    assert (preview.shown.page, preview.shown.version, preview.shown.troubles) == ("b", 3, ())


def test_closing_lets_those_who_wait_go() -> None:
    preview = Preview()
    server = Server(preview, 0, lambda: "N")
    done = Event()
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(f"GET /events?since=0 HTTP/1.0\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
        stream = raw.makefile("rb")
        assert b"200" in stream.readline()
        Thread(target=lambda: (stream.read(), done.set())).start()
        server.close()
        assert done.wait(60)


def test_a_port_out_of_range_is_said() -> None:
    with pytest.raises(Unreadable):
        Server(Preview(), 70_000, lambda: "N")
