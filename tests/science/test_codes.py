"""A receipt's code: its length and alphabet, how it is read back, and that a slip is found."""

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rumo.science import codes

KEY = b"k" * 32
ONE = codes.derive(KEY, "token")


def test_a_code_is_the_first_130_bits_of_the_hmac():
    digest = hmac.new(KEY, b"token", hashlib.sha256).hexdigest()
    bits = bin(int(digest, 16))[2:].zfill(256)[:130]
    value = int("".join(f"{codes.ALPHABET.index(letter):05b}" for letter in ONE[:-1]), 2)
    assert (value, len(ONE)) == (int(bits, 2), 27)
    assert (codes.derive(KEY, "token"), codes.derive(KEY, "tokem") == ONE) == (ONE, False)


def test_a_code_is_shown_in_nine_groups_of_three():
    groups = codes.shown(ONE).split("-")
    assert ([len(group) for group in groups], "".join(groups)) == ([3] * 9, ONE)


@given(st.text())
def test_a_code_is_read_however_it_is_written(token):
    code = codes.derive(KEY, token)
    written = codes.shown(code).lower().replace("1", "l", 1).replace("1", "I", 1).replace("0", "o")
    assert [codes.normal(text) for text in (code, f" {written} ", written.replace("-", "\u2013 "))] == [
        code
    ] * 3


@pytest.mark.parametrize(
    "text", ["", "-", ONE[:-1], ONE + "0", "U" + ONE[1:], "é" + ONE[1:], "\0" * 27, "0" * 1_000_000]
)
def test_what_is_no_code_is_none(text):
    assert codes.normal(text) is None


@given(st.text())
def test_every_wrong_character_and_every_exchange_is_found(token):
    code = codes.derive(KEY, token)
    wrong = {code[:i] + other + code[i + 1 :] for i in range(27) for other in codes.ALPHABET} - {code}
    swapped = set()
    for i in range(27):
        for j in range(i):
            letters = list(code)
            letters[i], letters[j] = letters[j], letters[i]
            swapped.add("".join(letters))
    assert {codes.normal(text) for text in wrong | swapped - {code}} == {None}
