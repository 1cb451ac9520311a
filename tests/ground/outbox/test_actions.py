"""A letter is posted once, taken by one sender, sent once, and tried ever more seldom until it is given up; time goes on once."""

import datetime as dt

import pytest

from rumo.ground.outbox import actions as outbox
from rumo.ground.outbox.models import Message
from rumo.ground.outbox.queries import due_jobs, given_up, last_jobs, reached, waiting

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 1, 2, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)


def posted(key="a", at=AT):
    return outbox.post(
        kind="reminder", key=key, to="x@exemplo.invalid", language="pt", at=at, payload={"n": 3}
    )


def test_a_letter_is_posted_once():
    row = posted()
    assert posted() is None
    assert waiting() == [row]
    assert row.payload == {"n": 3}
    assert outbox.post(kind="plain", key="b", to="x@exemplo.invalid", language="pt", at=AT).payload == {}


def test_many_letters_are_posted_each_once(django_assert_num_queries):
    letters = [outbox.Letter("reminder", f"k{i}", "x@exemplo.invalid", "ar", {"n": i}) for i in range(3)]
    with django_assert_num_queries(4):  # with the savepoint
        assert outbox.post_all(letters=[*letters, letters[0]], at=AT) == ["k0", "k1", "k2"]
    more = [*letters, outbox.Letter("plain", "k3", "y@exemplo.invalid", "pt")]
    assert outbox.post_all(letters=more, at=AT + MINUTE) == ["k3"]
    assert outbox.post_all(letters=[], at=AT) == []
    rows = Message.objects.order_by("key").values_list("key", "language", "payload", "posted_at", "due_at")
    assert list(rows) == [
        *((f"k{i}", "ar", {"n": i}, AT, AT) for i in range(3)),
        ("k3", "pt", {}, AT + MINUTE, AT + MINUTE),
    ]


def test_a_letter_is_taken_by_one_sender_and_let_go_of_after_a_while():
    row = posted()
    assert outbox.take(message=row, at=AT - MINUTE) is False
    assert [outbox.take(message=row, at=AT), outbox.take(message=row, at=AT)] == [True, False]
    assert (waiting(at=AT + 4 * MINUTE), waiting(at=AT + outbox.HELD)) == ([], [row])
    assert outbox.take(message=row, at=AT + outbox.HELD) is True
    outbox.sent(message=row, at=AT + outbox.HELD)
    assert outbox.take(message=row, at=AT + 3 * outbox.HELD) is False


def test_of_a_letter_whose_address_is_sealed_no_row_stays():
    row = outbox.post(kind="reminder", key="a", to="", language="pt", at=AT)
    other = posted("b")
    outbox.sent(message=row, at=AT)
    assert list(Message.objects.all()) == [other]


def test_a_letter_sent_waits_no_more_and_keeps_nothing_of_its_words():
    row = posted()
    outbox.sent(message=row, at=AT)
    row.refresh_from_db()
    assert (row.sent_at, row.payload, waiting()) == (AT, {}, [])


def test_a_letter_that_cannot_be_sent_is_given_up_after_twelve_tries():
    row, at, waits, given = posted(), AT, [], []
    for _ in range(outbox.TRIES):
        assert outbox.take(message=row, at=at)
        given.append(outbox.failed(message=row, why="o servidor recusa " * 100, at=at))
        row.refresh_from_db()
        waits.append(int((row.due_at - at).total_seconds() // 60))
        at = row.due_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048]
    assert given == [False] * 11 + [True]
    assert (row.tries, len(row.fault), waiting()) == (12, 1000, [])
    assert row.given_up_at == AT + sum(waits[:-1]) * MINUTE
    assert outbox.take(message=row, at=at) is False
    assert (given_up(), given_up(row.given_up_at), given_up(row.given_up_at + MINUTE)) == (1, 1, 0)


def test_a_server_that_was_away_for_long_costs_a_letter_one_try():
    row = posted()
    outbox.failed(message=row, why="recusa", at=AT + 1000 * MINUTE)
    row.refresh_from_db()
    assert (row.due_at, row.given_up_at) == (AT + 1001 * MINUTE, None)


def test_the_oldest_letter_goes_first():
    later, sooner = posted("later", AT + dt.timedelta(hours=1)), posted("sooner")
    assert waiting() == [sooner, later]
    assert waiting(1) == [sooner]
    assert waiting(at=AT) == [sooner]


def test_time_moves_on_and_never_back():
    assert (reached("reminders"), outbox.advance(name="reminders", to=AT), reached("reminders")) == (
        None,
        None,
        AT,
    )
    assert outbox.advance(name="reminders", to=AT + MINUTE) == AT
    assert outbox.advance(name="reminders", to=AT) == AT + MINUTE
    assert (reached("reminders"), reached("other")) == (AT + MINUTE, None)


def test_a_job_waits_once_and_may_be_asked_again_when_it_is_over():
    asked = {"kind": "translate", "key": "a", "payload": {"language": "en"}}
    row = outbox.ask(**asked, at=AT)
    assert outbox.ask(**asked, at=AT) is None
    assert due_jobs(at=AT) == [row]
    assert outbox.take_job(job=row, at=AT) is True
    assert outbox.take_job(job=row, at=AT) is False  # somebody does it
    assert due_jobs(at=AT) == []
    assert due_jobs(at=AT + outbox.HELD) == [row]
    outbox.done(job=row, at=AT)
    row.refresh_from_db()
    assert (row.done_at, row.payload) == (AT, {})
    assert outbox.take_job(job=row, at=AT + outbox.HELD) is False
    again = outbox.ask(**asked, at=AT + MINUTE)
    assert last_jobs(["a", "b"]) == {"a": again}


def test_a_job_that_fails_is_tried_ever_more_seldom_and_given_up():
    row = outbox.ask(kind="translate", key="a", payload={}, at=AT)
    for tries in range(1, outbox.TRIES + 1):
        row.refresh_from_db()
        assert outbox.job_failed(job=row, why="no", at=AT) is (tries == outbox.TRIES)
    row.refresh_from_db()
    assert (row.tries, row.fault, row.given_up_at) == (outbox.TRIES, "no", AT)
    assert due_jobs(at=AT + 9999 * MINUTE) == []
    assert outbox.ask(kind="translate", key="a", payload={}, at=AT) is not None
