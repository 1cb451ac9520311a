"""The browser itself: it starts, draws this site, and asks nothing of anybody else."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_live_site_answers_the_browser_and_nobody_else_is_asked(open_page):
    page = open_page("/estatico/web/nothing-there.css")
    assert page.foreign == []


def test_a_page_reads_the_same_with_script_off(open_page):
    address = "data:text/html,<title>t</title><p>Rumo</p>"
    assert open_page(address, script=False).inner_text("p") == "Rumo"
    assert open_page(address, script=True).inner_text("p") == "Rumo"
