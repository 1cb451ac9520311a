"""A consultation written by keyboard alone, without script, on a telephone; and axe finds nothing on the pages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from rumo.listen.consultations import actions as consultations
from rumo.listen.consultations import models as m
from rumo.listen.consultations.queries import Body
from tests.browser import follow
from tests.doors.office.hands import fill, reach, sign_in
from tests.factories import listening as make
from tests.factories import people, territory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
BASE = "/pt/gabinete/consultas/"
ONE = f"{BASE}{make.SLUG}/"
DRAFT = (
    "", "quadro/", "textos/", "desenho/", "perguntas/", "perguntas/nova/", "perguntas/q3/", "perguntas/q4/tirar/", "texto/",
    "afirmacoes/", "documentos/", "traducoes/", "traducoes/ar/", "convites/", "ver/", "publicar/",
)  # fmt: skip
PUBLISHED = ("", "afirmacoes/", "documentos/", "convites/", "prolongar/", "anular/")


@pytest.fixture
def opened(transactional_db, open_page, live_server):
    """A function that opens a page as the coordination of Lisbon."""
    territory.load()
    user = people.person("municipal_coordinator", people.municipality())

    def signed(path, **options):
        page = open_page("/pt/acessibilidade/", **options)
        sign_in(page, user, live_server.url)
        page.goto(path)
        return page

    return signed


def test_a_question_is_written_by_keyboard_without_script(opened):
    page = opened(f"{BASE}nova/", width=360, script=False)
    fill(page, title="Uma escola (exemplo)", slug=make.SLUG)
    follow(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Uma escola (exemplo)"
    page.goto(f"{ONE}perguntas/nova/")
    fill(page, text="O que falta?", kind="Texto longo")
    reach(page, "input[name='required']")
    page.keyboard.press("Space")
    reach(page, "button.button:not(.first)")
    follow(page)
    assert page.locator("[role=status]").inner_text() == "A pergunta q1 foi guardada."
    one = m.Question.objects.get()
    assert (one.code, one.kind, one.required, page.errors) == ("q1", "long", True, [])


def made():
    """A consultation of Lisbon in preparation, with a translation and an invitation."""
    row = make.drafted(owner=people.municipality())
    act = {"consultation": row, "by": people.BY, "at": people.AT}
    consultations.translate(language="ar", texts={"title": ("مدرسة للجميع", "human")}, **act)
    consultations.invite(bodies=[Body("association", "Associação (exemplo)", "a@exemplo.invalid")], **act)
    return row


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_and_nothing_overflows(opened, width):
    page = opened(BASE, width=width)
    row = made()
    every = [
        BASE,
        f"{BASE}nova/",
        *(ONE + part for part in DRAFT),
        f"/pt/gabinete/historia/consultation/{make.SLUG}/",
    ]
    for path in every:
        looked_at(page, path, width)
    consultations.publish(consultation=row, country="pt", by=people.BY, at=people.AT)
    m.Consultation.objects.update(closes_at="2100-01-01T00:00:00Z")
    for part in PUBLISHED:
        looked_at(page, ONE + part, width)
    assert (page.errors, page.foreign) == ([], [])


def looked_at(page, path, width):
    """Open a page, have axe read it, and see that it is no wider than the screen."""
    answer = page.goto(path)
    assert answer.status == 200, path
    found = Axe().run(page, options=RULES)
    assert found.violations_count == 0, f"{path}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth") == width, path
