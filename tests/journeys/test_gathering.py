"""Somebody comes to a gathering: by keyboard, in Arabic, 360 px wide, from the list to the receipt, other needs and giving up; the door notes who came."""

import datetime as dt

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.doors.web import clock
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.models import Registration, Seat
from rumo.listen.gatherings.rules import When
from tests.browser import follow
from tests.factories import meeting, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH = 360


def clean(page, width=WIDTH):
    """Nothing for axe to find, nothing beyond the edge, nothing refused by the page's own policy."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert (page.errors, page.foreign) == ([], [])


def reach(page, wanted):
    """Press Tab until the keyboard stands on an element."""
    for _press in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement.matches(wanted)", wanted):
            return
    raise AssertionError(f"the keyboard never reached {wanted}")


@pytest.fixture
def row(transactional_db):
    """A gathering ten days from now, of one place, with an agenda."""
    now = clock.now()
    start = (now + dt.timedelta(days=10)).replace(hour=10, minute=0, second=0, microsecond=0)
    one = When(
        start, start + dt.timedelta(hours=3), place="Biblioteca (exemplo)", capacity=1, agenda="10:00 Um"
    )
    return meeting.gathering(sessions=[one], at=now)


@pytest.mark.parametrize("script", [True, False])
def test_somebody_registers_changes_needs_and_gives_up(row, open_page, script):
    page = open_page("/ar/encontros/", width=WIDTH, script=script)
    check = clean if script else (lambda page: None)  # axe is script
    check(page)
    for wanted in (f"a[href$='/{row.slug}/']", "a.button"):
        reach(page, f"main {wanted}")
        follow(page)
        check(page)
    assert page.locator("html").get_attribute("dir") == "rtl"
    reach(page, "#name")
    page.keyboard.type("شخص")
    reach(page, "[name=audience]")
    page.keyboard.press("Space")
    reach(page, "#note")
    follow_button(page, "main form button[type=submit]")
    receipt = page.locator(".code")
    assert receipt.is_visible()
    check(page)
    found = Registration.objects.get()
    assert (found.name, found.language, Seat.objects.get().state) == ("شخص", "ar", "confirmed")
    reach(page, "#needs-1")
    page.keyboard.press("Space")
    follow_button(page, "form[action$='/apoio/'] button")
    assert Registration.objects.get().needs == {"sign": True}
    follow_button(page, "section[aria-labelledby=leave] button")
    check(page)
    follow_button(page, "button.danger")
    check(page)
    assert Seat.objects.get().state == "cancelled"


def follow_button(page, wanted):
    """Reach a button by keyboard and press it."""
    reach(page, wanted)
    follow(page)


def test_what_is_to_mend_is_reached_from_the_summary(row, open_page):
    page = open_page(f"/ar/encontros/{row.slug}/inscricao/", width=WIDTH)
    follow_button(page, "main form button[type=submit]")
    page.errors.clear()  # the browser tells of the 422 itself
    clean(page)
    reach(page, ".errors a[href='#name']")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("#name-error").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_office_makes_one_and_notes_who_came(here, desk_of, scheme):
    team = people.person("municipal_coordinator", people.municipality())
    hands = desk_of(team, "/pt/gabinete/encontros/novo/", width=WIDTH, scheme=scheme)
    page = hands.page
    clean(page)
    page.fill("#slug", "oficina-nova")
    page.fill("#title", "Oficina nova (exemplo)")
    page.fill("#summary", "O que falta (exemplo).")
    sent(page)
    page.goto("/pt/gabinete/encontros/oficina-nova/sessoes/nova/")
    clean(page)
    page.fill("#day", (clock.today() + dt.timedelta(days=9)).isoformat())
    page.fill("#starts", "10:00")
    page.fill("#ends", "12:00")
    page.fill("#place", "Biblioteca (exemplo)")
    page.fill("#capacity", "20")
    sent(page)
    clean(page)
    page.goto("/pt/gabinete/encontros/oficina-nova/publicar/")
    sent(page)
    row = meeting.Gathering.objects.get(slug="oficina-nova")
    got = meeting.registered(row, at=clock.now(), needs={"sign": True}).registration
    for path in ("", "quadro/", "pessoas/", "documentos/", "inscritos/", "cartoes/", "anular/", "sessoes/1/"):
        page.goto(f"/pt/gabinete/encontros/oficina-nova/{path}")
        clean(page)
    page.goto("/pt/gabinete/encontros/")
    clean(page)
    page.goto("/pt/gabinete/encontros/oficina-nova/sessoes/1/presencas/")
    page.fill("#badge", f" {got.public_id.upper()} ")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    clean(page)
    assert Seat.objects.get().attended_by == team.public_id


def test_the_door_notes_who_came_where_there_is_no_network(here, desk_of, row):
    numbers = [
        meeting.registered(row, token, at=clock.now(), email="").registration.public_id for token in "ab"
    ]
    gatherings.put_session(gathering=row, number=1, said=wide(row), by=people.BY, at=clock.now())
    facilitator = people.person("facilitator", people.national())
    path = f"/pt/gabinete/encontros/{row.slug}/sessoes/1/presencas/"
    page = desk_of(facilitator, path, width=WIDTH).page
    page.locator("#kept [data-said]", has_text="também funciona sem rede").wait_for()
    clean(page)
    page.context.set_offline(True)
    page.fill("#badge", numbers[0])
    page.keyboard.press("Enter")
    page.locator("#kept [data-count]", has_text="1").wait_for()
    page.reload()
    page.locator("#kept [data-count]", has_text="1").wait_for()
    page.locator(f"[name=came][value='{numbers[1]}']").check()
    page.get_by_role("button", name="Guardar quem veio").click()
    page.locator("#kept [data-count]", has_text="2").wait_for()
    assert Seat.objects.filter(attended_at__isnull=False).count() == 0
    page.context.set_offline(False)
    page.locator("text=Vieram 2 de 2.").wait_for()
    assert Seat.objects.filter(attended_by=facilitator.public_id).count() == 2
    assert page.evaluate("localStorage.length") == 0


def wide(row):
    """The session of a gathering as it is, for many."""
    one = meeting.session(row)
    return When(one.starts_at, one.ends_at, place=one.place, capacity=None)


def sent(page):
    """Press the form's own button."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").first.press("Enter")
