"""Taking back and erasing: what was said is gone wherever it stood, and the tree still holds (T5)."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection

from rumo.ground.files.models import StoredFile
from rumo.ground.ledger import actions as ledger
from rumo.ground.ledger import queries as tree
from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.rules import keys
from rumo.listen.consultations import queries as consultations
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions import actions, queries
from rumo.listen.contributions import models as m
from rumo.listen.contributions.rules.saying import Text
from rumo.listen.contributions.rules.sealing import unseal
from rumo.science import merkle
from tests.factories import listening, saying
from tests.factories.people import BY
from tests.factories.saying import refusals, send
from tests.listen.contributions.holding import file

pytestmark = pytest.mark.django_db
LATER = listening.OPEN + dt.timedelta(hours=1)
MARK = "Xilofone"


def dump():
    """Every value of every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {value}" for row in cursor.fetchall() for value in row]
    return found


def where(text):
    """The tables a text stands in."""
    return sorted({line.partition(":")[0] for line in dump() if text.casefold() in line.casefold()})


def test_what_is_withdrawn_counts_no_more_and_is_not_shown(consultation):
    row = send(consultation, "proposal").contribution
    actions.moderate(passage=m.Passage.objects.get(), shown=True, reason="", note="", by=BY, at=LATER)
    assert (queries.count(consultation), len(queries.shown(consultation, "proposal"))) == (1, 1)
    row = actions.withdraw(contribution=row, at=LATER)
    assert (row.state, row.ended_at, queries.count(consultation)) == ("withdrawn", LATER, 0)
    assert queries.shown(consultation, "proposal") == []
    again = [("", "Este contributo já tinha sido retirado.")]
    assert refusals(actions.withdraw, contribution=row, at=LATER) == again
    assert [mine == known for _target, mine, known in queries.committed()] == [True]
    assert queries.whole(row).passages[0].text == saying.KINDS["proposal"]["texts"]["proposal"].text


def everything_said(consultation):
    """A position with the mark wherever somebody can put it, and whatever came of it."""
    got = send(
        consultation, "position", organisation_name=f"Associação {MARK}", email=f"{MARK}@exemplo.invalid", about_me={"age": "18-34"},
        texts={"position": Text(f"{MARK} um.", True)}, files={"position": [file(MARK)]},
    )  # fmt: skip
    passage = m.Passage.objects.get(contribution=got.contribution)
    m.Translation.objects.create(
        passage=passage, language="en", text=f"{MARK} one.", state="human", by=BY, at=LATER
    )
    actions.moderate(passage=passage, shown=True, reason="", note=f"Nota {MARK}.", by=BY, at=LATER)
    passage.refresh_from_db()
    actions.flag(passage=passage, reason="insult", note=f"Diz {MARK}.", token="flag", at=LATER)
    actions.keep_draft(consultation=consultation, token="token 1", data={"text": MARK}, at=LATER)
    return got.contribution


def test_what_is_erased_is_gone_everywhere_and_the_tree_holds(consultation):
    other = send(consultation, token="token 2", email="outra@exemplo.invalid", about_me={"age": "65+"})
    row = everything_said(consultation)
    ledger.seal(at=LATER)
    salts = [row.salt, *Detail.objects.filter(target=actions.target_of(row)).values_list("salt", flat=True)]
    assert where(MARK) == [
        "contributions_contribution", "contributions_flag", "contributions_moderation", "contributions_passage",
        "contributions_translation", "files_storedfile",
    ]  # fmt: skip
    kept = StoredFile.objects.get().path
    assert kept.is_file()
    before = tree.size()

    row = actions.erase(contribution=row, at=LATER)
    assert (row.state, row.ended_at, row.salt, row.organisation_name) == ("erased", LATER, "", "")
    assert [where(text) for text in (MARK, *salts)] == [[]] * (1 + len(salts))
    assert (StoredFile.objects.count(), m.Draft.objects.count()) == (0, 0)
    number = other.contribution.number
    assert [
        unseal(f"contact-{consultation.slug}", one.sealed)["number"] for one in m.Contact.objects.all()
    ] == [number]
    assert [
        unseal(f"about-{consultation.slug}", one.sealed)["number"] for one in m.Demographic.objects.all()
    ] == [number]

    ledger.seal(at=LATER)
    state = tree.state_of(actions.target_of(row))
    assert (state.removed, [act.removed for act in state.acts]) == (True, [True] * 3 + [False])
    assert [act.verb for act in state.acts] == ["", "", "", "ledger.erase"]
    for act in state.acts:
        proof = tree.proof(act.index, tree.size())
        path = [bytes.fromhex(step) for step in proof.path]
        assert merkle.is_included(
            bytes.fromhex(act.leaf), proof.index, proof.size, path, bytes.fromhex(proof.root)
        )
    assert tree.consistency(before, tree.size()) is not None
    assert [target for target, mine, known in queries.committed() if mine != known] == []
    assert len(list(queries.committed())) == 1  # the other's


def test_its_bytes_are_gone_from_the_disk(django_capture_on_commit_callbacks, consultation):
    row = everything_said(consultation)
    kept = StoredFile.objects.get().path
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase(contribution=row, at=LATER)
    assert not kept.exists()
    assert str(kept).startswith(str(settings.FILES_DIR))


def test_a_file_that_hangs_elsewhere_stays(consultation):
    shared = file()
    rows = [send(consultation, token=token, files={"sheet": [shared]}).contribution for token in "ab"]
    actions.erase(contribution=rows[0], at=LATER)
    assert StoredFile.objects.count() == 1
    actions.erase(contribution=rows[1], at=LATER)
    assert StoredFile.objects.count() == 0


def test_the_statement_that_came_of_it_loses_its_words(consultation):
    texts = {"statement": Text(f"{MARK} na escola.", True)}
    row = send(consultation, "statement", texts=texts, language="en").contribution
    made = actions.adopt(contribution=row, by=BY, at=LATER)
    actions.erase(contribution=row, at=LATER)
    made.refresh_from_db()
    assert (where(MARK), made.retired_at) == ([], LATER)
    assert len(consultations.asked(consultation).statements) == 3


def test_to_erase_twice_is_to_erase_once(consultation):
    row = actions.erase(contribution=send(consultation).contribution, at=LATER)
    acts = Detail.objects.count()
    assert actions.erase(contribution=row, at=LATER + dt.timedelta(days=1)).ended_at == LATER
    assert Detail.objects.count() == acts


def test_what_no_key_opens_any_more_is_left_as_it_is(consultation):
    row = send(consultation, email="a@exemplo.invalid", about_me={"age": "65+"}).contribution
    keys.destroy(f"about-{consultation.slug}")
    actions.erase(contribution=row, at=LATER)
    assert (m.Contact.objects.count(), m.Demographic.objects.count()) == (0, 1)


def test_the_same_form_after_erasing_gives_the_same_receipt_and_keeps_nothing(consultation):
    got = send(consultation)
    actions.erase(contribution=got.contribution, at=LATER)
    again = send(consultation)
    assert (again.code, again.made, m.Contribution.objects.count()) == (got.code, False, 1)
    assert Consultation.objects.count() == 1
