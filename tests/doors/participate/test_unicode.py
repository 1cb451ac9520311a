"""What is invisible or only deceives, and text without end, by every form a resident or a typist has: never a fault, nothing of it kept."""

import re
import unicodedata
from urllib.parse import urlencode

import pytest

from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions import models as m
from tests.doors.participate.test_other_ways import BASE, ME, token_of
from tests.factories import listening, people, said

ODD = {
    "override": "a\u202eb",
    "isolates": "a\u2066\u2067\u2068b\u2069",
    "tags": "a\U000e0001\U000e0041\U000e007fb",
    "unseen": "a\u200b\u2060\ufeff\u00adb",
    "marks": "a" + "\u0301\u0489" * 5_000 + "b",
    "nul": "a\x00b",
    "escapes": "a\x1b[31m\x07\x85b",
    "surrogate": b"a\xed\xa0\x80\xff\xfeb",
    "noncharacters": "a\ufffe\uffffb",
}
ENDLESS = "a" * 2**20
JOINED = "می\u200cخواهم \u0915\u094d\u200d\u0937 \u09b0\u200d\u09cd\u09af\u09be"
"""Persian, Hindi and Bengali or Nepali, which are written with the joiners."""
DECEIVES = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
FORMS = {
    "texto": ("c-2", "r-2"),
    "afirmacoes/nova": ("texto",),
    "propostas": ("texto",),
    "posicao": ("texto", "organisation"),
}


@pytest.fixture
def opened(db, client, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    questions, words = listening.every_kind()
    row = listening.consultation(questions=questions, words=words)
    with clock.frozen(listening.OPEN):
        yield row


def post(client, path, told):
    """Send a form as a browser does, or as somebody who writes the bytes themselves."""
    return client.post(path, urlencode(told), content_type="application/x-www-form-urlencoded")


def sent(client, path, **told):
    """Open a form and send it."""
    return post(client, path, {**ME, "token": token_of(client.get(path)), **told})


def kept():
    """Every text that is kept of what was said."""
    rows = m.Passage.objects.values_list("text", "rewording")
    return [text for pair in rows for text in pair if text] + [
        name for name in m.Contribution.objects.values_list("organisation_name", flat=True) if name
    ]


def clean(texts):
    """Whether nothing in texts deceives, and no letter carries a heap of marks."""
    heaps = ("".join("M" if unicodedata.category(sign)[0] == "M" else "-" for sign in text) for text in texts)
    return not any(map(DECEIVES.search, texts)) and not any("M" * 9 in heap for heap in heaps)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("path", FORMS)
def test_every_form_takes_what_is_odd_without_what_deceives(opened, client, path, odd):
    told = {**dict.fromkeys(FORMS[path], ODD[odd]), "publico": "1", "p-2": "1"}
    if path == "posicao":
        told = {"organisation": "Associação, exemplo", **told}
    assert sent(client, f"{BASE}/{path}/", **told).status_code == 201
    texts = kept()
    assert (len(texts), clean(texts)) == (len(FORMS[path]), True)
    assert all(text[0] in "aá" and text[-1] == "b" for text in texts)
    assert client.get(f"/pt/contributos/{m.Contribution.objects.get().number}/").status_code == 200


@pytest.mark.parametrize("path", FORMS)
def test_text_without_end_is_refused_with_its_length(opened, client, path):
    told = {"organisation": "Associação, exemplo", **dict.fromkeys(FORMS[path], ENDLESS)}
    answer = sent(client, f"{BASE}/{path}/", **told)
    assert (answer.status_code, m.Contribution.objects.count()) == (422, 0)
    assert "O texto tem 1048576 carateres e o máximo é 20000" in answer.content.decode()


@pytest.mark.parametrize("odd", [*ODD, "endless"])
def test_every_page_of_the_questionnaire_takes_what_is_odd(opened, client, odd):
    """In every field at once, those that are no text included: an answer that is none is said, a text is cleaned."""
    text, path = {**ODD, "endless": ENDLESS}[odd], f"{BASE}/responder/"
    page = client.get(path)
    token = token_of(page)
    post(client, path, {"token": token, "pagina": "inicio", "ir": "seguinte", **ME})
    for code in [f"q{number}" for number in range(1, 14)]:
        names = (f"q-{code}", f"q-{code}-1", f"q-{code}-food", f"q-{code}-yard")
        for name in names:
            told = {"token": token, "pagina": code, "ir": "seguinte", name: text}
            assert post(client, path, told).status_code in (200, 422)
    about = dict.fromkeys(("age", "sex", "years", "email", "identity"), text)
    assert post(client, path, {"token": token, "pagina": "sobre", "ir": "seguinte", **about}).status_code in (
        200,
        422,
    )
    for field in ("pagina", "ir", "lingua", "audience", "token", "prova"):
        told = {"token": token, "pagina": "inicio", "ir": "seguinte", **ME, field: text}
        assert post(client, path, told).status_code in (200, 422)


@pytest.mark.parametrize("odd", [*ODD, "endless"])
def test_the_receipts_doors_and_reports_take_what_is_odd(opened, client, odd):
    text = {**ODD, "endless": ENDLESS}[odd]
    row = said.say(opened, text="Mais aulas.")
    contributions.moderate(
        passage=said.passage(row), shown=True, reason="", note="", by="m", at=listening.OPEN
    )
    for door in ("", "corrigir/", "retirar/", "recorrer/"):
        told = {"code": text, "token": text, "texto": text, "nota": text}
        assert post(client, f"/pt/comprovativo/{door}", told).status_code == 404
    path = f"/pt/contributos/{row.number}/denunciar/"
    for told in ({"motivo": text}, {"texto": text, "nota": text}, {"motivo": "other", "nota": text}):
        assert sent(client, path, **told).status_code in (201, 422)
    assert clean(m.Flag.objects.values_list("note", flat=True))


@pytest.mark.parametrize("odd", [*ODD, "endless"])
def test_the_typists_sheet_takes_what_is_odd(country, client, settings, tmp_path, odd):
    settings.FILES_DIR = tmp_path
    row = listening.consultation()
    people.signed_in(client, people.person("mediator", people.body()))
    with clock.frozen(listening.OPEN):
        base = f"/pt/gabinete/consultas/{row.slug}/escrever/"
        text = {**ODD, "endless": ENDLESS}[odd]
        post(client, base, {"name": text, "channel": "paper"})
        batch = m.Batch.objects.get()
        assert (len(batch.name) <= 200, clean([batch.name])) == (True, True)
        path = f"{base}{batch.public_id}/folha/"
        for kind, fields in (
            ("questionnaire", {"q-q1": "no", "q-q4": text}),
            ("comment", {"p-2": text, "p-2-reword": text}),
            ("position", {"text": text, "organisation": text}),
            ("proposal", {"text": text, "email": text}),
        ):
            told = {
                "token": client.get(path).context["token"],
                "kind": kind,
                "act": "send",
                "audience": "migrants",
            }
            answer = post(client, path, {**told, "language": "pt", **fields})
            assert answer.status_code in ((422,) if odd == "endless" or "email" in fields else (201,))
        assert clean(kept())


def test_the_joiners_of_persian_hindi_bengali_and_nepali_stay(opened, client):
    sent(client, f"{BASE}/posicao/", texto=JOINED, organisation=JOINED)
    assert sorted(kept()) == [JOINED, JOINED]


def test_a_name_stands_apart_from_the_direction_of_its_page(opened, client):
    sent(client, f"{BASE}/posicao/", texto="Sim.", organisation="جمعية (exemplo)")
    row = m.Contribution.objects.get()
    page = client.get(f"/pt/contributos/{row.number}/").content.decode()
    assert '<bdi lang="pt" dir="auto">جمعية (exemplo)</bdi>' in page
