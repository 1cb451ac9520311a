"""A text that would deceive or run over leaves the page around it where it was."""

import pytest

from rumo.doors.web import clock
from tests.doors.participate.test_unicode import ODD
from tests.factories import listening, said

pytestmark = pytest.mark.django_db(transaction=True)
BOXES = "() => [...document.querySelectorAll('header, main, footer, h1, nav')].map((one) => [one.getBoundingClientRect().left, one.getBoundingClientRect().width])"
WIDE = "() => document.documentElement.scrollWidth"


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/pt/consultas/escola-para-todos/propostas/", "/ar/contributos/{}/"])
def test_the_page_around_it_stays_where_it_was(open_page, monkeypatch, width, path):
    row = listening.consultation(moderation="post")
    monkeypatch.setattr(clock, "now", lambda: listening.OPEN)
    found = []
    odd = (
        "\u202e".join(text for text in ODD.values() if isinstance(text, str)).replace("\x00", "")
        + "w" * 2_000
    )
    for text in ("Mais aulas.", odd):
        one = said.say(row, "position", text, organisation_name=text[:300])
        said.say(row, "proposal", text)
        page = open_page(path.format(one.number), width=width)
        found.append((page.evaluate(BOXES), page.evaluate(WIDE)))
    assert found[0] == found[1]
    assert found[0][1] <= width
