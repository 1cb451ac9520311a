"""What people write is kept in every script, without what is invisible and only deceives (S3)."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.ground.core.texts import line, prose

ZWNJ, ZWJ = "\u200c", "\u200d"
JOINED = {
    "Persian": f"می{ZWNJ}خواهم کتاب{ZWNJ}ها",
    "Hindi": f"क्{ZWJ}ष और क्{ZWNJ}ष",
    "Bengali": f"র{ZWJ}্যাব ও উদ্{ZWNJ}যোগ",
    "Nepali": f"गर्{ZWNJ}यो र गर्{ZWJ}यो",
    "Sinhala": f"ශ්{ZWJ}රී ලංකා",
    "a family": f"👨{ZWJ}👩{ZWJ}👧",
}
PLAIN = (
    "Olá, não há «três» — só três!", "Привет, мир", "مرحبا بالعالم", "שלום", "你好，世界", "नमस्ते", "สวัสดี ที่", "Tiếng Việt", "नि",
    "ਪੰਜਾਬੀ", "ኣማርኛ", "1\u00a0000 €".replace("\u00a0", " "), "e = mc²", "=1+1", "<b>não</b>",
)  # fmt: skip
UNSEEN = {
    "right to left override": "\u202e", "embedding": "\u202a", "pop": "\u202c", "isolates": "\u2066\u2067\u2068\u2069",
    "marks of direction": "\u200e\u200f\u061c", "tags": "\U000e0001\U000e0041\U000e007f", "zero-width space": "\u200b",
    "byte order mark": "\ufeff", "word joiner": "\u2060", "invisible signs": "\u2061\u2062\u2063\u2064", "soft hyphen": "\u00ad",
    "Mongolian": "\u180e", "annotations": "\ufff9\ufffa\ufffb",
}  # fmt: skip
CONTROLS = {
    "NUL": "\0", "bell": "\a", "escape": "\x1b", "delete": "\x7f", "next line": "\x85", "C1": "\x9f", "lone high surrogate": "\ud800",
    "lone low surrogate": "\udfff", "no character": "\ufffe\uffff", "vertical tab": "\v", "form feed": "\f",
}  # fmt: skip


@pytest.mark.parametrize("text", JOINED.values(), ids=JOINED)
def test_joiners_stay_where_a_script_writes_with_them(text):
    assert prose(text) == line(text) == unicodedata.normalize("NFC", text)
    assert [text.count(sign) for sign in (ZWJ, ZWNJ)] == [prose(text).count(sign) for sign in (ZWJ, ZWNJ)]


@pytest.mark.parametrize("text", PLAIN)
def test_every_script_stays_as_it_is(text):
    assert prose(text) == line(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("signs", UNSEEN.values(), ids=UNSEEN)
def test_what_is_invisible_goes(signs):
    assert prose(f"pa{signs}ga") == line(f"{signs}paga{signs}") == "paga"


@pytest.mark.parametrize("signs", CONTROLS.values(), ids=CONTROLS)
def test_controls_become_a_space(signs):
    assert prose(f"a{signs}b") == line(f"a{signs}b") == "a b"
    assert line(signs) == prose(signs) == ""


def test_lines_stay_in_prose_and_join_in_a_line():
    text = " um \r\n\r\n\r\n\r\ndois\rtrês\u2028quatro\u2029cinco\t seis  "
    assert prose(text) == "um\n\ndois\ntrês\nquatro\ncinco seis"
    assert line(text) == "um dois três quatro cinco seis"
    assert (prose(""), line(" \n ")) == ("", "")


def test_marks_heaped_on_a_letter_are_cut_and_those_a_script_writes_are_not():
    assert prose("a" + "\u0301" * 10_000 + "b") == "á" + "\u0301" * 8 + "b"
    assert prose("a" + "\u0489" * 10_000 + "b") == "a" + "\u0489" * 8 + "b"  # encloses, of no combining class
    assert prose("ế") == line("e\u0302\u0301") == "ế"
    psalm = "בְּרֵאשִׁית"
    assert prose(psalm) == unicodedata.normalize("NFC", psalm)


@pytest.mark.parametrize(
    "text", ["a" * 2**20, "a\u0301" * 2**19, "\u202e" * 2**20, "\n" * 2**20, " " * 2**20, "\ud800" * 2**20]
)
def test_a_megabyte_is_read_at_once(text):
    begun = time.perf_counter()
    prose(text), line(text)
    assert time.perf_counter() - begun < 5


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_any_text_is_fit_to_keep_and_stays_as_it_is_the_second_time(text):
    for clean in (prose, line):
        found = clean(text)
        assert clean(found) == found
        assert "\0" not in found
        found.encode()
