"""The clock: aware, freezable, in the country's day."""

from datetime import UTC, date, datetime, timedelta, timezone
from threading import Thread

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from rumo.doors.web import clock

SUMMER_NIGHT = datetime(2027, 6, 30, 23, 30, tzinfo=UTC)
NAIVE = SUMMER_NIGHT.replace(tzinfo=None)


def test_now_is_aware_and_in_utc(db):
    before = datetime.now(UTC) - timedelta(seconds=5)
    assert clock.now().utcoffset() == timedelta(0)
    assert before <= clock.now() <= datetime.now(UTC) + timedelta(seconds=5)


@pytest.mark.postgres
def test_now_is_the_databases_on_postgresql(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert clock.now().utcoffset() == timedelta(0)


def test_a_request_has_one_present(db, client, django_assert_num_queries):
    """However often it is asked for, the database is asked once; the next request has its own."""
    seen = []

    def view(request):
        seen.append([clock.now() for _ in range(3)])
        return HttpResponse()

    site = clock.OneInstant(view)
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 0):
        site(HttpRequest())
        site(HttpRequest())
    if connection.vendor == "postgresql":
        assert [len(set(instants)) for instants in seen] == [1, 1]
    assert seen[0][0] < seen[1][0]
    assert clock._request.get() is None


def test_today_is_the_day_in_lisbon():
    with clock.frozen(SUMMER_NIGHT):
        assert clock.today() == date(2027, 7, 1)


def test_today_without_freezing_is_about_now():
    assert abs(clock.today() - datetime.now(UTC).date()) <= timedelta(days=1)


@given(st.integers(0, 4_000_000_000))
def test_a_frozen_clock_stands_still_and_runs_again(seconds):
    at = datetime.fromtimestamp(seconds, timezone(timedelta(hours=-9)))
    with clock.frozen(at) as held:
        assert clock.now() == at == held
        with clock.frozen(SUMMER_NIGHT):
            assert clock.now() == SUMMER_NIGHT
        assert clock.now() == at
    assert clock._frozen.get() is None


def test_freezing_holds_for_one_thread_only():
    seen = []
    with clock.frozen(SUMMER_NIGHT):
        thread = Thread(target=lambda: seen.append(clock._frozen.get()))
        thread.start()
        thread.join()
    assert seen == [None]


def test_a_naive_instant_is_refused():
    with pytest.raises(ValueError, match=r"^frozen\(\) needs an aware instant$"), clock.frozen(NAIVE):
        pass
