"""A name is safe to show and to save under, whatever was sent."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.ground.files.rules import NAME, cleaned
from rumo.ground.files.rules.names import extension


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Relatório final.pdf", "Relatório final.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..%2f..%2fetc%2fpasswd.txt", "passwd.txt"),
        ("..%252fsegredo.txt", "segredo.txt"),
        ("C:\\pasta\\mapa.png", "mapa.png"),
        ("..", "ficheiro"),
        ("", "ficheiro"),
        ("a/", "ficheiro"),
        (".htaccess", "htaccess"),
        ("x\u202efdp.exe", "xfdp.exe"),
        ("a\r\nSet-Cookie: b.pdf", "aSet-Cookie_ b.pdf"),
        ("a\0.pdf", "a.pdf"),
        ("a\U000e0041.pdf", "a.pdf"),
        ("می‌خواهم.pdf", "می‌خواهم.pdf"),
        ('<img src="x">.txt', "_img src=_x__.txt"),
        ("a" * 300 + ".pdf", "a" * 196 + ".pdf"),
        ("a" * 300, "a" * 200),
        ("100% feito.pdf", "100_ feito.pdf"),
        ("a.extensaomuitolonga", "a.extensaomuitolonga"),
        (".pdf", "pdf"),
    ],
)
def test_a_name_is_cleaned(sent, kept):
    assert cleaned(sent) == kept


@given(st.text(max_size=400))
def test_no_name_is_a_path_or_hides_anything(sent):
    name = cleaned(sent)
    assert 0 < len(name) <= NAME
    assert not set(name) & set('/\\<>:"|?*%')
    assert name not in (".", "..")
    assert {unicodedata.category(c) for c in name if c not in "\u200c\u200d"} & {"Cc", "Cf", "Cs"} == set()
    assert cleaned(name) == name


@pytest.mark.parametrize(("name", "end"), [("a.PDF", "PDF"), ("a", ""), ("a.b.c", "c"), ("a.c c", "")])
def test_the_extension_is_what_follows_the_last_point(name, end):
    assert extension(name) == end
