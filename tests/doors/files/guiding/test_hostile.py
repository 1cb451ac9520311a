"""Files that are wrong or meant to do harm: one clear line each, saying what, where and what to do, and never an error of ours."""

import io
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.doors.files.guiding import package as limits
from rumo.doors.files.guiding import read_docx, read_json, read_markdown, read_odt, write_docx, write_odt
from rumo.doors.files.limits import FileRefused
from rumo.science.document import Document, Part
from tests.doors.files.guiding.made import docx, odt, p, zipped

ENTITIES = (
    '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
)
NOT_DOCX = "não é um documento .docx inteiro: abra-o e guarde-o como .docx"
NOT_ODT = "não é um documento .odt inteiro: abra-o e guarde-o como .odt"
LOCKED = "é um documento antigo (.doc) ou tem palavra-passe: abra-o e guarde-o como .docx, sem palavra-passe"
NO_XML = "não é XML que se possa ler: abra o documento e guarde-o outra vez como"
DTD = "declara entidades (DTD), o que nenhum documento precisa: abra-o e guarde-o outra vez como"
GUIDE = Document(
    "Guia",
    (Part("section", 0, "Um", "a[^1]\n\n[^1]: b"), Part("clause", 1, "", "- c\n\n| d |\n| --- |", "c1")),
)


def refused(read, data):
    """The line that a file is refused with."""
    with pytest.raises(FileRefused) as told:
        read(data)
    assert len(told.value.faults) == 1
    return str(told.value)


def encrypted(data):
    """The same zip, its entries marked as encrypted."""
    return data.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01").replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")  # fmt: skip


def twice(data):
    """The same zip with its first part there twice."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as file, pytest.warns(UserWarning):
        file.writestr(file.namelist()[0], "x")
    return out.getvalue()


def nested_xml(name, deep):
    return f"<{name}>" * deep + f"</{name}>" * deep


def mimetype_only(kind):
    return zipped({"mimetype": kind})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "documento.docx: está vazio: escolha o ficheiro outra vez"),
        (b"Ola", f"documento.docx: {NOT_DOCX}"),
        (b"%PDF-1.7", f"documento.docx: {NOT_DOCX}"),
        (b"PK\x03\x04", f"documento.docx: {NOT_DOCX}"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", f"documento.docx: {LOCKED}"),
        (write_docx(GUIDE)[:9000], f"documento.docx: {NOT_DOCX}"),
        (write_odt(GUIDE), f"documento.docx: {NOT_DOCX}"),
        (zipped({"a.txt": "a"}), f"documento.docx: {NOT_DOCX}"),
        (twice(docx(p("a"))), "documento.docx: traz duas vezes a mesma parte: abra-o e guarde-o outra vez como .docx"),
        (encrypted(docx(p("a"))), "documento.docx: tem palavra-passe: guarde-o como .docx, sem palavra-passe"),
        (zipped({"[Content_Types].xml": "macroEnabled"}), "documento.docx: traz macros: guarde-o como .docx, sem macros"),
        (docx("<w:p>"), f"documento.docx/word/document.xml: {NO_XML} .docx"),
        (docx(p("&a;"), prolog=ENTITIES), f"documento.docx/word/document.xml: {DTD} .docx"),
        (docx(p("a"), prolog="<!DOCTYPE a>"), f"documento.docx/word/document.xml: {DTD} .docx"),
        (docx(nested_xml("w:sdt", 10_000)), f"documento.docx/word/document.xml: {NO_XML} .docx"),
        (docx(nested_xml("w:tbl", 10_000)), f"documento.docx/word/document.xml: {NO_XML} .docx"),
        (docx("a\0b"), f"documento.docx/word/document.xml: {NO_XML} .docx"),
        (docx(p("a"), styles="<"), f"documento.docx/word/styles.xml: {NO_XML} .docx"),
        (docx("").replace(b"word/document.xml", b"word/documentx.ml"), f"documento.docx: {NOT_DOCX}"),
    ],
)  # fmt: skip
def test_a_wrong_docx_is_refused_in_one_line(data, said):
    assert refused(read_docx, data) == said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "documento.odt: está vazio: escolha o ficheiro outra vez"),
        (b"<office:document/>", f"documento.odt: {NOT_ODT}"),
        (write_docx(GUIDE), f"documento.odt: {NOT_ODT}"),
        (mimetype_only("application/vnd.oasis.opendocument.spreadsheet"), f"documento.odt: {NOT_ODT}"),
        (mimetype_only("application/vnd.oasis.opendocument.text"), "documento.odt/content.xml: falta esta parte: abra o documento e guarde-o outra vez como .odt"),
        (odt("", **{"Basic/a.xml": ""}), "documento.odt: traz macros: guarde-o como .odt, sem macros"),
        (odt("", **{"META-INF/manifest.xml": "<m:encryption-data/>"}), "documento.odt: tem palavra-passe: guarde-o como .odt, sem palavra-passe"),
        (odt("<text:p>&a;</text:p>", prolog=ENTITIES), f"documento.odt/content.xml: {DTD} .odt"),
        (odt(nested_xml("text:list", 10_000)), f"documento.odt/content.xml: {NO_XML} .odt"),
        (odt("", **{"content.xml": "<a/>"}), f"documento.odt: {NOT_ODT}"),
        (odt("<text:p>"), f"documento.odt/content.xml: {NO_XML} .odt"),
    ],
)  # fmt: skip
def test_a_wrong_odt_is_refused_in_one_line(data, said):
    assert refused(read_odt, data) == said


@pytest.mark.parametrize("deep", [60, 110])
def test_what_is_nested_deep_is_read_or_refused(deep):
    body = (
        "<text:list><text:list-item>" * deep + "<text:p>a</text:p>" + "</text:list-item></text:list>" * deep
    )
    assert read_odt(odt(body))[0].parts == (Part("clause", 0, "", "- a"),)
    spans = "<text:span>" * deep * 2 + "a" + "</text:span>" * deep * 2
    assert read_odt(odt(f"<text:p>{spans}</text:p>"))[0].parts == (Part("clause", 0, "", "a"),)


def test_a_bomb_is_refused_unread():
    bomb = zipped({"[Content_Types].xml": b"0" * (201 * limits.MEGABYTE)})
    said = "documento.docx: desempacotado passa de 200 MB ou de 5\u00a0000 ficheiros: tire imagens e anexos"
    assert (len(bomb) < 300_000, refused(read_docx, bomb)) == (True, said)
    assert refused(read_docx, zipped({str(at): "" for at in range(5_001)})) == said
    part = odt("", **{"content.xml": b" " * (21 * limits.MEGABYTE)})
    assert refused(read_odt, part) == "documento.odt/content.xml: passa de 20 MB: divida o documento"


def test_a_file_too_big_or_too_long_is_refused():
    big = b"a" * (11 * limits.MEGABYTE)
    assert refused(read_docx, big) == "documento.docx: tem 11 MB; o limite são 10 MB: tire imagens e anexos"
    assert refused(read_markdown, big) == "documento.md: tem 11 MB; o limite são 10 MB: divida o documento"
    long, said = "a" * 1_000_001, "tem mais de 1\u00a0000\u00a0000 caracteres de texto: divida o documento"
    assert refused(read_docx, docx(p(long))) == f"documento.docx: {said}"
    assert refused(read_odt, odt(f"<text:p>{long}</text:p>")) == f"documento.odt: {said}"
    assert refused(read_markdown, long.encode()) == f"documento.md: {said}"
    many = "tem mais de 50\u00a0000 parágrafos: divida o documento"
    assert refused(read_docx, docx("<w:p/>" * 50_001)) == f"documento.docx: {many}"
    assert refused(read_odt, odt("<text:p/>" * 50_001)) == f"documento.odt: {many}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" \n", "está vazio: escolha o ficheiro outra vez"),
        (b"\xff\x00\xfe", "não é texto em UTF-8: guarde-o com essa codificação"),
        (b"a\x00b", "não é um ficheiro de texto: guarde-o como texto em UTF-8"),
    ],
)
def test_what_is_no_text_is_refused(data, said):
    assert refused(read_markdown, data) == f"documento.md: {said}"


def test_ten_thousand_lists_in_lists_are_nine():
    text = "\n".join(f"{'  ' * min(at, 20)}- a" for at in range(10_000))
    document, _ = read_markdown(text.encode())
    assert document.parts[0].text.splitlines()[:10] == [f"{'  ' * at}- a" for at in (*range(9), 8)]


JSON = '{"format": "rumo-document-1", "title": "", "parts": [%s]}'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ("[]", ": não é um documento em JSON daqui: tem de trazer format «rumo-document-1», title e parts"),
        ("{", ": não é JSON válido (linha 1, coluna 2): verifique vírgulas, aspas e chavetas"),
        ('{"format": "rumo-document-1", "title": 1, "parts": []}', "/title: tem de ser um texto"),
        (JSON % "1", "/parts[0]: tem de ser um objeto só com code, depth, heading, kind, text"),
        (JSON % '{"kind": "x"}', "/parts[0].kind: tem de ser section ou clause"),
        (JSON % '{"kind": "clause", "depth": true}', "/parts[0].depth: tem de ser um número de 0 a 3"),
        (JSON % '{"kind": "clause", "depth": 0, "heading": 1}', "/parts[0].heading: tem de ser um texto de 300 caracteres ou menos"),
        (JSON % '{"kind": "clause", "depth": 0, "text": 1}', "/parts[0].text: tem de ser um texto"),
        (JSON % '{"kind": "clause", "depth": 0, "code": "d"}', "/parts[0].code: tem de ser c e um número (c7), ou nada"),
        (JSON % '{"kind": "clause", "depth": 0}', "/parts[0]: uma secção precisa de heading e uma orientação de text"),
        (JSON % ", ".join(['{"kind": "clause", "depth": 0, "text": "a", "code": "c1"}'] * 2), "/parts: o código c1 está em duas partes: deixe-o só numa"),
    ],
)  # fmt: skip
def test_json_of_others_is_refused(raw, said):
    assert refused(read_json, raw.encode()) == f"documento.json{said}"


@given(st.sampled_from(["docx", "odt"]), st.data())
@settings(max_examples=150)
def test_a_damaged_file_is_read_or_refused(kind, data):
    """A byte of the zip, or of the text in it, is changed."""
    whole = bytearray(write_docx(GUIDE) if kind == "docx" else write_odt(GUIDE))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        (read_docx if kind == "docx" else read_odt)(bytes(whole))
    except FileRefused as told:
        assert len(told.faults) == 1


@pytest.mark.parametrize("text", ["[", "![", "*", "a*b ", "|\n", " a", "\\", "- a\n", "{.clause}\n", "[a](b", "# {.clause} ", "[^1]: a "])  # fmt: skip
def test_no_text_takes_long(text):
    """What repeats is read in time that grows with it: a reader that looks back would take minutes."""
    began = time.process_time()
    read_markdown((text * (100_000 // len(text))).encode())
    assert time.process_time() - began < 10
