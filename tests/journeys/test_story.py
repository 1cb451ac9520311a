"""Every page of the seeded story of gatherings, and of what was made of what was said, as a visitor and as the team read it: axe finds nothing, nothing overflows, small and wide, light and dark."""

import pytest

from rumo.doors.desk import (
    seedconference,
    seedgathering,
    seedlistening,
    seedpractices,
    seedshaping,
    seedtables,
)
from rumo.doors.desk.seeding import lay_ground
from rumo.doors.web import clock
from rumo.listen.contributions.models import Contribution
from rumo.listen.practices.models import Practice
from rumo.shape.synthesis.models import Finding
from tests.factories import conferences, people
from tests.factories.people import BY
from tests.journeys.office import sound

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
BOOK, GUIDES = "o-que-se-ouviu-sobre-a-escola-e-a-lingua-exemplo", f"orientacoes/{seedshaping.SLUG}"
WORKSHOP, TALKS = "oficina-de-cocriacao-exemplo", seedconference.HELD
PUBLIC = (
    "encontros/", f"encontros/processos/{seedgathering.PROCESS}/", f"encontros/{WORKSHOP}/", f"encontros/{WORKSHOP}/ata/",
    f"encontros/{seedgathering.COMING}/", f"encontros/{seedgathering.COMING}/inscricao/", f"encontros/{TALKS}/",
    f"encontros/{TALKS}/programa/", f"encontros/{TALKS}/atas/", f"encontros/{seedconference.COMING}/chamada/",
    "inscricao/", "mesa/", "boas-praticas/", "boas-praticas/propor/",
    "constatacoes/", "fio/", "fio/direitos/", "orientacoes/", f"orientacoes/{seedshaping.SLUG}/", f"orientacoes/{seedshaping.SLUG}/c5/",
    f"orientacoes/{seedshaping.SLUG}/versoes/1/", f"orientacoes/{seedshaping.SLUG}/comparar/", f"orientacoes/{seedshaping.SLUG}/comparar/?modo=lado",
)  # fmt: skip
OFFICE = (
    "", "encontros/", f"encontros/{WORKSHOP}/", f"encontros/{WORKSHOP}/quadro/", f"encontros/{WORKSHOP}/ata/",
    f"encontros/{WORKSHOP}/mesas/", f"encontros/{WORKSHOP}/mesas/1/", f"encontros/{WORKSHOP}/respostas/",
    f"encontros/{WORKSHOP}/inscritos/", "encontros/intercambio-exemplo/diario/", "encontros/processos/",
    "encontros/novo/", "conferencias/", f"conferencias/{TALKS}/", f"conferencias/{TALKS}/programa/",
    f"conferencias/{TALKS}/oradores/", f"conferencias/{TALKS}/resumos/", "boas-praticas/", "sintese/", "sintese/nova/",
    f"sintese/{BOOK}/", f"sintese/{BOOK}/temas/", f"sintese/{BOOK}/temas/acordo/", f"sintese/{BOOK}/constatacoes/",
    f"sintese/{BOOK}/constatacoes/nova/", "orientacoes/", "orientacoes/nova/", f"{GUIDES}/", f"{GUIDES}/partes/nova/",
    f"{GUIDES}/partes/c5/", f"{GUIDES}/partes/c5/origens/", f"{GUIDES}/partes/c5/traduzir/?lingua=en", f"{GUIDES}/sugestoes/", "conformidade/",
)  # fmt: skip
LOOKS = [("pt", 1280, "light"), ("ar", 360, "dark"), ("pt", 360, "light")]


@pytest.fixture
def story():
    """The story as the seed tells it."""
    at = clock.now()
    lay_ground(by=BY, at=at)
    conferences.reviewer()
    seedpractices.bring(by=BY, at=at)
    seedgathering.bring(by=BY, at=at)
    seedtables.bring(by=BY)
    seedconference.bring(by=BY, at=at)
    seedlistening.bring(by=BY, at=at)
    seedshaping.find(by=BY)
    seedshaping.guide(by=BY, at=at)


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_as_a_visitor(story, open_page, language, width, scheme):
    said = Contribution.objects.order_by("pk").first()
    practice = Practice.objects.filter(state="published").order_by("pk").first()
    found = Finding.objects.order_by("pk").first()
    more = (
        f"boas-praticas/{practice.slug}/",
        f"contributos/{said.number}/",
        f"constatacoes/{found.public_id}/",
    )
    page = open_page(f"/{language}/", width=width, scheme=scheme)
    for path in (*PUBLIC, *more):
        assert page.goto(f"/{language}/{path}").status == 200, path
        sound(page)


@pytest.mark.parametrize(("language", "width", "scheme"), LOOKS)
def test_as_the_team(story, desk_of, language, width, scheme):
    chief = people.person("national_coordinator", people.national())
    page = desk_of(chief, f"/{language}/gabinete/", width=width, scheme=scheme).page
    for path in OFFICE:
        assert page.goto(f"/{language}/gabinete/{path}").status == 200, path
        sound(page)
