"""A consultation is drafted and worded: what enters, what is refused, what two people write at once."""

import pytest

from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from rumo.listen.consultations.actions import Conflict, ConsultationRefused
from tests.factories import listening as make
from tests.factories import people
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db


def begin(slug="a", title="A", **frame):
    """Begin a consultation of the national body."""
    return consultations.draft(slug=slug, owner=people.national(), title=title, by=BY, at=AT, **frame)


def text_of(row, place, language="pt"):
    """A text as it is kept; None where there is none."""
    rows = m.Wording.objects.filter(consultation=row, place=place, language=language)
    return rows.values_list("text", flat=True).first()


def test_a_draft_has_its_title_and_its_own_language(last):
    row = begin(title=" Escola\0 ", term_days=20)
    assert (row.languages, row.term_days, str(row), text_of(row, "title")) == (["pt"], 20, "a", "Escola")
    assert last() == ("consultation.draft", "consultation:a", {"title": "Escola", "term_days": 20})


def test_a_draft_needs_an_address_a_title_and_a_right_frame():
    begin()
    with pytest.raises(ConsultationRefused, match="Já há uma consulta com o endereço «a»") as no:
        begin(title=" \0 ", zone="Mars")
    assert list(no.value.faults) == ["slug", "title", "zone"]
    with pytest.raises(ConsultationRefused, match="só pode ter letras"):
        begin("A b")
    with pytest.raises(ConsultationRefused, match="Tem 301 carateres e o máximo é 300"):
        begin("b", "x" * 301)
    with pytest.raises(ValueError, match="owner_id is not part"):
        begin("c", owner_id=1)
    assert m.Consultation.objects.count() == 1


def test_a_frame_changes_until_publication(row, act, last):
    consultations.write(term_days=10, local_holidays=["2026-01-13"], **act)
    row.refresh_from_db()
    assert (row.term_days, row.local_holidays) == (10, ["2026-01-13"])
    assert last()[0] == "consultation.write"
    with pytest.raises(ConsultationRefused) as no:
        consultations.write(term_days=0, language="en", languages=["pt"], **act)
    assert list(no.value.faults) == ["languages", "term_days"]
    consultations.publish(country="pt", **act)
    with pytest.raises(ConsultationRefused, match="já foi publicada"):
        consultations.write(term_days=5, **act)


def test_words_change_until_publication_translations_and_the_design_sheet_always(row, act):
    consultations.publish(country="pt", **act)
    with pytest.raises(ConsultationRefused, match="já foi publicada"):
        consultations.reword(words={"title": "Outro"}, **act)
    with pytest.raises(ConsultationRefused, match="já foi publicada"):
        consultations.reword(words={"title": "Outro", "design:problem": "x"}, **act)
    consultations.reword(words={"design:problem": "Qual?"}, **act)
    consultations.reword(words={"title": "A school"}, language="en", state="machine", **act)
    assert (text_of(row, "design:problem"), text_of(row, "title", "en")) == ("Qual?", "A school")
    with pytest.raises(ConsultationRefused, match="não é oferecida nessa língua"):
        consultations.reword(words={"title": "Une école"}, language="fr", **act)


def test_what_somebody_else_wrote_is_not_written_over(row, act):
    was = {"title": queries.hash_of(text_of(row, "title")), "notice": queries.hash_of("")}
    consultations.reword(words={"title": "Primeiro", "notice": "N"}, was=was, **act)
    with pytest.raises(Conflict, match="Outra pessoa guardou entretanto") as clash:
        consultations.reword(words={"title": "Segundo", "notice": "N"}, was=was, **act)
    assert clash.value.theirs == {"title": "Primeiro"}
    consultations.reword(words={"title": "Primeiro"}, was=was, **act)  # says the same
    consultations.reword(
        words={"title": "Segundo"}, was={"title": queries.hash_of("Primeiro"), "other": "x"}, **act
    )
    assert text_of(row, "title") == "Segundo"


def test_a_frame_somebody_else_changed_since_is_not_written_over(row, act):
    was = queries.frame_hash(row)
    consultations.write(audiences=["residents"], was=was, **act)
    with pytest.raises(Conflict) as clash:
        consultations.write(audiences=["migrants"], was=was, **act)
    assert clash.value.theirs == {"audiences": ["residents"]}
    written = consultations.write(audiences=["residents"], was=was, **act)  # says the same
    assert written.audiences == ["residents"]


def test_a_text_has_a_most(act):
    with pytest.raises(ConsultationRefused) as no:
        consultations.reword(
            words={"title": "x" * 301, "summary": "x" * 20_001, "notice": "x" * 20_000}, **act
        )
    assert list(no.value.faults) == ["title", "summary"]


def test_a_text_put_anew_forgets_the_paragraphs_that_left(row, act, last):
    consultations.reword(words={"paragraph:2": "Every school"}, language="en", **act)
    consultations.put_text(paragraphs=[("1", "O que propomos", True), ("4", "Novo", False)], **act)
    assert last() == (
        "consultation.put_text", "consultation:escola-para-todos", {"paragraph:1": "O que propomos", "paragraph:4": "Novo"},
    )  # fmt: skip
    assert [one.code for one in queries.asked(row).paragraphs] == ["1", "4"]
    assert (text_of(row, "paragraph:2"), text_of(row, "paragraph:2", "en"), text_of(row, "paragraph:4")) == (
        None,
        None,
        "Novo",
    )
    with pytest.raises(ConsultationRefused, match="O texto tem 1001 parágrafos"):
        consultations.put_text(paragraphs=[(str(n), "x", False) for n in range(1001)], **act)
    consultations.publish(country="pt", **act)
    with pytest.raises(ConsultationRefused, match="já foi publicada"):
        consultations.put_text(paragraphs=[], **act)


def test_statements_are_added_once_and_numbered_on(row, act):
    made = consultations.state(texts=[make.STATEMENTS[0], " Nova \0", "Nova", "", "Outra"], **act)
    assert [(one.number, text_of(row, f"statement:{one.number}")) for one in made] == [
        (4, "Nova"),
        (5, "Outra"),
    ]
    assert consultations.state(texts=["Nova"], **act) == []


def test_a_participant_may_say_what_is_there_in_another_language(row, act):
    (one,) = consultations.state(texts=[make.STATEMENTS[0]], from_participant=True, language="fr", **act)
    place = f"statement:{one.number}"
    assert (one.from_participant, text_of(row, place), text_of(row, place, "fr")) == (
        True,
        make.STATEMENTS[0],
        make.STATEMENTS[0],
    )
    (other,) = consultations.state(texts=["Outra"], language="pt", **act)
    assert m.Wording.objects.filter(place=f"statement:{other.number}").count() == 1


def test_statements_enter_until_it_closes(row, act):
    consultations.publish(country="pt", **act)
    consultations.state(consultation=row, texts=["Aberta"], by=BY, at=make.OPEN)
    with pytest.raises(ConsultationRefused, match="já fechou"):
        consultations.state(consultation=row, texts=["Tarde"], by=BY, at=make.AFTER)
    consultations.cancel(reason="Erro", **act)
    with pytest.raises(ConsultationRefused, match="já fechou"):
        consultations.state(consultation=row, texts=["Tarde"], by=BY, at=make.OPEN)


def test_a_statement_leaves_a_draft_for_good_and_a_published_consultation_as_retired(row, act, last):
    consultations.reword(words={"statement:3": "Small classes"}, language="en", **act)
    consultations.state(texts=[f"N{n}" for n in range(4, 34)], **act)
    assert consultations.retire(number=3, **act)
    assert not consultations.retire(number=3, **act)
    assert (text_of(row, "statement:3"), text_of(row, "statement:3", "en"), text_of(row, "statement:30")) == (
        None,
        None,
        "N30",
    )
    assert not m.Statement.objects.filter(number=3).exists()
    consultations.publish(country="pt", **act)
    assert consultations.retire(number=1, **act)
    assert last()[0] == "consultation.retire"
    assert not consultations.retire(number=1, **act)
    assert m.Statement.objects.get(number=1).retired_at == AT
    assert [one.number for one in queries.asked(row).statements][:2] == [2, 4]
