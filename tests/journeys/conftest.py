"""What the office's journeys stand on: the country and a plan to report on, the worker's round, and letters that lead to the live site."""

import sys

import pytest

from rumo.doors.desk.main import main
from rumo.ground.vocabularies import actions as vocabularies
from tests.doors.office.hands import sign_in
from tests.factories import people, territory
from tests.factories.plans import AT, BY
from tests.journeys import office


@pytest.fixture
def here(transactional_db, live_server, settings, tmp_path):
    """The live site, with the territory and the areas; its letters lead to it, and tries are counted apart for each test."""
    settings.SITE_URL = live_server.url
    settings.CACHES = {
        "default": {"BACKEND": "rumo.doors.web.filecache.FileCache", "LOCATION": tmp_path / "counts"}
    }
    territory.load()
    vocabularies.load(by=BY, at=AT)
    return live_server.url


@pytest.fixture
def tick(monkeypatch, capsys):
    """`rumo tick`, as a timer runs it."""

    def ticked():
        monkeypatch.setattr(sys, "argv", ["rumo", "tick"])
        with pytest.raises(SystemExit) as ended:
            main()
        assert not ended.value.code, capsys.readouterr()

    return ticked


@pytest.fixture
def coordinator(here):
    """Somebody who coordinates Lisbon's plan."""
    return people.person(
        "municipal_coordinator", people.municipality(), name="Coordenação municipal, exemplo"
    )


@pytest.fixture
def desk_of(here, open_page):
    """A function: the keyboard of somebody signed in, at the page they opened."""

    def sat(user, path="/pt/gabinete/", **options):
        page = open_page("/pt/privacidade/", **options)
        sign_in(page, user, here)
        page.goto(path)
        return office.Hands(page)

    return sat
