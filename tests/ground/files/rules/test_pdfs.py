"""A PDF keeps its pages, and nothing that acts, carries or tells."""

import io
import zlib

import pikepdf
import pytest

from rumo.ground.files.rules import FileRefused, pdfs
from tests.factories import files


@pytest.fixture
def stripped(tmp_path):
    """A function that returns a PDF as it is kept."""

    def made(content):
        (tmp_path / "a").write_bytes(content)
        pdfs.clean(tmp_path / "a", tmp_path / "b")
        return (tmp_path / "b").read_bytes()

    return made


def plain(content):
    """A PDF's bytes with every stream and object laid open."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(
            made,
            qdf=True,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
        )
    return made.getvalue()


def test_author_and_metadata_are_gone(stripped):
    sent = files.pdf()
    assert b"cnica municipal" in plain(sent)
    with pikepdf.open(io.BytesIO(stripped(sent))) as document:
        assert (dict(document.docinfo), "/Metadata" in document.Root, len(document.pages)) == ({}, False, 1)
    assert b"cnica municipal" not in plain(stripped(sent))


def test_nothing_starts_fetches_carries_or_tells(stripped):
    sent, kept = plain(files.busy_pdf()), plain(stripped(files.busy_pdf()))
    told = [
        b"SCRIPT",
        b"/JavaScript",
        b"/Launch",
        b"cmd.exe",
        b"CARGA",
        b"/OpenAction",
        b"/AA",
        b"/FileAttachment",
        b"SEGREDO",
    ]
    assert [word for word in told if word not in sent] == []
    assert [word for word in told if word in kept] == []


def test_links_notes_and_fields_stay(stripped):
    with pikepdf.open(io.BytesIO(stripped(files.busy_pdf()))) as document:
        marks = list(document.pages[0].obj.Annots)
        assert [str(mark.Subtype) for mark in marks] == ["/Link", "/Link", "/Link", "/Text", "/Widget"]
        assert str(marks[2].A.URI) == "https://exemplo.pt/"
        assert [str(mark.get("/Contents", "")) for mark in marks[3:]] == ["Nota", ""]
        assert ["/T" in mark for mark in marks[3:]] == [False, True]


@pytest.mark.parametrize("password", ["", "segredo"])
def test_a_protected_pdf_is_refused(stripped, password):
    content = files.pdf(encryption=pikepdf.Encryption(owner="dono", user=password))
    with pytest.raises(FileRefused, match="palavra-passe"):
        stripped(content)


def odd(document):
    """Add a stream that says it is a script and a name that stands alone, and take the author out."""
    script = {"S": pikepdf.Name.JavaScript, "JS": pikepdf.String("SCRIPT")}
    document.Root.Lone = document.make_indirect(pikepdf.Name.Lone)
    document.Root.Odd = document.make_stream(b"conteudo", pikepdf.Dictionary(**script))
    del document.docinfo


def test_an_odd_pdf_is_stilled_as_well(stripped):
    kept = plain(stripped(files.pdf(odd)))
    assert (b"SCRIPT" in kept, b"conteudo" in kept) == (False, True)


def empty(document):
    """Take the only page out."""
    del document.pages[0]


def crowded(document):
    """Add a list of more lists than can be looked into."""
    document.Root.Crowd = pikepdf.Object.parse(b"[" + b"[]" * pdfs.VALUES + b"]")


def test_a_pdf_of_too_many_parts_is_refused(stripped):
    with pytest.raises(FileRefused, match="partes a mais"):
        stripped(files.pdf(crowded))


@pytest.mark.parametrize("content", [b"%PDF-1.7\nnada", files.pdf(empty)])
def test_a_broken_pdf_is_refused(stripped, content):
    with pytest.raises(FileRefused, match="danificado"):
        stripped(content)


def test_a_bomb_in_an_object_stream_is_refused_in_little_memory(stripped):
    bomb = zlib.compress(b"1 0 <</Type/Catalog/Pages 2 0 R>>" + b" " * (pdfs.STREAM + 1), 1)
    head = b"%%PDF-1.5\n4 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(
        bomb
    )
    refs = b"\nendstream endobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R>>endobj\n"
    place = len(head) + len(bomb) + len(refs)
    table = b"".join(
        kind.to_bytes(1, "big") + first.to_bytes(4, "big") + second.to_bytes(1, "big")
        for kind, first, second in [
            (0, 0, 0),
            (2, 4, 0),
            (1, len(head + bomb) + 18, 0),
            (1, len(head + bomb) + refs.index(b"3 0 obj"), 0),
            (1, 9, 0),
            (1, place, 0),
        ]
    )
    last = b"5 0 obj\n<</Type/XRef/Size 6/W[1 4 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    content = head + bomb + refs + last + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % place
    with pytest.raises(FileRefused, match="danificado"):
        stripped(content)
