"""Codebooks and themes: opened once, written with care for who else writes, put together and divided with nothing lost."""

import pytest

from rumo.ground.ledger.models import Detail
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import models as m
from rumo.shape.synthesis.actions import ThemeSaid
from rumo.shape.synthesis.queries.reading import sources_of
from rumo.shape.synthesis.queries.theming import descendants, ended_in, lineages, themes_of
from tests.factories import people, reading, tables
from tests.factories.listening import AFTER
from tests.factories.people import BY
from tests.factories.reading import OTHER

pytestmark = pytest.mark.django_db
ACT = {"by": BY, "at": AFTER}
SAID = ThemeSaid("Horários", "Quem fala de horas a que se pode ir (exemplo).")


@pytest.fixture
def book():
    return reading.codebook()


def verbs():
    return list(
        Detail.objects.exclude(verb__startswith="consultation").order_by("pk").values_list("verb", flat=True)
    )


def test_a_codebook_reads_consultations_and_gatherings_and_the_same_form_is_the_same_codebook():
    asked, met = reading.asked(), tables.gathering()
    given = {
        "title": " O que se ouviu ",
        "purpose": "Ler.",
        "entity": people.national(),
        "sources": [asked, met],
    }
    first = synthesis.open_codebook(token="once", **given, **ACT)
    assert synthesis.open_codebook(token="once", **given, **ACT) == first
    synthesis.add_source(codebook=first, source=met, **ACT)
    second = synthesis.open_codebook(token="twice", **given, **ACT)
    assert (str(first), first.title) == ("o-que-se-ouviu", "O que se ouviu")
    assert second.slug.startswith("o-que-se-ouviu-")
    assert [(one.consultation, one.gathering) for one in sources_of(first)] == [(asked, None), (None, met)]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"purpose": "x" * 2001}, "purpose"),
        ({"sources": []}, "sources"),
    ],
)
def test_what_is_wrong_with_a_codebook_is_said(change, field):
    with pytest.raises(synthesis.SynthesisRefused) as no:
        reading.codebook(**change)
    assert (no.value.field, m.Codebook.objects.count()) == (field, 0)


def test_a_title_without_letters_still_has_an_address():
    assert reading.codebook(title="«»").slug == "sintese"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"definition": ""}, "definition"),
        ({"example": "x" * 2001}, "example"),
        ({"excludes": "x" * 2001}, "excludes"),
    ],
)
def test_what_is_wrong_with_a_theme_is_said(book, change, field):
    said = {"name": "Horários", "definition": "Quem fala de horas.", **change}
    with pytest.raises(synthesis.SynthesisRefused) as no:
        synthesis.add_theme(codebook=book, said=ThemeSaid(**said), **ACT)
    assert (no.value.field, m.Theme.objects.count()) == (field, 0)


def test_a_theme_is_added_once_and_its_name_is_of_one_alone(book):
    one = synthesis.add_theme(codebook=book, said=SAID, **ACT)
    assert synthesis.add_theme(codebook=book, said=SAID, **ACT) == one
    with pytest.raises(synthesis.SynthesisRefused) as no:
        synthesis.add_theme(codebook=book, said=ThemeSaid("Horários", "Outra coisa."), **ACT)
    assert (no.value.field, str(one), verbs()) == (
        "name",
        "Horários",
        ["codebook.open", "codebook.add_source", "theme.add"],
    )


def test_a_codebook_has_so_many_themes_and_no_more(book, monkeypatch):
    monkeypatch.setattr(synthesis.theming, "MOST", 1)
    reading.theme(book)
    with pytest.raises(synthesis.SynthesisRefused):
        reading.theme(book, "Outro")
    assert m.Theme.objects.count() == 1


def test_a_theme_written_by_two_at_once_is_shown_to_the_second(book):
    one = reading.theme(book)
    changed = synthesis.rewrite_theme(theme=one, said=SAID, revision=1, **ACT)
    assert (changed.revision, synthesis.rewrite_theme(theme=one, said=SAID, revision=1, **ACT)) == (
        2,
        changed,
    )
    with pytest.raises(synthesis.Conflict) as no:
        synthesis.rewrite_theme(theme=one, said=ThemeSaid("Aulas", "Outra."), revision=1, **ACT)
    assert (no.value.standing, no.value.standing.name) == (one, "Horários")


def test_a_theme_cannot_take_the_name_of_another(book):
    synthesis.add_theme(codebook=book, said=SAID, **ACT)
    other = reading.theme(book)
    with pytest.raises(synthesis.SynthesisRefused) as no:
        synthesis.rewrite_theme(theme=other, said=SAID, revision=1, **ACT)
    assert no.value.field == "name"


def test_a_theme_is_set_aside_only_once_nothing_is_coded_with_it(book):
    one = reading.theme(book)
    held = reading.coded(one, [reading.text()])
    reading.finding(book, one)
    with pytest.raises(synthesis.SynthesisRefused):
        synthesis.retire_theme(theme=one, reason="Já não serve.", **ACT)
    synthesis.take_back(codings=held, **ACT)
    ended = synthesis.retire_theme(theme=one, reason="Já não serve.", **ACT)
    assert (ended.state, ended.reason, ended.ended_at) == ("retired", "Já não serve.", AFTER)
    assert (ended_in(book), themes_of(book), descendants([one])) == ([one], [], {one.pk: []})
    assert not m.FindingTheme.objects.exists()
    with pytest.raises(synthesis.SynthesisRefused):
        synthesis.retire_theme(theme=one, reason="Outra vez.", **ACT)


@pytest.mark.parametrize("reason", ["", "x" * 2001])
def test_ending_a_theme_takes_a_reason(book, reason):
    with pytest.raises(synthesis.SynthesisRefused) as no:
        synthesis.retire_theme(theme=reading.theme(book), reason=reason, **ACT)
    assert no.value.field == "reason"


def test_themes_put_together_keep_their_ancestors_and_all_that_was_coded(book):
    one, other = reading.theme(book, "Aulas"), reading.theme(book, "Cursos")
    both, only = reading.text("Aulas e cursos."), reading.text("Só cursos.")
    reading.coded(one, [both], quote="Aulas")
    reading.coded(other, [both, only])
    reading.coded(other, [both], by=OTHER)
    draft = reading.finding(book, one, other)
    made = synthesis.merge(themes=[one, other], said=SAID, reason="São o mesmo.", **ACT)
    before, after = lineages(book)
    assert (before, after) == ({made.pk: [one, other]}, {one.pk: [made], other.pk: [made]})
    held = m.Coding.objects.filter(removed_at__isnull=True).order_by("passage", "coder")
    assert {(row.theme, row.passage, row.coder, row.end) for row in held} == {
        (made, both, BY, 5),
        (made, only, BY, 0),
        (made, both, OTHER, 0),
    }
    assert {row.moved_from.theme for row in held} == {one, other}
    assert [row.theme for row in m.FindingTheme.objects.filter(finding=draft)] == [made]
    assert [(row.theme, row.texts, row.contributions) for row in themes_of(book)] == [(made, 2, 2)]
    assert descendants([one, other, made]) == {row.pk: [made] for row in (one, other, made)}


def test_one_theme_alone_or_of_another_codebook_is_not_put_together(book):
    one, other = reading.theme(book), reading.theme(reading.codebook(title="Outra"))
    for wrong in ([one], [one, one], [one, other]):
        with pytest.raises(synthesis.SynthesisRefused) as no:
            synthesis.merge(themes=wrong, said=SAID, reason="São o mesmo.", **ACT)
        assert no.value.field == "themes"
    assert m.Theme.objects.filter(state="open").count() == 2


def test_a_theme_is_divided_as_chosen_and_what_is_not_chosen_goes_to_all(book):
    one = reading.theme(book)
    rows = [reading.text(f"Texto {n}.") for n in range(3)]
    held = reading.coded(one, rows)
    draft = reading.finding(book, one)
    chosen = {held[0].pk: [0], held[1].pk: [1], held[2].pk: [7]}
    into = [ThemeSaid("A noite", "À noite."), ThemeSaid("De dia", "De dia.")]
    night, day = synthesis.split(theme=one, into=into, reason="São dois.", chosen=chosen, **ACT)
    read = themes_of(book)
    assert [(row.theme, row.texts) for row in read] == [(night, 2), (day, 2)]
    assert descendants([one]) == {one.pk: [night, day]}
    assert {row.theme for row in m.FindingTheme.objects.filter(finding=draft)} == {night, day}
    with pytest.raises(synthesis.SynthesisRefused):
        reading.coded(one, rows)


@pytest.mark.parametrize("names", [["Aulas"], ["Aulas", "Aulas"]])
def test_a_theme_is_divided_in_two_or_more_with_names_of_their_own(book, names):
    one = reading.theme(book)
    with pytest.raises(synthesis.SynthesisRefused) as no:
        synthesis.split(theme=one, into=[ThemeSaid(name, "…") for name in names], reason="Sim.", **ACT)
    one.refresh_from_db()
    assert (no.value.field, one.state) == ("into", "open")
