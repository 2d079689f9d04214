"""The client's picture, taken into the page."""

import base64
from pathlib import Path

LOGO_TYPES = {".svg": "image/svg+xml", ".png": "image/png"}
LARGEST_LOGO = 300_000


def logo_of(root: Path, name: str) -> str:
    """A picture beside the strategy as a data URI; empty if there is none that can be taken."""
    folder = (root if root.is_dir() else root.parent).resolve()
    file = (folder / name).resolve()
    kind = LOGO_TYPES.get(file.suffix.lower())
    if folder not in file.parents or kind is None or not file.is_file():
        return ""
    data = file.read_bytes()
    if len(data) > LARGEST_LOGO:
        return ""
    return f"data:{kind};base64,{base64.b64encode(data).decode()}"


def logo_remark(name: str) -> str:
    """What to say of a logo that is left out."""
    kinds = " or ".join(LOGO_TYPES)
    wanted = f"a {kinds} file beside the strategy, of at most {LARGEST_LOGO // 1000} kB"
    return f"The logo '{name}' is left out: it has to be {wanted}."
