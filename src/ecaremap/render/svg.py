"""Make an engine's SVG fit for a page: deterministic, named, without styles or references."""

import re
from xml.etree import ElementTree as ET

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_GROUP, _LINK, _TITLE = f"{{{SVG}}}g", f"{{{SVG}}}a", f"{{{SVG}}}title"
_TOOLTIP = f"{{{XLINK}}}title"
_REFERENCES = {f"{{{SVG}}}{name}" for name in ("image", "script", "style", "use", "foreignObject")}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def tidy(svg: bytes, title: str = "") -> bytes:
    """Rewrite an SVG that Graphviz drew.

    Comments (the engine's version), the document type (a URL), links, pictures, scripts, `style`
    attributes and ids go away; a tooltip becomes the title of its line; the whole gets a title.
    """
    # The text comes from the engine, never from a stranger, and external entities are not read.
    root = ET.fromstring(svg)  # noqa: S314
    _clean(root)
    names = list(root.iter(_TITLE))
    own = title or (names[0].text if names else "") or "Drawing"
    for group in root.iter(_GROUP):
        _retitle(group)
    heading = ET.Element(_TITLE)
    heading.text = own
    heading.tail = "\n"
    root.insert(0, heading)
    root.set("role", "img")
    ET.register_namespace("", SVG)
    text = ET.tostring(root, encoding="unicode").strip()
    # What was removed leaves empty lines; no text of ours holds one.
    return (re.sub(r"\n{2,}", "\n", text) + "\n").encode("utf-8")


def _clean(parent: ET.Element) -> None:
    """Drop what points elsewhere, and spell styles as plain attributes."""
    for child in list(parent):
        if child.tag in _REFERENCES:
            parent.remove(child)
        else:
            _clean(child)
    for name in [n for n in parent.attrib if _unwanted(n, parent.attrib[n])]:
        del parent.attrib[name]
    for part in parent.attrib.pop("style", "").split(";"):
        name, _, value = part.partition(":")
        if value.strip() and "(" not in value:
            parent.set(name.strip(), value.strip())


def _unwanted(name: str, value: str) -> bool:
    # Gradients are the one thing that refers to an id; they are drawn plain.
    own = name in {"id", "class", "href", _SPACE} or (name.startswith("{") and name != _TOOLTIP)
    return own or name.startswith("on") or "url(" in value


def _retitle(group: ET.Element) -> None:
    """Titles of nodes are our ports' ids: only a tooltip is worth reading."""
    for old in group.findall(_TITLE):
        group.remove(old)
    for inner in list(group):
        if inner.tag != _LINK:
            continue
        place = list(group).index(inner)
        group.remove(inner)
        tooltip = inner.get(_TOOLTIP, "")
        if tooltip:
            title = ET.Element(_TITLE)
            title.text = tooltip
            group.insert(place, title)
            place += 1
        for at, drawn in enumerate(list(inner)):
            group.insert(place + at, drawn)
