"""Sealing numbers what waits, once and in order; a head a day; proofs from the kept tree; nothing of it can be changed."""

import datetime as dt
import json
import threading

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError, connection, connections, transaction

from rumo.ground.ledger import actions, queries
from rumo.ground.ledger.models import Detail, Entry, Head, Leaf, Receipt, Subtree
from rumo.ground.ledger.rules.commitments import commitment, leaf_of
from rumo.ground.ledger.rules.signing import head_text
from rumo.science import merkle

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def act(n=1, at=AT):
    return [actions.record(verb="people.open", by="x", at=at, target="a", new={"n": i}) for i in range(n)]


def many(count):
    """Entries without details, written at once."""
    Entry.objects.bulk_create(Entry(commitment=f"{n:064x}", at=AT) for n in range(count))


def grown():
    """The tree in memory, from the entries in the order of their leaves."""
    rows = Leaf.objects.order_by("index").values_list("entry__commitment", "entry__at")
    return merkle.Grown(bytes.fromhex(leaf_of(*row)) for row in rows)


def test_what_waits_is_numbered_in_order_and_once(django_assert_num_queries):
    rows = act(3)
    assert (queries.size(), actions.seal(at=AT), actions.seal(at=AT), queries.size()) == (0, 3, 0, 3)
    rows += act(2)
    assert actions.seal(at=AT) == 2
    assert list(Leaf.objects.order_by("index").values_list("index", "entry_id")) == [
        (i, row.pk) for i, row in enumerate(rows)
    ]
    with django_assert_num_queries(2):  # two INSERTs and the savepoint: sealing costs an act nothing
        act()


def test_an_entry_committed_late_is_numbered_after_those_before_it(monkeypatch):
    rows = act(5)
    late, rest = rows[1], [rows[0], *rows[2:]]
    monkeypatch.setattr("rumo.ground.ledger.actions.sealing._pending", lambda since, seen=[]: [] if seen else (
        seen.append(1) or [(row.pk, row.commitment, row.at) for row in rest]
    ))  # fmt: skip
    actions.seal(at=AT)
    monkeypatch.undo()
    assert actions.seal(at=AT) == 1
    assert Leaf.objects.get(entry=late).index == 4


def test_an_entry_committed_very_late_is_numbered_with_the_daily_head(monkeypatch):
    monkeypatch.setattr("rumo.ground.ledger.actions.sealing.LATE", 1)
    key = Entry.objects.create(commitment="0" * 64, at=AT).pk + 10
    Entry.objects.create(pk=key, commitment="1" * 64, at=AT)
    actions.seal(at=AT)
    Entry.objects.create(pk=key - 5, commitment="2" * 64, at=AT)
    assert (actions.seal(at=AT), actions.sign_head(at=AT).size) == (0, 3)
    assert Leaf.objects.get(entry=key - 5).index == 2


def test_a_head_a_day_in_the_country_s_time_zone(settings):
    assert actions.sign_head(at=AT) is None
    act(2)
    head = actions.sign_head(at=AT)
    assert (head.size, head.day, actions.sign_head(at=AT + dt.timedelta(hours=11))) == (2, AT.date(), None)
    act()
    assert actions.seal(at=AT) == 1
    midnight = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)  # half past midnight in Lisbon, but long ago
    assert actions.sign_head(at=midnight) is None
    later = dt.datetime(2027, 7, 1, 23, 30, tzinfo=dt.UTC)
    assert actions.sign_head(at=later).day == dt.date(2027, 7, 2)
    assert (head.before, queries.head().before) == ("", head.signature)
    assert (queries.head().size, queries.head().root) == (3, merkle.root(3, grown()).hex())


def test_a_head_is_signed_over_what_it_says():
    act(3)
    head = actions.sign_head(at=AT)
    text = head_text(size=3, root=head.root, day=head.day, signed_at=head.signed_at, before="")
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key_id))
    key.verify(bytes.fromhex(head.signature), text.encode())
    assert text == f"rumo-head/1\n3\n{head.root}\n2026-11-30\n2026-11-30T12:00:00+00:00\n\n"


def test_proofs_come_from_few_rows_and_hold(django_assert_max_num_queries):
    many(700)
    assert actions.seal(at=AT) == 700
    assert list(Subtree.objects.order_by("index").values_list("level", "index")) == [(1, 0), (1, 1)]
    tree = grown()
    for index, size in ((0, 1), (0, 700), (255, 256), (256, 700), (699, 700), (300, 513), (511, 512)):
        with django_assert_max_num_queries(10):
            found = queries.proof(index, size)
        assert (found.root, list(found.path)) == (
            merkle.root(size, tree).hex(),
            [step.hex() for step in merkle.inclusion(index, size, tree)],
        )
    for first, second in ((1, 700), (256, 700), (257, 512), (700, 700)):
        steps = [step.hex() for step in merkle.consistency(first, second, tree)]
        assert queries.consistency(first, second) == steps
    assert [queries.proof(700), queries.proof(0), queries.proof(700, 701), queries.proof(-1, 5)] == [None] * 4
    assert [queries.consistency(5, 701), queries.consistency(6, 5)] == [None, None]
    actions.sign_head(at=AT)
    assert queries.proof(3) == queries.proof(3, 700)


def test_a_second_height_of_kept_hashes(monkeypatch):
    for name in ("queries.tree", "actions.sealing"):
        monkeypatch.setattr(f"rumo.ground.ledger.{name}.HEIGHT", 2)
    monkeypatch.setattr("rumo.ground.ledger.queries.tree.WIDTH", 4)
    monkeypatch.setattr("rumo.ground.ledger.actions.sealing.BATCH", 7)
    for size in (3, 10, 60):
        many_more = [Entry(commitment=f"{size:032x}{n:032x}", at=AT) for n in range(size)]
        Entry.objects.bulk_create(many_more)
        actions.seal(at=AT)
    tree = grown()
    assert (len(tree), Subtree.objects.filter(level=3).count()) == (73, 1)
    for size in range(1, 74):
        assert queries.proof(size // 2, size).root == merkle.root(size, tree).hex()
        for first in range(1, size, 7):
            assert queries.consistency(first, size) == [
                s.hex() for s in merkle.consistency(first, size, tree)
            ]


def test_an_entry_s_commitment_can_be_computed_again_from_what_the_database_gives_back():
    lisbon = dt.timezone(dt.timedelta(hours=1))
    new = {"a": 1e16, "b": [1.0, 0.1, 1e-7, True, None, 123456789.25], "ç": "é\n"}
    actions.record(verb="people.open", by="x", at=AT.astimezone(lisbon), target="a", new=new)
    row = Detail.objects.select_related("entry").get()
    again = {name: getattr(row, name) for name in ("salt", "verb", "by", "target", "old", "new")}
    assert commitment(**again, at=row.entry.at) == row.entry.commitment


@pytest.mark.parametrize("model", [Entry, Leaf, Subtree, Head, Detail, Receipt])
def test_what_is_in_the_ledger_cannot_be_changed_and_only_details_deleted(model):
    many(256)
    act()
    actions.sign_head(at=AT)
    actions.issue(token="t", target="contribution:1", at=AT)
    field = {"Entry": "commitment", "Detail": "verb", "Receipt": "target", "Head": "root"}.get(
        model.__name__, "hash"
    )
    with pytest.raises(DatabaseError, match="append-only: UPDATE"), transaction.atomic():
        model.objects.update(**{field: "x"})
    if model in (Detail, Receipt):
        with transaction.atomic():
            model.objects.all().delete()
        return
    with pytest.raises(DatabaseError, match="append-only: DELETE"), transaction.atomic():
        model.objects.all()._raw_delete(model.objects.db)


@pytest.mark.postgres
def test_the_ledger_cannot_be_emptied_at_once():
    with (
        pytest.raises(DatabaseError, match="append-only: TRUNCATE"),
        transaction.atomic(),
        connection.cursor() as c,
    ):
        c.execute("TRUNCATE ledger_detail")


def test_the_export_holds_hashes_alone():
    act(3)
    assert json.loads("".join(queries.exported())) == {"format": "rumo-ledger/1", "heads": [], "leaves": []}
    head = actions.sign_head(at=AT)
    act()
    actions.seal(at=AT)
    said = json.loads("".join(queries.exported()))
    leaves = list(Leaf.objects.order_by("index").values_list("hash", flat=True))[:3]
    assert said == {"format": "rumo-ledger/1", "heads": [queries.said_of_head(head)], "leaves": leaves}
    assert [queries.proof_file(3), queries.proof_file(2)["head"]] == [None, queries.said_of_head(head)]


@pytest.mark.django_db(transaction=True)
def test_two_that_seal_at_once_number_each_entry_once():
    act(40)
    done = []

    def sealing():
        done.append(actions.seal(at=AT))
        connections.close_all()

    threads = [threading.Thread(target=sealing) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(done), len(done)) == (40, 4)
    assert list(Leaf.objects.order_by("index").values_list("index", flat=True)) == list(range(40))
