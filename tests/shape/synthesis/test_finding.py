"""Findings: written once, published by another with all they rest on, superseded, withdrawn; counted without telling of few."""

import pytest

from rumo.ground.vocabularies.models import Term, TermList
from rumo.listen.contributions import actions as contributions
from rumo.listen.contributions.queries import results
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis import models as m
from rumo.shape.synthesis.actions import FindingSaid
from rumo.shape.synthesis.queries import finding as queries
from tests.factories import reading, saying
from tests.factories.listening import AFTER
from tests.factories.people import BY
from tests.factories.reading import OTHER

pytestmark = pytest.mark.django_db
ACT = {"by": BY, "at": AFTER}
PUBLISH = {"by": OTHER, "at": AFTER}


@pytest.fixture
def book():
    return reading.codebook()


@pytest.fixture
def read(book):
    """A theme with two texts."""
    one = reading.theme(book)
    reading.coded(one, reading.texts(2))
    return one


def refused(act, **given):
    """The field and the words of a refusal."""
    with pytest.raises(synthesis.SynthesisRefused) as no:
        act(**given)
    return no.value.field, str(no.value)


def test_the_same_form_is_the_same_finding(book, read):
    given = {"codebook": book, "said": FindingSaid("Faltam aulas.", themes=(read.public_id,)), "token": "t"}
    first = synthesis.write_finding(**given, **ACT)
    assert synthesis.write_finding(**given, **ACT) == first
    assert (str(first), first.state) == (first.public_id, "draft")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"sentence": " "}, "sentence"),
        ({"sentence": "x" * 501}, "sentence"),
        ({"explanation": "x" * 5001}, "explanation"),
        ({"dissent": "x" * 5001}, "dissent"),
        ({"themes": ("nowhere",)}, "themes"),
        ({"tags": ("nowhere:right",)}, "tags"),
        ({"statements": (1,)}, "statements"),
    ],
)
def test_what_is_wrong_with_a_finding_is_said(book, change, field):
    said = FindingSaid(**{"sentence": "Faltam aulas.", **change})
    assert refused(synthesis.write_finding, codebook=book, said=said, token="t", **ACT)[0] == field
    assert not m.Finding.objects.exists()


def test_a_finding_is_tagged_by_terms_of_lists(book, read):
    rights = TermList.objects.create(key="rights", version="1", source="exemplo", verified=False)
    Term.objects.create(term_list=rights, key="education", code="14", order=1, verified=False)
    key = "rights:education"
    row = reading.finding(book, read, tags=(key, key))
    assert [one.tags for one in queries.findings_of(book)] == [(key,)]
    synthesis.discard_finding(finding=row, **ACT)
    synthesis.discard_finding(finding=row, **ACT)
    assert queries.findings_of(book) == []


def test_two_who_write_a_finding_at_once(book, read):
    row = reading.finding(book, read)
    other = FindingSaid("Faltam aulas à noite.", dissent="Ninguém.", themes=(read.public_id,))
    changed = synthesis.rewrite_finding(finding=row, said=other, revision=1, by=OTHER, at=AFTER)
    again = synthesis.rewrite_finding(finding=row, said=other, revision=1, by=OTHER, at=AFTER)
    assert (changed.revision, again, changed.written_by) == (2, changed, OTHER)
    for by, said in ((BY, other), (OTHER, FindingSaid("Outra."))):
        with pytest.raises(synthesis.Conflict) as no:
            synthesis.rewrite_finding(finding=row, said=said, revision=1, by=by, at=AFTER)
        assert no.value.standing.sentence == "Faltam aulas à noite."


def test_a_finding_is_published_by_another_with_what_it_rests_on(book, read):
    row = reading.finding(book, read)
    assert refused(synthesis.publish_finding, finding=row, **ACT)[0] == ""
    told = synthesis.publish_finding(finding=row, **PUBLISH)
    assert synthesis.publish_finding(finding=row, **ACT) == told
    assert (told.state, told.published_by, told.counts) == ("published", OTHER, {"total": 2, "by": {}})
    assert m.Evidence.objects.filter(finding=row, theme=read).count() == 2
    (whole,) = queries.findings_of(book)
    assert (whole.row, whole.themes, whole.votes, whole.successor) == (told, (read,), (), None)
    assert list(queries.public()) == [told]


def test_what_it_rests_on_stands_still_whatever_is_coded_after(book, read):
    row = synthesis.publish_finding(finding=reading.finding(book, read), **PUBLISH)
    held = list(queries.texts_under(row))
    reading.coded(read, reading.texts(3))
    synthesis.take_back(codings=m.Coding.objects.filter(passage__in=held), **ACT)
    assert list(queries.texts_under(row)) == held
    assert queries.found_in(held[0].contribution) == ([read], [row])
    assert {one.pk for one in queries.heard_by([row])[row.pk]} == {one.contribution_id for one in held}


def test_a_finding_says_who_disagrees_and_rests_on_something(book, read):
    silent = reading.finding(book, read, dissent="")
    assert refused(synthesis.publish_finding, finding=silent, **PUBLISH)[0] == "dissent"
    assert refused(synthesis.publish_finding, finding=reading.finding(book), **PUBLISH)[0] == "themes"
    assert not m.Finding.objects.exclude(state="draft").exists()


def test_what_was_erased_before_is_no_evidence_and_what_is_erased_after_leaves_its_place(book, read):
    first, second = (one.passage.contribution for one in m.Coding.objects.order_by("pk"))
    contributions.erase(contribution=first, by=BY, at=AFTER)
    row = synthesis.publish_finding(finding=reading.finding(book, read), **PUBLISH)
    assert (m.Evidence.objects.count(), row.counts["total"]) == (1, 1)
    contributions.erase(contribution=second, by=BY, at=AFTER)
    assert (m.Evidence.objects.count(), list(queries.texts_under(row))) == (1, [])
    assert queries.heard_by([row]) == {}


def test_few_people_are_not_told_of(book):
    one = reading.theme(book)
    many = [
        *reading.texts(25),
        *reading.texts(25, audience="migrants"),
        *reading.texts(20, audience="association"),
    ]
    reading.coded(
        one, [*many, *reading.texts(4, audience="company"), *reading.texts(8, audience="university")]
    )
    row = synthesis.publish_finding(finding=reading.finding(book, one), **PUBLISH)
    assert row.counts == {
        "total": 82,
        "by": {
            "audience": {
                "association": 20,
                "company": None,
                "migrants": 25,
                "residents": 25,
                "university": None,
            }
        },
    }


def test_a_finding_of_votes_shows_what_the_results_show(book):
    asked = reading.asked()
    for number in range(30):
        saying.send(asked, "ballot", f"vote {number}", votes={1: 1 if number < 18 else -1})
    contributions.make_edition(consultation=asked, by=BY, at=AFTER)
    row = reading.finding(book, consultation=asked, statements=(1, 2))
    synthesis.publish_finding(finding=row, **PUBLISH)
    first, second = queries.public_one(row.public_id).votes
    shown = {one["number"]: one for one in results(asked).tables["statements"]}
    assert [(one.agree, one.disagree, one.passed) for one in (first, second)] == [
        tuple(shown[number].get(vote) for vote in ("agree", "disagree", "pass")) for number in (1, 2)
    ]
    assert (first.agree, second.agree) == (18, None)


def test_another_takes_the_place_of_a_finding_and_the_old_page_says_so(book, read):
    old = synthesis.publish_finding(finding=reading.finding(book, read), **PUBLISH)
    new = reading.finding(book, read, sentence="Faltam aulas e creche.", supersedes=old)
    words = refused(reading.finding, book=book, supersedes=old)[1]
    assert words == "Já há outra constatação escrita para tomar o lugar desta."
    synthesis.publish_finding(finding=new, **PUBLISH)
    told = queries.public_one(old.public_id)
    assert (told.row.state, told.successor, list(queries.public())) == ("withdrawn", new, [new])
    assert queries.found_in(queries.texts_under(old)[0].contribution)[1] == [new, old]


def test_one_withdrawn_meanwhile_is_left_as_it_is(book, read):
    old = synthesis.publish_finding(finding=reading.finding(book, read), **PUBLISH)
    new = reading.finding(book, read, supersedes=old)
    synthesis.withdraw_finding(finding=old, reason="Estava errada.", **ACT)
    synthesis.publish_finding(finding=new, **PUBLISH)
    old.refresh_from_db()
    assert old.reason == "Estava errada."


def test_a_finding_is_withdrawn_with_a_reason_once(book, read):
    row = reading.finding(book, read)
    assert refused(synthesis.withdraw_finding, finding=row, reason="x", **ACT)[0] == ""
    synthesis.publish_finding(finding=row, **PUBLISH)
    for wrong in ("", "x" * 5001):
        assert refused(synthesis.withdraw_finding, finding=row, reason=wrong, **ACT)[0] == "reason"
    gone = synthesis.withdraw_finding(finding=row, reason="Estava errada.", **ACT)
    assert synthesis.withdraw_finding(finding=row, reason="Outra.", **ACT) == gone
    assert (gone.state, gone.reason, list(queries.public())) == ("withdrawn", "Estava errada.", [])
    assert queries.public_one(row.public_id).row == row
    assert refused(synthesis.discard_finding, finding=row, **ACT)[0] == ""
    assert queries.public_one("nothing") is None
