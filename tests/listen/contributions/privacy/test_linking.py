"""Who somebody is cannot be joined to what they said with a copy of the database (P3), nor a person across consultations (P12)."""

import datetime as dt
import random
from pathlib import Path

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import connection

from rumo.ground.ledger.rules import keys
from rumo.listen.contributions import actions
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.sealing import Unreadable, unseal
from tests.factories import listening
from tests.factories.saying import send
from tests.listen.contributions.privacy.attack import columns_with, tables

pytestmark = pytest.mark.django_db
COUNT = 200
AGES = ("0-17", "18-34", "35-64", "65+")
ORIGINS = ("portugal", "cplp", "other_eu_country", "elsewhere")
AT = listening.OPEN
APART = ("contributions_contact", "contributions_demographic", "contributions_uniqueness")


@pytest.fixture
def town():
    """200 people, most of whom say who they are; returns the consultation and, by contribution, what each said of themselves."""
    row, chance, truth = listening.consultation(once=True), random.Random(11), {}
    for at in range(COUNT):
        about = {"age": chance.choice(AGES), "origin": chance.choice(ORIGINS)} if at % 5 else {}
        email = f"{'x' * chance.randrange(1, 40)}{at}@exemplo.invalid" if at % 3 else ""
        got = send(
            row,
            token=f"t{at}",
            at=AT + dt.timedelta(seconds=at),
            about_me=about,
            email=email,
            identity=f"AB {at}",
        )
        truth[got.contribution.number] = (about, email)
    return row, truth


def test_a_copy_of_the_database_holds_nothing_that_joins_them(town):
    _row, truth = town
    copy = tables()
    for table in APART:
        assert len(copy[table]) > 100
        others = {
            value
            for name, rows in copy.items()
            if name != table
            for line in rows
            for value in line.values()
            if len(value) > 5
        }
        for line in copy[table]:
            held = {
                name: value for name, value in line.items() if name not in ("consultation_id", "delete_on")
            }
            assert set(held.values()) & others == set()  # no value of it stands anywhere else
            assert not any(number in value for value in held.values() for number in truth)
    for text in (*AGES[1:], *ORIGINS, "exemplo.invalid", "AB 17"):
        where = [
            place
            for place in columns_with(text, copy)
            if place.startswith(("contributions", "ledger", "outbox"))
        ]
        assert where == [], text


def test_neither_key_nor_length_nor_date_says_which_is_whose(town):
    row, _truth = town
    copy = tables()
    order = [line["id"] for line in copy["contributions_contribution"]]
    assert order == sorted(order, key=int)
    for table in APART:
        lines = copy[table]
        ids = [int(line["id"]) for line in lines]
        assert (len(set(ids)), max(ids) > 2**60) == (len(lines), True)
        # in the order of their keys they do not stand in that of their coming: which would be 1 for counted keys
        if connection.vendor == "postgresql":  # where they lie in the order of writing
            assert abs(_rank_correlation(ids)) < 0.4
        sizes = {len(line.get("sealed", line.get("mark"))) for line in lines}
        assert len(sizes) == 1
        assert len({line.get("delete_on") for line in lines}) == 1
    stamps = {bytes.fromhex(line["sealed"])[:11] for line in copy["contributions_demographic"]}
    assert len(stamps) == 1  # Fernet's version and its date, which is none
    assert m.Contact.objects.filter(consultation=row).count() == sum(at % 3 > 0 for at in range(COUNT))


def _rank_correlation(keys_as_they_lie):
    """Spearman's, of keys against the place each lies at."""
    n = len(keys_as_they_lie)
    rank = {key: place for place, key in enumerate(sorted(keys_as_they_lie))}
    return 1 - 6 * sum((rank[key] - at) ** 2 for at, key in enumerate(keys_as_they_lie)) / (n * (n * n - 1))


def test_the_order_they_lie_in_joins_no_more_than_chance_once_scattered(town):
    """A copy in the order of writing, held beside contributions in theirs: with the key, to see what the order would have told."""
    row, truth = town
    actions.scatter()
    numbers = [line["number"] for line in tables()["contributions_contribution"]]
    those = [number for number in numbers if truth[number][0]]
    lying = [
        unseal(f"about-{row.slug}", bytes.fromhex(line["sealed"]))["number"]
        for line in tables()["contributions_demographic"]
    ]
    assert sorted(lying) == sorted(those)
    right = sum(mine == theirs for mine, theirs in zip(lying, those, strict=True))
    assert right < 12  # one is expected; as many once in 10^9


def test_no_key_that_remains_opens_what_the_destroyed_one_sealed(town):
    row, truth = town
    opened = [unseal(f"about-{row.slug}", one.sealed) for one in m.Demographic.objects.all()]
    assert {one["number"]: one["said"] for one in opened} == {
        number: about for number, (about, _email) in truth.items() if about
    }
    send(listening.consultation("outra"), token="x", about_me={"age": "65+"}, email="a@exemplo.invalid")
    mine = f"about-{row.slug}"
    secret = keys.secret(mine)
    assert keys.destroy(mine)
    remaining = [path.read_bytes() for path in Path(settings.KEYS_DIR).iterdir() if path.suffix != ".gone"]
    assert (secret in remaining, len(remaining) >= 4) == (False, True)
    import base64

    for one in m.Demographic.objects.filter(consultation=row):
        for key in remaining:
            with pytest.raises(InvalidToken):
                Fernet(base64.urlsafe_b64encode(key)).decrypt(bytes(one.sealed))
        with pytest.raises(Unreadable):
            unseal(mine, one.sealed)
    assert all(secret not in path.read_bytes() for path in Path(settings.KEYS_DIR).iterdir())


def test_a_person_has_one_mark_a_consultation_and_another_in_the_next(db):
    one, other = listening.consultation(once=True), listening.consultation("outra", once=True)
    for row in (one, other):
        send(row, token=row.slug, identity=" Ab  123 ")
    marks = {each.consultation_id: each.mark for each in m.Uniqueness.objects.all()}
    assert marks[one.pk] != marks[other.pk]
    with pytest.raises(actions.NotAccepted):
        send(one, token="again", identity="AB 123")
    assert set(m.Uniqueness.objects.values_list("mark", flat=True)) == set(marks.values())


def test_a_mark_is_not_found_by_trying_every_number_without_the_pepper(db):
    """Over 10,000 of the numbers there are, with every hash a copy suggests and every value in it as a key."""
    import hashlib
    import hmac

    row = listening.consultation(once=True)
    send(row, identity="00001234")
    (mark,) = m.Uniqueness.objects.values_list("mark", flat=True)
    found = {
        line for lines in tables().values() for each in lines for line in each.values() if len(line) < 80
    }
    guesses = [row.slug.encode(), str(row.pk).encode(), b"", *(value.encode() for value in found)]
    assert len(guesses) > 20
    for number in [f"questionnaire\n\n{at:08}".encode() for at in (1234, *range(200))]:
        for guess in guesses:
            assert mark not in (
                hashlib.sha256(guess + number).hexdigest(),
                hashlib.sha256(number + guess).hexdigest(),
                hmac.new(guess, number, hashlib.sha256).hexdigest(),
            )
    pepper = keys.secret(f"pepper-{row.slug}")
    assert hmac.new(pepper, b"questionnaire\n\n00001234", hashlib.sha256).hexdigest() == mark
    assert columns_with(pepper.hex()) == []


def test_without_the_pepper_nobody_is_told_apart_and_nobody_let_in_twice(db):
    row = listening.consultation(once=True)
    send(row, identity="AB 1")
    keys.destroy(f"pepper-{row.slug}")
    with pytest.raises(keys.KeyGone):
        send(row, token="t2", identity="AB 1")
    assert m.Contribution.objects.count() == 1
