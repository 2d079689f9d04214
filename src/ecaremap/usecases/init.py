"""Starting a strategy: a folder that validates and builds at once."""

import re
from pathlib import Path

from ecaremap.load.problems import Unreadable

MODELINE = "# yaml-language-server: $schema=./.ecaremap.schema.json\n"
SCHEMA_FILE = ".ecaremap.schema.json"
"""Hidden, so that it is not read as part of the strategy; editors find it by the modeline."""

BLANK = """\
# A strategy to start with: write your requests, most frequent first, and where customers can go with them.
ecaremap: 1
name: My company
level: sketch                        # sketch | costed | planned | measured: how much is asked for
touchpoints: [call-centre, website, app]
requests:
  pay-bill: {name: Pay my bill, family: billing, job: transact, frequency: very often}
  complaint: {name: Make a complaint, family: care, job: vent, emotion: high, frequency: sometimes}
coverage:                            # today, or today -> target
  pay-bill: {call-centre: human, website: inform, app: show -> self-serve}
  complaint: {call-centre: human, website: initiate}
everywhere_else: ask me later        # or: not handled
keep_personal:
  complaint: a person decides, digital may only take it in
owners: {call-centre: Contact operations, digital: E-care team}
governance: {sponsor: COO, owner: E-care team, review_by: REVIEW}
"""


def maps_folder() -> Path:
    """The maps that ship: inside an installed package, else at the top of the repository."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "maps"
    return inside if inside.is_dir() else package.parent.parent / "maps"


def init(folder: Path, template: str, name: str | None, review_by: str) -> list[Path]:
    """Write a new strategy folder; nothing that exists is touched.

    Raises:
        Unreadable: the folder exists and is not empty, or cannot be written.
    """
    refuse_used(folder)
    from ecaremap.load.schema import schema_text
    from ecaremap.usecases.writing import write_files

    texts = {"strategy.yaml": BLANK.replace("REVIEW", review_by)} if template == "blank" else _copied(template)
    if name is not None:
        texts["strategy.yaml"] = _named(texts["strategy.yaml"], name)
    # The signatures of decisions are no strategy, so no editor checks them as one.
    files = {file: text if "_" in file[:1] else _modeline(file) + text for file, text in sorted(texts.items())}
    files[SCHEMA_FILE] = schema_text()
    write_files({folder / file: text.encode() for file, text in files.items()})
    return [folder / file for file in files]


def refuse_used(folder: Path) -> None:
    """Only a new folder is written into.

    Raises:
        Unreadable: there is something there.
    """
    if folder.exists() and not folder.is_dir():
        raise Unreadable(f"'{folder}' is a file, not a folder.", "Choose a new folder; nothing was changed.")
    if folder.exists() and any(folder.iterdir()):
        raise Unreadable(f"'{folder}' exists and is not empty.", "Choose a new folder; nothing was changed.")


def _modeline(file: str) -> str:
    return MODELINE.replace("./", "../" * file.count("/") or "./")


def _copied(template: str) -> dict[str, str]:
    source = maps_folder() / template
    return {
        file.relative_to(source).as_posix(): file.read_text(encoding="utf-8")
        for file in sorted(source.rglob("*.yaml"))
        # What was measured elsewhere says nothing about a new strategy, nor does the way a made-up log is read.
        if file.parent.name != "evidence" and file.name != "measurement.yaml"
    }


def _named(text: str, name: str) -> str:
    quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return re.sub(r"^name: .*$", lambda _: f"name: {quoted}", text, count=1, flags=re.MULTILINE)
