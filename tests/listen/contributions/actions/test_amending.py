"""Mending what was typed from a sheet: four eyes, a reason, nothing written over, nothing done twice."""

import datetime as dt

import pytest

from rumo.ground.ledger.models import Detail
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules import digests
from rumo.listen.contributions.rules.saying import Text
from tests.factories import listening
from tests.factories.saying import refusals, said, send
from tests.listen.contributions.actions.test_entering import BY, LATER, OTHER, refused
from tests.listen.contributions.holding import file

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(consultation):
    """A sheet typed in by BY with a slip, and read a second time."""
    sheets = actions.open_batch(consultation=consultation, name="Folhas", channel="paper", by=BY, at=LATER)
    row = send(consultation, "proposal", entered=actions.Entered("paper", BY, sheets)).contribution
    return actions.second_read(contribution=row, by=OTHER, at=LATER)


def amended(row, text="Uma biblioteca aberta ao domingo (exemplo).", was=None, **more):
    now = digests.content(row, m.Passage.objects.filter(contribution=row))
    act = {"reason": "Estava «sábado».", "by": OTHER, "at": LATER, "was": now if was is None else was, **more}
    return actions.amend(contribution=row, said=said("proposal", texts={"proposal": Text(text, True)}), **act)


def test_a_slip_is_mended_and_read_again_by_another_than_who_mended_it(sheet):
    row = amended(sheet)
    assert m.Passage.objects.get(contribution=row).text == "Uma biblioteca aberta ao domingo (exemplo)."
    assert (row.entered_by, row.second_read_by, row.amended_by, row.amended_at, row.amended_why) == (
        BY, "", OTHER, LATER, "Estava «sábado».",
    )  # fmt: skip
    refusal = refused(actions.second_read, contribution=row, by=OTHER, at=LATER)
    assert refusal == "A segunda leitura é de outra pessoa, que não tenha transcrito a folha."
    assert actions.second_read(contribution=row, by=BY, at=LATER).second_read_by == BY
    assert [mine == known for _target, mine, known in queries.committed()] == [True]
    (detail,) = Detail.objects.filter(verb="contribution.amend")
    assert (detail.by, detail.new["reason"]) == (OTHER, "Estava «sábado».")


def test_mended_twice_by_the_same_form_it_is_mended_once(sheet):
    was = digests.content(sheet, m.Passage.objects.filter(contribution=sheet))
    first, again = (amended(sheet, was=was, at=LATER + dt.timedelta(hours=hour)) for hour in range(2))
    assert (first.amended_at, again.amended_at) == (LATER, LATER)
    assert Detail.objects.filter(verb="contribution.amend").count() == 1


def test_what_somebody_else_mended_since_is_not_written_over(sheet):
    was = digests.content(sheet, m.Passage.objects.filter(contribution=sheet))
    amended(sheet, was=was)
    with pytest.raises(actions.Overtaken):
        amended(sheet, "Outra coisa.", was=was)
    assert m.Passage.objects.get(contribution=sheet).text == "Uma biblioteca aberta ao domingo (exemplo)."


@pytest.mark.parametrize("reason", ["", " \u202e\n", "x" * 301])
def test_a_mending_says_why(sheet, reason):
    assert refused(amended, sheet, reason=reason).startswith("Diga o que estava mal")
    assert m.Contribution.objects.get().second_read_by == OTHER


def test_only_sheets_are_mended_and_while_they_are_typed(consultation, sheet):
    own = send(consultation, "proposal", "token 2").contribution
    late = consultation.closes_at + dt.timedelta(days=15)
    for row, at in ((own, LATER), (sheet, late)):
        assert refused(amended, row, at=at).startswith("Esta folha já não se corrige")
    actions.withdraw(contribution=sheet, at=LATER)
    assert refused(amended, sheet).startswith("Esta folha já não se corrige")


def test_an_empty_mending_is_not_accepted_and_erasure_takes_the_reason(sheet):
    assert refusals(amended, sheet, " ") == [("proposal", "Escreva o seu texto.")]
    row = amended(sheet)
    assert actions.erase(contribution=row, at=LATER).amended_why == ""


def test_a_sheet_with_files_keeps_them(settings, tmp_path):
    settings.FILES_DIR = tmp_path
    questions, words = listening.every_kind()
    other = listening.consultation(
        "outra", questions=[*questions[:4], {**questions[11], "required": True}], words=words
    )
    kept = file()
    row = send(other, entered=actions.Entered("paper", BY), files={"question:q12": [kept]}).contribution
    was = digests.content(row, m.Passage.objects.filter(contribution=row))
    told = {"was": was, "reason": "Outra nota.", "by": OTHER, "at": LATER}
    actions.amend(contribution=row, said=said(answers={"q1": "yes", "q3": 5}), **told)
    assert (m.Contribution.objects.get(pk=row.pk).answers, m.Attachment.objects.get().file) == (
        {"q1": "yes", "q3": 5}, kept,
    )  # fmt: skip
