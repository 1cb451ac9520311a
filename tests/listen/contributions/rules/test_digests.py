"""A digest stands for everything a contribution says: any change gives another, the order rows come in does not."""

import datetime as dt

import pytest

from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Batch, Contribution, Passage
from rumo.listen.contributions.rules.digests import digest

AT = dt.datetime(2026, 1, 12, 12, tzinfo=dt.UTC)
ROW = {
    "number": "n1", "kind": "questionnaire", "channel": "web", "audience": "migrants", "language": "pt", "organisation_name": "",
    "answers": {"q1": "yes", "q2": [1, 2.5]}, "state": "received", "token_hash": "t", "salt": "s", "received_at": AT,
}  # fmt: skip
TEXT = {"place": "question:q1", "language": "pt", "text": "Sim.", "public": True, "state": "waiting"}


def of(passages=({},), votes=((1, 1), (2, -1)), files=(("sheet", "ab"),), slug="a", **row):
    one = Contribution(**{**ROW, **row, "consultation": Consultation(slug=slug)})
    return digest(one, [Passage(**{**TEXT, **more}) for more in passages], votes, files)


CHANGES = [
    {"slug": "b"}, {"number": "n2"}, {"kind": "position"}, {"channel": "paper"}, {"audience": ""}, {"language": "en"},
    {"organisation_name": "x"}, {"organisation_id": 1}, {"about": Contribution(number="n3")}, {"batch": Batch(public_id="b1")},
    {"entered_by": "x"}, {"second_read_by": "x"}, {"answers": {}}, {"state": "withdrawn"}, {"token_hash": "u"}, {"salt": "r"},
    {"received_at": AT + dt.timedelta(microseconds=1)}, {"corrected_at": AT}, {"ended_at": AT}, {"passages": ()},
    {"passages": ({"text": "Não."},)}, {"passages": ({"rewording": "x"},)}, {"passages": ({"public": False},)},
    {"passages": ({"state": "hidden"},)}, {"passages": ({"reason": "insult"},)}, {"passages": ({"place": "x"},)},
    {"votes": ((1, 1),)}, {"votes": ((1, 1), (2, 1))}, {"files": ()}, {"files": (("sheet", "cd"),)},
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=str)
def test_any_change_gives_another(change):
    assert of(**change) != of()


def test_what_means_the_same_gives_the_same():
    zone = dt.timezone(dt.timedelta(hours=2))
    assert of(received_at=AT.astimezone(zone), votes=((2, -1), (1, 1))) == of()
    assert of(answers={"q2": [1.0, 2.5], "q1": "yes"}) == of()
    assert of(answers={"q": -0.0}) == of(answers={"q": 0})
    assert of(passages=({}, {"text": "", "place": "question:q9"})) == of()
    assert of(passages=({}, {"place": "b"})) == of(passages=({"place": "b"}, {}))
