"""A document that is a zip keeps its text, and nothing that acts or tells; a bomb is refused unopened."""

import io
import stat
import time
import zipfile
from random import Random

import pytest
import xlsxwriter
from PIL import Image
from python_calamine import load_workbook

from rumo.ground.files.rules import BLOCK, ENTRIES, UNPACKED, FileRefused, packages
from tests.factories import files

TOLD = files.AUTHOR.encode()


@pytest.fixture
def stripped(tmp_path):
    """A function that returns the parts of a document as it is kept."""

    def made(content):
        (tmp_path / "a").write_bytes(content)
        packages.clean(tmp_path / "a", tmp_path / "b")
        with zipfile.ZipFile(tmp_path / "b") as file:
            return {entry.filename: file.read(entry) for entry in file.infolist()}

    return made


def linked():
    """A part that is a symbolic link."""
    entry = zipfile.ZipInfo("word/media/a")
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize("content", [files.docx(), files.xlsx(), files.odf(), files.odf("spreadsheet")])
def test_no_author_is_left_anywhere(stripped, content):
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        before = [entry for entry in file.namelist() if not entry.endswith("/")]
        assert any(TOLD in file.read(name) for name in before)
    parts = stripped(content)
    assert list(parts) == before
    assert [name for name, part in parts.items() if TOLD in part or b"TM" in part] == []


def test_what_was_written_stays(stripped):
    parts = stripped(files.docx())
    assert parts["word/document.xml"].decode() == (
        '<w:document><w:ins w:id="1" w:author="" w:date="2026-01-01"><w:t>Olá</w:t></w:ins></w:document>'
    )
    assert b"<w:t>Nota</w:t>" in parts["word/comments.xml"]
    assert b"<dc:creator></dc:creator><text:p>Nota</text:p>" in stripped(files.odf())["content.xml"]


def test_a_name_is_found_across_blocks_and_text_without_tags_passes(stripped):
    long = b"<w>" + b"a" * (BLOCK - 10) + b'<w:ins w:author="' + TOLD + b'"/>' + b"b" * (2 * BLOCK) + b"</w>"
    part = stripped(files.docx(**{"word/document.xml": long}))["word/document.xml"]
    assert part == long.replace(TOLD, b"")


def test_the_mimetype_of_an_opendocument_stays_first_and_as_packed(tmp_path, stripped):
    entry = zipfile.ZipInfo("mimetype")
    stripped(files.packed({entry: files.MIMETYPE + "text", "content.xml": "<a/>"}))
    with zipfile.ZipFile(tmp_path / "b") as file:
        first = file.infolist()[0]
        assert (first.filename, first.compress_type, first.date_time) == (
            "mimetype",
            zipfile.ZIP_STORED,
            (1980, 1, 1, 0, 0, 0),
        )


def test_a_picture_inside_loses_its_place_and_others_stay_as_they_are(stripped):
    bare, located = files.picture(located=False), files.picture()
    parts = stripped(
        files.docx(
            **{
                "word/media/a.jpg": located,
                "word/media/b.jpg": bare,
                "word/media/c.emf": "",
                "word/media/d.png": files.picture("PNG"),
            }
        )
    )
    with Image.open(io.BytesIO(parts["word/media/a.jpg"])) as image:
        assert (image.size, dict(image.getexif())) == ((40, 20), {})
    with Image.open(io.BytesIO(parts["word/media/d.png"])) as image:
        assert dict(image.getexif()) == {}
    assert (parts["word/media/b.jpg"], parts["word/media/c.emf"]) == (bare, b"")


def test_a_workbook_of_an_office_program_opens_as_before(tmp_path, stripped):
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as workbook:
        workbook.set_properties({"author": files.AUTHOR, "company": files.AUTHOR})
        sheet = workbook.add_worksheet("Folha")
        sheet.add_table(0, 0, 3, 1, {"name": "Metas", "data": [["a", 1], ["b", 2], ["c", 3]]})
        sheet.write_comment("A2", "Nota", {"author": files.AUTHOR})
        chart = workbook.add_chart({"type": "column"})
        chart.add_series({"values": "=Folha!$B$2:$B$4"})
        sheet.insert_chart("D2", chart)
        sheet.insert_image("D20", "a.jpg", {"image_data": io.BytesIO(files.picture())})
    parts = stripped(made.getvalue())
    assert [name for name, part in parts.items() if TOLD in part] == []
    assert b'displayName="Metas"' in parts["xl/tables/table1.xml"]
    assert load_workbook(str(tmp_path / "b")).get_sheet_by_name("Folha").to_python()[1:] == [
        ["a", 1.0],
        ["b", 2.0],
        ["c", 3.0],
    ]


@pytest.mark.parametrize(
    "extra",
    [
        {"word/media/zeros": b"\0" * (UNPACKED + 1)},  # 292 kB that unpack to 200 MB and more
        {"word/media/zeros": b"\0" * 3_000_000},
        {"word/_rels/document.xml.rels": Random(1).randbytes(3_000_000)},
        {f"word/media/{number}": b"" for number in range(ENTRIES)},
    ],
)
def test_a_bomb_is_refused(stripped, extra):
    with pytest.raises(FileRefused, match="é grande de mais"):
        stripped(files.docx(**extra))


@pytest.mark.parametrize(
    "name",
    ["../fora.xml", "/etc/passwd", "word/../../a.xml", "..\\fora.xml", "C:/a.xml", linked()],
)
def test_a_part_that_lands_elsewhere_is_refused(stripped, name):
    content = files.packed({"[Content_Types].xml": "", "word/document.xml": "<w/>", name: "x"})
    with pytest.raises(FileRefused, match="um programa de escritório não escreve"):
        stripped(content)


def test_a_part_twice_or_packed_oddly_or_locked_is_refused(stripped):
    plain = files.docx()
    locked = bytearray(plain)
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = io.BytesIO()
        with zipfile.ZipFile(twice, "w") as file:
            file.writestr("a.xml", "1")
            file.writestr("a.xml", "2")
    for content in (
        twice.getvalue(),
        bytes(locked),
        files.packed({"a.xml": "<a/>"}, method=zipfile.ZIP_LZMA),
    ):
        with pytest.raises(FileRefused, match="um programa de escritório não escreve"):
            stripped(content)


@pytest.mark.parametrize(
    "extra",
    [
        {"word/embeddings/folha.xlsx": files.xlsx()},
        {"word/media/a.zip": files.packed({"a": "b"})},
        {"word/embeddings/objeto.bin": bytes.fromhex("d0cf11e0a1b11ae1")},
        {"word/media/a.exe": b"MZ\0\0"},
    ],
)
def test_another_file_inside_is_refused(stripped, extra):
    with pytest.raises(FileRefused, match="outro ficheiro dentro"):
        stripped(files.docx(**extra))


LINK = '<Relationships><Relationship Id="1" Type="http://a/{}" Target="https://exemplo.pt/" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    "extra",
    [
        {"word/vbaProject.bin": "x"},
        {"word/activeX/activeX1.xml": "<a/>"},
        {"Basic/Standard/Module1.xml": "<a/>"},
        {"xl/macrosheets/sheet1.xml": "<a/>"},
        {
            "[Content_Types].xml": "<Override ContentType='application/vnd.ms-word.document.macroEnabled.main+xml'/>"
        },
        {"word/_rels/settings.xml.rels": LINK.format("attachedTemplate")},
        {"word/document.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><w/>"},
        {"xl/externalLinks/externalLink1.xml": "<externalLink><ddeLink ddeService='cmd'/></externalLink>"},
    ],
)
def test_what_would_act_on_its_reader_is_refused(stripped, extra):
    with pytest.raises(FileRefused, match="tem macros, ou vai buscar"):
        stripped(files.docx(**extra))


def test_links_a_reader_follows_stay(stripped):
    rels = LINK.format("hyperlink").encode()
    assert (
        stripped(files.docx(**{"word/_rels/document.xml.rels": rels}))["word/_rels/document.xml.rels"] == rels
    )


def test_the_test_signature_inside_a_document_is_refused(stripped):
    for content in (files.EICAR, b"a" * (BLOCK - 20) + files.EICAR):
        with pytest.raises(FileRefused, match="assinatura de teste"):
            stripped(files.docx(**{"word/media/a.txt": content}))


def test_a_broken_document_is_refused(stripped):
    content = files.docx(**{"word/media/a": b"0123456789" * 9})
    at = content.index(b"word/media/a") + 14
    for broken in (content[: len(content) // 2], content[:at] + b"\xff\xff\xff" + content[at + 3 :]):
        with pytest.raises(FileRefused, match="O documento está danificado"):
            stripped(broken)


def test_a_disk_that_fails_is_not_the_documents_fault(tmp_path):
    (tmp_path / "a").write_bytes(files.docx())
    with pytest.raises(FileNotFoundError):
        packages.clean(tmp_path / "a", tmp_path / "nowhere" / "b")


@pytest.mark.parametrize(
    ("name", "evil"),
    [
        ("word/document.xml", b"<person "),
        ("word/document.xml", b"<person displayName="),
        ("word/document.xml", b' author="'),
        ("word/document.xml", b" author= "),
        ("word/document.xml", b"<author "),
        ("word/document.xml", b"<"),
        ("word/_rels/document.xml.rels", b"<Relationship "),
        ("word/_rels/document.xml.rels", b'<Relationship TargetMode="External '),
        ("word/_rels/document.xml.rels", b' TargetMode="External'),
    ],
)
def test_no_text_takes_long_to_read(stripped, evil, name):
    content = files.docx(**{name: evil * (900_000 // len(evil))})
    began = time.process_time()
    stripped(content)
    assert time.process_time() - began < 2
