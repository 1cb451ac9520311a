"""What is read of consultations, and in how many queries."""

from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations import queries
from tests.factories import listening as make
from tests.factories.people import AT, BY


def test_only_what_was_published_is_public(row, act, django_assert_num_queries):
    assert (queries.published(), queries.published_one(row.slug)) == ([], None)
    consultations.publish(country="pt", **act)
    later = make.consultation("outra", term_days=60)
    consultations.cancel(consultation=later, reason="x", by=BY, at=AT)
    with django_assert_num_queries(1):
        assert [(one.slug, one.owner.kind) for one in queries.published()] == [
            ("outra", "national"),
            (row.slug, "national"),
        ]
    assert queries.published_one("outra").state == "cancelled"


def test_a_consultation_stands_where_it_does(row, django_assert_num_queries):
    with django_assert_num_queries(3):
        has = queries.standing(row)
    assert has.counts == {"questions": 4, "paragraphs": 3, "statements": 3, "documents": 0, "invitations": 0}
    assert [one.code for one in has.questions] == ["q1", "q2", "q3", "q4"]
    assert {"title", "summary", "question:q1"} <= has.places
    m.Statement.objects.filter(number=1).update(retired_at=AT)
    assert queries.standing(row).counts["statements"] == 2


def test_a_consultation_is_called_by_its_title_in_its_own_language(row):
    assert queries.titled(m.Consultation.objects.all()).get().title == "Uma escola para todos (exemplo)"
    m.Wording.objects.filter(place="title").delete()
    assert queries.titled(m.Consultation.objects.all()).get().title == row.slug


def test_heads_are_in_the_readers_language_or_in_their_own(row, act, django_assert_num_queries):
    other = make.consultation("outra", title="Outra")
    consultations.reword(
        consultation=other, words={"title": "Another", "summary": ""}, language="en", by=BY, at=AT
    )
    with django_assert_num_queries(1):
        found = queries.heads_of([row, other], "en")
    words = queries.words_of(row, "en")
    assert found[row.pk] == {place: words[place] for place in ("title", "summary")}
    assert (found[other.pk]["title"], found[other.pk]["summary"]) == (
        queries.Words("Another", "en", "human"),
        queries.words_of(other, "pt")["summary"],
    )
