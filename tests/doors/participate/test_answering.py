"""From the cover to the receipt, over HTTP and with no script: one question a page, drafts, mending, correcting, taking back."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rumo.doors.web import clock
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.models import Detail
from rumo.listen.contributions import models as m
from tests.factories import listening

PATH = f"/pt/consultas/{listening.SLUG}/responder/"


class Walk:
    """Somebody who answers: what the last page said, and its token."""

    def __init__(self, client, path=PATH):
        self.client, self.path = client, path
        self.read(client.get(path))

    def read(self, response):
        """Take a page's token along."""
        self.response = response
        self.text = response.content.decode()
        found = re.search(r'name="token" value="([^"]+)"', self.text)
        self.token = found[1] if found else ""
        page = re.search(r'name="pagina" value="([^"]+)"', self.text)
        self.page = page[1] if page else ""
        return response

    def go(self, ir="seguinte", **said):
        """Press a button of the page."""
        return self.read(
            self.client.post(self.path, {"token": self.token, "pagina": self.page, "ir": ir, **said})
        )

    def code(self):
        """The receipt's code, as it is on the page."""
        block = re.search(r'<p class="code" dir="ltr">(.*?)</p>', self.text, re.S)[1]
        return "-".join(re.findall(r"<span>([0-9A-Z]{3})</span>", block))


@pytest.fixture
def walk(db, client):
    listening.consultation()
    with clock.frozen(listening.OPEN):
        yield Walk(client)


def to_review(walk, **more):
    walk.go(lingua="bn", audience="migrants")
    walk.go(**{"q-q1": "yes"})
    walk.go(**{"q-q2": ["teachers", "language"]})
    walk.go(**{"q-q3": "4"})
    walk.go(**{"q-q4": "শিক্ষক দরকার", "q-q4-public": "1"})
    return walk.go(**more)


def test_from_the_first_page_to_the_receipt(walk):
    assert to_review(walk).status_code == 200
    assert walk.page == "rever"
    response = walk.go("enviar")
    assert response.status_code == 201
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store, private", "same-origin")
    row = m.Contribution.objects.get()
    assert (row.kind, row.channel, row.language, row.audience) == ("questionnaire", "web", "bn", "migrants")
    assert row.answers == {"q1": "yes", "q2": ["teachers", "language"], "q3": 4}
    passage = m.Passage.objects.get()
    assert (passage.text, passage.public, passage.state) == ("শিক্ষক দরকার", True, "waiting")
    assert row.number in walk.text
    assert len(walk.code()) == 35


def test_the_same_form_again_gives_the_same_receipt(walk):
    to_review(walk)
    token, page = walk.token, walk.page
    walk.go("enviar")
    code = walk.code()
    walk.token, walk.page = token, page
    assert walk.go("enviar").status_code == 200
    assert (walk.code(), m.Contribution.objects.count()) == (code, 1)


def test_what_is_missing_is_asked_for_where_it_is(walk):
    assert walk.go(lingua="pt").status_code == 422
    assert 'href="#audience-1"' in walk.text
    walk.go(lingua="pt", audience="residents")
    assert walk.go().status_code == 422
    assert (walk.page, 'href="#q-q1-1"' in walk.text) == ("q1", True)


def test_a_question_that_does_not_apply_is_not_asked(walk):
    walk.go(lingua="pt", audience="residents")
    walk.go(**{"q-q1": "no"})
    walk.go(**{"q-q2": []})
    assert walk.page == "q4"


def test_a_question_that_must_be_answered_after_an_answer_lets_one_go_on(db, client):
    questions = [
        *listening.QUESTIONS[:2],
        {**listening.QUESTIONS[2], "required": True},
        {"code": "q4", "kind": "number", "most": 9, "only_if": {"question": "q1", "any": ["yes"]}},
    ]
    listening.consultation(questions=questions)
    with clock.frozen(listening.OPEN):
        walk = Walk(client)
        walk.go(lingua="pt", audience="residents")
        walk.go(**{"q-q1": "yes"})
        walk.go(**{"q-q2": []})
        assert (walk.go().status_code, walk.page) == (422, "q3")
        walk.go(**{"q-q3": "4"})
        assert (walk.page, walk.go(**{"q-q4": "10"}).status_code) == ("q4", 422)
        walk.go(**{"q-q4": "9"})
        walk.go()
        assert walk.go("enviar").status_code == 201
    assert m.Contribution.objects.get().answers == {"q1": "yes", "q3": 4, "q4": 9}


def test_back_keeps_what_was_typed_and_a_change_returns_to_the_review(walk):
    to_review(walk)
    walk.go("q1")
    assert walk.page == "q1"
    walk.go(**{"q-q1": "no"})
    assert walk.page == "rever"
    walk.go("anterior")
    assert walk.page == "sobre"


def test_a_receipt_opens_corrects_and_withdraws(walk, client):
    to_review(walk)
    walk.go("enviar")
    code = walk.code().lower().replace("-", " ")
    found = client.post("/pt/comprovativo/", {"code": code})
    assert (found.status_code, "শিক্ষক দরকার" in found.content.decode()) == (200, True)
    walk.read(client.post("/pt/comprovativo/corrigir/", {"code": code}))
    assert walk.page == "rever"
    walk.go("q1")
    walk.go(**{"q-q1": "no"})
    assert walk.go("enviar").status_code == 200
    row = m.Contribution.objects.get()
    assert (row.answers, row.corrected_at) == ({"q1": "no", "q2": ["teachers", "language"]}, listening.OPEN)
    assert client.post("/pt/comprovativo/retirar/", {"code": code}).status_code == 200
    client.post("/pt/comprovativo/retirar/", {"code": code, "confirmo": "1"})
    client.post("/pt/comprovativo/retirar/", {"code": code, "confirmo": "1", "apagar": "1"})
    row.refresh_from_db()
    assert (row.state, row.answers, row.salt) == ("erased", {}, "")


@pytest.mark.parametrize("code", ["", "x", "AAA-AAA-AAA-AAA-AAA-AAA-AAA-AAA-AAA", "0" * 27, "é" * 5000])
def test_a_code_that_is_nobodys_always_gets_the_same_answer(db, client, code):
    response = client.post("/pt/comprovativo/", {"code": code})
    plain = re.sub(r'value="[^"]*"', "", response.content.decode())
    other = re.sub(r'value="[^"]*"', "", client.post("/pt/comprovativo/", {"code": "z"}).content.decode())
    assert (response.status_code, plain) == (404, other)


def test_what_is_missing_at_the_end_leads_to_its_question(walk):
    to_review(walk)
    walk.page, review = "q1", walk.page
    walk.go("guardar", **{"q-q1": ""})
    walk.page = review
    assert (walk.go("enviar").status_code, walk.page, 'href="#q-q1-1"' in walk.text) == (422, "q1", True)
    walk.go(**{"q-q1": "no"})
    assert (walk.page, walk.go("enviar").status_code) == ("rever", 201)


def test_an_address_is_judged_where_it_is_written(walk):
    walk.go(lingua="pt", audience="residents")
    walk.go(**{"q-q1": "no"})
    walk.go()
    walk.go()
    assert (walk.page, walk.go(email="nome@").status_code, 'href="#email"' in walk.text) == (
        "sobre",
        422,
        True,
    )
    walk.go(email="nome@exemplo.invalid")
    assert walk.page == "rever"


def test_only_while_it_is_open(walk, client):
    to_review(walk)
    with clock.frozen(listening.AFTER):
        assert walk.go("enviar").status_code == 422
        assert client.get(PATH).status_code == 409
    assert m.Contribution.objects.count() == 0


def test_a_form_that_is_nobodys_begins_again(walk):
    walk.token = "forged"
    response = walk.go(lingua="pt", audience="residents")
    assert (response.status_code, walk.page) == (422, "inicio")


def test_cover_and_list_are_tagged_and_set_no_cookie(walk, client):
    for path in ("/pt/consultas/", f"/pt/consultas/{listening.SLUG}/"):
        response = client.get(path)
        assert (response.status_code, dict(response.cookies)) == (200, {})
        again = client.get(path, headers={"if-none-match": response["ETag"]})
        assert again.status_code == 304


def test_a_correction_keeps_the_files_or_puts_others_in_their_place_and_is_made_once(db, client):
    questions = [listening.QUESTIONS[0], {"code": "q12", "kind": "file", "required": True}]
    listening.consultation(questions=questions, words={"question:q12": "Junte o horário."})

    def annex(name):
        return {"q-q12": SimpleUploadedFile(name, b"Texto.\n" + name.encode())}

    with clock.frozen(listening.OPEN):
        walk = Walk(client)
        walk.go(lingua="pt", audience="residents")
        walk.go(**{"q-q1": "yes"})
        walk.go(**annex("um.txt"))
        walk.go()
        walk.go("enviar")
        code = walk.code()
        for more in ({}, annex("dois.txt")):
            walk.read(client.post("/pt/comprovativo/corrigir/", {"code": code}))
            walk.go("q12")
            walk.go(**more)
            token, page = walk.token, walk.page
            assert walk.go("enviar").status_code == 200
            walk.token, walk.page = token, page
            assert walk.go("enviar").status_code == 200
            names = list(m.Attachment.objects.values_list("file__name", flat=True))
            assert names == (["dois.txt"] if more else ["um.txt"])
    assert (m.Contribution.objects.count(), StoredFile.objects.count()) == (1, 1)
    assert Detail.objects.filter(verb="contribution.correct").count() == 2
