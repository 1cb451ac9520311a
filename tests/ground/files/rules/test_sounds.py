"""A recording keeps its sound and nothing else, in every container; what is none, is empty or too long is refused in words."""

import struct

import pytest

from rumo.ground.files.rules import FileRefused, sounds
from rumo.ground.files.rules.limits import MINUTES
from tests.factories import sounds as make

EVERY = {"mp3": make.mp3, "mp4": make.mp4, "ogg": make.ogg, "wav": make.wav, "webm": make.webm}
DAMAGED, EMPTY, MORE = "danificada", "vazia", "tem imagem, ou mais do que uma"


def kept(tmp_path, content, form):
    """What is kept of a recording."""
    source, target = tmp_path / "received", tmp_path / "stripped"
    source.write_bytes(content)
    sounds.clean(source, target, form)
    return target.read_bytes()


@pytest.mark.parametrize("form", EVERY)
def test_what_tells_on_its_author_is_gone_and_what_is_kept_is_kept_again(tmp_path, form):
    sent = EVERY[form]()
    first = kept(tmp_path, sent, form)
    assert (make.MARK in sent, make.MARK in first) == (True, False)
    assert kept(tmp_path, first, form) == first


@pytest.mark.parametrize(
    ("form", "content"),
    [
        ("mp4", make.mp4(wide=True)),
        ("mp4", make.mp4(5, pieces=True)),
        ("mp4", make.mp4(5, pieces=True, wide=True)),
        ("ogg", make.ogg(mark=make.MARK * 50)),
        ("ogg", make.ogg()[:-5]),  # the last page came in half
        ("webm", make.webm(grouped=True)),
        ("webm", make.webm(scaled=False)),
        ("wav", make.wav(mark=make.MARK[1:])),
    ],
)
def test_the_other_shapes_of_each_container(tmp_path, form, content):
    assert make.MARK[1:] not in kept(tmp_path, content, form)


def test_what_is_kept_of_each():
    heard = {form: getattr(sounds, form).cleaned(made(2)) for form, made in EVERY.items()}
    assert {form: round(one.seconds, 1) for form, one in heard.items()} == {
        "mp3": 2.0, "mp4": 2.0, "ogg": 2.0, "wav": 2.0, "webm": 2.0,
    }  # fmt: skip


def test_dates_of_an_m4a_are_zeros_and_every_box_stands_where_it_stood(tmp_path):
    sent = make.mp4(wide=True)
    first = kept(tmp_path, sent, "mp4")
    date = struct.pack(">Q", 3_900_000_000)
    assert (len(first), sent.count(date), first.count(date)) == (len(sent), 4, 0)
    assert first.find(b"mdat") == sent.find(b"mdat")


def test_the_sums_of_an_ogg_are_right_again(tmp_path):
    page = make.page(b"OpusTags" + bytes(40), bytes([48]), 1, 0)
    assert page in kept(tmp_path, make.ogg(mark=bytes(24)), "ogg")


@pytest.mark.parametrize(
    ("form", "content", "words"),
    [
        ("wav", b"RIFF\0\0\0\0WAVE", DAMAGED),
        ("wav", make.wav(rate=0), DAMAGED),
        ("wav", make.wav(0), EMPTY),
        ("mp3", b"ID3\x03\0\0\0\0\0\0" + bytes(5000), DAMAGED),
        ("mp3", b"\xff\xfb\x10", DAMAGED),
        ("mp3", b"\xff\xfb\x1c\xc4\xff\xfb\x00\xc4\xff\xeb\x10\xc4" + bytes(5000), DAMAGED),
        ("mp3", b"\xff\xe2\x10\xc4" + bytes(48), EMPTY),
        ("ogg", b"OggS", DAMAGED),
        ("ogg", make.ogg()[:60], DAMAGED),
        ("ogg", make.ogg(comments=b"Opustags"), DAMAGED),
        (
            "ogg",
            make.page(make.HEAD, b"\x13", 0, 0) + make.page(b"OpusTags" + bytes(4), b"\x0c", 1, 0),
            DAMAGED,
        ),
        (
            "ogg",
            make.page(make.HEAD, b"\x13", 0, 0) + make.page(b"OpusTags" + bytes(247), b"\xff", 1, 0),
            EMPTY,
        ),
        ("ogg", make.ogg(0), EMPTY),
        ("ogg", make.ogg(head=b"\x01vorbis" + bytes(12)), MORE),
        ("ogg", make.ogg() + make.ogg(serial=8), MORE),
        ("webm", b"\x1a\x45\xdf\xa3\x80", DAMAGED),
        ("webm", b"\x1a\x45\xdf\xa3\x80\x00", DAMAGED),
        ("webm", make.webm()[:4] + b"\x80\xa3\x80", DAMAGED),
        ("webm", make.webm(0.1), EMPTY),
        ("webm", make.webm(kind=1), MORE),
        ("webm", make.webm(codec=b"V_VP8"), MORE),
        ("webm", make.webm(tracks=2), MORE),
        ("mp4", make.box(b"ftyp", b"M4A "), DAMAGED),
        ("mp4", make.box(b"ftyp", b"M4A ") + b"\0\0\0\x04moov", DAMAGED),
        ("mp4", make.mp4()[:-1], DAMAGED),
        ("mp4", make.box(b"moov", b"") * 2, DAMAGED),
        ("mp4", make.mp4(handlers=(b"vide", b"soun")), MORE),
        ("mp4", make.mp4(handlers=(b"vide",)), MORE),
        ("mp4", make.mp4(sound=0), EMPTY),
        ("mp4", make.mp4(0), EMPTY),
    ],
)
def test_what_cannot_be_heard_is_refused_in_words(tmp_path, form, content, words):
    with pytest.raises(FileRefused, match=words):
        kept(tmp_path, content, form)
    assert not (tmp_path / "stripped").exists()


def test_boxes_in_boxes_without_end_are_refused(tmp_path):
    deep = b""
    for _level in range(20):
        deep = make.box(b"moov", deep)
    with pytest.raises(FileRefused, match=DAMAGED):
        kept(tmp_path, deep, "mp4")


def test_a_box_that_reaches_to_the_end_and_a_length_that_nobody_knows(tmp_path):
    sent = make.mp4()
    open_ended = sent[:-72] + struct.pack(">I", 0) + sent[-68:]
    assert len(kept(tmp_path, open_ended, "mp4")) == len(sent)
    unknown = sent.replace(struct.pack(">II", 1000, 1000), struct.pack(">II", 1000, 0xFFFFFFFF))
    with pytest.raises(FileRefused, match=EMPTY):
        kept(tmp_path, unknown, "mp4")


@pytest.mark.parametrize("form", ["wav", "mp4"])
def test_a_recording_that_is_too_long_is_told_so(tmp_path, form):
    assert kept(tmp_path, EVERY[form](MINUTES * 60), form)
    with pytest.raises(FileRefused, match="mais de 15 minutos"):
        kept(tmp_path, EVERY[form](MINUTES * 60 + 1), form)
