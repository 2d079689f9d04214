"""The entry point: every failure ends in a sentence and a documented exit code."""

import atexit
import gc
import sys

INTERNAL_ERROR = 3
UNREADABLE = 2


def main() -> None:
    """Run the command line."""
    # A command makes many small things and ends soon: looking for circles among them every 700 is wasted.
    gc.set_threshold(1_000_000, 20, 20)
    # Nor does it pay to look for them when the process ends and takes everything with it.
    atexit.register(gc.freeze)
    from ecaremap.cli.console import prepare, say, silence

    try:
        from ecaremap.cli.app import app

        prepare()
        app(prog_name="ecaremap")
    except KeyboardInterrupt:
        say("Stopped.")
        sys.exit(130)
    except BrokenPipeError:
        silence(sys.stdout)
        sys.exit(0)
    except Exception as error:  # noqa: BLE001  # the last line of defence: no traceback for users
        message = _known(error)
        if message is not None:
            say(f"error: {message}")
            sys.exit(UNREADABLE)
        say(_unknown(error))
        sys.exit(INTERNAL_ERROR)


def _known(error: Exception) -> str | None:
    """The sentence of an error that is the input's, not ours."""
    from ecaremap.cli.console import sentences

    if type(error).__module__.startswith("ecaremap."):
        return sentences(error)
    if isinstance(error, OSError) and error.filename:
        reason = (error.strerror or "it failed").lower()
        return f"'{error.filename}': {reason}."
    return None


def _unknown(error: Exception) -> str:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{place.filename.rpartition('ecaremap')[2].lstrip('/')}:{place.lineno}"
    said = f": {error}" if str(error) else "."
    return (
        f"Something went wrong inside ecaremap ({type(error).__name__} at {where}){said}\n"
        "Your strategy was not changed. Please report it with this line, the command you typed, and the output of "
        "'ecaremap --version'."
    )


if __name__ == "__main__":
    main()
