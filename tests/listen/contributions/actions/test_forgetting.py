"""Under a moved clock: everything past its date is gone, its key with it, and nothing else."""

import datetime as dt
import io

import pytest

from rumo.ground.files import actions as stored
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.rules import keys
from rumo.listen.consultations.models import Document
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions import Forgotten, forget, forgetting, make_edition
from rumo.listen.contributions.rules.sealing import seal
from tests.factories import consultations as make

DAY = dt.timedelta(days=1)
BY = "clock"


@pytest.fixture
def row(db):
    found = make.consultation(slug="consulta-a-esquecer", once=True)
    make.question(found)
    make.about(found, make.contributions(found, [{"q1": "a"}] * 12), sex="f")
    m.Uniqueness.objects.create(consultation=found, mark="x" * 64)
    for day in (dt.date(2026, 12, 24), dt.date(2026, 12, 30)):
        sealed = seal(f"contact-{found.slug}", {"email": "a@b.example"})
        m.Contact.objects.create(consultation=found, sealed=sealed, delete_on=day)
    keys.secret(f"pepper-{found.slug}")
    for number, age in enumerate((29, 31)):
        m.Draft.objects.create(
            consultation=found, token_hash=str(number), sealed=b"x", updated_at=make.DURING - age * DAY
        )
    return found


def gone(at):
    return forget(by=BY, at=at)


def test_everything_goes_on_its_day_and_nothing_before(row):
    assert gone(make.DURING) == Forgotten(drafts=1)
    assert gone(make.CLOSES - dt.timedelta(seconds=1)) == Forgotten(drafts=1)
    assert gone(make.CLOSES) == Forgotten(marks=1, keys=1)
    assert gone(make.CLOSES + 30 * DAY) == Forgotten()  # the results since closing are not out
    make_edition(consultation=row, by=BY, at=make.CLOSES + 29 * DAY)
    assert gone(make.CLOSES + 30 * DAY - DAY) == Forgotten()
    assert gone(make.CLOSES + 30 * DAY) == Forgotten(abouts=12, keys=2)
    assert list(m.Edition.objects.values_list("exact", flat=True)) == [b""]
    assert gone(dt.datetime(2026, 12, 24, 12, tzinfo=dt.UTC)) == Forgotten()
    assert gone(dt.datetime(2026, 12, 25, 12, tzinfo=dt.UTC)) == Forgotten(contacts=1)
    assert gone(dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC)) == Forgotten(contacts=1, keys=1)
    assert gone(make.CLOSES + 760 * DAY) == Forgotten()
    assert m.Contribution.objects.count() == 12
    for name in ("pepper", "about", "edition", "contact"):
        with pytest.raises(keys.KeyGone):
            keys.secret(f"{name}-{row.slug}")


def test_the_counts_by_name():
    assert Forgotten(drafts=2).counts() == {
        "drafts": 2,
        "files": 0,
        "marks": 0,
        "abouts": 0,
        "contacts": 0,
        "keys": 0,
    }


def received(name, by):
    """A file that came while the consultation was open."""
    return stored.receive(name=f"{name}.txt", stream=io.BytesIO(name.encode()), by=by, at=make.DURING)


def test_files_of_nobody_go_in_rounds_and_those_of_staff_or_in_use_never(db, settings, tmp_path, monkeypatch):
    settings.FILES_DIR = tmp_path
    monkeypatch.setattr(forgetting, "AT_ONCE", 2)
    row = make.consultation()
    for number, by in enumerate(("participant", "token:abc", "participant", "p-equipa", "participant")):
        last = received(str(number), by)
    (made,) = make.contributions(row, [{}])
    m.Attachment.objects.create(contribution=made, file=last, place="position", position=1)
    at = make.DURING + 30 * DAY
    assert [gone(when).files for when in (at, *[at + DAY] * 3)] == [0, 2, 1, 0]
    assert list(StoredFile.objects.order_by("name").values_list("name", flat=True)) == ["3.txt", "4.txt"]


def test_one_that_comes_to_be_used_meanwhile_is_passed_over(db, settings, tmp_path):
    """Whatever else points at a file holds it, also what this room knows nothing of."""
    settings.FILES_DIR = tmp_path
    row, file = make.consultation(), received("a", "participant")
    Document.objects.create(consultation=row, file=file, title="Anexo", position=1)
    assert (gone(make.DURING + 31 * DAY).files, StoredFile.objects.count()) == (0, 1)
