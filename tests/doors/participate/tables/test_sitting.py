"""Sitting down at a table, acting there by buttons alone, and asking cheaply whether anything changed."""

import re

import pytest

from rumo.doors.participate.tables import drawing, seats
from rumo.listen.contributions import actions as contributions
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Canvas, Card, CardVote, Verdict
from tests.factories import tables
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
TABLE, BOARD = "/pt/mesa/", "/pt/mesa/quadro/"


def field(page, name):
    """The value of a hidden field."""
    return re.search(f'name="{name}" value="([^"]+)"', page.content.decode())[1]


def sit(client, row):
    return client.post(TABLE, {"codigo": row.table.join_code})


def press(client, page, button, **fields):
    sent = {"lugar": field(page, "lugar"), "token": field(page, "token"), "ir": button, **fields}
    return client.post(BOARD, sent)


def poll(client, page, etag=""):
    return client.get(BOARD, headers={"Rumo-Mesa": field(page, "lugar"), "If-None-Match": etag})


def test_a_code_however_it_is_written_sits_one_down_without_a_cookie(client):
    row = tables.canvas()
    code = row.table.join_code.upper()
    page = client.post(TABLE, {"codigo": f" {code[:4]}-{code[4:8]} {code[8:]}"})
    assert (page.status_code, page["Cache-Control"], set(client.cookies)) == (
        200,
        "no-store, private",
        {"csrf"},
    )
    assert "Mesa 1: Análise SWOT" in page.content.decode()


@pytest.mark.parametrize("code", ["", "xxxxxxxxxxxx", "é" * 12, "a" * 500, "\0"])
def test_any_other_code_gets_the_same_answer(client, code):
    page = client.post(TABLE, {"codigo": code})
    assert (page.status_code, "Não encontrámos esta mesa" in page.content.decode()) == (404, True)


def test_the_sheets_address_leads_to_the_form_in_the_readers_language(client):
    answer = client.get("/mesa/", headers={"Accept-Language": "ar"})
    assert (answer.status_code, answer["Location"]) == (302, "/ar/mesa/")


def test_buttons_do_everything_without_a_script(client):
    row = tables.canvas()
    page = press(client, sit(client, row), "juntar", zona="threats", texto="Rendas <b>altas</b>")
    assert "Rendas &lt;b&gt;altas&lt;/b&gt;" in page.content.decode()
    press(client, page, "votar:1")
    press(client, page, "mudar:1", token=tables.token(), texto="Rendas", era="0")
    press(client, page, "mover:1", token=tables.token(), zona="weaknesses")
    press(client, page, "agrupar:1", token=tables.token(), grupo="Casas")
    page = press(client, page, "comentar:1", token=tables.token(), comentario="Sim")
    card = Card.objects.select_related("group").get()
    assert (card.text, card.zone, card.group.name, card.revision) == ("Rendas", "weaknesses", "Casas", 1)
    assert "Retirar o voto no cartão 1" in page.content.decode()
    assert "O que diz" in press(client, page, "abrir:1").content.decode()
    press(client, page, "desvotar:1")
    press(client, page, "tirar:1", token=tables.token())
    assert (CardVote.objects.count(), Card.objects.filter(removed_at=None).count()) == (0, 0)


def test_up_and_down_move_a_card_among_those_of_its_zone(client):
    row = tables.canvas()
    page = sit(client, row)
    for text in ("um", "dois", "três"):
        tables.lay(row, text)
    press(client, page, "subir:3")
    page = press(client, page, "descer:1", token=tables.token())
    assert list(Card.objects.order_by("position").values_list("number", flat=True)) == [3, 1, 2]


def test_the_same_form_sent_again_lays_one_card(client):
    row = tables.canvas()
    page = sit(client, row)
    for _time in range(3):
        assert press(client, page, "juntar", zona="threats", texto="Uma").status_code == 200
    assert Card.objects.count() == 1


@pytest.mark.parametrize(
    ("button", "fields", "status", "words"),
    [
        ("juntar", {"zona": "threats", "texto": " "}, 422, "Escreva alguma coisa no cartão."),
        ("juntar", {"zona": "nada", "texto": "x"}, 422, "Escolha onde fica o cartão."),
        ("juntar", {"zona": "threats", "texto": "x" * 501}, 422, "O texto tem 501 carateres"),
        ("mover:1", {"zona": "nada"}, 422, "Escolha onde fica o cartão."),
        ("comentar:1", {"comentario": ""}, 422, "Escreva o comentário."),
        ("agrupar:1", {"grupo": "x" * 81}, 422, "O texto tem 81 carateres"),
        ("votar:99", {}, 422, "Este cartão já não está na mesa"),
        ("abrir:99", {}, 422, "Este cartão já não está na mesa"),
        ("inventar:1", {}, 422, "Este botão já não serve"),
        ("votar:1", {"token": "x"}, 422, "Este botão já não serve"),
        ("certo", {}, 422, "A síntese desta mesa não está a ser validada."),
        ("", {}, 200, "Análise SWOT"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(client, button, fields, status, words):
    row = tables.canvas()
    tables.lay(row)
    version = Canvas.objects.get().version
    page = press(client, sit(client, row), button, **fields)
    assert (page.status_code, words in page.content.decode()) == (status, True)
    assert Canvas.objects.get().version == version


def test_two_who_change_one_card_see_both_texts(client):
    row = tables.canvas()
    tables.lay(row)
    page = sit(client, row)
    press(client, page, "mudar:1", texto="O meu", era="0")
    page = press(client, page, "mudar:1", token=tables.token(), texto="O teu", era="0")
    said = page.content.decode()
    assert (page.status_code, "O meu" in said, "O teu" in said, field(page, "era")) == (409, True, True, "1")


def test_asking_again_costs_one_query_and_no_body(client, django_assert_num_queries):
    row = tables.canvas()
    page = sit(client, row)
    first = poll(client, page)
    with django_assert_num_queries(1):
        again = poll(client, page, first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    tables.lay(row, "Nova")
    new = poll(client, page, first["ETag"])
    assert (new.status_code, "Nova" in new.content.decode(), new["ETag"] != first["ETag"]) == (
        200,
        True,
        True,
    )


def test_a_canvas_is_drawn_once_for_all_who_ask(client, django_assert_num_queries):
    row = tables.canvas()
    page = sit(client, row)
    tables.lay(row)
    poll(client, page)
    with django_assert_num_queries(1):
        assert "Faltam casas" in poll(client, page).content.decode()


def test_cards_kept_from_before_are_drawn_as_they_would_be_anew():
    row = tables.canvas()
    deeds = [
        lambda: tables.lay(row, text="Uma"),
        lambda: tables.lay(row, text="Outra", zone="threats"),
        lambda: gatherings.reword(**tables.act(row, number=1, text="Melhor", was=0, language="ar")),
        lambda: gatherings.vote(**tables.act(row, number=2, mark="m", on=True)),
        lambda: gatherings.comment(**tables.act(row, number=2, text="Sim", language="pt")),
        lambda: gatherings.group(**tables.act(row, number=1, name="Casas")),
        lambda: gatherings.move(**tables.act(row, number=1, zone="threats", place=1)),
        lambda: gatherings.vote(**tables.act(row, number=2, mark="m", on=False)),
        lambda: gatherings.remove(**tables.act(row, number=2)),
        lambda: gatherings.close(canvas=row, by=BY, at=AT),
    ]
    seen = []
    for deed in deeds:
        deed()
        row.refresh_from_db()
        kept = drawing.words(row)[0]
        drawing._held.clear()
        seen.append((kept, drawing.words(row)[0]))
    assert [kept for kept, _anew in seen] == [anew for _kept, anew in seen]
    assert len(set(seen)) == len(deeds)


def test_no_more_canvases_are_held_than_the_bound(client, monkeypatch):
    monkeypatch.setattr(drawing, "KEPT", 2)
    for number in range(1, 5):
        drawing.words(tables.canvas(slug=f"oficina-{number}"))
    assert len(drawing._held) == 2


def test_a_compressed_answer_says_so(client):
    row = tables.canvas()
    page = sit(client, row)
    for _time in range(5):
        tables.lay(row)
    told = {"Rumo-Mesa": field(page, "lugar"), "Accept-Encoding": "gzip"}
    assert client.get(BOARD, headers=told)["Content-Encoding"] == "gzip"


def test_without_a_seat_there_is_nothing(client):
    assert client.get(BOARD).status_code == 404
    page = client.post(BOARD, {"ir": "votar:1", "lugar": "x"})
    assert (page.status_code, "esteve aberta demasiado tempo" in page.content.decode()) == (404, True)


def test_a_script_gets_the_middle_of_the_page_alone(client):
    row = tables.canvas()
    page = sit(client, row)
    sent = {"token": tables.token(), "ir": "juntar", "zona": "threats", "texto": "x"}
    answer = client.post(
        BOARD, {**sent, "lugar": field(page, "lugar")}, headers={"Rumo-Mesa": field(page, "lugar")}
    )
    assert (answer.status_code, "<html" in answer.content.decode(), Card.objects.count()) == (200, False, 1)


@pytest.mark.parametrize("language", ["pt", "en", "ar", "uk"])
def test_each_language_is_drawn_for_itself(client, language):
    row = tables.canvas()
    page = client.post(f"/{language}/mesa/", {"codigo": row.table.join_code})
    told = {"Rumo-Mesa": field(page, "lugar")}
    assert client.get(f"/{language}/mesa/quadro/", headers=told)["ETag"].endswith(f'-{language}"')


def test_a_table_handed_in_shows_its_receipt_and_validates_its_synthesis(client):
    row = tables.canvas()
    tables.lay(row)
    page = sit(client, row)
    contributions.hand_in(canvas=row, by=BY, at=AT)
    gatherings.synthesise(canvas=row, text="Faltam casas.", by=BY, at=AT)
    gatherings.ask(canvas=row, by=BY, at=AT)
    page = press(client, page, "quadro")
    said = page.content.decode()
    assert ("comprovativo desta mesa" in said, "Está certo" in said, "Pôr na mesa" in said) == (
        True,
        True,
        False,
    )
    assert press(client, page, "falta", falta="").status_code == 422
    press(client, page, "falta", token=tables.token(), falta="Os preços")
    press(client, page, "certo", token=tables.token())
    assert list(Verdict.objects.values_list("right", "missing")) == [(True, "")]
    assert press(client, page, "juntar", token=tables.token(), zona="threats", texto="x").status_code == 422


@pytest.mark.parametrize("pages", [1, 40])
def test_a_page_asks_the_same_number_of_queries_however_many_cards(
    client, pages, django_assert_max_num_queries
):
    row = tables.canvas()
    for number in range(pages):
        tables.lay(row, f"Cartão {number}")
    with django_assert_max_num_queries(12):
        page = sit(client, row)
    with django_assert_max_num_queries(12):
        press(client, page, "abrir:1")


def test_a_seat_of_another_key_is_none(rf):
    assert seats.read(rf.get("/", headers={"Rumo-Mesa": "a:b:c"})) is None
