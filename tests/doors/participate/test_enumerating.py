"""S13: whoever tries codes learns nothing: the same answer for every one that is nobody's, at every door, and not many in a minute."""

import random
import re

import pytest
from django.core.cache import cache

from rumo.doors.web import clock
from rumo.listen.contributions.queries import by_code
from rumo.science import codes
from tests.factories import listening
from tests.factories.saying import send

DOORS = ("", "corrigir/", "retirar/", "recorrer/")
MINE = re.compile(r' value="[^"]*"')  # the form's own, and what was typed


@pytest.fixture
def code(db):
    return send(listening.consultation()).code


@pytest.mark.parametrize("door", DOORS)
def test_every_code_that_is_nobodys_gets_the_same_answer(code, client, door):
    wrong = [codes.derive(b"k", "x"), code[:-1], code[:-1] + "0", code[1:] + code[0], "", "x", "\0", "0" * 27]
    wrong = [one for one in wrong if one != code]
    with clock.frozen(listening.OPEN):
        answers = [client.post(f"/pt/comprovativo/{door}", {"code": one}) for one in wrong]
    bodies = {MINE.sub("", answer.content.decode()) for answer in answers}
    heads = {tuple(sorted(answer.headers.items())) for answer in answers}
    assert ({answer.status_code for answer in answers}, len(bodies)) == ({404}, 1)
    assert {dict(head)["Cache-Control"] for head in heads} == {"no-store, private"}


def test_codes_are_not_guessed(code):
    chance = random.Random(1)
    near = {code[:i] + other + code[i + 1 :] for i in range(27) for other in codes.ALPHABET} - {code}
    far = ("".join(chance.choices(codes.ALPHABET, k=27)) for _one in range(10_000))
    right = (
        letters + codes.check(letters)
        for letters in ("".join(chance.choices(codes.ALPHABET, k=26)) for _one in range(500))
    )
    assert [one for one in (*near, *right) if by_code(one)] == []
    assert [one for one in far if codes.normal(one) and by_code(one)] == []
    assert by_code(code) is not None


def test_tries_are_slowed_also_with_a_token_beside(code, client, settings):
    settings.SENDS_A_MINUTE = 10
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    with clock.frozen(listening.OPEN):
        statuses = [
            client.post(
                f"/pt/comprovativo/{DOORS[number % 4]}", {"code": f"x{number}", "token": "x"}
            ).status_code
            for number in range(30)
        ]
    assert statuses == [404] * 10 + [429] * 20
