"""What is sealed opens with its key alone, says nothing of when it was made, and is lost with its key."""

import pytest

from rumo.ground.ledger.rules import keys
from rumo.listen.contributions.rules.sealing import Unreadable, seal, unseal

SAID = {"number": "abc", "said": {"age": "25-34", "from": "cplp"}}


def test_what_is_sealed_opens_again():
    first, second = seal("about-a", SAID), seal("about-a", SAID)
    assert first != second
    assert [unseal("about-a", data) for data in (first, memoryview(second))] == [SAID, SAID]


def test_another_key_does_not_open_it():
    sealed = seal("about-a", SAID)
    with pytest.raises(Unreadable, match="não se abre com esta chave"):
        unseal("about-b", sealed)


def test_what_was_never_sealed_does_not_open():
    with pytest.raises(Unreadable):
        unseal("about-a", b"nada")


def test_a_seal_does_not_tell_when_it_was_made():
    sealed = seal("about-a", SAID)
    assert sealed[:6] == seal("about-b", {})[:6]


def test_without_its_key_nothing_opens_and_nothing_is_sealed():
    sealed = seal("about-a", SAID)
    keys.destroy("about-a")
    for work in (lambda: unseal("about-a", sealed), lambda: seal("about-a", SAID)):
        with pytest.raises(Unreadable, match="foi destruída"):
            work()
