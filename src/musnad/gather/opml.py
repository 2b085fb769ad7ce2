"""Lists of feeds as other feed readers write and take them (OPML 2.0)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from musnad.errors import InputError
from musnad.gather import files
from musnad.gather.decoding import decode


class Outline(NamedTuple):
    """A feed of a list: its address, and the title it has there."""

    address: str
    title: str | None = None


def outlines(path: Path) -> list[Outline]:
    """The feeds of an OPML file, or of a text with one address a line. Raises InputError where there is none."""
    with files.opened(str(path)) as stream:
        text, _, _ = decode(files.whole(stream, str(path)), None)
    found = _of_opml(text, str(path)) if text.lstrip("\ufeff \t\r\n").startswith("<") else _of_lines(text)
    if not found:
        raise InputError("opml_empty", source=str(path))
    return found


def document(feeds: Iterable[Outline]) -> bytes:
    """An OPML file of these feeds, UTF-8."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "Musnad"
    body = ElementTree.SubElement(root, "body")
    for feed in feeds:
        title = feed.title or feed.address
        ElementTree.SubElement(body, "outline", type="rss", text=title, title=title, xmlUrl=feed.address)
    ElementTree.indent(root)
    return ElementTree.tostring(root, "utf-8", xml_declaration=True) + b"\n"


def _of_opml(text: str, source: str) -> list[Outline]:
    # Entities could be defined to unfold without end: a list of feeds needs none.
    if "<!ENTITY" in text:
        raise InputError("bad_xml", source=source, why="it defines entities")
    try:
        root = ElementTree.fromstring(text.encode("utf-8", "replace").replace(b"\x00", b""), _parser())
    except ElementTree.ParseError as error:
        raise InputError("bad_xml", source=source, why=str(error)) from error
    found = {}
    for outline in root.iter("outline"):
        address = next((value for name, value in outline.attrib.items() if name.lower() == "xmlurl"), "").strip()
        if address.startswith(("http://", "https://")):
            found.setdefault(address, Outline(address, outline.get("title") or outline.get("text")))
    return list(found.values())


def _parser() -> ElementTree.XMLParser:
    return ElementTree.XMLParser(encoding="utf-8")


def _of_lines(text: str) -> list[Outline]:
    lines = (line.strip() for line in text.splitlines())
    return [Outline(line) for line in dict.fromkeys(lines) if line.startswith(("http://", "https://"))]
