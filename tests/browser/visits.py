"""An open page that must stay silent."""

from pathlib import Path

from playwright.sync_api import Browser, Page

SIZE = {"width": 1440, "height": 900}


class Visit:
    """An open page that must stay silent and ask for nothing but its own file."""

    def __init__(self, browser: Browser, folder: Path, scheme: str = "light") -> None:
        self.folder = folder
        self.context = browser.new_context(
            viewport=SIZE,  # type: ignore[arg-type]
            color_scheme=scheme,  # type: ignore[arg-type]
            offline=True,
        )
        self.page: Page = self.context.new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def open(self, name: str, fragment: str = "") -> Page:
        self.page.goto((self.folder / f"{name}.html").as_uri() + fragment)
        if name != "empty":
            self.page.wait_for_selector("html[data-ready]", timeout=15_000)
        return self.page

    def bare(self, name: str, fragment: str = "") -> Page:
        """A page without a script that could say that it is ready."""
        self.page.goto((self.folder / f"{name}.html").as_uri() + fragment)
        return self.page

    def close(self) -> None:
        self.context.close()
        assert self.said == []
        assert all(url.startswith("file:") and ".html" in url for url in self.asked)
        assert len({url.partition("#")[0] for url in self.asked}) == 1
