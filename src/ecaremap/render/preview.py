"""The served copy of a page: the page as it was built, a bar with what is wrong, and a script that reloads it.

The page's security policy stays as strict as it is. The copy adds what is needed and no more: this one script and
style, by a number used once, and a connection to where the page comes from. Built files never hold any of it.
"""

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Protocol

SHOWN = 10
"""How many problems the bar tells; they are all in `ecaremap validate`."""

_POLICY = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")')
_BODY = re.compile(r"<body[^>]*>")

STYLE = """
#preview-bar{position:sticky;top:0;z-index:1000;max-height:45vh;overflow:auto;box-sizing:border-box;margin:0;
padding:12px 20px;background:#fff4f2;color:#3b0d06;border-bottom:4px solid #b3261e;font:15px/1.5 system-ui,sans-serif}
#preview-bar h2{margin:0 0 4px;font-size:17px;color:inherit}
#preview-bar ol{margin:8px 0 0;padding:0;list-style:none}
#preview-bar li{margin:0 0 10px}
#preview-bar p{margin:0;color:inherit}
#preview-bar code{font:13px/1.5 ui-monospace,monospace;color:inherit;background:none}
#preview-bar pre{margin:4px 0;padding:8px 10px;overflow:auto;background:#fff;color:#1a1a1a;border:1px solid #e0b4ae;
font:13px/1.4 ui-monospace,monospace}
#preview-gone{position:fixed;bottom:0;left:0;right:0;z-index:1001;margin:0;padding:8px 20px;background:#3b0d06;color:#fff;
font:15px/1.5 system-ui,sans-serif}
#preview-gone[hidden]{display:none}
@media print{#preview-bar,#preview-gone{display:none}}
"""

SCRIPT = """
"use strict";
(() => {
  const gone = document.getElementById("preview-gone");
  const news = new EventSource("/events?since=VERSION");
  news.onmessage = () => location.reload();
  news.onopen = () => { gone.hidden = true; };
  news.onerror = () => { gone.hidden = false; };
})();
"""

EMPTY = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'none'; style-src 'none'; base-uri 'none'; form-action 'none'">
<title>Preview</title>
</head>
<body>
</body>
</html>
"""


class Problem(Protocol):
    """What the bar tells of one problem."""

    @property
    def code(self) -> str: ...  # noqa: D102
    @property
    def message(self) -> str: ...  # noqa: D102
    @property
    def place(self) -> str: ...  # noqa: D102
    @property
    def lines(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def help(self) -> str: ...  # noqa: D102


def served_copy(page: str, problems: Sequence[Problem], version: int, nonce: str) -> str:
    """The page to serve.

    Args:
        page: the last page that could be built, empty if there is none yet.
        problems: what keeps a newer one from being built.
        version: of what is shown; the script asks for a newer one.
        nonce: a number used once, that lets the bar's style and the script in.
    """
    held = bool(page)
    page = _POLICY.sub(lambda found: found[1] + _opened(found[2], nonce) + found[3], page or EMPTY, count=1)
    head = f'<style nonce="{nonce}">{STYLE}</style>\n{_bar(problems, held=held)}'
    page = _BODY.sub(lambda found: f"{found[0]}\n{head}", page, count=1)
    before, end, after = page.rpartition("</body>")
    gone = '<p id="preview-gone" role="status" hidden>The preview has stopped. Start it again: ecaremap watch</p>\n'
    script = f'<script nonce="{nonce}">{SCRIPT.replace("VERSION", str(version))}</script>\n'
    return f"{before}{gone}{script}{end}{after}"


def _opened(policy: str, nonce: str) -> str:
    """A policy, as an attribute, that also lets one script and one style in, and a connection back."""
    rules = []
    for rule in unescape(policy).split(";"):
        words = rule.split()
        if words[:1] in (["script-src"], ["style-src"]):
            words = [*(word for word in words if word != "'none'"), f"'nonce-{nonce}'"]
        rules.append(" ".join(words))
    return escape("; ".join([*rules, "connect-src 'self'"]))


def _bar(problems: Sequence[Problem], *, held: bool) -> str:
    if not problems:
        return ""
    count = "This mistake keeps" if len(problems) == 1 else f"{len(problems)} mistakes keep"
    below = " Below is the last page that could be built." if held else ""
    items = "\n".join(_item(problem) for problem in problems[:SHOWN])
    rest = len(problems) - SHOWN
    more = f"<p>and {rest} more; ecaremap validate tells them all.</p>\n" if rest > 0 else ""
    return (
        f'<section id="preview-bar" role="alert" tabindex="0" aria-label="What keeps the page from being built">\n'
        f"<h2>{count} the page from being built.</h2>\n<p>Correct and save: this page follows.{below}</p>\n"
        f"<ol>\n{items}\n</ol>\n{more}</section>\n"
    )


def _item(problem: Problem) -> str:
    code = f"<b>{escape(problem.code)}</b> " if problem.code else ""
    parts = [f"<p>{code}{escape(problem.message)}</p>"]
    if problem.place:
        parts.append(f"<code>{escape(problem.place)}</code>")
    if problem.lines:
        parts.append("<pre>" + escape("\n".join(problem.lines)) + "</pre>")
    if problem.help:
        parts.append(f"<p>Help: {escape(problem.help)}</p>")
    return f"<li>{''.join(parts)}</li>"
