"""A file is what its content says, and its name must say the same."""

import pytest

from rumo.ground.files.rules import BLOCK, FileRefused, kinds, recognise
from tests.factories import files, sounds

HONEST = {
    "a.pdf": (files.pdf, kinds.PDF),
    "a.png": (lambda: files.picture("PNG"), kinds.PNG),
    "a.JPG": (files.picture, kinds.JPEG),
    "a.webp": (lambda: files.picture("WEBP"), kinds.WEBP),
    "a.docx": (files.docx, kinds.DOCX),
    "a.xlsx": (files.xlsx, kinds.XLSX),
    "a.odt": (files.odf, kinds.ODT),
    "a.ods": (lambda: files.odf("spreadsheet"), kinds.ODS),
    "a.wav": (sounds.wav, kinds.WAV),
    "a.opus": (sounds.ogg, kinds.OGG),
    "a.webm": (sounds.webm, kinds.WEBM),
    "a.m4a": (sounds.mp4, kinds.MP4),
    "a.mp3": (sounds.mp3, kinds.MP3),
    "b.mp3": (lambda: sounds.mp3()[10 + len(sounds.MARK) :], kinds.MP3),
    "a.csv": (lambda: "ação;meta\n1;2\n".encode(), kinds.CSV),
    "a.txt": (lambda: "\ufeffOlá\tmundo\r\n".encode(), kinds.TEXT),
    "sem extensão": (lambda: b"BM e' um texto", kinds.TEXT),
}


def said(tmp_path, content, name="a.txt"):
    """What is said of a file of this content under this name."""
    path = tmp_path / "received"
    path.write_bytes(content)
    return recognise(path, name)


@pytest.mark.parametrize("name", HONEST)
def test_every_kind_that_may_come_in_is_known_by_its_content(tmp_path, name):
    make, kind = HONEST[name]
    assert said(tmp_path, make(), name) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"MZ" + b"\0" * 200,
        b"\x7fELF" + b"\0" * 200,
        b"#!/bin/sh\nrm -rf /\n",
        b"<!doctype html><script>alert(1)</script>",
        b"\xef\xbb\xbf\n <SVG onload='alert(1)' xmlns='http://www.w3.org/2000/svg'/>",
        b"<?php system($_GET['c']); ?>",
        b"<?xml version='1.0'?><a/>",
        b"push graphic-context\nviewbox 0 0 640 480\nfill 'url(https://exemplo.pt/|ls)'\npop graphic-context",
        b"{\\rtf1 Ola}",
        b"%!PS-Adobe-3.0",
        b"GIF89a" + b"\1\0" * 9,
        bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600,
        b"Rar!\x1a\x07\x00",
        "ação em Latin-1".encode("latin-1"),
        b"texto" + b"\0" + b"texto",
        b"a" * BLOCK + b"\xc3",
        b"\x1b[31mvermelho",
        b"RIFF\x00\x00\x00\x00AVI LIST" + b"\0" * 40,
    ],
)
def test_what_is_none_of_them_is_refused_with_the_list_of_what_may_come_in(tmp_path, content):
    with pytest.raises(FileRefused, match=r"São aceites PDF, PNG, JPEG, WebP, DOCX"):
        said(tmp_path, content)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"ola", "a.pdf", "termina em .pdf, mas o conteúdo é de um ficheiro .txt"),
        (files.pdf(), "a.jpg", "termina em .jpg, mas o conteúdo é de um ficheiro .pdf"),
        (files.picture(), "a.php", "termina em .php, mas o conteúdo é de um ficheiro .jpg"),
        (b"ola", "a.php", "termina em .php"),
        (files.docx(), "a.xlsx", "conteúdo é de um ficheiro .docx"),
    ],
)
def test_an_extension_that_says_otherwise_is_refused(tmp_path, content, name, words):
    with pytest.raises(FileRefused, match=words):
        said(tmp_path, content, name)


@pytest.mark.parametrize(
    "content",
    [
        files.packed({"a.txt": "olá"}),
        files.packed({"mimetype": "application/epub+zip"}),
        files.packed({"word/document.xml": "<w/>"}),
        b"PK\x03\x04 cortado",
    ],
)
def test_an_archive_that_is_no_document_is_refused(tmp_path, content):
    with pytest.raises(FileRefused, match="está comprimido"):
        said(tmp_path, content, "a.docx")


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (files.picture() + files.packed({"a.class": "x"}), "a.jpg"),
        (files.pdf() + files.packed({"a.txt": "x"}), "a.pdf"),
        (b"nota\n%PDF-1.7\n", "a.txt"),
        (b"\xff\xd8\xff\xe0/*" + b" " * 0x2F2A + b"*/=alert(1)/*\xff\xd9", "a.jpg"),
    ],
)
def test_a_file_that_is_two_things_is_refused(tmp_path, content, name):
    with pytest.raises(FileRefused, match="duas coisas ao mesmo tempo"):
        said(tmp_path, content, name)
