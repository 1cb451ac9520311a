"""Guidelines in the office: begun, written part by part, brought in, sent by one and published by another; origins, suggestions, translations."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rumo.doors.web import clock
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import models as m
from tests.factories import guidelines as make
from tests.factories import people, reading, tables
from tests.factories.guidelines import ACT
from tests.factories.listening import AFTER

pytestmark = pytest.mark.django_db
SLUG = "orientacoes-exemplo"
PART = {
    "kind": "clause",
    "text": "Há aulas ao sábado.",
    "depth": "1",
    "criteria": "meta | Há meta? | numeric_target\n",
}


@pytest.fixture(autouse=True)
def then(country):
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def sit(client_class):
    """A function: somebody of the national body signed in, in a role."""

    def sat(role="national_analyst"):
        return people.signed_in(client_class(), people.person(role, people.national()))

    return sat


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def codes(version=None):
    rows = m.ClauseVersion.objects.filter(version=version) if version else m.ClauseVersion.objects.all()
    return [row.clause.code for row in rows.order_by("version", "position")]


def test_guidelines_are_begun_once_and_listed(sit):
    analyst = sit()
    form = analyst.get(at("guidelines-new"))
    typed = {"token": form.context["token"], "title": "Orientações", "slug": "orientacoes-2027"}
    wrong = analyst.post(at("guidelines-new"), {**typed, "slug": "Com Espaço"})
    assert (wrong.status_code, [*wrong.context["wrong"]]) == (422, ["slug"])
    assert analyst.post(at("guidelines-new"), {**typed, "token": "gone"}).status_code == 409
    for _again in range(2):
        assert analyst.post(at("guidelines-new"), typed)["Location"] == at("guidelines", "orientacoes-2027")
    assert [one.title for one in analyst.get(at("guidelines-list")).context["rows"]] == ["Orientações"]


def test_parts_are_written_moved_and_taken_out(sit):
    analyst, version = sit(), make.drafted()
    new = at("clause-new", SLUG)
    assert analyst.get(new).status_code == 200
    assert analyst.post(new, {**PART, "text": ""}).context["wrong"] == {"text": "Escreva a orientação."}
    assert analyst.post(new, {**PART, "depth": "9"}).status_code == 422
    assert analyst.post(new, {**PART, "criteria": "só uma"}).status_code == 422
    assert analyst.post(new, PART)["Location"] == at("guidelines", SLUG) + "#c1"
    analyst.post(f"{new}?depois-de=c1", {**PART, "text": "Outra."})
    analyst.post(f"{new}?depois-de=c2", {"kind": "section", "heading": "Fim", "depth": "0"})
    assert codes() == ["c1", "c2", "c3"]
    for code, way in (
        ("c3", "cima"),
        ("c1", "cima"),
        ("c3", "baixo"),
        ("c3", "baixo"),
        ("c2", "cima"),
        ("c2", "baixo"),
    ):
        assert analyst.post(at("clause-move", SLUG, code), {way: "1"}).status_code == 303
    assert codes() == ["c1", "c2", "c3"]
    analyst.post(at("clause-move", SLUG, "c2"), {"cima": "1"})
    assert codes() == ["c2", "c1", "c3"]
    assert analyst.post(at("clause-remove", SLUG, "c1")).status_code == 303
    assert (codes(), analyst.get(at("clause-edit", SLUG, "c1")).status_code) == (["c2", "c3"], 404)
    page = analyst.get(at("guidelines", SLUG))
    assert [part.code for part, _based in page.context["parts"]] == codes(version)


def test_a_part_written_by_two_shows_both(sit):
    analyst, version = sit(), make.drafted()
    make.put(version)
    page = at("clause-edit", SLUG, "c1")
    assert (
        analyst.get(page).context["typed"]["criteria"]
        == "numeric_target | Há uma meta em número? | numeric_target"
    )
    assert analyst.post(page, {**PART, "revision": "1"}).status_code == 303
    late = analyst.post(page, {**PART, "text": "Outra.", "revision": "1"})
    assert (late.status_code, late.context["standing"].text, late.context["typed"]["text"]) == (
        409,
        "Há aulas ao sábado.",
        "Outra.",
    )


def test_texts_of_a_version_written_by_two_show_both(sit):
    analyst = sit()
    make.drafted()
    typed = {"title": "Orientações", "summary": "Para que servem.", "changes": "", "revision": "1"}
    assert analyst.post(at("guidelines", SLUG), typed).status_code == 303
    late = analyst.post(at("guidelines", SLUG), {**typed, "summary": "Outra."})
    assert (late.status_code, late.context["standing"].summary) == (409, "Para que servem.")
    assert analyst.post(at("guidelines", SLUG), {**typed, "title": ""}).status_code == 422


def test_a_document_is_brought_in_once_confirmed_and_a_wrong_one_says_why(sit):
    analyst, version = sit(), make.drafted()
    make.put(version)
    place = at("guidelines-bring", SLUG)

    def sent(name, content, **more):
        return analyst.post(place, {"file": SimpleUploadedFile(name, content), **more})

    good = "# Título\n\n## Língua\n\nHá aulas.\n".encode()
    assert [*analyst.post(place, {}).context["wrong"]] == ["file"]
    assert [*sent("a.exe", good).context["wrong"]] == ["file"]
    assert [*sent("a.md", good).context["wrong"]] == ["replace"]
    assert [*sent("a.docx", b"nada", replace="1").context["wrong"]] == ["file"]
    assert [*sent("a.md", b"", replace="1").context["wrong"]] == ["file"]
    assert codes() == ["c1"]
    assert sent("a.md", good, replace="1").status_code == 303
    assert [row.kind for row in m.ClauseVersion.objects.all()] == ["section", "clause"]


def test_a_version_is_sent_returned_and_published_by_another(sit):
    analyst, coordinator = sit(), sit("national_coordinator")
    make.filled(make.drafted())
    assert analyst.post(at("guidelines-send", SLUG)).status_code == 303
    for name in ("clause-remove", "clause-move"):
        told = analyst.post(at(name, SLUG, "c2"), {"cima": "1"}, follow=True).context["messages"]
        *_before, last = told
        assert (last.level_tag, "foi enviada" in str(last)) == ("error", True)
    assert codes() == ["c1", "c2", "c3"]
    assert analyst.post(at("guidelines-publish", SLUG)).status_code == 404
    assert coordinator.post(at("guidelines-return", SLUG), {"reason": ""}).status_code == 422
    assert coordinator.post(at("guidelines-return", SLUG), {"reason": "Falta a saúde."}).status_code == 303
    assert "Falta a saúde." in analyst.get(at("guidelines", SLUG)).content.decode()
    analyst.post(at("guidelines-send", SLUG))
    assert coordinator.post(at("guidelines-publish", SLUG), {"effective_on": "amanhã"}).status_code == 422
    assert coordinator.post(at("guidelines-publish", SLUG), {"effective_on": "2026-04-01"}).status_code == 303
    assert coordinator.post(at("guidelines-publish", SLUG), {"effective_on": "2026-04-01"}).status_code == 404
    assert analyst.post(at("guidelines-begin", SLUG)).status_code == 303
    answer = analyst.post(at("guidelines-send", SLUG))
    assert (answer.status_code, [*answer.context["wrong"]]) == (422, ["changes"])
    assert analyst.post(at("guidelines-discard", SLUG)).status_code == 303
    assert m.Version.objects.get().state == "published"


def test_who_sent_it_is_told_that_another_publishes(sit):
    coordinator = sit("national_coordinator")
    make.filled(make.drafted())
    coordinator.post(at("guidelines-send", SLUG))
    answer = coordinator.post(at("guidelines-publish", SLUG), {"effective_on": "2026-04-01"})
    assert (answer.status_code, answer.context["may_publish"]) == (409, False)


def test_where_a_clause_comes_from_is_said_and_taken_back(sit):
    analyst = sit()
    make.published()
    found, met, text = reading.published(), tables.gathering(), reading.texts(1)[0]
    page = at("clause-origins", SLUG, "c2")
    for name, key in (
        ("finding", found.public_id),
        ("gathering", met.slug),
        ("contribution", text.contribution.number),
    ):
        assert analyst.post(page, {name: key}).status_code == 303
    held = analyst.get(page).context["held"]
    assert (held.findings, held.gatherings, held.contributions) == ((found,), (met,), (text.contribution,))
    for typed in ({}, {"practice": "nao-ha"}, {"contribution": "nao-ha"}):
        assert analyst.post(page, typed).status_code == 422
    for name, key in (
        ("finding", found.public_id),
        ("gathering", met.slug),
        ("contribution", text.contribution.number),
    ):
        assert analyst.post(page, {"tirar": "1", f"tirar-{name}": key}).status_code == 303
    assert (m.Basis.objects.count(), analyst.get(at("clause-origins", SLUG, "c99")).status_code) == (0, 404)


def test_suggestions_are_kept_and_decided_with_a_reason(sit):
    analyst = sit()
    make.published()
    page = at("suggestions", SLUG)
    typed = {"token": analyst.get(page).context["token"], "text": "Ao sábado também.", "clause": "c2"}
    assert analyst.post(page, {**typed, "text": ""}).status_code == 422
    assert analyst.post(page, {**typed, "contribution": "nao-ha"}).status_code == 422
    assert analyst.post(page, {**typed, "token": "gone"}).status_code == 409
    assert analyst.post(page, typed).status_code == 303
    row = m.Suggestion.objects.get()
    place = at("suggestion-decide", SLUG, row.public_id)
    wrong = analyst.post(place, {"reason": "Porque sim."})
    assert (wrong.status_code, [*wrong.context["wrong"]]) == (422, [f"decision-{row.public_id}-1"])
    assert analyst.post(place, {"decision": "accepted", "reason": ""}).status_code == 422
    assert analyst.post(place, {"decision": "accepted", "reason": "Há quem peça."}).status_code == 303
    assert analyst.post(place, {"decision": "rejected", "reason": "Não."}).status_code == 409
    assert [one.reason for one in analyst.get(page).context["decided"]] == ["Há quem peça."]


def test_a_translator_writes_a_clause_in_another_language(sit):
    translator, version = sit("translator"), make.published()
    page = at("clause-translate", SLUG, "c2")
    assert translator.get(page).context["language"] == ""
    assert translator.get(f"{page}?lingua=xx").status_code == 404
    assert translator.post(page, {"lingua": "en", "text": ""}).status_code == 422
    assert (
        translator.post(page, {"lingua": "en", "text": "A class.", "reviewed": "1"})["Location"]
        == f"{page}?lingua=en"
    )
    shown = translator.get(f"{page}?lingua=en").context
    assert (shown["typed"]["text"], shown["reviewed"], shown["stale"]) == ("A class.", True, False)
    new = make.following(version)
    said = guidelines.ClauseSaid(text="Outra.", depth=1)
    guidelines.put_clause(version=new, clause=make.clause(version, 1), said=said, revision=1, **ACT)
    assert translator.get(f"{page}?lingua=en").context["stale"] is True
    assert translator.get(at("clause-translate", SLUG, "c99")).status_code == 404


def test_history_of_guidelines(sit):
    coordinator = sit("national_coordinator")
    make.published()
    assert coordinator.get(at("history", "guidelines", SLUG)).status_code == 200
    assert coordinator.get(at("history", "guidelines", "nada")).status_code == 404
