"""A practice is proposed once a form, corrected while nobody reviews it, taken back; a public one is corrected by a new version."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from rumo.ground.core.fields import public_number
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.models import Detail, Receipt
from rumo.listen.practices import actions as practices
from rumo.listen.practices import queries
from rumo.listen.practices.models import Facet, Practice, Proof, Version
from tests.factories import practices as make
from tests.factories.people import AT, BY

LATER = AT + dt.timedelta(days=3)


def stored(name="relatorio.pdf"):
    """A released file."""
    return StoredFile.objects.create(
        name=name, media_type="application/pdf", sha256_received="0" * 64, sha256_served=public_number(),
        size=3, state="released", received_by=BY, received_at=AT, released_at=AT,
    )  # fmt: skip


def propose(name="proposal", **changes):
    return practices.propose(said=make.said(**changes), token=make.token(name), at=AT)


def test_a_proposal_is_kept_whole_and_gives_a_receipt(last):
    first = propose(files=(stored(),), title="  Balcão   móvel ")
    row, version = Practice.objects.get(), Version.objects.get()
    assert (first.made, first.practice, row.state, row.slug) == (
        True, row, "proposed", f"balcao-movel-{row.number}",
    )  # fmt: skip
    assert (version.title, version.cost, version.number, version.published_at) == (
        "Balcão móvel", 12500, 1, None,
    )  # fmt: skip
    assert sorted(Facet.objects.values_list("kind", "key")) == [
        ("area", "labour"), ("language", "ar"), ("language", "pt"),
    ]  # fmt: skip
    assert Proof.objects.get().file == StoredFile.objects.get()
    assert queries.by_code(first.code) == row
    verb, by, target, new = last()
    assert (verb, by, target) == ("practice.propose", "participant", f"practice:{row.number}")
    assert new["files"] == [StoredFile.objects.get().sha256_served]


def test_the_same_form_again_is_the_same_practice():
    first, again = propose(), propose(title="Outra coisa")
    assert (again.made, again.code, again.practice) == (False, first.code, first.practice)
    assert (Practice.objects.count(), Receipt.objects.count()) == (1, 1)
    assert propose("another").code != first.code


def test_a_fault_of_ours_is_not_taken_for_the_form_sent_again():
    with pytest.raises(IntegrityError), transaction.atomic():
        practices.propose(said=make.said(), token=make.token(), at=None)


def test_nothing_is_kept_of_what_cannot_be():
    with pytest.raises(practices.NotAccepted) as no:
        propose(title="", consent=False)
    assert [one.place for one in no.value.faults] == ["title", "consent"]
    assert (Practice.objects.count(), Detail.objects.filter(verb__startswith="practice").count()) == (0, 0)


def test_a_title_in_another_script_has_an_address():
    row = propose(title="مكتب متنقل", language="ar").practice
    assert row.slug == f"pratica-{row.number}"


def test_it_is_corrected_while_nobody_reviews_it_and_when_returned(last):
    file = stored()
    row = propose(files=(file,)).practice
    practices.correct(practice=row, said=make.said(title="Melhor"), at=LATER)
    assert (Version.objects.get().title, Proof.objects.get().file) == ("Melhor", file)
    practices.take(practice=row, by=BY, at=LATER)
    with pytest.raises(practices.NotAccepted):
        practices.correct(practice=row, said=make.said(title="Tarde"), at=LATER)
    practices.return_(practice=row, reason="evidence", note="Falta um número.", by=BY, at=LATER)
    other = stored("outro.pdf")
    practices.correct(practice=row, said=make.said(areas=("housing",), files=(other,)), at=LATER)
    row.refresh_from_db()
    assert (row.state, row.reason, row.note) == ("proposed", "", "")
    assert Facet.objects.get(kind="area").key == "housing"
    assert [proof.file for proof in Proof.objects.all()] == [other]
    assert last()[0] == "practice.correct"


def test_it_is_taken_back_until_it_is_public(last):
    row = propose().practice
    practices.give_up(practice=row, at=LATER)
    assert last()[::3] == ("practice.give_up", {"reason": "asked"})
    assert practices.give_up(practice=row, at=LATER).state == "withdrawn"
    assert Detail.objects.filter(verb="practice.give_up").count() == 1
    public = make.published("another")
    with pytest.raises(practices.PracticeRefused):
        practices.give_up(practice=public, at=LATER)


def test_a_correction_of_what_is_public_is_a_new_version_that_another_publishes(last):
    row = make.published(files=(stored(),))
    first = queries.in_force(row)
    draft = practices.revise(practice=row, said=make.said(title="Corrigida"), by=BY, at=LATER)
    assert (draft.number, Proof.objects.filter(version=draft).count()) == (2, 1)
    assert queries.in_force(row) == first
    again = practices.revise(practice=row, said=make.said(title="Corrigida outra vez"), by=BY, at=LATER)
    assert (again, again.title) == (draft, "Corrigida outra vez")
    with pytest.raises(practices.PracticeRefused):
        practices.publish(practice=row, by=BY, at=LATER)
    practices.publish(practice=row, by="outra", at=LATER)
    first.refresh_from_db()
    assert (first.title, first.superseded_at) == (make.TEXTS["title"], LATER)
    assert queries.in_force(row).title == "Corrigida outra vez"
    assert [one.number for one in queries.versions_of(row)] == [2, 1]
    assert last()[::3] == ("practice.publish", {"title": "Corrigida outra vez", "version": 2})


def test_a_new_version_may_bring_files_of_its_own():
    row, file = make.published(files=(stored(),)), stored("novo.pdf")
    draft = practices.revise(practice=row, said=make.said(files=(file,)), by=BY, at=LATER)
    assert [one.file for one in Proof.objects.filter(version=draft)] == [file]


def test_only_what_is_public_has_new_versions():
    row = propose().practice
    with pytest.raises(practices.NotAccepted):
        practices.revise(practice=row, said=make.said(), by=BY, at=LATER)
