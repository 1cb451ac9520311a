"""Versions and their clauses: written with care for who else writes, moved, removed, brought in; codes never come twice."""

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from rumo.ground.vocabularies.models import Term, TermList
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines import models as m
from rumo.shape.guidelines.actions import ClauseSaid
from tests.factories import guidelines as make
from tests.factories import people, reading
from tests.factories.guidelines import ACT, CLAUSE, SECTION
from tests.factories.listening import AFTER
from tests.factories.reading import OTHER

pytestmark = pytest.mark.django_db


@pytest.fixture
def making():
    return make.drafted()


def refused(act, **given):
    """The field and the words of a refusal."""
    with pytest.raises(guidelines.GuidelinesRefused) as no:
        act(**given)
    return no.value.field, str(no.value)


def order(version):
    """The codes of a version in their places, which have no gap."""
    rows = list(m.ClauseVersion.objects.filter(version=version).order_by("position"))
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [row.clause.code for row in rows]


def test_the_same_form_is_the_same_document():
    given = {"slug": "novas-orientacoes", "title": " Orientações ", "entity": people.national(), "token": "t"}
    first = guidelines.draft(**given, **ACT)
    assert guidelines.draft(**given, **ACT) == first
    assert (str(first), str(first.document), first.number) == ("Orientações", "novas-orientacoes", 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 301}, "title"),
        ({"slug": ""}, "slug"),
        ({"slug": "Com Espaço"}, "slug"),
        ({"slug": "orientações"}, "slug"),
        ({"slug": "x" * 121}, "slug"),
        ({"slug": "nova"}, "slug"),
        ({"slug": "orientacoes-exemplo"}, "slug"),
    ],
)
def test_what_is_wrong_with_a_document_is_said(making, change, field):
    given = {"slug": "outras", "title": "Outras", "entity": people.national(), "token": "t", **change}
    assert refused(guidelines.draft, **given, **ACT)[0] == field
    assert m.Document.objects.count() == 1


def test_texts_of_a_version_written_by_two_at_once(making):
    given = {"title": "Orientações", "summary": "Para que servem.", "changes": "", "revision": 1}
    changed = guidelines.write_version(version=making, **given, **ACT)
    assert guidelines.write_version(version=making, **given, **ACT).revision == changed.revision == 2
    with pytest.raises(guidelines.Conflict) as no:
        guidelines.write_version(version=making, **{**given, "summary": "Outra."}, by=OTHER, at=AFTER)
    assert no.value.standing.summary == "Para que servem."


def test_clauses_are_put_where_they_are_wanted_and_once(making):
    first = guidelines.put_clause(version=making, said=SECTION, **ACT)
    assert guidelines.put_clause(version=making, said=SECTION, **ACT) == first
    last = make.put(making)
    between = guidelines.put_clause(version=making, said=ClauseSaid(text="Entre."), after=first.clause, **ACT)
    assert (order(making), str(last)) == (["c1", "c3", "c2"], "c2")
    criteria = m.Criterion.objects.filter(said__clause=last).values_list("key", "check_key")
    assert (list(criteria), between.revision) == ([("numeric_target", "numeric_target")], 1)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"depth": 4}, "depth"),
        ({"heading": "x" * 301}, "heading"),
        ({"text": "x" * 20_001}, "text"),
        ({"plain": "x" * 20_001}, "plain"),
        ({"text": " "}, "text"),
        ({"kind": "section"}, "heading"),
        ({"criteria": (("", "Há meta?", ""),)}, "criteria"),
        ({"criteria": (("a", "Há meta?", "magic"),)}, "criteria"),
        ({"criteria": (("a", "Há?", ""), ("a", "Outra?", ""))}, "criteria"),
        ({"level": "moon"}, "tags"),
        ({"tags": ("rights:fly",)}, "tags"),
    ],
)
def test_what_is_wrong_with_a_clause_is_said(making, change, field):
    said = ClauseSaid(**{"text": "Há aulas.", **change})
    assert refused(guidelines.put_clause, version=making, said=said, **ACT)[0] == field
    assert not m.ClauseVersion.objects.exists()


def test_a_clause_is_tagged_by_terms_of_lists(making):
    rights = TermList.objects.create(key="rights", version="1", source="exemplo", verified=False)
    Term.objects.create(term_list=rights, key="education", code="14", order=1, verified=False)
    levels = TermList.objects.create(key="levels", version="9", source="exemplo", verified=False)
    Term.objects.create(term_list=levels, key="village", code="v", order=1, verified=False)
    said = ClauseSaid(text="Há aulas.", level="village", tags=("rights:education",))
    row = guidelines.put_clause(version=making, said=said, **ACT)
    assert list(m.ClauseTag.objects.filter(said=row).values_list("key", flat=True)) == ["rights:education"]


def test_a_version_has_so_many_parts_and_no_more(making, monkeypatch):
    monkeypatch.setattr(guidelines.writing, "MOST", 1)
    make.put(making, SECTION)
    assert "no máximo 1" in refused(guidelines.put_clause, version=making, said=CLAUSE, **ACT)[1]
    assert refused(guidelines.bring_in, version=making, parts=[SECTION, CLAUSE], **ACT)[0] == "file"


def test_a_clause_written_by_two_at_once_is_shown_to_the_second(making):
    row = make.put(making)
    other = ClauseSaid(text="Há aulas ao sábado.", depth=1)
    given = {"version": making, "clause": row, "revision": 1}
    changed = guidelines.put_clause(said=other, **given, **ACT)
    assert (changed.revision, guidelines.put_clause(said=other, **given, **ACT)) == (2, changed)
    with pytest.raises(guidelines.Conflict) as no:
        guidelines.put_clause(said=CLAUSE, **given, by=OTHER, at=AFTER)
    assert (no.value.standing.text, m.Criterion.objects.count()) == ("Há aulas ao sábado.", 0)


def test_a_part_of_the_same_words_and_other_criteria_is_another_part(making):
    first = guidelines.put_clause(version=making, said=ClauseSaid(text="Há aulas."), **ACT)
    said = ClauseSaid(text="Há aulas.", criteria=(("meta", "Há meta?", ""),))
    assert guidelines.put_clause(version=making, said=said, **ACT) != first
    assert order(making) == ["c2", "c1"]


def test_a_document_brought_in_is_a_conflict_for_whoever_had_a_part_open(making):
    row = make.put(making)
    guidelines.bring_in(version=making, parts=[ClauseSaid(text="Do documento.", code=row.code)], **ACT)
    with pytest.raises(guidelines.Conflict) as no:
        guidelines.put_clause(version=making, clause=row, said=CLAUSE, revision=1, by=OTHER, at=AFTER)
    assert no.value.standing.text == "Do documento."


def test_clauses_move_and_are_taken_out_without_leaving_a_gap(making):
    one, two, three = (make.put(making, ClauseSaid(text=f"Parte {n}.")) for n in range(3))
    guidelines.move_clause(version=making, clause=three, after=None, **ACT)
    assert order(making) == ["c3", "c1", "c2"]
    guidelines.move_clause(version=making, clause=three, after=two, **ACT)
    assert order(making) == ["c1", "c2", "c3"]
    for same in (two, three):
        guidelines.move_clause(version=making, clause=three, after=same, **ACT)
    for _again in range(2):
        guidelines.remove_clause(version=making, clause=two, **ACT)
    assert order(making) == ["c1", "c3"]
    assert refused(guidelines.move_clause, version=making, clause=two, after=one, **ACT)[0] == ""
    assert make.put(making).code == "c4"


def test_what_is_published_does_not_change_and_the_next_version_begins_with_all_of_it():
    old = make.published()
    said = {"version": old, "said": CLAUSE}
    assert (
        refused(guidelines.put_clause, **said, **ACT)[1]
        == "Esta versão está publicada e não muda: comece outra."
    )
    new = make.following(old)
    assert guidelines.new_version(document=old.document, **ACT) == new
    assert (new.number, order(new)) == (2, order(old))
    guidelines.submit(version=new, **ACT)
    assert "foi enviada" in refused(guidelines.put_clause, version=new, said=CLAUSE, **ACT)[1]


def test_the_next_version_keeps_criteria_and_tags(making):
    row = make.put(making)
    m.ClauseTag.objects.create(said=m.ClauseVersion.objects.get(clause=row), key="rights:a")
    new = make.following(make.released(making))
    said = m.ClauseVersion.objects.get(version=new, clause=row)
    assert [one.question for one in m.Criterion.objects.filter(said=said)] == ["Há uma meta em número?"]
    assert [one.key for one in m.ClauseTag.objects.filter(said=said)] == ["rights:a"]


def test_a_version_thrown_away_leaves_its_codes_taken():
    old = make.published()
    new = make.following(old)
    row = make.put(new)
    for _again in range(2):
        guidelines.discard_version(version=new, **ACT)
    assert (m.Version.objects.count(), make.put(make.following(old)).code) == (1, "c5")
    assert refused(guidelines.discard_version, version=old, **ACT)[0] == ""
    assert row.code == "c4"


def test_a_document_without_versions_has_nothing_to_begin_from(making):
    guidelines.discard_version(version=making, **ACT)
    assert refused(guidelines.new_version, document=making.document, **ACT)[0] == ""


def test_what_a_document_brings_in_keeps_the_codes_it_names_and_what_it_cannot_say(making):
    one, two = make.put(making), make.put(making, ClauseSaid(text="Sai."))
    parts = [
        SECTION,
        ClauseSaid(text="Há aulas ao sábado.", code=one.code),
        ClauseSaid(text="Nova.", code="c99"),
    ]
    made = guidelines.bring_in(
        version=making, parts=[*parts, ClauseSaid(text="Outra.", code=one.code)], **ACT
    )
    assert order(making) == ["c3", "c1", "c4", "c5"]
    assert (made[1].text, made[1].plain) == ("Há aulas ao sábado.", "Aulas depois do trabalho.")
    assert [row.key for row in m.Criterion.objects.filter(said=made[1])] == ["numeric_target"]
    assert m.Clause.objects.filter(pk=two.pk).exists()
    assert refused(guidelines.bring_in, version=making, parts=[], **ACT)[0] == "file"


ACTS = st.lists(
    st.tuples(st.sampled_from(["put", "move", "remove", "publish", "bring"]), st.integers(0, 99)), max_size=25
)


@settings(max_examples=15, deadline=None)
@given(acts=ACTS)
def test_whatever_is_done_codes_never_come_twice_and_what_was_published_stays(acts):
    with transaction.atomic():
        version, told, ever = make.drafted(f"orientacoes-{reading.token()}"), {}, set()
        make.put(version, ClauseSaid(text="Primeira."))
        for act, dice in acts:
            codes = order(version)
            ever |= set(codes)
            pick = (
                m.Clause.objects.filter(document=version.document, code=codes[dice % len(codes)]).first()
                if codes
                else None
            )
            if act == "put":
                fresh = guidelines.put_clause(
                    version=version, said=ClauseSaid(text=f"Parte {dice}."), after=pick, **ACT
                )
                assert fresh.clause.code not in ever or fresh.clause.code in codes
            elif act == "bring":
                guidelines.bring_in(
                    version=version,
                    parts=[ClauseSaid(text="Só esta.", code=codes[0] if codes else "")],
                    **ACT,
                )
            elif act == "publish" and codes:
                make.released(version)
                told[version.pk] = [
                    *m.ClauseVersion.objects.filter(version=version).values_list("clause__code", "text")
                ]
                version = make.following(version)
            elif pick and act == "move":
                guidelines.move_clause(version=version, clause=pick, after=None, **ACT)
            elif pick and act == "remove":
                guidelines.remove_clause(version=version, clause=pick, **ACT)
        for pk, said in told.items():
            assert [*m.ClauseVersion.objects.filter(version=pk).values_list("clause__code", "text")] == said
        transaction.set_rollback(True)
