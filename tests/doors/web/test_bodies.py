"""A body too large is refused before it is kept, and the one that sends it hears why."""

import io

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from rumo.doors.web.bodies import Bodies


def asked(length, body=b"", **settings):
    request = RequestFactory().post("/pt/gabinete/", data=b"", content_type="application/octet-stream")
    request.META["CONTENT_LENGTH"] = length
    request.META["wsgi.input"] = io.BytesIO(body)
    return request


@pytest.fixture
def passed():
    return Bodies(lambda request: HttpResponse("passou"))


def test_a_body_within_the_limit_passes_unread(passed, settings):
    settings.LARGEST_BODY = 1000
    request = asked("1000", b"x" * 1000)
    assert passed(request).content == b"passou"
    assert request.META["wsgi.input"].tell() == 0


@pytest.mark.parametrize("length", ["", None, "-1", "abc", "²"])
def test_a_length_that_is_none_counts_as_nothing(passed, length):
    assert passed(asked(length)).content == b"passou"


def test_a_body_above_it_is_refused_with_its_limit(passed, settings):
    settings.LARGEST_BODY = 2 * 2**20
    request = asked(str(300 * 2**20), b"x" * 3_000_000)
    answer = passed(request)
    assert answer.status_code == 413
    assert "tem 300 MB, e o máximo é 2 MB. Nada foi guardado." in answer.content.decode()
    assert request.META["wsgi.input"].tell() == 3_000_000


def test_a_body_that_was_sent_whole_is_read_to_its_end(passed, settings):
    settings.LARGEST_BODY = 10
    request = asked("100", b"x" * 150)
    assert passed(request).status_code == 413
    assert request.META["wsgi.input"].tell() == 100
