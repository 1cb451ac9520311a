"""`rumo ledger`: what was changed behind the actions' backs is named, whatever it was; what was not, is not."""

import datetime as dt
import json
import random
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection

from rumo.data import verify as verifier
from rumo.doors.desk.checking import examine
from rumo.ground.ledger import actions
from rumo.ground.ledger.models import Detail, Entry
from rumo.ground.ledger.rules.commitments import commitment
from rumo.science import codes

AT = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
TABLES = (
    "ledger_entry", "ledger_detail", "ledger_leaf", "ledger_subtree", "ledger_head", "ledger_tree", "ledger_receipt",
    "progress_report", "progress_measurement", "progress_spending", "progress_evidence",
)  # fmt: skip
ALONE = {"ledger_receipt"}  # a receipt that is gone can be missed by its holder alone
UNSAID = {
    "ledger_tree.sealed_at",
    "ledger_tree.id",
    "ledger_subtree.id",
    "ledger_head.id",
    "ledger_detail.id",
}
UNSAID |= {"ledger_receipt.id", "progress_measurement.id", "progress_spending.id", "progress_evidence.id"}


@pytest.fixture
def register(seeded):
    """The demo, some acts more, three days' heads, receipts, one erasure."""
    removed = 0
    for day in range(3):
        at = AT + day * DAY
        for n in range(120):
            actions.record(verb="people.open", by="x", at=at, target=f"thing:{n % 7}", new={"n": n})
            actions.issue(token=f"{day} {n}", target=f"thing:{n % 7}", at=at)
        removed += actions.erase_detail(target=f"thing:{day}", by="y", at=at)
        actions.sign_head(at=at)
    return removed


@pytest.fixture
def owner():
    """A function that runs SQL as whoever owns the tables, with every guard out of the way; undone with the test."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        yield cursor
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def test_an_untouched_register_is_sound(register, rumo):
    ran = rumo("ledger", "verify", "--json")
    said = json.loads(ran.out)
    assert (ran.code, said["ok"], said["faults"], said["receipt"]) == (0, True, [], None)
    entries = Entry.objects.count()
    assert (said["entries"], said["leaves"], said["removed"]) == (entries, entries, register)
    assert rumo("ledger", "verify").out == (
        f"{entries} entries, {entries} leaves, {register} removed on request, 0 faults.\n"
    )


def changed(value, chance):
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 1_000_000])
    if isinstance(value, Decimal):
        return value + 1
    if isinstance(value, float):
        return value / 2 + 0.001
    if value is None:
        return None
    text = str(value)
    if len(text) >= 10 and text[4] == text[7] == "-":  # a day, an instant
        return str(int(text[:4]) - 4) + text[4:]
    return (
        text[:-1] + ("b" if text.endswith("a") else "a") if not text.endswith(("}", "]")) else '{"n": 99999}'
    )


class Owner:
    """Changes made directly in the database, one at a time, each taken back."""

    def __init__(self, cursor, seed):
        self.cursor, self.chance = cursor, random.Random(seed)
        self.columns, self.keys = {}, {}
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            self.columns[table] = [c[0] for c in cursor.description]
            self.keys[table] = [row[0] for row in cursor.fetchall()]

    def row(self, table, key):
        self.cursor.execute(f"SELECT * FROM {table} WHERE id = %s", [key])
        return dict(zip(self.columns[table], self.cursor.fetchone(), strict=True))

    def do(self):
        """Make one change and say what it was; None when chance chose one that changes nothing."""
        table = self.chance.choice([t for t in TABLES if self.keys[t]])
        key = self.chance.choice(self.keys[table])
        kind = self.chance.choice(["change", "change", "delete", "reorder", "insert"])
        try:
            return getattr(self, kind)(table, key)
        except IntegrityError:  # the database itself refused a second of what there may be one of
            return None

    def change(self, table, key):
        row = self.row(table, key)
        names = [n for n in row if row[n] is not None and f"{table}.{n}" not in UNSAID]
        name = self.chance.choice(names)
        value = row[name]
        self.cursor.execute(
            f'UPDATE {table} SET "{name}" = %s WHERE id = %s', [self.put(changed(value, self.chance)), key]
        )
        return f"change {table}.{name} {key}: {value!r}"

    def put(self, value):
        return json.dumps(value) if isinstance(value, dict | list) else value

    def delete(self, table, key):
        if table in ALONE:
            return None
        self.cursor.execute(f"DELETE FROM {table} WHERE id = %s", [key])
        return f"delete {table} {key}"

    def reorder(self, _table, _key):
        """Two leaves change places: their numbers, or their numbers and all that goes with them."""
        one, two = self.chance.sample(self.keys["ledger_leaf"], 2)
        first, second = self.row("ledger_leaf", one), self.row("ledger_leaf", two)
        if self.chance.random() < 0.5:  # whole rows
            names, values = (
                ("entry_id", "hash"),
                ((second["entry_id"], second["hash"]), (first["entry_id"], first["hash"])),
            )
        else:
            names, values = ("index",), ((second["index"],), (first["index"],))
        aside = {"entry_id": -1, "hash": "00", "index": 10**9}
        for key, row in ((two, [aside[n] for n in names]), (one, values[0]), (two, values[1])):
            given = ", ".join(f'"{name}" = %s' for name in names)
            self.cursor.execute(f"UPDATE ledger_leaf SET {given} WHERE id = %s", [*row, key])
        return f"reorder leaves {one} {two} {names}"

    def insert(self, _table, _key):
        """An act as the ledger would have written it, dated back: sound in itself."""
        at = AT - self.chance.randrange(3, 900) * DAY
        said = {
            "salt": "0" * 32,
            "verb": "people.open",
            "by": "x",
            "target": "a",
            "old": None,
            "new": {"n": self.chance.random()},
        }
        self.cursor.execute(
            "INSERT INTO ledger_entry (commitment, at) VALUES (%s, %s)",
            [
                commitment(**said, at=at),
                at if connection.vendor == "postgresql" else str(at.replace(tzinfo=None)),
            ],
        )
        self.cursor.execute("SELECT max(id) FROM ledger_entry")
        (key,) = self.cursor.fetchone()
        self.cursor.execute(
            "INSERT INTO ledger_detail (entry_id, salt, verb, by, target, old, new) VALUES (%s, %s, %s, %s, %s, NULL, %s)",
            [key, said["salt"], said["verb"], said["by"], said["target"], json.dumps(said["new"])],
        )
        if self.chance.random() < 0.5:
            actions.seal(at=AT + 3 * DAY)
        return f"insert entry {key}"


def unfound(owner, count):
    """Make so many changes, each on the register as it was; return those that nothing named."""
    hand, missed, made = Owner(owner, 1), [], 0
    while made < count:
        owner.execute("SAVEPOINT one")
        done = hand.do()
        if done:
            made += 1
            if not examine()[1]:
                missed.append(done)
        owner.execute("ROLLBACK TO SAVEPOINT one")
    return missed


def test_whatever_is_changed_behind_the_ledger_s_back_is_found(register, owner):
    assert unfound(owner, 60) == []


@pytest.mark.marathon
def test_a_thousand_changes_are_found(register, owner):
    assert unfound(owner, 1000) == []


@pytest.mark.django_db
def test_what_waits_is_sealed_and_the_register_written(rumo, tmp_path):
    assert rumo("ledger", "seal").out == "0 sealed, 0 in all.\n"
    actions.record(verb="people.open", by="x", at=AT, target="contribution:1")
    assert json.loads(rumo("ledger", "seal", "--json").out) == {"sealed": 1, "size": 1}
    path = tmp_path / "registo.json"
    assert rumo("ledger", "export", "-o", str(path)).out == f"{path}: 0 leaves, newest head none\n"
    actions.sign_head(at=AT)
    ran = rumo("ledger", "export", "-o", str(path), "--json")
    assert json.loads(ran.out) == {"file": str(path), "size": 1, "day": "2026-11-30"}
    assert verifier.check([json.loads(path.read_text())])[1] == []
    refused = rumo("ledger", "export", "-o", str(tmp_path / "none" / "x.json"))
    assert (refused.code, "cannot be written" in refused.err) == (1, True)


@pytest.mark.django_db
def test_a_receipt_says_where_its_acts_stand(rumo):
    actions.record(verb="people.open", by="x", at=AT, target="contribution:1")
    code = codes.shown(actions.issue(token="t", target="contribution:1", at=AT))
    lines = rumo("ledger", "verify", "--receipt", code).out.splitlines()
    assert lines[0].startswith(f"{AT.isoformat()}  people.open  not yet sealed  ")
    actions.erase_detail(target="contribution:1", by="y", at=AT)
    actions.seal(at=AT)
    said = json.loads(rumo("ledger", "verify", "--receipt", code.lower(), "--json").out)
    acts = [(act["verb"], act["index"], act["removed"]) for act in said["receipt"]["acts"]]
    assert (said["receipt"]["removed"], acts) == (True, [("", 0, True), ("ledger.erase", 1, False)])
    assert rumo("ledger", "verify", "--receipt", code).out.splitlines()[0].split("  ")[1:3] == [
        "removed on request",
        "leaf 0",
    ]
    wrong = rumo("ledger", "verify", "--receipt", code[:-1] + ("0" if code[-1] != "0" else "1"))
    assert (wrong.code, wrong.err) == (1, "rumo: No receipt has this code.\n")


def test_a_report_changed_is_named(register, owner, rumo):
    owner.execute("SELECT max(id) FROM progress_report")
    (key,) = owner.fetchone()
    owner.execute("UPDATE progress_report SET narrative = 'outra' WHERE id = %s", [key])
    owner.execute('DELETE FROM ledger_leaf WHERE "index" = 7')
    ran = rumo("ledger", "verify")
    assert ran.code == 1
    assert f"not ok  report:{key}: is not what the ledger says was published\n" in ran.out
    assert "not ok  leaf 7: is gone\n" in ran.out


@pytest.mark.django_db
def test_nothing_of_what_was_erased_is_left_and_the_tree_still_holds(rumo):
    """T5, as far as the ledger goes: the text and its salt are in no table."""
    actions.record(verb="people.open", by="x", at=AT, target="entity:1", new={"text": "MARCA-UNICA"})
    salt = Detail.objects.get().salt
    actions.sign_head(at=AT)
    actions.erase_detail(target="entity:1", by="y", at=AT + DAY)
    actions.sign_head(at=AT + DAY)
    with connection.cursor() as cursor:
        for table in [name for name in TABLES if name.startswith("ledger_")]:
            cursor.execute(f"SELECT * FROM {table}")
            assert [row for row in cursor.fetchall() if "MARCA-UNICA" in str(row) or salt in str(row)] == []
    assert rumo("ledger", "verify").out == "2 entries, 2 leaves, 1 removed on request, 0 faults.\n"
