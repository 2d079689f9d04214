"""A language server client as small as the test needs: one request at a time over standard input and output."""

import json
import queue
import subprocess
import threading
import time
from pathlib import Path
from typing import Any


class Server:
    """yaml-language-server with one schema for all files."""

    def __init__(self, command: list[str], schema: Path) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self.settings = {
            "yaml": {
                "schemas": {schema.as_uri(): "*.yaml"}, "completion": True, "hover": True, "validate": True,
                "schemaStore": {"enable": False},
            }
        }  # fmt: skip
        self.messages: queue.Queue[dict[str, Any]] = queue.Queue()
        self.number = 0
        self.documents = 0
        threading.Thread(target=self._listen, daemon=True).start()
        self.ask("initialize", {
            "processId": None, "rootUri": None, "capabilities": {
                "workspace": {"configuration": True},
                "textDocument": {
                    "completion": {"completionItem": {"snippetSupport": True}},
                    "publishDiagnostics": {},
                    "hover": {"contentFormat": ["markdown"]},
                },
            },
        })  # fmt: skip
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": self.settings})
        # The schema is read behind the scenes; until then every answer is empty.
        while not self.problems("no-such-key: 1\n"):
            time.sleep(0.05)

    def open(self, text: str) -> str:
        """Open a document; its address."""
        self.documents += 1
        uri = f"file:///map{self.documents}.yaml"
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})
        return uri

    def complete(self, text: str) -> list[str]:
        """What is offered at the sign `|`."""
        place, text = _cursor(text)
        found = self.ask("textDocument/completion", {"textDocument": {"uri": self.open(text)}, "position": place})
        return [item["label"] for item in found["items"]]

    def hover(self, text: str) -> str:
        """What is shown about the word at the sign `|`."""
        place, text = _cursor(text)
        found = self.ask("textDocument/hover", {"textDocument": {"uri": self.open(text)}, "position": place})
        return found["contents"]["value"] if found else ""

    def problems(self, text: str) -> list[tuple[int, str]]:
        """What is underlined: line (from 1) and message."""
        uri = self.open(text)
        while True:
            message = self._next()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                return [(d["range"]["start"]["line"] + 1, d["message"]) for d in message["params"]["diagnostics"]]

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()

    def ask(self, method: str, params: Any) -> Any:
        self.number += 1
        self._send({"id": self.number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == self.number and "method" not in message:
                return message.get("result")

    def tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        """The next message; what the server wants to know is answered on the way."""
        message = self.messages.get(timeout=30)
        if "id" in message and "method" in message:
            result: Any = None
            if message["method"] == "workspace/configuration":
                result = [self.settings.get(item["section"], {}) for item in message["params"]["items"]]
            self._send({"id": message["id"], "result": result})
        return message

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream
        while True:
            length = 0
            while (line := stream.readline().strip()) or not length:
                if not line:
                    return
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            self.messages.put(json.loads(stream.read(length)))


def _cursor(text: str) -> tuple[dict[str, int], str]:
    before, _, after = text.partition("|")
    return {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}, before + after
