"""Minutes in the office: lines by buttons, cards brought from tables, two who write at once, four eyes, withdrawn with a reason."""

import datetime as dt
import re

import pytest
from django.test import Client

from rumo.doors.web import clock
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings import queries
from rumo.listen.gatherings.models import Minutes
from rumo.listen.gatherings.rules import MOST_ITEMS, Noted
from tests.factories import meeting, people, tables
from tests.factories.meeting import AFTER, BEFORE
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
HERE = f"/pt/gabinete/encontros/{meeting.SLUG}/ata/"
WRITE = f"{HERE}escrever/"
ONE = {"kind": "decision", "text": "Fica aberta ao sábado."}
FOLLOW = {"kind": "follow_up", "text": "Escrever às escolas", "owner": "Coordenação", "due": "2026-04-01"}
KEPT = [
    Noted("decision", "Fica aberta ao sábado."),
    Noted("follow_up", "Escrever às escolas", "Coordenação", dt.date(2026, 4, 1)),
]


@pytest.fixture(autouse=True)
def then():
    """An instant when the gathering is over."""
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def row(country):
    """A gathering of Lisbon that happened."""
    return meeting.gathering(owner=people.municipality())


def desk(role="municipal_coordinator", body=None):
    """The desk of somebody else of Lisbon each time."""
    return people.signed_in(Client(), people.person(role, body or people.municipality()))


def form(*lines, revision=0, **more):
    """What the form sends."""
    sent = {f"{name}-{n}": text for n, line in enumerate(lines, 1) for name, text in line.items()}
    return {"revision": str(revision), **sent, **more}


def lines_on(answer):
    """The texts on a page, in order, and what has the focus."""
    page = answer.content.decode()
    assert answer.status_code == 200
    focused = re.findall(r"<(?:textarea|button)[^>]*(?:id|value)=\"([\w-]+)\"[^>]* autofocus", page)
    return re.findall(r"<textarea[^>]*>([^<]*)</textarea>", page), focused


def mended(answer):
    """Where a page says something is to be mended."""
    assert answer.status_code == 422
    return re.findall(r'<li><a href="#([\w-]+)"', answer.content.decode())


def published(row):
    """Minutes that are public."""
    gatherings.write_minutes(gathering=row, items=KEPT, revision=0, by=BY, at=AFTER)
    gatherings.submit_minutes(gathering=row, revision=1, by=BY, at=AFTER)
    return gatherings.publish_minutes(gathering=row, revision=1, by="outra", at=AFTER)


def test_minutes_are_written_handed_in_and_published_by_another(row):
    one, other = desk(), desk("facilitator")
    assert one.get(HERE).status_code == one.get(WRITE).status_code == 200
    for _twice in range(2):  # the same form sent twice is kept once
        assert one.post(WRITE, form(ONE, {"kind": "decision"}, FOLLOW)).status_code == 303
    assert queries.items_of(queries.in_writing(row)) == KEPT
    assert one.post(f"{HERE}publicar/", {"revision": "1"}).status_code == 409
    for _twice in range(2):
        assert one.post(f"{HERE}entregar/", {"revision": "1"}).status_code == 303
    assert one.post(f"{HERE}publicar/", {"revision": "1"}).status_code == 409
    assert [f"{HERE}publicar/" in client.get(HERE).content.decode() for client in (one, other)] == [False, True]  # fmt: skip
    assert other.post(f"{HERE}publicar/", {"revision": "1"}).status_code == 303
    assert queries.items_of(queries.published_minutes(row)) == KEPT
    assert one.post(f"{HERE}entregar/", {"revision": "1"}).status_code == 409


def test_the_national_coordination_is_the_second_pair_of_eyes_and_writes_nothing(row):
    gatherings.write_minutes(gathering=row, items=KEPT, revision=0, by=BY, at=AFTER)
    gatherings.submit_minutes(gathering=row, revision=1, by=BY, at=AFTER)
    national = desk("national_coordinator", people.national())
    assert national.get(WRITE).status_code == national.post(WRITE).status_code == 404
    assert national.post(f"{HERE}publicar/", {"revision": "1"}).status_code == 303


def test_buttons_add_move_and_take_out_lines_and_write_nothing(row):
    client, three = desk(), [{"kind": "decision", "text": text} for text in "abc"]

    def pressed(act):
        return lines_on(client.post(WRITE, form(*three, act=act)))

    assert pressed("add-follow_up") == (["a", "b", "c", ""], ["text-4"])
    assert pressed("add-x") == (["a", "b", "c", ""], ["text-4"])
    assert pressed("up-3") == (["a", "c", "b"], ["up-2"])
    assert pressed("up-2") == (["b", "a", "c"], ["down-1"])
    assert pressed("up-1") == (["a", "b", "c"], ["down-1"])
    assert pressed("down-1") == (["b", "a", "c"], ["down-2"])
    assert pressed("down-2") == (["a", "c", "b"], ["up-3"])
    assert pressed("drop-1") == (["b", "c"], ["text-1"])
    assert pressed("drop-3") == (["a", "b"], ["text-2"])
    for act in ("drop-0", "drop-4", "drop-x", "up-99999999", "\x00"):
        assert pressed(act) == (["a", "b", "c"], [])
    assert lines_on(client.post(WRITE, form(ONE, act="drop-1"))) == ([""], ["text-1"])
    assert Minutes.objects.count() == 0


def test_cards_of_the_tables_are_brought_once(row):
    board = tables.canvas(at_gathering=row)
    tables.lay(board, "Primeiro")
    tables.lay(tables.canvas(at_gathering=row, number=1), "Da outra mesa")
    client = desk()
    assert "Trazer 2 cartões" in client.get(WRITE).content.decode()
    answer = client.post(WRITE, form({"kind": "decision", "text": ""}, act="bring"))
    assert lines_on(answer) == (["Primeiro", "Da outra mesa"], ["text-1"])
    assert re.findall(r'name="card-\d" value="([\d.]+)"', answer.content.decode()) == ["1.1", "2.1"]
    own = {"kind": "decision", "text": "a"}
    held = {"kind": "agreement", "text": "Primeiro", "card": "1.1"}
    answer = client.post(WRITE, form(own, held, act="bring"))
    assert lines_on(answer)[0] == ["a", "Primeiro", "Da outra mesa"]
    assert "1 cartão das mesas está no fim da lista" in answer.content.decode()
    assert client.post(WRITE, form(own, held)).status_code == 303
    assert [one.from_card for one in queries.items_of(queries.in_writing(row))] == ["", "1.1"]
    assert "1 cartão das mesas" in client.get(WRITE).content.decode()


@pytest.mark.parametrize(
    ("lines", "places"),
    [
        ([{"kind": "decision", "text": ""}], ["text-1"]),
        ([{"kind": "x\x00", "text": "a"}], ["kind-1"]),
        ([{**ONE, "owner": "Quem", "due": "2026-04-01"}], ["owner-1", "due-1"]),
        ([{**FOLLOW, "owner": "", "due": ""}], ["owner-1", "due-1"]),
        ([{**FOLLOW, "due": "ontem"}], ["due-1"]),
        ([{**FOLLOW, "owner": "", "due": "9999-01-01"}], ["owner-1", "due-1"]),
        ([ONE] * (MOST_ITEMS + 1), ["text-1"]),
    ],
)
def test_what_is_to_mend_is_said_at_its_field(row, lines, places):
    assert mended(desk().post(WRITE, form(*lines))) == places
    assert Minutes.objects.count() == 0


def test_what_no_database_takes_does_not_reach_it(row):
    odd = {"kind": "decision", "text": "a\x00b", "card": "\x00" * 30}
    assert desk().post(WRITE, form(odd, revision="\x00")).status_code == 303
    assert queries.items_of(queries.in_writing(row)) == [Noted("decision", "a b")]


def test_of_two_who_write_at_once_the_second_sees_both_and_saves_knowingly(row):
    one, other = desk(), desk()
    assert one.post(WRITE, form(ONE, FOLLOW)).status_code == 303
    answer = other.post(WRITE, form({"kind": "decision", "text": "Outra"}))
    said = answer.content.decode()
    assert (answer.status_code, 'name="revision" value="1"' in said) == (409, True)
    shown = re.findall(r"<dt>([^<]*)</dt><dd><bdi>([^<]*)</bdi></dd>", said)
    assert [label for label, _theirs in shown] == ["Decisão", "A fazer"]
    assert shown[0][1] == "Fica aberta ao sábado."
    assert other.post(WRITE, form({"kind": "decision", "text": "Outra"}, revision=1)).status_code == 303


def test_who_writes_on_what_was_published_meanwhile_is_told(row):
    published(row)
    answer = desk().post(WRITE, form({"kind": "decision", "text": "Outra"}, revision=1))
    assert (answer.status_code, 'name="revision" value="0"' in answer.content.decode()) == (409, True)


def test_what_is_published_is_corrected_by_a_successor_and_withdrawn_with_a_reason(row):
    published(row)
    client = desk()
    assert "Corrigir a ata" in client.get(HERE).content.decode()
    assert lines_on(client.get(WRITE))[0] == [one.text for one in KEPT]
    assert client.post(WRITE, form(ONE)).status_code == 303
    assert client.post(f"{HERE}entregar/", {"revision": "1"}).status_code == 303
    assert "A ata está entregue" in client.get(WRITE).content.decode()
    assert client.get(HERE).status_code == client.get(f"{HERE}retirar/").status_code == 200
    assert mended(client.post(f"{HERE}retirar/", {"reason": ""})) == ["reason"]
    assert client.post(f"{HERE}retirar/", {"reason": "Engano (exemplo)"}).status_code == 303
    assert client.post(f"{HERE}retirar/", {"reason": "x"}).status_code == 409
    assert "Engano (exemplo)" in client.get(HERE).content.decode()


def test_nobody_writes_minutes_of_what_has_not_begun(row):
    client = desk()
    with clock.frozen(BEFORE):
        assert client.get(WRITE).status_code == 409
        assert "Escreve-se depois de o encontro começar" in client.get(HERE).content.decode()


def test_full_minutes_take_no_more_lines(row):
    page = desk().post(WRITE, form(*[ONE] * MOST_ITEMS, act="up-2")).content.decode()
    assert "A ata está cheia" in page


def test_pages_ask_the_same_of_the_database_however_much_they_show(row, django_assert_max_num_queries):
    board = tables.canvas(at_gathering=row)
    for n in range(12):
        tables.lay(board, f"Cartão {n}")
    published(row)
    gatherings.write_minutes(gathering=row, items=KEPT * 20, revision=0, by=BY, at=AFTER)
    client = desk()
    for path in (HERE, WRITE):
        client.get(path)
        with django_assert_max_num_queries(12):
            assert client.get(path).status_code == 200
