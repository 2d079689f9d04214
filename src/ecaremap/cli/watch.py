"""watch: the page beside the editor."""

from pathlib import Path
from typing import Annotated

import typer

from ecaremap.cli.app import AsOf, ScenarioName, StrategyPath, app, finish, read_as_of, refuse
from ecaremap.cli.console import chart_cache, say, write
from ecaremap.cli.draw import Templates


@app.command(
    epilog="Example: ecaremap watch my-strategy", short_help="Show the page in a browser while the strategy is written."
)
def watch(
    path: StrategyPath,
    port: Annotated[
        int, typer.Option("--port", metavar="N", help="A port; any free one, if missing.", min=0, max=65535)
    ] = 0,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Also write every build into a folder.")
    ] = None,
    as_of: AsOf = None,
    scenario: ScenarioName = None,
    templates: Templates = None,
) -> None:
    """Serve the page on this machine alone, and build it again whenever a file is saved. Ctrl-C ends it.

    As long as something is broken, the last good page stays, with the mistakes on top of it.
    """
    import secrets
    from threading import Event

    from ecaremap.usecases.build import How
    from ecaremap.usecases.preview import Preview
    from ecaremap.usecases.serving import Server
    from ecaremap.usecases.watch import Watch, follow

    if not Path(path).exists() or not path:
        refuse(f"There is no file or folder '{path}'. Check the path.")
    preview = Preview()
    server = Server(preview, port, lambda: secrets.token_urlsafe(16))
    following = Watch(path, read_as_of(as_of), How(templates, cache=chart_cache()), output, scenario)

    def ready() -> None:
        write(f"{server.url}\n")
        say("Open it in a browser. It follows what you save; Ctrl-C ends it.")

    try:
        follow(following, preview, Event(), say, ready)
    except KeyboardInterrupt:
        say("Stopped.")
    finally:
        server.close()
    finish(0)
