"""Every form of a consultation: what was typed wrong stands there again with what to change, and nothing is written twice."""

import io

import pytest

from rumo.doors.web import clock
from rumo.ground.outbox.models import Message
from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from tests.doors.office.listening.test_pages import BASE, FRAME, ONE, sent
from tests.factories import files, people
from tests.factories import listening as make

NASTY = (
    "\0",
    "x" * 30_000,
    "²",
    "9" * 400,
    "nan",
    "1e999",
    "-1",
    "<script>",
    "../..",
    "٣",
    " ",
    "2026-02-31",
)
WORST = ("\0", "²", "nan")
"""What each field is given also alone, the rest of the form being right."""
FORMS = {
    "": ("quadro/", tuple(FRAME)),
    "textos/": ("textos/", ("title", "summary", "legal_basis", "notice", "was-title")),
    "desenho/": ("desenho/", ("design-problem", "was-design-problem")),
    "perguntas/nova/": ("perguntas/nova/", ("code", "text", "kind", "options", "rows", "least", "most", "audiences", "only_if")),
    "perguntas/q1/": ("perguntas/q1/", ("text", "kind", "options", "rows", "least", "most", "audiences", "only_if")),
    "mover": ("perguntas/q1/mover/", ("position",)),
    "texto/": ("texto/", ("text", "was", "act")),
    "afirmacoes/": ("afirmacoes/", ("texts",)),
    "documentos/": ("documentos/", ("title",)),
    "traducoes/": ("traducoes/en/", ("title", "was-title", "state-title")),
    "convites/": ("convites/", ("act", "name", "email", "kind", "kinds")),
    "prolongar/": ("prolongar/", ("last_on", "reason")),
    "anular/": ("anular/", ("reason",)),
}  # fmt: skip


def wrong(client, path, typed, *fields):
    """Send a form and see that it comes back with what was wrong, told at these fields."""
    answer = client.post(path, typed)
    told = answer.context
    assert (answer.status_code, list(told["errors"]), [fault.field for fault in told["faults"]]) == (
        422,
        [*fields],
        [*fields],
    )
    for field in fields:
        assert f'id="{field}"' in answer.content.decode()
    return answer


@pytest.mark.parametrize("name", FORMS)
def test_no_form_breaks_whatever_is_typed(coordinator, drafted, name):
    path, fields = FORMS[name]
    right = {
        "kind": "single",
        "text": "x",
        "code": "q7",
        "options": "a\nb",
        "act": "one",
        "name": "A",
        "was-title": "x",
    }
    for text in NASTY:
        every = coordinator.post(ONE + path, dict.fromkeys(fields, text))
        assert every.status_code in (302, 303, 409, 422), (path, text)
        for field in fields if text in WORST else ():
            one = coordinator.post(
                ONE + path, {**{key: right[key] for key in fields if key in right}, field: text}
            )
            assert one.status_code in (200, 302, 303, 409, 422), (path, field, text)
    assert coordinator.get(ONE).status_code == 200


@pytest.mark.parametrize(
    "path", ["prolongar/", "anular/", "afirmacoes/", "convites/", "traducoes/en/", "desenho/"]
)
def test_no_form_of_a_published_consultation_breaks_whatever_is_typed(coordinator, published, path):
    name = "traducoes/" if path == "traducoes/en/" else path
    for text in NASTY:
        said = {**dict.fromkeys(FORMS[name][1], text), "last_on": "2026-03-31"}
        assert coordinator.post(ONE + path, said).status_code in (302, 303, 409, 422), text


def test_a_new_consultation_needs_an_owner_an_address_and_a_title(coordinator, town, drafted):
    wrong(coordinator, f"{BASE}nova/", {"title": "A", "slug": "a"}, "owner")
    typed = {"owner": town.public_id, "title": " ", "slug": make.SLUG}
    assert "Já há uma consulta" in wrong(coordinator, f"{BASE}nova/", typed, "slug", "title").content.decode()
    wrong(
        coordinator,
        f"{BASE}nova/",
        {"owner": people.national().public_id, "title": "A", "slug": "a"},
        "owner",
    )


def test_who_writes_for_two_bodies_chooses_one(client_class, town):
    user = people.person("municipal_coordinator", town)
    people.people.grant(
        user=user, entity=people.municipality("1312"), role="municipal_coordinator", by="x", at=make.AT
    )
    client = people.signed_in(client_class(), user)
    assert client.get(f"{BASE}nova/").context["owners"][0].label == "Escolha"
    sent(client, f"{BASE}nova/", {"owner": town.public_id, "title": "A", "slug": "a"}, f"{BASE}a/")


def test_a_body_of_the_islands_begins_with_its_own_time(client_class, country):
    horta = people.municipality("4701")
    client = people.signed_in(client_class(), people.person("municipal_coordinator", horta))
    sent(client, f"{BASE}nova/", {"owner": horta.public_id, "title": "A", "slug": "a"}, f"{BASE}a/")
    assert m.Consultation.objects.get().zone == "Atlantic/Azores"


def test_a_frame_that_cannot_be_says_so_at_each_part(coordinator, drafted):
    typed = {**FRAME, "term_days": "many", "zone": "Mars", "local_holidays": "amanhã", "ways": ["shouting"]}
    wrong(coordinator, f"{ONE}quadro/", typed, "ways-1", "term_days", "zone", "local_holidays")
    wrong(
        coordinator, f"{ONE}quadro/", {**typed, "act": "see"}, "ways-1", "term_days", "zone", "local_holidays"
    )


def test_the_term_is_shown_before_it_is_kept(coordinator, drafted):
    answer = coordinator.post(f"{ONE}quadro/", {**FRAME, "act": "see"})
    assert (answer.status_code, answer.context["term"]) == (
        200,
        "De 3 de janeiro de 2026 até às 23:59 de 3 de fevereiro de 2026",
    )
    drafted.refresh_from_db()
    assert drafted.term_days == 30


def test_two_people_who_write_the_same_texts_both_see_both(coordinator, drafted):
    page = coordinator.get(f"{ONE}textos/")
    was = {f"was-{text.id}": text.was for text in page.context["texts"]}
    typed = {text.id: text.value for text in page.context["texts"]}
    sent(coordinator, f"{ONE}textos/", {**typed, **was, "title": "Primeiro"})
    clash = coordinator.post(f"{ONE}textos/", {**typed, **was, "title": "Segundo"})
    assert (clash.status_code, [text.theirs for text in clash.context["conflict"]]) == (409, ["Primeiro"])
    was |= {f"was-{text.id}": text.was for text in clash.context["texts"]}
    sent(coordinator, f"{ONE}textos/", {**typed, **was, "title": "Segundo"})
    page = coordinator.get(f"{ONE}textos/")
    same = {f"was-{text.id}": text.was for text in page.context["texts"]}
    same |= {text.id: text.value for text in page.context["texts"]}
    sent(coordinator, f"{ONE}textos/", same)
    wrong(coordinator, f"{ONE}textos/", {"title": " "}, "title")
    wrong(coordinator, f"{ONE}textos/", {"title": "x" * 301, "summary": "x" * 20_001}, "title", "summary")


def test_the_design_sheet_is_written_also_after_publication(coordinator, published):
    sent(coordinator, f"{ONE}desenho/", {"design-problem": "Qual?"})
    assert coordinator.get(f"{ONE}desenho/").context["texts"][0].value == "Qual?"
    assert "1 pergunta respondida" in coordinator.get(ONE).content.decode()
    assert coordinator.get(f"{ONE}textos/").status_code == 409


def test_a_question_is_changed_and_keeps_the_codes_of_its_options(coordinator, drafted):
    typed = coordinator.get(f"{ONE}perguntas/q2/").context["typed"]
    assert (typed["options"], typed["most"]) == ("Professores\nSalas\nAulas de português", "2")
    assert coordinator.get(f"{ONE}perguntas/q3/").context["typed"]["only_if"] == ["q1.yes"]
    options = "Salas\nMais professores\nCantina\nAulas de português"
    sent(
        coordinator, f"{ONE}perguntas/q2/", {**typed, "options": options, "code": "other"}, f"{ONE}perguntas/"
    )
    one = m.Question.objects.get(code="q2")
    assert one.options == ["rooms", "a", "b", "language"]
    typed = {**typed, "options": "Docentes\nSalas\nCantina"}
    sent(coordinator, f"{ONE}perguntas/q2/", typed, f"{ONE}perguntas/")
    assert m.Question.objects.get(code="q2").options == ["c", "rooms", "b"]


def test_a_question_that_cannot_be_says_so(coordinator, drafted):
    typed = {"code": "q9", "text": "", "kind": "single", "options": "Sim"}
    wrong(coordinator, f"{ONE}perguntas/nova/", typed, "text")
    wrong(coordinator, f"{ONE}perguntas/nova/", {**typed, "text": "Q"}, "options")
    wrong(coordinator, f"{ONE}perguntas/nova/", {**typed, "text": "Q", "kind": ""}, "kind")
    long = {**typed, "text": "Q", "options": "x" * 301 + "\nb"}
    wrong(coordinator, f"{ONE}perguntas/nova/", long, "options")
    scale = {**typed, "text": "Q", "kind": "scale", "least": "um", "most": "5"}
    wrong(coordinator, f"{ONE}perguntas/nova/", scale, "least")
    asked = {**typed, "text": "Q", "kind": "long", "only_if": ["q1.yes", "q2.rooms"]}
    wrong(coordinator, f"{ONE}perguntas/nova/", asked, "only_if-1")
    taken = {**typed, "code": "q1", "text": "Q", "kind": "long"}
    wrong(coordinator, f"{ONE}perguntas/nova/", taken, "code")
    broken = {"text": "Q", "kind": "long"}
    assert "Pergunta q3" in wrong(coordinator, f"{ONE}perguntas/q1/", broken, "text").content.decode()


def test_questions_move_and_leave(coordinator, drafted):
    sent(coordinator, f"{ONE}perguntas/q4/mover/", {"position": "1"}, f"{ONE}perguntas/#q-q4")
    assert [line["code"] for line in coordinator.get(f"{ONE}perguntas/").context["lines"]] == [
        "q4",
        "q1",
        "q2",
        "q3",
    ]
    for path, typed in (
        ("q3/mover/", {"position": "1"}),
        ("q1/mover/", {}),
        ("q9/mover/", {"position": "1"}),
        ("q1/tirar/", {}),
    ):
        assert coordinator.post(f"{ONE}perguntas/{path}", typed).status_code == 409
    assert "O que mudava?" in coordinator.get(f"{ONE}perguntas/q4/tirar/").content.decode()
    for _twice in range(2):
        sent(coordinator, f"{ONE}perguntas/q4/tirar/", {}, f"{ONE}perguntas/")
    assert [coordinator.get(f"{ONE}perguntas/q4/{part}").status_code for part in ("", "tirar/")] == [404, 404]


def test_a_text_is_seen_in_paragraphs_before_it_is_kept(coordinator, drafted):
    page = coordinator.get(f"{ONE}texto/")
    typed = f"{page.context['typed']}\n\nNovo"
    see = coordinator.post(f"{ONE}texto/", {"text": typed, "act": "see"})
    assert ([code for code, _said, _heading in see.context["paragraphs"]], m.Paragraph.objects.count()) == (
        ["1", "2", "3", "4"],
        3,
    )
    for _twice in range(2):
        sent(coordinator, f"{ONE}texto/", {"text": typed, "was": page.context["was"]})
    clash = coordinator.post(f"{ONE}texto/", {"text": "Outro", "was": page.context["was"]})
    assert (clash.status_code, clash.context["conflict"]) == (409, typed)
    sent(coordinator, f"{ONE}texto/", {"text": "Outro", "was": clash.context["was"]})
    wrong(coordinator, f"{ONE}texto/", {"text": "\n\n".join("x" * 1001)}, "text")


def test_statements_are_added_once_and_retired_once(coordinator, published, town, client_class):
    for _twice in range(2):
        sent(coordinator, f"{ONE}afirmacoes/", {"texts": "Nova\r\n\r\nOutra"}, f"{ONE}afirmacoes/")
        sent(coordinator, f"{ONE}afirmacoes/1/retirar/", {}, f"{ONE}afirmacoes/")
    told = coordinator.get(f"{ONE}afirmacoes/").context
    assert ([one.number for one, _said in told["lines"]], len(told["retired"])) == ([2, 3, 4, 5], 1)
    wrong(coordinator, f"{ONE}afirmacoes/", {"texts": " \n"}, "texts")
    wrong(coordinator, f"{ONE}afirmacoes/", {"texts": "x" * 301}, "texts")
    sent(coordinator, f"{ONE}afirmacoes/{9**40}/retirar/", {}, f"{ONE}afirmacoes/")
    with clock.frozen(make.AFTER):
        later = people.signed_in(client_class(), people.person("municipal_coordinator", town))
        assert later.get(f"{ONE}afirmacoes/").context["open"] is False
        assert later.post(f"{ONE}afirmacoes/", {"texts": "Tarde"}).status_code == 422


def document(data, name="estudo.docx"):
    """A file as a browser sends it."""
    file = io.BytesIO(data)
    file.name = name
    return file


def test_documents_come_and_go(coordinator, drafted):
    wrong(coordinator, f"{ONE}documentos/", {}, "file")
    wrong(coordinator, f"{ONE}documentos/", {"file": document(b"MZ\0", "a.exe")}, "file")
    sent(
        coordinator,
        f"{ONE}documentos/",
        {"file": document(files.docx()), "title": "Estudo"},
        f"{ONE}documentos/",
    )
    assert "Estudo" in coordinator.get(f"{ONE}documentos/").content.decode()
    for _twice in range(2):
        sent(coordinator, f"{ONE}documentos/1/retirar/", {}, f"{ONE}documentos/")
    sent(coordinator, f"{ONE}documentos/{9**40}/retirar/", {}, f"{ONE}documentos/")
    act = {"consultation": drafted, "by": "x", "at": make.AT}
    consultations.publish(country="pt", **act)
    consultations.cancel(reason="x", **act)
    assert coordinator.post(f"{ONE}documentos/", {"file": document(files.docx())}).status_code == 409


def test_translations_are_kept_with_their_state(coordinator, drafted):
    page = f"{ONE}traducoes/en/"
    lines = coordinator.get(page).context["lines"]
    typed = {**{line.id: line.value for line in lines}, **{f"was-{line.id}": line.was for line in lines}}
    sent(
        coordinator, page, {**typed, "title": "A school", "summary": "Why", "state-summary": "reviewed"}, page
    )
    states = {pair.place: pair.state for pair in queries.pairs(drafted, "en") if pair.text}
    assert states == {"title": "human", "summary": "reviewed"}
    clash = coordinator.post(page, {**typed, "title": "The school"})
    assert (clash.status_code, [line.theirs for line in clash.context["lines"] if line.theirs]) == (
        409,
        ["A school"],
    )
    assert clash.context["lines"][0].value == "The school"
    wrong(
        coordinator,
        page,
        {**typed, "title": "x" * 301, f"was-{lines[0].id}": queries.hash_of("A school")},
        "title",
    )
    broken = coordinator.post(
        page, {"was-title": queries.hash_of("A school"), "title": "B", "state-title": "source"}
    )
    assert broken.status_code == 422
    sent(coordinator, page, {}, page)
    assert [coordinator.get(f"{ONE}traducoes/{code}/").status_code for code in ("pt", "fr", "xx")] == [
        404,
        404,
        404,
    ]


def test_an_out_of_date_translation_is_confirmed_without_a_change(coordinator, drafted):
    act = {"consultation": drafted, "by": "x", "at": make.AT}
    consultations.translate(
        language="en", texts={"title": ("A school", "human"), "summary": ("Why", "human")}, **act
    )
    consultations.reword(words={"title": "Outra"}, **act)
    left = f"{ONE}traducoes/en/?por-traduzir=1"
    first = coordinator.get(left).context["lines"][0]
    assert (first.pair.place, first.pair.out_of_date) == ("title", True)
    assert "summary" not in [line.pair.place for line in coordinator.get(left).context["lines"]]
    typed = {"was-title": first.was, "title": "A school"}
    sent(coordinator, left, typed, left)
    assert queries.pairs(drafted, "en")[0].out_of_date
    sent(coordinator, left, {**typed, "state-title": "human"}, left)
    assert not queries.pairs(drafted, "en")[0].out_of_date
    assert "completa" not in coordinator.get(f"{ONE}traducoes/").content.decode()


def test_many_texts_are_translated_a_page_at_a_time(coordinator, drafted):
    consultations.state(consultation=drafted, texts=[f"N{n}" for n in range(60)], by="x", at=make.AT)
    pages = [coordinator.get(f"{ONE}traducoes/en/?pagina={n}") for n in ("1", "2", "9", "x")]
    assert [len(page.context["lines"]) for page in pages] == [40, 38, 38, 40]
    middle = coordinator.get(f"{ONE}traducoes/en/?pagina=2&por-traduzir=1").context["pager"]
    assert (middle.before, middle.after) == ("?pagina=1&por-traduzir=1", None)


def test_bodies_are_invited_by_kind_or_by_name(coordinator, drafted):
    people.body(name="Associação (exemplo)")
    page = f"{ONE}convites/"
    wrong(coordinator, page, {"act": "kinds", "kinds": ["x"]}, "kinds-1")
    for _twice in range(2):
        sent(coordinator, page, {"act": "kinds", "kinds": ["association", "municipality"]}, page)
    one = {"act": "one", "kind": "company", "name": "Empresa (exemplo)", "email": "geral@exemplo.invalid"}
    sent(coordinator, page, one, page)
    wrong(coordinator, page, {**one, "name": "", "email": "x", "kind": "y"}, "name", "kind", "email")
    groups = {group["label"]: group["count"] for group in coordinator.get(page).context["groups"]}
    assert groups == {"Associação": 1, "Empresa": 1}  # the owner is not invited to its own
    sent(coordinator, f"{ONE}publicar/")
    assert list(Message.objects.values_list("to", flat=True)) == ["geral@exemplo.invalid"]


def test_a_closing_is_put_off_and_a_consultation_cancelled_with_their_reasons(coordinator, published):
    wrong(coordinator, f"{ONE}prolongar/", {"last_on": "amanhã"}, "last_on", "reason")
    wrong(coordinator, f"{ONE}prolongar/", {"last_on": "2026-01-01", "reason": "x"}, "last_on")
    sent(coordinator, f"{ONE}prolongar/", {"last_on": "2026-03-31", "reason": "Pedido"})
    assert "31/03/2026" in coordinator.get(f"{ONE}prolongar/").content.decode()
    wrong(coordinator, f"{ONE}anular/", {"reason": " "}, "reason")
    sent(coordinator, f"{ONE}anular/", {"reason": "Erro"})
    assert [coordinator.get(ONE + part).status_code for part in ("anular/", "prolongar/", "publicar/")] == [
        409,
        409,
        409,
    ]
    assert (
        "anulou a consulta"
        in coordinator.get(f"/pt/gabinete/historia/consultation/{make.SLUG}/").content.decode()
    )
