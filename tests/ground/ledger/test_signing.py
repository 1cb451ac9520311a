"""A signature stands for one text and one key; whatever else is brought is no signature, and nothing breaks."""

import pytest

from rumo.ground.ledger.rules.signing import is_signed, public_key, sign

TEXT = "rumo-head/1\n3\n"


def test_what_is_signed_here_is_signed_with_the_key_told():
    assert is_signed(public_key(), TEXT, sign(TEXT)) is True


@pytest.mark.parametrize(
    ("key", "text", "signature"),
    [
        (None, TEXT + " ", None),
        (None, TEXT, "00" * 64),
        (None, TEXT, "00"),
        (None, TEXT, "no hex"),
        ("00" * 32, TEXT, None),
        ("00", TEXT, None),
        ("no hex", TEXT, None),
        ("", "", ""),
    ],
)
def test_whatever_else_is_brought_is_no_signature(key, text, signature):
    key = public_key() if key is None else key
    assert is_signed(key, text, sign(TEXT) if signature is None else signature) is False
