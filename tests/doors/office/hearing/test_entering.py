"""Writing down what others say: batches, sheets of every kind, receipts, drafts, and the second reading."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rumo.doors.web import clock
from rumo.listen.contributions.models import Attachment, Batch, Contribution, Draft, Passage
from rumo.listen.contributions.queries import by_code
from tests.factories import listening, people
from tests.factories.listening import AFTER, OPEN

TYPED = {"kind": "questionnaire", "audience": "migrants", "language": "ar", "act": "send", "q-q1": "no"}


@pytest.fixture(autouse=True)
def now(country, settings, tmp_path):
    settings.FILES_DIR = tmp_path
    with clock.frozen(OPEN):
        yield


@pytest.fixture
def asked():
    return listening.consultation()


@pytest.fixture
def mediator(client):
    user = people.person("mediator", people.body())
    people.signed_in(client, user)
    return user


@pytest.fixture
def pile(client, mediator, asked):
    client.post(reverse("office:batches", args=[asked.slug]), {"name": "Folhas de maio", "channel": "paper"})
    return Batch.objects.get()


def at(name, asked, pile=None):
    return reverse(f"office:{name}", args=[asked.slug, pile.public_id] if pile else [asked.slug])


def token_of(page):
    return page.context["token"]


def typed(client, asked, pile, **more):
    """Send a sheet; return the page that answers."""
    token = token_of(client.get(at("batch-sheet", asked, pile)))
    return client.post(at("batch-sheet", asked, pile), {**TYPED, "token": token, **more})


def test_its_pages_stand_under_the_consultation_which_a_mediator_may_open(client, mediator, asked, pile):
    for name, of in (("batches", None), ("batch", pile), ("batch-sheet", pile)):
        page = client.get(at(name, asked, of))
        trail = [crumb.href for crumb in page.context["crumbs"]][:2]
        assert (page.context["place"], trail) == (
            "consultations",
            [reverse("office:consultations"), at("consultation", asked)],
        )
    assert client.get(at("consultation", asked)).status_code == 200


def test_a_batch_is_opened_and_leads_to_its_first_sheet(client, mediator, asked):
    url = at("batches", asked)
    for form, field in (({"channel": "paper"}, "name"), ({"name": "Folhas", "channel": "web"}, "channel-1")):
        answer = client.post(url, form)
        page = answer.content.decode()
        assert (answer.status_code, f'href="#{field}"' in page, f'id="{field}"' in page) == (422, True, True)
    answer = client.post(url, {"name": "Folhas <de> maio", "channel": "phone"})
    row = Batch.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, at("batch-sheet", asked, row))
    assert (row.opened_by, row.channel) == (mediator.public_id, "phone")
    assert "Folhas &lt;de&gt; maio" in client.get(url).content.decode()


def test_a_sheet_is_answered_with_its_receipt_and_the_next_sheet(
    client, mediator, asked, pile, django_assert_max_num_queries
):
    page = client.get(at("batch-sheet", asked, pile))
    assert page.context["focus"] == "q-q1-1"
    form = {**TYPED, "token": token_of(page), "q-q4": "Mais <salas>.", "q-q4-public": "1"}
    first, again = (client.post(at("batch-sheet", asked, pile), form) for _ in range(2))
    assert (first.status_code, again.status_code, Contribution.objects.count()) == (201, 200, 1)
    row = Contribution.objects.get()
    assert (row.entered_by, row.batch, row.channel, row.audience, row.language) == (
        mediator.public_id, pile, "paper", "migrants", "ar",
    )  # fmt: skip
    assert by_code(first.context["slip"]["code"]) == row
    assert again.context["slip"]["code"] == first.context["slip"]["code"]
    assert token_of(first) != form["token"]
    text = first.content.decode()
    assert ('id="q-q1-1" name="q-q1" value="yes" autofocus' in text, "Mais &lt;salas" in text) == (
        True,
        False,
    )
    assert '<option value="migrants" selected>' in text
    with django_assert_max_num_queries(12):
        client.get(at("batch-sheet", asked, pile))


def test_what_is_to_be_mended_is_said_and_nothing_typed_is_lost(client, asked, pile):
    answer = typed(client, asked, pile, **{"q-q1": "", "q-q4": "Mais <salas>.", "audience": ""})
    page = answer.content.decode()
    assert (answer.status_code, Contribution.objects.count()) == (422, 0)
    assert [fault.field for fault in answer.context["faults"]] == ["audience", "q-q1-1"]
    assert ("Mais &lt;salas&gt;." in page, "autofocus" in page) == (True, False)
    answer = typed(client, asked, pile, token="alheio")
    assert (answer.status_code, "aberto demasiado tempo" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("kind", "form", "passage"),
    [
        ("proposal", {"text": "Um campo.", "text-public": "1"}, ("proposal", "Um campo.", "", True)),
        ("statement", {"text": "A cantina é boa."}, ("statement", "A cantina é boa.", "", False)),
        (
            "position",
            {"text": "Somos a favor.", "organisation": "Liga (exemplo)"},
            ("position", "Somos a favor.", "", False),
        ),
        (
            "comment",
            {"p-2": "Pouco.", "p-2-reword": "Duas aulas.", "p-2-public": "1"},
            ("paragraph:2", "Pouco.", "Duas aulas.", True),
        ),
    ],
)
def test_a_sheet_of_every_kind(client, asked, pile, kind, form, passage):
    page = client.get(at("batch-sheet", asked, pile), {"tipo": kind})
    assert (page.context["kind"], page.content.decode().count(" autofocus")) == (kind, 1)
    assert typed(client, asked, pile, kind=kind).status_code == 422
    assert typed(client, asked, pile, kind=kind, **form).status_code == 201
    row = Passage.objects.get()
    assert (row.place, row.text, row.rewording, row.public) == passage
    assert row.contribution.organisation_name == form.get("organisation", "")


def test_the_sheets_picture_stands_beside_it_and_a_wrong_one_is_said(client, asked, pile):
    file = SimpleUploadedFile("folha.txt", b"Sim")
    assert typed(client, asked, pile, scan=file).status_code == 201
    assert list(Attachment.objects.values_list("place", flat=True)) == ["sheet"]
    answer = typed(client, asked, pile, scan=SimpleUploadedFile("folha.exe", b"MZ\x00\x01"))
    assert (answer.status_code, [fault.field for fault in answer.context["faults"]]) == (422, ["scan"])
    many = [SimpleUploadedFile(f"{n}.txt", b"a") for n in range(11)]
    assert typed(client, asked, pile, scan=many).status_code == 422


def test_a_sheet_is_left_unfinished_and_found_again(client, client_class, asked, pile):
    answer = typed(client, asked, pile, act="later", **{"q-q4": "Meia <frase"})
    assert (answer.status_code, answer["Location"]) == (303, at("batch", asked, pile))
    page = client.get(at("batch-sheet", asked, pile))
    text = page.content.decode()
    assert ("Meia &lt;frase" in text, "ficou por acabar" in text, Draft.objects.count()) == (True, True, 1)
    other = client.get(at("batch-sheet", asked, pile), {"tipo": "proposal"}).content.decode()
    assert "ficou por acabar" not in other
    colleague = people.signed_in(client_class(), people.person("mediator", people.body()))
    assert "Meia" not in colleague.get(at("batch-sheet", asked, pile)).content.decode()
    form = {**TYPED, "token": token_of(page), "q-q4": "Frase inteira."}
    assert client.post(at("batch-sheet", asked, pile), form).status_code == 201
    assert (Draft.objects.count(), Passage.objects.get().text) == (0, "Frase inteira.")


def test_somebody_else_compares_it_with_the_paper(
    client, client_class, asked, pile, mediator, django_assert_max_num_queries
):
    typed(client, asked, pile, **{"q-q4": "Mais <salas>.", "q-q2": ["rooms"]})
    row, url = Contribution.objects.get(), at("batch", asked, pile)
    page = client.get(url).content.decode()
    assert ("Mais &lt;salas&gt;." in page, "Salas" in page, "Conferi com a folha" in page) == (
        True,
        True,
        False,
    )
    assert "a segunda leitura é de outra pessoa" in page
    assert client.post(url, {"number": row.number}).status_code == 409
    reader = people.person("mediator", people.body(), name="Leitora, exemplo")
    colleague = people.signed_in(client_class(), reader)
    assert colleague.post(url, {"number": "nenhuma"}).status_code == 422
    assert colleague.post(url, {"number": row.number}).status_code == 303
    row.refresh_from_db()
    assert row.second_read_by == reader.public_id
    with django_assert_max_num_queries(12):
        page = client.get(url).content.decode()
    assert ("Conferida por Leitora, exemplo" in page, "0 por conferir" in page) == (True, True)


def test_a_batch_of_every_kind_of_answer_is_read_in_few_queries(
    client, mediator, django_assert_max_num_queries
):
    questions, words = listening.every_kind()
    asked = listening.consultation(questions=questions, words=words)
    client.post(at("batches", asked), {"name": "Folhas", "channel": "desk"})
    pile = Batch.objects.get()
    for town in ("1106", "1312", "0101"):
        answer = typed(
            client, asked, pile, **{"q-q9": town, "q-q5-food": "bad", "q-q6-1": "second", "q-q7": "1,5"}
        )
        assert answer.status_code == 201
    with django_assert_max_num_queries(12):
        page = client.get(at("batch", asked, pile)).content.decode()
    assert ("Lisboa" in page, "Linha food: Opção bad" in page, "1.5" in page) == (True, True, True)


def test_after_closing_there_are_some_days_and_then_no_more(client_class, mediator, asked, pile):
    with clock.frozen(AFTER):
        client = people.signed_in(client_class(), mediator)
        assert client.get(at("batch-sheet", asked, pile)).status_code == 409
        page = client.get(at("batches", asked)).content.decode()
    assert ("o prazo para o fazer acabou" in page, "Abrir um conjunto" in page) == (True, False)


def test_who_sees_which_batch(client_class, asked, pile):
    def status(role, body):
        other = people.signed_in(client_class(), people.person(role, body))
        return [other.get(at(*of)).status_code for of in (("batches", asked), ("batch", asked, pile))]

    assert status("national_coordinator", people.national()) == [200, 200]
    assert status("mediator", people.body()) == [200, 200]
    assert status("mediator", people.body(name="Outra (exemplo)")) == [200, 404]
    assert status("municipal_reporter", people.municipality("1106")) == [404, 404]
    draft = listening.drafted("outra")
    mediator = people.signed_in(client_class(), people.person("mediator", people.body()))
    assert mediator.get(at("batches", draft)).status_code == 404


def test_a_blank_sheet_for_the_device_leaves_the_unfinished_one_alone(client, asked, pile):
    typed(client, asked, pile, act="later", **{"q-q4": "Meia frase"})
    blank = client.get(at("batch-sheet", asked, pile), {"em-branco": ""})
    text = blank.content.decode()
    assert ("Meia frase" in text, "data-typed" in text, Draft.objects.count()) == (False, False, 1)
    kept = client.get(at("batch-sheet", asked, pile))
    assert ("data-typed" in kept.content.decode(), kept.context["spare"] != kept.context["token"]) == (
        True,
        True,
    )


def test_a_sheet_that_was_taken_says_which(client, asked, pile):
    token = token_of(client.get(at("batch-sheet", asked, pile)))
    answer = client.post(at("batch-sheet", asked, pile), {**TYPED, "token": token})
    assert f'data-taken="{token}"' in answer.content.decode()
    assert 'data-taken=""' in client.get(at("batch-sheet", asked, pile)).content.decode()


def test_the_worker_answers_for_its_own_page_alone(client, asked, pile):
    url = at("sheet-worker", asked, pile)
    answer = client.get(url)
    assert url.rpartition("/")[0] + "/" == at("batch-sheet", asked, pile)  # as far as a browser lets it reach
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert (
        "Service-Worker-Allowed" in answer,
        "connect-src 'self'" in answer["Content-Security-Policy"],
    ) == (False, True)
