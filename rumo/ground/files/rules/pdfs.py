"""PDF: opened and written anew, without author, scripts, attachments or anything that starts by itself."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pikepdf
from django.utils.translation import gettext as _

from rumo.ground.files.rules.limits import MB, FileRefused

STREAM = 32 * MB  # of one stream that must be unpacked to read the document; pictures and pages are not
VALUES = 300_000  # dictionaries and lists of one document: some 15 seconds
pikepdf.settings.set_qpdf_limits(flate_max_memory=STREAM, run_length_max_memory=STREAM, dct_max_memory=STREAM)

_DROPPED = {"/AA", "/OpenAction", "/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/Metadata", "/PieceInfo"}  # fmt: skip
_ACTS = {
    "/JavaScript", "/Launch", "/GoToE", "/GoToR", "/SubmitForm", "/ImportData", "/Rendition", "/Movie", "/Sound",
    "/RichMediaExecute", "/GoTo3DView", "/Thread",
}  # fmt: skip
_CARRIES = {"/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"}
_SAFE_ADDRESS = ("http://", "https://", "mailto:")


def clean(source: Path, target: Path) -> None:
    """Write the PDF's pages to `target`, still, and without what tells on its author. Raises `FileRefused`."""
    try:
        with pikepdf.open(source) as pdf:
            if pdf.is_encrypted:
                raise _locked()
            _quieten(pdf)
            pdf.save(
                target,
                deterministic_id=True,
                fix_metadata_version=False,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    except pikepdf.PasswordError:
        raise _locked() from None
    except (
        pikepdf.PdfError,
        pikepdf.ForeignObjectError,
        pikepdf.DependencyError,
        RuntimeError,
        TypeError,
        MemoryError,
    ):
        raise _damaged() from None


def _quieten(pdf: pikepdf.Pdf) -> None:
    """Take out author, actions and attachments, wherever in the document they stand."""
    if len(pdf.pages) == 0:
        raise _damaged()
    for page in pdf.pages:
        if isinstance(page.obj.get("/Annots"), pikepdf.Array):
            page.obj.Annots = pikepdf.Array([mark for mark in page.obj.Annots if _kept(mark)])
    seen = 0
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Object) and isinstance(
            thing, pikepdf.Dictionary | pikepdf.Array | pikepdf.Stream
        ):
            seen += _still(thing, VALUES - seen)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _kept(mark: Any) -> bool:
    """Whether an annotation stays: it carries nothing; its author's name is taken off."""
    if not isinstance(mark, pikepdf.Dictionary):
        return False
    if "/T" in mark and str(mark.get("/Subtype")) != "/Widget":
        del mark["/T"]
    return str(mark.get("/Subtype")) not in _CARRIES


def _still(thing: Any, most: int) -> int:
    """Leave in an object, and in what is written inside it, nothing that acts, carries a file or names an author.

    Returns how many dictionaries and lists it looked into; more than `most` are refused.
    """
    waiting = [thing]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > most:
            raise FileRefused(
                _("O PDF tem partes a mais para se poder verificar. Imprima-o para um PDF novo e envie esse.")
            )
        inside: Iterable[Any] = part.as_list() if isinstance(part, pikepdf.Array) else _emptied(part)
        waiting += [
            value
            for value in inside
            if isinstance(value, pikepdf.Object)
            and isinstance(value, pikepdf.Dictionary | pikepdf.Array)
            and not value.is_indirect  # what is comes by itself
        ]
    return seen


def _emptied(part: Any) -> Iterable[Any]:
    """Take the unwanted entries out of a dictionary, all of them when it is an action that acts; return what is left."""
    entries = dict(part.items())
    unwanted = _DROPPED & entries.keys()
    if not isinstance(part, pikepdf.Stream) and (
        (
            "/S" in entries
            and str(entries["/S"]) in _ACTS
            and entries.get("/Type") in (None, pikepdf.Name.Action)
        )
        or ("/URI" in entries and not str(entries["/URI"]).strip().lower().startswith(_SAFE_ADDRESS))
    ):
        unwanted = set(entries)
    for key in unwanted:
        del part[key]
        del entries[key]
    return entries.values()


def _locked() -> FileRefused:
    """Say that a PDF under a password cannot be looked into."""
    return FileRefused(
        _(
            "O PDF está protegido por palavra-passe ou com restrições. Guarde-o sem proteção e envie-o de novo."
        )
    )


def _damaged() -> FileRefused:
    """Say that the PDF cannot be read."""
    return FileRefused(_("O PDF está danificado ou não tem páginas. Volte a criá-lo e envie-o de novo."))
