"""Readings, residents' words, evaluations and parts of values in a real browser: axe finds nothing, nothing overflows, no script is needed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client

from rumo.deliver.plans.models import Measure, Plan
from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import IndependentReading, Sighting
from rumo.deliver.rollup import actions as rollup
from rumo.science.planfile import document as pf
from tests.doors.dashboard.test_browser import RULES, SHAPES, SMALL
from tests.factories import outside as make
from tests.factories import people, plans
from tests.factories.people import AT, BY

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = "/painel/planos/plano-exemplo/"
TARGETS = SMALL.replace("'svg, ", "'svg, dd, th, .choice, ")
"""Of a choice the whole line is the target; in facts and tables an address is part of the text."""
LONG = "Fomos lá duas vezes, de manhã e à tarde, e falámos com quem espera. " * 4


@pytest.fixture
def site(country):
    """A plan whose M1 has parts, a reading replied to, and a public evaluation; and one evaluation in the making."""
    by = {"sex:f": 31.0, "sex:m": 19.0, "age:0-17": 12.0, "age:18-64": 30.0, "age:65+": 4.0, "age:?": 7.0}
    measure = plans.Measure(code="M1", indicators=(plans.Indicator(title="Pessoas atendidas no balcão"),))
    report = plans.Report(indicators={"i1": pf.Value(53.0, by)})
    plans.publish(plans.Plan(measures=(measure,), reports=(report,)))
    Plan.objects.update(owner=people.municipality("1106"))
    reading = make.reading("complete", reasons=LONG)
    rollup.reply(reading=reading, text="Abre em maio.", for_name="Município de Lisboa", by=BY, at=AT)
    make.reading("limited", public=False)
    row = make.evaluation()
    make.answered(row, answer=LONG)
    make.published(row)
    make.evaluation(kind="interim", title="Avaliação intercalar (exemplo)")
    said = {"measure": Measure.objects.get(), "municipality": people.municipality("1106").municipality}
    for n in range(2):
        progress.see(**said, seen=n > 0, note=LONG[:300], token=str(n), on=AT.date(), at=AT)
    return row


def cookie(user):
    """The session of somebody signed in, as a browser keeps it."""
    client = people.signed_in(Client(), user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {
        "name": settings.SESSION_COOKIE_NAME, "value": value, "domain": "localhost", "path": "/", "expires": -1,
        "httpOnly": True, "secure": False, "sameSite": "Lax",
    }  # fmt: skip


def faults_of(page, width):
    """What axe finds on a page, what overflows, what is too small for a thumb."""
    found = Axe().run(page, options=RULES)
    told = [found.generate_report()] if found.violations_count else []
    if page.evaluate("document.documentElement.scrollWidth") > width:
        told.append("overflows")
    return told + page.evaluate(TARGETS)[:5]


@pytest.mark.long
def test_the_public_pages_have_no_fault(site, open_page):
    faults = {}
    for lang, width, scheme in SHAPES:
        for address in (
            f"{PLAN}medidas/M1/",
            f"{PLAN}medidas/M1/visto/",
            f"{PLAN}avaliacoes/{site.public_id}/",
            PLAN,
        ):
            page = open_page(f"/{lang}{address}", width=width, scheme=scheme, reduced_motion="reduce")
            if told := faults_of(page, width):
                faults[lang, width, address] = told
            assert page.foreign == []
            assert bool(page.context.cookies()) == address.endswith("/visto/")
    assert faults == {}, "\n".join(map(str, faults.items()))


@pytest.mark.long
def test_the_office_pages_of_self_assessments_have_no_fault(site, open_page):
    reporter = people.person("municipal_reporter", people.municipality("1106"))
    draft = make.assessment()
    make.assessed(draft, 1, None, 0)
    addresses = ("autoavaliacoes/", "autoavaliacoes/nova/", f"autoavaliacoes/{draft.public_id}/", f"autoavaliacoes/{draft.public_id}/escrever/")  # fmt: skip
    faults = {}
    for lang, width, scheme in SHAPES[1:]:
        page = open_page(
            f"/{lang}/privacidade/", width=width, scheme=scheme, reduced_motion="reduce",
            storage_state={"cookies": [cookie(reporter)]},
        )  # fmt: skip
        for address in addresses:
            page.goto(f"/{lang}/gabinete/{address}")
            if told := faults_of(page, width):
                faults[lang, width, address] = told
    assert faults == {}, "\n".join(map(str, faults.items()))


@pytest.mark.long
def test_the_office_pages_have_have_no_fault(site, open_page):
    evaluator = people.person("evaluator", make.university())
    people.people.grant(user=evaluator, entity=people.national(), role="moderator", by=BY, at=AT)
    draft = site.__class__.objects.get(state="draft").public_id
    unread = unpublished().public_id
    addresses = (
        "leituras/?q=lingua", f"leituras/{unread}/", "leituras/nova/plano-exemplo/M1/", "vistos/", "avaliacoes/",
        "avaliacoes/nova/plano-exemplo/", f"avaliacoes/{draft}/", f"avaliacoes/{draft}/escrever/", f"avaliacoes/{draft}/constatar/",
    )  # fmt: skip
    faults = {}
    for lang, width, scheme in SHAPES[1:]:
        page = open_page(
            f"/{lang}/privacidade/", width=width, scheme=scheme, reduced_motion="reduce",
            storage_state={"cookies": [cookie(evaluator)]},
        )  # fmt: skip
        for address in addresses:
            page.goto(f"/{lang}/gabinete/{address}")
            if told := faults_of(page, width):
                faults[lang, width, address] = told
    assert faults == {}, "\n".join(map(str, faults.items()))


def unpublished():
    """The reading that is not public."""
    return IndependentReading.objects.get(state="draft")


def test_a_resident_says_it_without_script(site, open_page):
    page = open_page(f"/pt{PLAN}medidas/M1/", script=False, width=360)
    page.get_by_role("link", name="Vive aqui? Diga se vê esta medida").click()
    page.get_by_label("Vejo ou já usei").check()
    page.get_by_role("button", name="Enviar").click()
    assert "O que disse foi guardado." in page.inner_text("main")
    assert Sighting.objects.count() == 3
