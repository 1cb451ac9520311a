"""Many in a minute from one address are asked to wait and lose nothing; with a proof of work, or once they waited, they go by."""

import datetime as dt
import html
import re

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory

from rumo.doors.web import clock, slowing
from rumo.listen.contributions import models as m
from rumo.science import work
from tests.doors.participate.test_other_ways import ME, token_of
from tests.factories import listening

PATH = f"/pt/consultas/{listening.SLUG}/propostas/"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')
BITS = 2  # of a proof, here


@pytest.fixture(autouse=True)
def counted_apart(settings):
    settings.SENDS_A_MINUTE, settings.PROOF_BITS = 3, BITS
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def said(client, number, **more):
    """A form as somebody fills it in."""
    form = {**ME, "token": token_of(client.get(PATH)), "texto": f"Proposta «{number}»", "publico": "1"}
    return {**form, **more}


def kept_in(response):
    """The form that a page asks to be sent again."""
    return {name: html.unescape(value) for name, value in HIDDEN.findall(response.content.decode())}


def after(seconds):
    return clock.frozen(listening.OPEN + dt.timedelta(seconds=seconds))


def proven(form):
    return {**form, "prova": work.find(form["token"], bits=BITS)}


def test_what_was_written_is_sent_again_in_a_while(db, client):
    listening.consultation()
    with after(0):
        for number in range(5):
            response = client.post(PATH, said(client, number))
        found = (response.status_code, response["Retry-After"], m.Contribution.objects.count())
        assert found == (429, "60", 3)
        kept = kept_in(response)
        assert kept["texto"] == "Proposta «4»"
    with after(60):
        assert client.post(PATH, kept).status_code == 201


def test_files_are_not_left_behind_by_sending_again(db, client, settings):
    settings.SENDS_A_MINUTE = 0
    listening.consultation()
    path = PATH.replace("propostas", "posicao")
    with after(0):
        form = {**ME, "token": token_of(client.get(path)), "organisation": "Associação, exemplo"}
        annex = SimpleUploadedFile("posicao.txt", b"Texto.\n")
        response = client.post(path, {**form, "texto": "Sim.", "anexos": annex})
    page = response.content.decode()
    assert (response.status_code, "<form" in page, "os ficheiros que escolheu ainda lá estão" in page) == (
        429,
        False,
        True,
    )


def test_processes_tell_each_other_what_they_counted():
    one, other = slowing.Near(), slowing.Near()
    told = [one.count(1, "k") for _ in range(slowing.STEP)]
    assert told == list(range(1, slowing.STEP + 1))
    assert [other.count(1, "k") for _ in range(slowing.STEP)][-1] == 2 * slowing.STEP
    assert one.count(1, "k") == slowing.STEP + 1  # it hears of the other's when it tells of its own again
    assert [one.count(1, "k") for _ in range(slowing.STEP - 1)][-1] == 3 * slowing.STEP
    assert one.count(2, "k") == 1


def test_one_address_does_not_slow_another():
    with after(0):
        assert [slowing.within("192.0.2.1", 3) for _try in range(4)] == [True, True, True, False]
        assert slowing.within("192.0.2.2", 3)


def test_a_proof_goes_by_and_is_for_its_own_form(db, client):
    listening.consultation()
    with after(0):
        for number in range(3):
            client.post(PATH, said(client, number))
        form = said(client, 3)
        assert client.post(PATH, {**form, "prova": proven(said(client, 4))["prova"]}).status_code == 429
        form = said(client, 5)
        assert client.post(PATH, {**form, "prova": "1"}).status_code == 429
        assert [client.post(PATH, proven(form)).status_code for _time in range(2)] == [201, 200]


def test_a_proof_stands_in_the_next_page_of_the_same_form(db, client):
    listening.consultation()
    with after(0):
        form = proven({**said(client, 1), "texto": ""})
        response = client.post(PATH, form)
        kept = kept_in(response)
        assert (response.status_code, kept["prova"], kept["token"]) == (422, form["prova"], form["token"])
        assert kept_in(client.post(PATH, {**form, "prova": "1"}))["prova"] == ""


def test_who_waited_goes_by_and_impatience_loses_no_time(db, client, settings):
    settings.SENDS_A_MINUTE = 1
    listening.consultation()
    with after(0):
        client.post(PATH, said(client, 1))
        kept = kept_in(client.post(PATH, said(client, 2)))
    with after(50):
        again = client.post(PATH, kept)
        assert (again.status_code, kept_in(again)["texto"]) == (429, "Proposta «2»")
    with after(61):
        client.post(PATH, said(client, 3))  # somebody else had this minute's one
        assert client.post(PATH, {**said(client, 4), "espera": kept["espera"]}).status_code == 429
        assert client.post(PATH, kept_in(again)).status_code == 201


def test_a_first_vote_is_counted_and_the_rest_of_the_ballot_is_not(db, client, settings):
    settings.SENDS_A_MINUTE = 1
    listening.consultation()
    path = PATH.replace("propostas", "afirmacoes")
    with after(0):
        statuses = []
        for _ballot in range(2):
            page = client.get(path)
            for _vote in range(3):
                number = re.search(r'name="afirmacao" value="(\d+)"', page.content.decode())[1]
                vote = {**ME, "token": token_of(page), "afirmacao": number, "voto": "concordo"}
                page = client.post(path, vote)
                statuses.append(page.status_code)
                if page.status_code == 429:
                    break
        assert (statuses, m.Vote.objects.count()) == ([200, 200, 200, 429], 3)


@pytest.mark.parametrize("script", [True, False])
def test_two_hundred_people_behind_one_address_all_succeed_at_once_or_in_a_while(
    db, client, settings, script
):
    """A workshop of two hundred that sends in the same minute, from one address, and has ten."""
    settings.SENDS_A_MINUTE = 120
    listening.consultation()
    waiting, asked = [], []
    with after(0):
        waiting = [said(client, number) for number in range(200)]
    for minute in range(10):
        with after(60 * minute):
            answers = [client.post(PATH, proven(form) if script else form) for form in waiting]
        waiting = [kept_in(answer) for answer in answers if answer.status_code == 429]
        asked.append(len(waiting))
        if not waiting:
            break
    assert (asked, m.Contribution.objects.count()) == ([0] if script else [80, 0], 200)


def bot(settings, form, seconds=60):
    """How many of fifty forms a second get through in a minute; `form`: the fields of the one with a number."""
    settings.SENDS_A_MINUTE = 120
    view = slowing.slowed(lambda request: HttpResponse())
    passed, asks = 0, RequestFactory()
    for number in range(50 * seconds):
        with after(number / 50):
            passed += view(asks.post("/pt/x/", form(f"{number:040d}"))).status_code == 200
    return passed


def test_a_bot_is_slowed_to_what_a_minute_may_have(settings):
    assert bot(settings, lambda token: {"token": token}) == 120


def test_a_bot_that_works_is_slowed_too(settings):
    form = {number: work.find(f"{number:040d}", bits=BITS) for number in range(3000)}
    assert bot(settings, lambda token: {"token": token, "prova": form[int(token)]}) == (1 + 5) * 120


def test_a_bot_shuts_nobody_out_who_waits_or_works(db, client, settings):
    """Whoever shares its address goes by at once with script, and after a minute without."""
    settings.SENDS_A_MINUTE = 120
    listening.consultation()
    flood = {**ME, "token": "nobody's", "texto": "x"}
    with after(0):
        for _time in range(130):
            client.post(PATH, flood)
        assert client.post(PATH, proven(said(client, 1))).status_code == 201
        kept = kept_in(client.post(PATH, said(client, 2)))
    with after(70):
        for _time in range(130):
            client.post(PATH, flood)
        assert client.post(PATH, kept).status_code == 201


def test_there_is_no_puzzle_for_people(db, client):
    """WCAG 3.3.8: nothing to recognise, remember or solve, on the form or the page that asks to wait."""
    listening.consultation()
    with after(0):
        pages = [client.get(PATH), *(client.post(PATH, said(client, number)) for number in range(5))]
    text = "".join(page.content.decode().casefold() for page in pages)
    assert not re.search("captcha|robô|robot\\b|puzzle|<canvas|<audio", text)
