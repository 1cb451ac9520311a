"""The analysts' desk: opened, read, coded, agreed on, themes merged and divided, findings published by another; what is wrong is said."""

import pytest
from django.urls import reverse

from rumo.doors.web import clock
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import models as m
from tests.factories import people, reading, tables
from tests.factories.listening import AFTER
from tests.factories.people import BY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def then():
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def sit(client_class):
    """A function: somebody of the national body signed in, in a role."""

    def sat(role="national_analyst"):
        return people.signed_in(client_class(), people.person(role, people.national()))

    return sat


@pytest.fixture
def book():
    return reading.codebook()


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def key(text):
    return f"{text.contribution.number}~{text.place}"


def test_a_synthesis_is_opened_from_what_was_published(sit):
    analyst, asked, met = sit(), reading.asked(), tables.gathering()
    form = analyst.get(at("codebook-new"))
    assert [one.value for one in form.context["sources"]] == [
        f"consulta:{asked.slug}",
        f"encontro:{met.slug}",
    ]
    typed = {"token": form.context["token"], "title": "O que se ouviu", "sources": [f"consulta:{asked.slug}"]}
    wrong = analyst.post(at("codebook-new"), {**typed, "title": ""})
    assert (wrong.status_code, wrong.context["wrong"]) == (422, {"title": "Dê um título à síntese."})
    done = [analyst.post(at("codebook-new"), typed) for _again in range(2)]
    assert [one["Location"] for one in done] == [at("codebook", "o-que-se-ouviu")] * 2
    late = analyst.post(at("codebook-new"), {**typed, "token": "gone"})
    assert (late.status_code, m.Codebook.objects.get().synthetic) == (409, True)
    assert [one.slug for one in analyst.get(at("codebooks")).context["rows"]] == ["o-que-se-ouviu"]


def test_texts_are_coded_several_at_once_and_taken_back_by_who_coded(sit, book):
    theme = reading.theme(book)
    one, other = reading.text("Faltam aulas à noite."), reading.text("Faltam casas.")
    analyst, place = sit(), at("codebook", book.slug)
    typed = {"text": [key(one), key(other)], "into": theme.public_id}
    assert analyst.post(place + "?q=faltam", typed)["Location"] == place + "?q=faltam"
    assert m.Coding.objects.count() == 2
    held = m.Coding.objects.get(passage=one)
    reading.coded(theme, [other], by=BY)
    for foreign in (m.Coding.objects.get(passage=other, coder=BY).pk, "²", "x"):
        analyst.post(place, {"take-back": foreign})
    assert m.Coding.objects.filter(removed_at__isnull=True).count() == 3
    analyst.post(place, {"take-back": held.pk})
    shown = {row["key"]: row for row in analyst.get(place).context["texts"]}
    assert [coding.theme for coding, _words, _mine in shown[key(other)]["codings"]] == [theme, theme]
    assert (shown[key(one)]["codings"], shown[key(one)]["read"]) == ([], True)


def test_what_is_wrong_with_a_coding_comes_back_as_it_was_typed(sit, book):
    theme, text = reading.theme(book), reading.text("Faltam aulas à noite.")
    analyst, place = sit(), at("codebook", book.slug)
    for typed, field in (
        ({"text": [key(text)]}, "into"),
        ({"into": theme.public_id}, "passages"),
        ({"text": [key(text)], "into": theme.public_id, "quote": "outra coisa"}, "quote"),
    ):
        answer = analyst.post(place, typed)
        assert (answer.status_code, [*answer.context["wrong"]]) == (422, [field])
        assert [row["chosen"] for row in answer.context["texts"]] == ["text" in typed]
    assert analyst.post(place, {"text": [key(text)], "read": "1"}).status_code == 303
    assert (m.Coding.objects.count(), m.Reading.objects.count()) == (0, 1)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("q=noite", 1),
        ("language=ar", 1),
        ("read=no", 2),
        ("topic=1", 0),
        ("topic=²", 2),
        ("theme=nowhere", 0),
    ],
)
def test_the_queue_is_narrowed_by_its_address(sit, book, query, count):
    reading.text("Faltam aulas à noite."), reading.text("دروس", language="ar")
    assert sit().get(f"{at('codebook', book.slug)}?{query}").context["count"] == count


def test_the_queue_asks_as_much_of_many_texts_as_of_few(sit, book, django_assert_max_num_queries):
    analyst, place = sit(), at("codebook", book.slug)
    reading.coded(reading.theme(book), reading.texts(3))
    analyst.get(place)
    with django_assert_max_num_queries(12) as few:
        analyst.get(place)
    reading.coded(reading.theme(book, "Outro"), reading.texts(40))
    with django_assert_max_num_queries(len(few)) as many:
        analyst.get(place)
    assert len(many) == len(few)


def test_topics_are_asked_for_and_lead_to_their_texts(sit, book):
    analyst, rows = sit(), reading.texts(3)
    for _again in range(2):
        assert analyst.post(at("codebook-topics", book.slug)).status_code == 303
    groups = [synthesis.Group(("aulas", "noite"), tuple((row.pk, 0.9) for row in rows[:2]))]
    synthesis.keep_topics(codebook=book, groups=groups, by=BY, at=AFTER)
    page = analyst.get(at("codebook", book.slug) + "?topic=1")
    assert ("aulas · noite" in page.content.decode(), page.context["count"]) == (True, 2)


def test_themes_are_written_merged_and_divided(sit, book):
    analyst, place = sit(), at("themes", book.slug)
    for name in ("Aulas", "Cursos"):
        assert analyst.post(place, {"name": name, "definition": "Quem fala disso."}).status_code == 303
    assert analyst.post(place, {"name": "Aulas", "definition": ""}).status_code == 422
    ids = [one.public_id for one in m.Theme.objects.order_by("pk")]
    typed = {
        "theme": ids,
        "name": "Aprender",
        "definition": "Os dois.",
        "merge": "1",
        "reason": "São o mesmo.",
    }
    assert analyst.post(place, {**typed, "theme": ids[:1]}).context["wrong"] == {
        "themes": "Escolha dois ou mais temas da mesma síntese."
    }
    made = analyst.post(place, typed)
    theme = m.Theme.objects.get(name="Aprender")
    page = at("theme", book.slug, theme.public_id)
    assert made["Location"] == page
    assert [one.name for one in analyst.get(page).context["came_of"]] == ["Aulas", "Cursos"]
    parts = {"name-1": "Ler", "definition-1": "Ler.", "name-2": "Falar", "definition-2": "Falar."}
    assert analyst.post(at("theme-split", book.slug, theme.public_id), parts).context["wrong"] == {
        "split-reason": "Diga porquê: fica na história do tema."
    }
    whole = {**parts, "split-reason": "São dois."}
    assert analyst.post(at("theme-split", book.slug, theme.public_id), whole).status_code == 303
    assert [one.name for one in analyst.get(page).context["became"]] == ["Ler", "Falar"]
    ended = analyst.get(place).context["ended"]
    assert next(one.name for one, _became in ended) == "Aprender"


def test_a_theme_written_by_two_shows_both_and_one_set_aside_says_why(sit, book):
    analyst, theme = sit(), reading.theme(book)
    page = at("theme", book.slug, theme.public_id)
    typed = {"name": "Horários", "definition": "Horas.", "revision": "1"}
    assert analyst.post(page, typed).status_code == 303
    late = analyst.post(page, {**typed, "name": "Aulas", "revision": "x"})
    assert (late.status_code, late.context["standing"].name, late.context["typed"]["name"]) == (
        409,
        "Horários",
        "Aulas",
    )
    away = at("theme-retire", book.slug, theme.public_id)
    assert analyst.post(away, {}).status_code == 422
    assert analyst.post(away, {"retire-reason": "Já não serve."}).status_code == 303
    assert analyst.post(away, {"retire-reason": "Já não serve."}).status_code == 422
    assert "Já não serve." in analyst.get(page).content.decode()


def test_agreement_is_told_by_theme(sit, book):
    theme = reading.theme(book)
    rows = reading.texts(4)
    reading.coded(theme, rows[:2], by=BY)
    reading.coded(theme, rows[:1], by=reading.OTHER)
    for by in (BY, reading.OTHER):
        synthesis.mark_read(codebook=book, passages=rows, by=by, at=AFTER)
    page = sit().get(at("themes-agreement", book.slug))
    (row,) = page.context["rows"]
    assert (row.theme, row.kappa.value, "0,50" in page.content.decode()) == (theme, 0.5, True)


def test_a_finding_is_written_by_one_and_published_by_another(sit, book):
    theme = reading.theme(book)
    reading.coded(theme, reading.texts(2))
    analyst, coordinator = sit(), sit("national_coordinator")
    form = analyst.get(at("finding-new", book.slug))
    typed = {
        "token": form.context["token"],
        "sentence": "Faltam aulas.",
        "dissent": "Ninguém.",
        "themes": [theme.public_id],
    }
    assert analyst.post(at("finding-new", book.slug), {**typed, "sentence": ""}).status_code == 422
    assert analyst.post(at("finding-new", book.slug), {**typed, "token": "gone"}).status_code == 409
    assert analyst.post(at("finding-new", book.slug), typed).status_code == 303
    row = m.Finding.objects.get()
    page = at("finding", book.slug, row.public_id)
    assert analyst.get(page).context["now"] == 2
    assert (
        analyst.post(page, {**typed, "sentence": "Faltam aulas à noite.", "revision": "1"}).status_code == 303
    )
    assert analyst.post(page, {**typed, "revision": "1"}).status_code == 409
    assert analyst.post(at("finding-publish", book.slug, row.public_id)).status_code == 404
    assert coordinator.post(at("finding-publish", book.slug, row.public_id)).status_code == 303
    public = coordinator.get(f"/pt/constatacoes/{row.public_id}/")
    assert (public.status_code, "Faltam aulas à noite." in public.content.decode()) == (200, True)
    again = analyst.get(at("finding-new", book.slug) + f"?no-lugar-de={row.public_id}")
    assert again.context["typed"]["sentence"] == "Faltam aulas à noite."
    assert (
        coordinator.post(at("finding-withdraw", book.slug, row.public_id), {"reason": ""}).status_code == 422
    )
    assert (
        coordinator.post(at("finding-withdraw", book.slug, row.public_id), {"reason": "Errada."}).status_code
        == 303
    )
    assert [one.row for one in analyst.get(at("findings", book.slug)).context["rows"]] == [row]


def test_a_finding_that_cannot_be_published_says_what_lacks_and_may_be_thrown_away(sit, book):
    row = reading.finding(book, reading.theme(book))
    coordinator = sit("national_coordinator")
    answer = coordinator.post(at("finding-publish", book.slug, row.public_id))
    assert (answer.status_code, [*answer.context["wrong"]]) == (422, ["themes"])
    assert coordinator.post(at("finding-discard", book.slug, row.public_id)).status_code == 303
    done = reading.published(reading.codebook(title="Outra"))
    assert coordinator.post(at("finding-discard", done.codebook.slug, done.public_id)).status_code == 409


def test_votes_are_chosen_of_one_consultation(sit, book):
    asked = reading.asked()
    analyst = sit()
    form = analyst.get(at("finding-new", book.slug))
    assert [one.value for one in form.context["statements"]] == [f"{asked.slug}:{n}" for n in (1, 2, 3)]
    typed = {
        "token": form.context["token"],
        "sentence": "Concordam.",
        "statements": [f"{asked.slug}:1", "outra:2"],
    }
    assert analyst.post(at("finding-new", book.slug), typed).status_code == 422
    assert (
        analyst.post(at("finding-new", book.slug), {**typed, "statements": [f"{asked.slug}:1"]}).status_code
        == 303
    )
    row = m.Finding.objects.get()
    assert (row.consultation, m.FindingVote.objects.get().statement.number) == (asked, 1)
    page = analyst.get(at("finding", book.slug, row.public_id))
    assert [one.value for one in page.context["statements"] if one.chosen] == [f"{asked.slug}:1"]


def test_history_of_a_synthesis_a_theme_and_a_finding(sit, book):
    coordinator, theme = sit("national_coordinator"), reading.theme(book)
    row = reading.finding(book, theme)
    for kind, name in (("codebook", book.slug), ("theme", theme.public_id), ("finding", row.public_id)):
        assert coordinator.get(at("history", kind, name)).status_code == 200
        assert coordinator.get(at("history", kind, "nada")).status_code == 404
