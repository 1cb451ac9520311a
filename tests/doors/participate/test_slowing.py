"""Many in a minute from one address are asked to wait and lose nothing; two hundred people in ten minutes are not."""

import datetime as dt
import html
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.doors.web import clock, slowing
from rumo.listen.contributions import models as m
from tests.doors.participate.test_other_ways import ME, token_of
from tests.factories import listening

PATH = f"/pt/consultas/{listening.SLUG}/propostas/"


@pytest.fixture(autouse=True)
def nothing_counted(settings):
    settings.SENDS_A_MINUTE = 3
    cache.clear()
    yield
    cache.clear()


def test_what_was_written_is_sent_again_in_a_while(db, client):
    listening.consultation()
    with clock.frozen(listening.OPEN):
        for number in range(5):
            said = {
                **ME,
                "token": token_of(client.get(PATH)),
                "texto": f"Proposta «{number}»",
                "publico": "1",
            }
            response = client.post(PATH, said)
        assert (response.status_code, response["Retry-After"], m.Contribution.objects.count()) == (
            429,
            "60",
            3,
        )
        kept = dict(
            re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', response.content.decode())
        )
        assert html.unescape(kept["texto"]) == "Proposta «4»"
    with clock.frozen(listening.OPEN + dt.timedelta(minutes=1)):
        again = {name: html.unescape(value) for name, value in kept.items()}
        assert client.post(PATH, again).status_code == 201


def test_files_are_not_left_behind_by_sending_again(db, client, settings):
    settings.SENDS_A_MINUTE = 0
    listening.consultation()
    path = PATH.replace("propostas", "posicao")
    with clock.frozen(listening.OPEN):
        for _try in range(2):
            said = {
                **ME,
                "token": token_of(client.get(path)),
                "organisation": "Associação, exemplo",
                "texto": "Sim.",
            }
            annex = SimpleUploadedFile("posicao.txt", b"Texto.\n")
            response = client.post(path, {**said, "anexos": annex})
    page = response.content.decode()
    assert (response.status_code, "<form" in page, "os ficheiros que escolheu ainda lá estão" in page) == (
        429,
        False,
        True,
    )


def test_two_hundred_people_behind_one_address_are_not_slowed(settings):
    settings.SENDS_A_MINUTE = 120
    for number in range(200):
        with clock.frozen(listening.OPEN + dt.timedelta(seconds=3 * number)):
            assert slowing.within("192.0.2.1")


def test_one_address_does_not_slow_another():
    with clock.frozen(listening.OPEN):
        assert [slowing.within("192.0.2.1") for _try in range(4)] == [True, True, True, False]
        assert slowing.within("192.0.2.2")
