"""People speak and are heard: with no script, 320 px wide, in Arabic, from the list to the receipt, the correction and the answer."""

import re

import pytest
from playwright.sync_api import expect

from rumo.doors.web import clock
from rumo.listen.consultations import actions as consultations
from rumo.listen.contributions import models as m
from rumo.shape.synthesis import actions as synthesis
from tests.browser import follow
from tests.factories import listening
from tests.journeys.office import sound

pytestmark = pytest.mark.django_db(transaction=True)
BUDGET = 250_000  # bytes over the line, all of it (access.md)
WORDS = {
    "title": "مدرسة للجميع",
    "summary": "نسأل عما ينقص في المدرسة.",
    "question:q1": "هل لديك أطفال في المدرسة؟",
}


@pytest.fixture
def opened(monkeypatch):
    """A consultation that is open now, worded in Arabic too; the server's clock stands while it is."""
    row = listening.consultation()
    consultations.reword(consultation=row, words=WORDS, language="ar", by="t", at=listening.AT)
    monkeypatch.setattr(clock, "now", lambda: at["now"])
    at = {"now": listening.OPEN}
    return row, at


def weighed(page):
    """Count what a page's browser receives over the line, headers included."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    weight = {"bytes": 0}
    line.on(
        "Network.loadingFinished",
        lambda told: weight.__setitem__("bytes", weight["bytes"] + told["encodedDataLength"]),
    )
    return weight


def press(page, value):
    """Press the button that leads on from a page of the form."""
    with page.expect_navigation():
        page.locator(f"button[name=ir][value={value}]").first.press("Enter")


def code_on(page):
    """The receipt's code as it stands on the page."""
    return "-".join(page.locator(".code span").all_inner_texts())


def answered(page):
    """Walk from the list of consultations through every question to the last page before sending."""
    page.goto("/ar/consultas/")
    page.get_by_role("link", name=WORDS["title"]).click()
    page.locator(".ways a.button").first.click()
    page.locator("#audience-2").check()
    press(page, "seguinte")
    page.locator("#q-q1-1").check()
    press(page, "seguinte")
    page.locator("#q-q2-3").check()
    press(page, "seguinte")
    press(page, "seguinte")
    page.locator("#q-q4").fill("نحتاج إلى معلم بعد العمل.")
    page.locator("#q-q4-public").check()
    press(page, "seguinte")
    press(page, "seguinte")


def test_from_the_list_to_the_answer_in_arabic_without_script(opened, open_page):
    _row, at = opened
    page = open_page("/ar/acessibilidade/", width=320, script=False, locale="ar")
    weight = weighed(page)
    answered(page)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    press(page, "enviar")
    code = code_on(page)
    assert re.fullmatch(r"([0-9A-Z]{3}-){8}[0-9A-Z]{3}", code)
    assert code not in page.url
    page.locator("form[action$='/comprovativo/corrigir/'] button").click()
    press(page, "q1")
    page.locator("#q-q1-2").check()
    press(page, "seguinte")
    press(page, "enviar")
    assert m.Contribution.objects.get().answers == {"q1": "no", "q2": ["language"]}
    at["now"] = listening.AFTER
    synthesis.respond(
        contributions=m.Contribution.objects.all(),
        disposition="accepted",
        reason="Vai entrar.",
        by="n",
        at=at["now"],
    )
    page.goto("/ar/comprovativo/")
    page.locator("#code").fill(code.lower().replace("-", " "))
    follow(page)
    assert "Vai entrar." in page.inner_text("main")
    assert page.locator("blockquote[lang=ar]").inner_text() == "نحتاج إلى معلم بعد العمل."
    assert (page.errors, page.foreign) == ([], [])
    assert weight["bytes"] < BUDGET


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 1280])
def test_every_page_of_the_way_is_sound(opened, open_page, width):
    slug = opened[0].slug
    page = open_page("/pt/consultas/", width=width)
    sound(page)
    for path in (
        "",
        "texto/",
        "afirmacoes/",
        "afirmacoes/nova/",
        "propostas/",
        "posicao/",
        "papel/",
        "resultados/",
    ):
        page.goto(f"/pt/consultas/{slug}/{path}")
        sound(page)
    for path in ("comprovativo", "moderacao"):
        page.goto(f"/pt/{path}/")
        sound(page)
    page.goto(f"/pt/consultas/{slug}/responder/")
    press(page, "seguinte")
    page.errors.clear()  # the browser says that 422 is one
    sound(page)
    page.locator("#audience-1").check()
    press(page, "seguinte")
    page.locator("#q-q1-1").check()
    for _page in range(5):
        sound(page)
        press(page, "seguinte")
    sound(page)
    press(page, "enviar")
    sound(page)


def test_an_organisation_hands_in_its_position_with_an_annex_by_keyboard(opened, open_page, tmp_path):
    annex = tmp_path / "posicao.txt"
    annex.write_text("A nossa posição, por extenso.\n", encoding="utf-8")
    page = open_page(f"/pt/consultas/{opened[0].slug}/posicao/", width=360)
    with page.expect_file_chooser() as asked:  # the browser is told to listen long before the key is pressed
        page.locator("#organisation").focus()
        page.keyboard.type("Federação de associações, exemplo")
        page.keyboard.press("Tab")
        page.keyboard.type("Somos a favor, com duas mudanças.")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    asked.value.set_files(annex)
    page.locator("#audience-3").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Enviar contributo").press("Enter")
    row = m.Contribution.objects.get()
    assert (row.kind, row.organisation_name) == ("position", "Federação de associações, exemplo")
    assert m.Attachment.objects.get().file.name == "posicao.txt"
    assert row.number in page.inner_text(".ticket")


def test_three_votes_by_keyboard_are_a_ballot(opened, open_page):
    page = open_page(f"/pt/consultas/{opened[0].slug}/afirmacoes/", width=320, script=False)
    page.locator("#audience-1").check()
    for vote in ("concordo", "discordo", "passo"):
        with page.expect_navigation():
            page.locator(f"button[value={vote}]").press("Enter")
    with page.expect_navigation():
        page.locator("button[value=terminar]").press("Enter")
    assert sorted(m.Vote.objects.values_list("value", flat=True)) == [-1, 0, 1]
    assert len(code_on(page)) == 35
