"""Mending a sheet that was typed with a slip, as staff do it and as whoever holds its receipt sees it."""

import datetime as dt

import pytest

from rumo.doors.web import clock
from rumo.listen.contributions.models import Batch, Contribution, Passage
from tests.doors.office.hearing.test_entering import asked, at, mediator, now, pile, typed  # noqa: F401
from tests.factories import people
from tests.factories.listening import AFTER

KINDS = {
    "questionnaire": {"q-q1": "no", "q-q2": ["teachers", "rooms"], "q-q4": "Salas.", "q-q4-public": "1"},
    "comment": {"p-2": "Pouco.", "p-2-reword": "Duas aulas.", "p-2-public": "1"},
    "statement": {"text": "Faltam livros."},
    "proposal": {"text": "Abrir ao sábado.", "text-public": "1"},
    "position": {"text": "Sim.", "organisation": "Associação, exemplo"},
}


def place(asked, row):  # noqa: F811
    return at("batch", asked, Batch.objects.get()) + f"{row.number}/corrigir/"


def form_of(page):
    """What the form holds, as a browser would send it."""
    context = page.context
    found = {"was": context["was"], **{name: said for name, said in context["said"].items() if said}}
    found |= {"audience": "migrants", "language": "ar", "reason": "Faltava uma palavra."}
    if context["consent"]:
        found["text-public"] = "1"
    return found


@pytest.fixture
def second(client_class):
    """Somebody else of the same body."""
    return people.signed_in(client_class(), people.person("mediator", people.body()))


@pytest.mark.parametrize("kind", KINDS)
def test_the_form_holds_what_the_sheet_says_and_sent_as_it_is_changes_nothing(
    client, asked, pile, second, kind, django_assert_max_num_queries  # noqa: F811
):  # fmt: skip
    typed(client, asked, pile, **{**KINDS[kind], "kind": kind, "q-q1": KINDS[kind].get("q-q1", "")})
    row = Contribution.objects.get()
    second.get(at("batch", asked, pile))
    with django_assert_max_num_queries(12):
        page = second.get(place(asked, row))
    answer = second.post(place(asked, row), {**KINDS[kind], **form_of(page)})
    assert (answer.status_code, answer["Location"]) == (303, at("batch", asked, pile))
    assert Contribution.objects.get().amended_by == ""


def test_a_slip_is_mended_and_the_receipts_holder_reads_why(client, asked, pile, second):  # noqa: F811
    page = typed(client, asked, pile, kind="proposal", text="Abrir ao sabado.")
    code, row = page.context["slip"]["code"], Contribution.objects.get()
    second.post(at("batch", asked, pile), {"number": row.number})
    form = {**form_of(second.get(place(asked, row))), "text": "Abrir ao sábado."}
    assert second.post(place(asked, row), form).status_code == 303
    assert Passage.objects.get().text == "Abrir ao sábado."
    listed = {
        name: who.get(at("batch", asked, pile)).content.decode()
        for name, who in (("first", client), ("second", second))
    }
    assert {name: "Conferi com a folha" in text for name, text in listed.items()} == {
        "first": True,
        "second": False,
    }
    assert "Faltava uma palavra." in listed["first"]
    receipt = client.post("/pt/comprovativo/", {"code": code}).content.decode()
    assert ("a equipa corrigiu o que tinha transcrito" in receipt, "Faltava uma palavra." in receipt) == (
        True,
        True,
    )


def test_two_who_mend_it_at_once_both_see_both(client, asked, pile, second):  # noqa: F811
    typed(client, asked, pile, kind="proposal", text="Abrir ao sabado.")
    row = Contribution.objects.get()
    form = form_of(client.get(place(asked, row)))
    assert second.post(place(asked, row), {**form, "text": "Abrir ao sábado."}).status_code == 303
    late = client.post(place(asked, row), {**form, "text": "Abrir no sábado."})
    page = late.content.decode()
    assert (late.status_code, "Abrir ao sábado." in page, "Abrir no sábado.</textarea>" in page) == (
        409,
        True,
        True,
    )
    again = client.post(place(asked, row), {**form_of(late), "text": "Abrir no sábado."})
    assert (again.status_code, Passage.objects.get().text) == (303, "Abrir no sábado.")


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, asked, pile):  # noqa: F811
    typed(client, asked, pile, kind="proposal", text="Abrir ao sabado.")
    row = Contribution.objects.get()
    form = form_of(client.get(place(asked, row)))
    for more, field in (({"text": ""}, "text"), ({"text": "Abrir.", "reason": ""}, "reason")):
        answer = client.post(place(asked, row), {**form, **more})
        assert (answer.status_code, [fault.field for fault in answer.context["faults"]]) == (422, [field])
    assert client.get(place(asked, row).replace(row.number, "x")).status_code == 404
    with clock.frozen(AFTER + dt.timedelta(days=60)):
        people.signed_in(client, people.person("mediator", people.body()))
        assert client.get(place(asked, row)).status_code == 409
