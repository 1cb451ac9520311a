"""Under a moved clock: everything past its date is gone, its key with it, and nothing else."""

import datetime as dt

import pytest

from rumo.ground.ledger.rules import keys
from rumo.listen.contributions import models as m
from rumo.listen.contributions.actions import Forgotten, forget, make_edition
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
    assert Forgotten(drafts=2).counts() == {"drafts": 2, "marks": 0, "abouts": 0, "contacts": 0, "keys": 0}
