"""The same form sent many times at once is one practice, one entry of the ledger, one receipt."""

import pytest

from rumo.ground.ledger.models import Detail, Receipt
from rumo.listen.practices import actions as practices
from rumo.listen.practices.models import Practice, Version
from tests.deliver.progress.racing import together
from tests.factories import practices as make
from tests.factories.people import AT

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_form_sent_many_times_at_once_is_one_practice():
    def send():
        return practices.propose(said=make.said(), token=make.token(), at=AT)

    got = together(*[send] * 8)
    assert ({one.code for one in got}, [one.made for one in got].count(True)) == ({got[0].code}, 1)
    entries = Detail.objects.filter(verb="practice.propose")
    kept = [rows.count() for rows in (Practice.objects, Version.objects, Receipt.objects, entries)]
    assert kept == [1] * 4
