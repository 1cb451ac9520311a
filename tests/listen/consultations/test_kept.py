"""What a process keeps of a consultation: read once, and never found again once anything of it changed."""

from rumo.listen.consultations import actions
from rumo.listen.consultations.queries import asked, kept, published_one, words_of
from tests.factories import listening
from tests.factories.people import AT, BY


def test_it_is_read_once_and_says_the_same(db, django_assert_num_queries):
    row = listening.consultation()
    assert (kept.asked(row), kept.words_of(row, "en")) == (asked(row), words_of(row, "en"))
    with django_assert_num_queries(0):
        assert (kept.asked(row).questions[0].code, str(kept.words_of(row, "en")["question:q1"])) == (
            "q1",
            "Tem filhos na escola?",
        )


def test_every_change_is_seen_by_whoever_reads_the_row_next(db):
    row = listening.consultation()
    act = {"by": BY, "at": AT}
    kept.asked(row), kept.words_of(row, "en")
    actions.translate(
        consultation=row, language="en", texts={"title": ("A school (example)", "human")}, **act
    )
    assert str(kept.words_of(published_one(row.slug), "en")["title"]) == "A school (example)"
    (said,) = actions.state(consultation=row, texts=["Falta espaço (exemplo)."], language="pt", **act)
    assert said.number in [one.number for one in kept.asked(published_one(row.slug)).statements]
    assert (
        str(kept.words_of(published_one(row.slug), "pt")[f"statement:{said.number}"])
        == "Falta espaço (exemplo)."
    )
    actions.retire(consultation=row, number=said.number, **act)
    assert said.number not in [one.number for one in kept.asked(published_one(row.slug)).statements]
    actions.empty_statement(statement=said, **act)
    assert str(kept.words_of(published_one(row.slug), "pt")[f"statement:{said.number}"]) == ""


def test_the_one_longest_unread_goes_first(db, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(kept, "MOST", 2)
    kept._held.clear()
    rows = [listening.consultation(f"consulta-{n}") for n in range(3)]
    for row in (rows[0], rows[1], rows[0], rows[2]):
        kept.words_of(row, "pt")
    with django_assert_num_queries(1):
        [kept.words_of(row, "pt") for row in (rows[0], rows[2], rows[1])]
