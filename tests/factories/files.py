"""Files made on the spot: honest ones of every kind that may come in, and what an attacker would send."""

import io
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-" + b"TEST-FILE!$H+H*"
AUTHOR = "Técnica municipal, exemplo"
MIMETYPE = "application/vnd.oasis.opendocument."
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_CORE = f"<cp:coreProperties><dc:creator>{AUTHOR}</dc:creator><cp:lastModifiedBy>{AUTHOR}</cp:lastModifiedBy></cp:coreProperties>"


def packed(parts, *, method=zipfile.ZIP_DEFLATED, level=1):
    """A zip of {name or ZipInfo: text or bytes}."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method, compresslevel=level) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return made.getvalue()


def docx(**extra):
    """A Word document with an author everywhere Word writes one; `extra` parts by name, `None` takes one out."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f'<w:document><w:ins w:id="1" w:author="{AUTHOR}" w:date="2026-01-01"><w:t>Olá</w:t></w:ins></w:document>',
        "word/comments.xml": f"<w:comments><w:comment w:author='{AUTHOR}' w:initials=\"TM\"><w:t>Nota</w:t></w:comment></w:comments>",
        "docProps/core.xml": _CORE,
        "docProps/app.xml": f"<Properties><Company>{AUTHOR}</Company></Properties>",
        **extra,
    }
    return packed({name: content for name, content in parts.items() if content is not None})


def xlsx(**extra):
    """A workbook with an author and a comment."""
    return packed(
        {
            "[Content_Types].xml": _TYPES,
            "xl/workbook.xml": f'<workbook><fileSharing userName="{AUTHOR}"/><x15ac:absPath url="C:\\{AUTHOR}\\" xmlns:x15ac="a"/></workbook>',
            "xl/persons/person.xml": f'<personList><person displayName="{AUTHOR}" id="1" userId="{AUTHOR}"/></personList>',
            "xl/comments1.xml": f"<comments><authors><author>{AUTHOR}</author></authors></comments>",
            "docProps/core.xml": _CORE,
            **extra,
        }
    )


def odf(kind="text", **extra):
    """An OpenDocument text or spreadsheet with an author and a comment."""
    return packed(
        {
            "mimetype": MIMETYPE + kind,
            "content.xml": f"<office:document-content><office:annotation><dc:creator>{AUTHOR}</dc:creator><text:p>Nota</text:p></office:annotation></office:document-content>",
            "meta.xml": f"<office:document-meta><meta:initial-creator>{AUTHOR}</meta:initial-creator></office:document-meta>",
            "Configurations2/": "",
            **extra,
        }
    )


def picture(form="JPEG", *, size=(40, 20), mode="RGB", located=True, orientation=1, **options):
    """A picture, by default with a place and an author in its EXIF; the left half is red."""
    image = Image.new(mode, size)
    if mode == "RGB":
        image.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    if located:
        exif[0x013B] = AUTHOR.encode("ascii", "ignore").decode()
        exif[0x0112] = orientation
        exif.get_ifd(0x8825).update({1: "N", 2: (38.0, 42.0, 30.0), 3: "W", 4: (9.0, 8.0, 0.0)})
    made = io.BytesIO()
    image.save(made, format=form, **({"exif": exif} if located else {}), **options)
    return made.getvalue()


def moving(form):
    """An animated picture of two frames."""
    made = io.BytesIO()
    first, second = Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue")
    first.save(made, format=form, save_all=True, append_images=[second], duration=100)
    return made.getvalue()


def huge_png(width=50_000, height=50_000):
    """A PNG of a few bytes whose header says it is enormous."""

    def chunk(name, content):
        return (
            struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
        )

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


def pdf(change=None, **saved):
    """A PDF of one page with an author; `change` may add to it."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(200, 200))
        document.docinfo["/Author"] = AUTHOR
        with document.open_metadata() as metadata:
            metadata["dc:creator"] = [AUTHOR]
        if change:
            change(document)
        document.save(made, **saved)
    return made.getvalue()


def busy_pdf():
    """A PDF with everything that starts, fetches, carries or tells."""

    def change(document):
        script = pikepdf.Dictionary(
            Type=pikepdf.Name.Action, S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('SCRIPT')")
        )
        document.Root.OpenAction = document.make_indirect(script)
        document.Root.AA = pikepdf.Dictionary(WC=script)
        document.attachments["carga.txt"] = b"CARGA"
        document.Root.Names.JavaScript = pikepdf.Dictionary(
            Names=pikepdf.Array([pikepdf.String("a"), script])
        )
        form = document.make_stream(
            b"", pikepdf.Dictionary(Type=pikepdf.Name.XObject, Metadata=document.make_stream(b"SEGREDO"))
        )
        page = document.pages[0].obj
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(F=form))
        page.AA = pikepdf.Dictionary(O=script)
        page.Annots = pikepdf.Array(_marks(document, script))

    return pdf(change)


def _marks(document, script):
    """Annotations: three links (two that act, one that leads on to a script), a note, a field, a file, and no annotation."""

    def mark(kind, **more):
        return pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=pikepdf.Array([0, 0, 9, 9]), **more
        )

    def leads(kind, **more):
        return pikepdf.Dictionary(S=pikepdf.Name(kind), **more)

    text = pikepdf.String
    field = document.make_indirect(mark("/Widget", T=text("campo"), FT=pikepdf.Name.Tx))
    document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
    further = leads("/URI", URI=text("https://exemplo.pt/"), Next=pikepdf.Array([script]))
    return [
        mark("/Link", A=leads("/Launch", F=text("cmd.exe"))),
        mark("/Link", A=leads("/URI", URI=text("javascript:SCRIPT"))),
        mark("/Link", A=further),
        document.make_indirect(mark("/Text", T=text(AUTHOR), Contents=text("Nota"))),
        field,
        mark("/FileAttachment"),
        7,
    ]
