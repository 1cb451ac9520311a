"""A plan made on the pages: begun, written, sent, returned, approved, published; nothing typed is lost, and twice is once."""

import datetime as dt

import pytest

from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.documents import document_of, measure_of
from rumo.doors.web import clock
from tests.factories import making, people

pytestmark = pytest.mark.usefixtures("country")
NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
PLAN = "/pt/gabinete/planos/lisboa-2026-2028/"


@pytest.fixture(autouse=True)
def one_day():
    """Hold the clock."""
    with clock.frozen(NOW):
        yield


@pytest.fixture
def coordinator(client_class):
    """The coordination of Lisbon, signed in."""
    user = people.person("municipal_coordinator", people.municipality())
    return people.signed_in(client_class(), user)


@pytest.fixture
def national(client_class):
    """The country's coordination, signed in."""
    user = people.person("national_coordinator", people.national())
    return people.signed_in(client_class(), user)


def post(client, url, **typed):
    """Send a form; return the status and where it leads."""
    answer = client.post(url, typed)
    return answer.status_code, answer.headers.get("Location", "")


def test_a_plan_is_begun_once(coordinator):
    page = coordinator.get("/pt/gabinete/planos/novo/").content.decode()
    assert "Lisboa</textarea>" in page
    typed = {
        "owner": people.municipality().public_id,
        "title": "Plano municipal (exemplo)",
        "municipalities": "lisboa",
        "period-start": "01/01/2026",
        "period-end": "2028-12-31",
    }
    for _twice in range(2):
        assert post(coordinator, "/pt/gabinete/planos/novo/", **typed) == (303, PLAN)
    assert m.Plan.objects.count() == 1
    assert coordinator.get(PLAN).status_code == 200


def test_what_is_wrong_of_a_new_plan_stands_at_its_field_and_nothing_typed_is_lost(coordinator):
    typed = {
        "owner": people.municipality().public_id,
        "title": "",
        "municipalities": "Lisbua",
        "period-start": "amanhã",
    }
    answer = coordinator.post("/pt/gabinete/planos/novo/", typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [f'href="#{field}"' in page for field in ("title", "municipalities", "period-start")] == [True] * 3
    assert ("Lisbua</textarea>" in page, 'value="amanhã"' in page) == (True, True)
    assert post(coordinator, "/pt/gabinete/planos/novo/", title="A")[0] == 422


def measure_form(**more):
    """A measure as it is typed."""
    return {
        "code": "1",
        "title": "Atender na língua de cada um",
        "areas": ["reception"],
        "activities-0-code": "1.1",
        "activities-0-title": "Abrir o balcão",
        "indicators-1-code": "i1",
        "indicators-1-title": "Pessoas atendidas",
        "indicators-1-kind": "product",
        "indicators-1-target_type": "number",
        "indicators-1-target": "1 234,5",
        "targets-0-indicator": "i1",
        "targets-0-date": "2026-06-30",
        "targets-0-value": "10",
        "budget-0-funder": "FAMI",
        "budget-0-planned": "1.000,50",
        "milestones-2-date": "2027-01-01",
        "milestones-2-share": "0,5",
        "responsible": "Câmara Municipal\nAssociação (exemplo)",
        **more,
    }


def test_a_measure_is_written_with_all_its_parts(coordinator):
    version = making.started()
    url = f"{PLAN}medidas/nova/"
    for _twice in range(2):
        assert post(coordinator, url, **measure_form()) == (303, PLAN)
    said = measure_of(version, "1")
    assert (said.indicators[0].target, said.indicators[0].targets[0].value, said.responsible) == (
        1234.5, 10.0, ("Câmara Municipal", "Associação (exemplo)"),
    )  # fmt: skip
    assert (str(said.budget[0].planned), said.milestones[0].share, said.areas) == (
        "1000.50",
        0.5,
        ("reception",),
    )
    assert post(coordinator, url, **measure_form(code="2", then="new")) == (303, url)


def test_a_measure_opens_as_it_is_and_saved_as_it_is_changes_nothing(coordinator):
    version = making.started()
    post(coordinator, f"{PLAN}medidas/nova/", **measure_form())
    was = measure_of(version, "1")
    page = coordinator.get(f"{PLAN}medidas/1/editar/").content.decode()
    assert ('value="1234,5"' in page, 'value="1000,50"' in page) == (True, True)
    typed = measure_form(revision="1")
    del typed["code"]
    assert post(coordinator, f"{PLAN}medidas/1/editar/", **typed) == (303, PLAN)
    assert (measure_of(version, "1"), m.MeasureVersion.objects.get().revision) == (was, 1)


def test_more_rows_keep_everything_typed_and_write_nothing(coordinator):
    making.started()
    answer = coordinator.post(f"{PLAN}medidas/nova/", measure_form(more="activities", title="Título a meio"))
    page = answer.content.decode()
    assert (answer.status_code, m.MeasureVersion.objects.count()) == (200, 0)
    assert (
        'value="Título a meio"' in page,
        'name="activities-3-code"' in page,
        "Abrir o balcão" in page,
    ) == (True,) * 3
    typed = measure_form(**{"more": "activities", "activities-3-code": ""})
    assert 'name="activities-6-code"' in coordinator.post(f"{PLAN}medidas/nova/", typed).content.decode()


def test_faults_of_a_measure_stand_at_their_row(coordinator):
    making.started()
    typed = measure_form(
        **{
            "indicators-1-target": "muitas",
            "activities-0-code": "",
            "milestones-2-share": "2",
            "targets-0-indicator": "",
        }
    )
    answer = coordinator.post(f"{PLAN}medidas/nova/", typed)
    assert (answer.status_code, [f.field for f in answer.context["faults"]]) == (422, ["targets-0-indicator"])
    typed["targets-0-indicator"], typed["targets-0-date"] = "i1", "nunca"
    answer = coordinator.post(f"{PLAN}medidas/nova/", typed)
    page = answer.content.decode()
    assert [f.field for f in answer.context["faults"]] == [
        "activities-0-code",
        "indicators-1-target",
        "milestones-2-share",
        "targets",
    ]
    assert 'value="muitas"' in page


def test_two_editors_of_a_measure_see_both_texts(coordinator, national):
    version = making.drafted()
    url = f"{PLAN}medidas/1/editar/"
    typed = {"activities-0-code": "a1", "revision": "1"}
    assert post(coordinator, url, **typed, title="De uma pessoa")[0] == 303
    answer = national.post(url, {**typed, "title": "De outra"})
    page = answer.content.decode()
    assert (answer.status_code, "De uma pessoa" in page, 'value="De outra"' in page) == (409, True, True)
    assert answer.context["revision"] == 2
    assert post(national, url, **{**typed, "revision": "2"}, title="De outra")[0] == 303
    assert measure_of(version, "1").title == "De outra"


def test_an_editor_of_a_measure_that_went_may_put_it_back(coordinator):
    version = making.drafted()
    assert post(coordinator, f"{PLAN}medidas/1/tirar/") == (303, PLAN)
    assert post(coordinator, f"{PLAN}medidas/1/tirar/") == (303, PLAN)
    typed = {"activities-0-code": "a1", "title": "De outra"}
    answer = coordinator.post(f"{PLAN}medidas/1/editar/", {**typed, "revision": "1"})
    assert (answer.status_code, answer.context["gone"], answer.context["revision"]) == (409, True, "")
    assert post(coordinator, f"{PLAN}medidas/1/editar/", **typed, revision="")[0] == 303
    assert measure_of(version, "1").title == "De outra"
    assert coordinator.get(f"{PLAN}medidas/9/editar/").status_code == 404
    assert coordinator.get(f"{PLAN}medidas/9/tirar/").status_code == 404


def test_the_head_with_its_cycles_is_written_and_two_editors_see_both_texts(coordinator, national):
    version = making.drafted()
    url = f"{PLAN}versao/"
    page = coordinator.get(url).content.decode()
    assert ("Lisboa</textarea>" in page, 'value="2026-01-01"' in page) == (True, True)
    typed = {
        "title": "Novo título", "municipalities": "Lisboa\n1107", "period-start": "2026-01-01", "period-end": "2028-12-31", "revision": "1",
        "language": "pt", "promoter": "Município de Lisboa", "funding-total": "10,5", "cycles-0-start": "2026-01-01", "cycles-0-end": "2026-06-30",
        "cycles-0-grace_days": "30", "adopted-1-body": "câmara",
    }  # fmt: skip
    for _twice in range(2):
        assert post(coordinator, url, **typed) == (303, PLAN)
    version.refresh_from_db()
    said = document_of(version)
    assert (said.municipalities, str(said.funding.total), said.adopted[0].body, version.revision) == (
        ("1106", "1107"), "10.50", "câmara", 2,
    )  # fmt: skip
    assert coordinator.get(PLAN).context["cycles"][0].grace_days == 30
    answer = national.post(url, {**typed, "title": "De outra"})
    assert (answer.status_code, answer.context["conflict"]) == (409, [("título", "De outra", "Novo título")])
    answer = coordinator.post(url, {**typed, "cycles-0-end": "2025-01-01", "revision": "2"})
    assert (answer.status_code, [f.field for f in answer.context["faults"]]) == (422, ["cycles-0-end"])
    assert coordinator.post(url, {**typed, "more": "cycles"}).status_code == 200


def test_measures_move_by_buttons(coordinator):
    version = making.drafted(3)
    page = coordinator.get(f"{PLAN}ordem/").content.decode()
    assert (page.count("Subir a medida"), page.count("Descer a medida")) == (2, 2)
    for _twice in range(2):
        assert post(coordinator, f"{PLAN}ordem/", code="3", position="0") == (303, f"{PLAN}ordem/")
    assert [measure.code for measure in document_of(version).measures] == ["3", "1", "2"]
    assert post(coordinator, f"{PLAN}ordem/", code="3", position="-1")[0] == 409
    assert post(coordinator, f"{PLAN}ordem/", code="9", position="1")[0] == 409


def test_a_plan_is_sent_returned_sent_again_approved_and_published(coordinator, national):
    making.drafted()
    assert coordinator.get(f"{PLAN}enviar/").status_code == 200
    for _twice in range(2):
        assert post(coordinator, f"{PLAN}enviar/", act="submit") == (303, PLAN)
    assert coordinator.get(f"{PLAN}enviar/").context["sent"] is True
    assert coordinator.get(f"{PLAN}medidas/1/editar/").status_code == 409
    assert post(coordinator, f"{PLAN}rever/", act="approve", revision="2")[0] == 422
    assert post(coordinator, f"{PLAN}rever/", act="publish")[0] == 422
    assert post(national, f"{PLAN}rever/", act="return", reason="")[0] == 422
    assert post(national, f"{PLAN}rever/", act="return", reason="Falta o eixo.") == (303, PLAN)
    assert "Falta o eixo." in coordinator.get(PLAN).content.decode()
    assert national.get(f"{PLAN}rever/").status_code == 409
    assert post(coordinator, f"{PLAN}enviar/", act="submit") == (303, PLAN)
    assert post(coordinator, f"{PLAN}enviar/", act="unsubmit") == (303, PLAN)
    assert post(coordinator, f"{PLAN}enviar/", act="submit") == (303, PLAN)
    page = national.get(f"{PLAN}rever/")
    assert (page.status_code, page.context["version"].revision) == (200, 4)
    assert post(national, f"{PLAN}rever/", act="approve", revision="3")[0] == 409
    assert post(national, f"{PLAN}rever/", act="dance")[0] == 422
    for _twice in range(2):
        assert post(national, f"{PLAN}rever/", act="approve", revision="4") == (303, f"{PLAN}rever/")
    assert post(national, f"{PLAN}rever/", act="unapprove") == (303, f"{PLAN}rever/")
    assert post(national, f"{PLAN}rever/", act="approve", revision="4") == (303, f"{PLAN}rever/")
    assert "Publicar o plano" in national.get(f"{PLAN}rever/").content.decode()
    assert post(national, f"{PLAN}rever/", act="publish") == (303, PLAN)
    version = m.PlanVersion.objects.get()
    assert (version.state, version.published_at, version.approved_for) == (
        "published",
        NOW,
        people.national().name,
    )
    assert coordinator.get("/pt/painel/planos/lisboa-2026-2028/").status_code == 200


def published():
    """A plan made here and public, all at once."""
    version = making.drafted(2)
    m.PlanVersion.objects.filter(pk=version.pk).update(state="published", published_at=NOW)
    return version


def test_the_next_version_begins_is_compared_and_thrown_away(coordinator, national):
    published()
    for _twice in range(2):
        assert post(coordinator, f"{PLAN}nova-versao/") == (303, PLAN)
    page = coordinator.get(f"{PLAN}medidas/1/tirar/").content.decode()
    assert "Porque é abandonada" in page
    assert post(coordinator, f"{PLAN}medidas/1/tirar/", reason="")[0] == 422
    assert post(coordinator, f"{PLAN}medidas/1/tirar/", reason="Sem verba.") == (303, PLAN)
    post(coordinator, f"{PLAN}enviar/", act="submit")
    page = national.get(f"{PLAN}rever/")
    assert [(line.thing, line.key, line.happened) for line in page.context["lines"]][-1] == (
        "Medida",
        "1",
        "sai",
    )
    assert post(coordinator, f"{PLAN}versao/apagar/")[0] == 409
    post(coordinator, f"{PLAN}enviar/", act="unsubmit")
    assert coordinator.get(f"{PLAN}versao/apagar/").status_code == 200
    for _twice in range(2):
        assert post(coordinator, f"{PLAN}versao/apagar/") == (303, "/pt/gabinete/planos/")
    assert m.PlanVersion.objects.count() == 1
    assert (coordinator.get(f"{PLAN}enviar/").status_code, coordinator.get(f"{PLAN}versao/").status_code) == (
        409,
        409,
    )


def test_a_plan_is_prolonged(coordinator):
    published()
    url = f"{PLAN}prolongar/"
    assert coordinator.get(url).status_code == 200
    answer = coordinator.post(url, {"ends_on": "nunca", "reason": ""})
    assert (answer.status_code, sorted(answer.context["errors"])) == (422, ["ends_on", "reason"])
    assert coordinator.post(url, {"ends_on": "2027-01-01", "reason": "x"}).status_code == 422
    for _twice in range(2):
        assert post(coordinator, url, ends_on="2029-12-31", reason="Mais um ano.") == (303, PLAN)
    assert m.PlanVersion.objects.get(number=2).ends_on == dt.date(2029, 12, 31)


def test_a_plan_never_published_is_not_prolonged_nor_copied(coordinator):
    version = making.drafted()
    assert coordinator.get(f"{PLAN}prolongar/").status_code == 409
    m.PlanVersion.objects.all()
    post(coordinator, f"{PLAN}versao/apagar/")
    assert version.pk is not None
    assert post(coordinator, f"{PLAN}nova-versao/")[0] == 409
    assert coordinator.get(PLAN).status_code == 200
    assert coordinator.get(f"{PLAN}exportar.json").status_code == 404


def test_the_list_tells_states_and_finds(coordinator, national):
    making.drafted()
    making.started(title="Outro plano")
    page = coordinator.get("/pt/gabinete/planos/")
    assert [line.state for line in page.context["lines"]] == ["draft", "draft"]
    found = coordinator.get("/pt/gabinete/planos/?q=OUTRO&estado=draft&pagina=1").context["lines"]
    assert [line.title for line in found] == ["Outro plano"]
    assert (
        "Nenhum plano encontrado" in coordinator.get("/pt/gabinete/planos/?estado=published").content.decode()
    )
    assert len(national.get("/pt/gabinete/planos/").context["lines"]) == 2


def test_a_long_list_has_pages(national):
    for number in range(51):
        making.started(title=f"Plano {number}")
    page = national.get("/pt/gabinete/planos/?pagina=2")
    assert (len(page.context["lines"]), page.context["pager"].after) == (1, None)
    assert "pagina=2" in national.get("/pt/gabinete/planos/").context["pager"].after


def test_a_plan_of_another_body_is_not_found(client_class):
    making.drafted()
    stranger = people.signed_in(
        client_class(), people.person("municipal_coordinator", people.municipality("0211"))
    )
    for part in (
        "",
        "versao/",
        "medidas/1/editar/",
        "ordem/",
        "enviar/",
        "rever/",
        "importar/",
        "responsaveis/",
        "exportar.json",
    ):
        assert stranger.get(f"{PLAN}{part}").status_code == 404


def test_who_only_reports_sees_the_plan_and_changes_nothing(client_class):
    making.drafted()
    reporter = people.signed_in(client_class(), people.person("municipal_reporter", people.municipality()))
    assert reporter.get(PLAN).status_code == 200
    assert (
        reporter.get(f"{PLAN}versao/").status_code,
        reporter.get("/pt/gabinete/planos/novo/").status_code,
    ) == (404, 404)


@pytest.mark.parametrize(
    "part",
    ["", "medidas/1/editar/", "versao/", "ordem/", "enviar/", "responsaveis/", "rever/", "medidas/nova/"],
)
def test_pages_ask_little_of_the_database_and_no_more_for_more_measures(
    coordinator, django_assert_max_num_queries, part
):
    version = making.drafted(2)
    if part == "rever/":
        m.PlanVersion.objects.update(state="submitted", submitted_by="x", submitted_at=NOW)
    coordinator.get(PLAN)
    with django_assert_max_num_queries(12) as few:
        assert coordinator.get(PLAN + part).status_code == 200
    state = m.PlanVersion.objects.get(pk=version.pk).state
    m.PlanVersion.objects.update(state="draft")
    for number in range(3, 12):
        making.add(version, str(number))
    m.PlanVersion.objects.update(state=state)
    with django_assert_max_num_queries(len(few)) as many:
        coordinator.get(PLAN + part)
    assert len(many) == len(few)
