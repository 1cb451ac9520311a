"""The names and the fixed files of ODT: what of it we write and read."""

from __future__ import annotations

import re

from lxml import etree

MIMETYPE = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = {
    "office": f"{_OASIS}office:1.0", "style": f"{_OASIS}style:1.0", "text": f"{_OASIS}text:1.0", "table": f"{_OASIS}table:1.0",
    "fo": f"{_OASIS}xsl-fo-compatible:1.0", "meta": f"{_OASIS}meta:1.0", "draw": f"{_OASIS}drawing:1.0", "svg": f"{_OASIS}svg-compatible:1.0",
    "manifest": f"{_OASIS}manifest:1.0", "xlink": "http://www.w3.org/1999/xlink", "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
ID = "{http://www.w3.org/XML/1998/namespace}id"
_USED = {prefix: address for prefix, address in NAMES.items() if prefix != "manifest"}


def tag(name: str) -> str:
    """Return a name with its space: `text:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMES[prefix]}}}{local}"


def root(name: str) -> etree._Element:
    """Return the root of a file of the package."""
    return etree.Element(tag(name), {tag("office:version"): "1.3"}, nsmap=_USED)


def sub(parent: etree._Element, name: str, **given: str) -> etree._Element:
    """Add an element; `text_style_name="a"` is the attribute `text:style-name`."""
    attributes = {
        tag(f"{prefix}:{rest.replace('_', '-')}"): value
        for prefix, _, rest, value in ((*key.partition("_"), value) for key, value in given.items())
    }
    return etree.SubElement(parent, tag(name), attributes)


def say(parent: etree._Element, text: str) -> None:
    """Add text at the end of an element."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def named(style: str) -> str:
    """Return the name of a style as people see it: what no XML name holds is written there as `_20_`."""
    return re.sub(r"_([0-9a-f]{2,4})_", lambda sign: chr(int(sign[1], 16)), style)


MANIFEST = (
    f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest xmlns:manifest="{NAMES["manifest"]}" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{MIMETYPE}"/>'
    + "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml")
    )
    + "</manifest:manifest>"
)
