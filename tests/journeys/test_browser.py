"""The browser itself: it starts, draws a page of this site, and asks nothing of anybody else."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/pt/acessibilidade/"


def test_a_page_is_drawn_without_fault_and_nobody_else_is_asked(open_page):
    page = open_page(PAGE)
    assert page.locator("h1").count() == 1
    assert (page.foreign, page.errors) == ([], [])


def test_a_page_reads_the_same_with_script_off(open_page):
    assert open_page(PAGE, script=False).inner_text("main") == open_page(PAGE).inner_text("main")


def test_pages_leave_no_cookie(open_page):
    assert open_page(PAGE).context.cookies() == []
