"""Files as people's word processors write them, and files that are wrong on purpose, made part by part."""

import io
import zipfile

from rumo.doors.files.guiding.odf import MANIFEST, MIMETYPE, NAMES

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
ODF = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMES.items())
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(parts, method=zipfile.ZIP_DEFLATED):
    """A zip of parts, in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def relations(links):
    """The relationships of a part: key, kind, target, and whether it leads away."""
    said = "".join(
        f'<Relationship Id="{key}" Type="{_RELS}/{kind}" Target="{target}"{mode}/>'
        for key, kind, target, mode in ((*link[:3], ' TargetMode="External"' if link[3:] else "") for link in links)
    )  # fmt: skip
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{said}</Relationships>'


def docx(body, links=(), prolog="", **parts):
    """A DOCX with this body; `styles`, `numbering`, `footnotes` … are the inside of the parts beside it."""
    beside = {f"word/{kind}.xml": f"<w:{kind} {W}>{inside}</w:{kind}>" for kind, inside in parts.items()}
    held = [(f"k{at}", kind, f"{kind}.xml") for at, kind in enumerate(parts)]
    return zipped({
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations([("r1", "officeDocument", "word/document.xml")]),
        "word/document.xml": f"{prolog}<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations([*held, *links]),
        **beside,
    })  # fmt: skip


def p(text, style="", inside=""):
    """A paragraph of Word."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{inside}</w:pPr>' if style or inside else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def style(key, name, inside=""):
    """A paragraph style of Word."""
    return f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/>{inside}</w:style>'


def odt(body, styles="", prolog="", **parts):
    """An ODT with this text; `styles` are its automatic ones, `parts` take the place of others."""
    content = (
        f"{prolog}<office:document-content {ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": MIMETYPE, "content.xml": content, "META-INF/manifest.xml": MANIFEST, **parts})
