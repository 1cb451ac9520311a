"""Files in and out, who answers, templates and generations, on the pages."""

import datetime as dt
import io

import pytest

from rumo.deliver.plans import actions as plans
from rumo.deliver.plans import models as m
from rumo.deliver.plans.queries.documents import document_of
from rumo.doors.files.limits import FILE_BYTES
from rumo.doors.files.plan_json import write_json
from rumo.doors.files.plan_xlsx import write_xlsx
from rumo.doors.web import clock
from tests.factories import making, people
from tests.factories import plans as make

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
    return people.signed_in(client_class(), people.person("municipal_coordinator", people.municipality()))


@pytest.fixture
def national(client_class):
    """The country's coordination, signed in."""
    return people.signed_in(client_class(), people.person("national_coordinator", people.national()))


def sent(data, name="plano.json"):
    """A file as a browser sends it."""
    file = io.BytesIO(data)
    file.name = name
    return {"file": file}


def a_file(**more):
    """A plan file of Lisbon with two measures and a report."""
    measures = (make.Measure(code="1", start=None, end=None), make.Measure(code="2", start=None, end=None))
    days = {"start": dt.date(2026, 1, 1), "end": dt.date(2028, 12, 31)}
    said = {"slug": "outro", "measures": measures, "reports": (make.Report(measure="1"),), **days, **more}
    return make.Plan(**said)


@pytest.mark.parametrize(("write", "name"), [(write_json, "plano.json"), (write_xlsx, "plano.xlsx")])
def test_a_file_shows_what_it_would_change_and_comes_in_once_confirmed(coordinator, write, name):
    making.drafted()
    assert coordinator.get(f"{PLAN}importar/").status_code == 200
    page = coordinator.post(f"{PLAN}importar/", sent(write(a_file()), name))
    told = page.context
    assert (page.status_code, told["measures"], told["reports"], told["other"]) == (200, 2, 1, "outro")
    assert document_of(m.PlanVersion.objects.get()).title == "Plano municipal (exemplo)"
    for _twice in range(2):
        answer = coordinator.post(f"{PLAN}importar/", {"confirm": told["confirm"]})
        assert (answer.status_code, answer["Location"]) == (303, PLAN)
    said = document_of(m.PlanVersion.objects.get())
    assert (said.title, [one.code for one in said.measures], said.slug) == (
        "Plano (exemplo)",
        ["1", "2"],
        "lisboa-2026-2028",
    )


def test_what_changed_since_the_preview_is_not_written_over(coordinator):
    version = making.drafted()
    told = coordinator.post(f"{PLAN}importar/", sent(write_json(a_file()))).context
    making.add(version, "1", revision=1, title="Mudada entretanto")
    answer = coordinator.post(f"{PLAN}importar/", {"confirm": told["confirm"]})
    assert (answer.status_code, answer.context["conflict"]) == (409, True)
    assert document_of(version).measures[0].title == "Mudada entretanto"
    assert coordinator.post(f"{PLAN}importar/", {"confirm": answer.context["confirm"]}).status_code == 303


def test_every_fault_of_a_file_is_said_and_nothing_is_written(coordinator):
    making.drafted()
    broken = b'{"format": "rumo-plan/1", "slug": "A B", "title": "", "measures": [{"code": "1"}]}'
    page = coordinator.post(f"{PLAN}importar/", sent(broken))
    assert [fault.where for fault in page.context["faults"]] == ["slug", "title", "measures[0].title"]
    for typed in ({}, {"confirm": "nada"}, sent(b"MZ\x00", "plano.xlsx"), sent(b" " * (FILE_BYTES + 1))):
        assert coordinator.post(f"{PLAN}importar/", typed).status_code == 422
    assert m.PlanVersion.objects.get().revision == 1


def test_a_preview_of_one_plan_confirms_no_other(coordinator):
    making.drafted()
    making.started(title="Outro")
    told = coordinator.post(f"{PLAN}importar/", sent(write_json(a_file()))).context
    other = "/pt/gabinete/planos/lisboa-2026-2028-2/importar/"
    assert coordinator.post(other, {"confirm": told["confirm"]}).status_code == 404


def test_a_sent_version_takes_no_file(coordinator):
    making.drafted()
    told = coordinator.post(f"{PLAN}importar/", sent(write_json(a_file()))).context
    m.PlanVersion.objects.update(state="submitted", submitted_by="x", submitted_at=NOW)
    assert coordinator.post(f"{PLAN}importar/", {"confirm": told["confirm"]}).status_code == 409


def test_a_plan_goes_out_and_comes_in_the_same(coordinator):
    making.drafted()
    for kind in ("json", "xlsx"):
        answer = coordinator.get(f"{PLAN}exportar.{kind}")
        assert answer["Content-Disposition"] == f'attachment; filename="lisboa-2026-2028-v1.{kind}"'
        page = coordinator.post(f"{PLAN}importar/", sent(answer.content, f"a.{kind}"))
        assert (page.status_code, page.context["lines"]) == (200, [])
    assert coordinator.get(f"{PLAN}exportar.pdf").status_code == 404


def test_who_answers_is_proposed_chosen_and_refused(coordinator):
    version = making.started()
    making.add(version, responsible=["Câmara Municipal de Lisboa"])
    body = people.body()
    person = people.person("partner_reporter", body)
    url = f"{PLAN}responsaveis/"
    page = coordinator.get(url)
    assert page.context["lines"][0]["proposed"] == [(people.municipality().public_id, "Município de Lisboa")]
    assert len(coordinator.get(f"{url}?medida=1").context["choices"]) == 4
    assert coordinator.get(f"{url}?medida=9").status_code == 404
    typed = {
        "medida": "1",
        "answer": [f"{body.public_id}:{person.public_id}", people.municipality().public_id, ""],
    }
    for _twice in range(2):
        answer = coordinator.post(url, typed)
        assert (answer.status_code, answer["Location"]) == (303, f"{url}#m-1")
    assert m.Responsible.objects.count() == 2
    assert (
        "partner_reporter, exemplo"
        in coordinator.get(PLAN.removesuffix("/") + "/responsaveis/?medida=1").content.decode()
    )
    for wrong in (["nada"], [f"{body.public_id}:nada"], [body.public_id, body.public_id]):
        assert coordinator.post(url, {"medida": "1", "answer": wrong}).status_code == 422
    assert coordinator.post(url, {"medida": "9", "answer": []}).status_code == 422


def test_a_template_is_made_and_used_once_by_each_municipality(coordinator, national):
    version = making.drafted()
    town = people.municipality()
    community = people.community(town.municipality.cim.code)
    assert national.get(f"{PLAN}modelo/").status_code == 200
    assert national.post(f"{PLAN}modelo/", {"title": "Modelo"}).status_code == 422
    assert national.post(f"{PLAN}modelo/", {"owner": community.public_id, "title": " "}).status_code == 422
    assert (
        national.post(f"{PLAN}modelo/", {"owner": community.public_id, "title": "Modelo"}).status_code == 303
    )
    assert coordinator.get(f"{PLAN}modelo/").status_code == 404
    template = m.Plan.objects.get(template=True)
    url = "/pt/gabinete/modelos/"
    assert [line["slug"] for line in coordinator.get(url).context["lines"]] == [template.slug]
    for typed in ({}, {"template": template.slug}):
        assert coordinator.post(url, typed).status_code == 422
    typed = {"template": template.slug, "municipality": town.public_id}
    assert coordinator.post(url, typed).status_code == 303
    answer = coordinator.post(url, typed)
    made = m.Plan.objects.get(template_of=template)
    assert (answer.status_code, answer.context["made"]) == (422, f"/pt/gabinete/planos/{made.slug}/")
    elsewhere = people.municipality("0211")
    assert national.post(url, {**typed, "municipality": elsewhere.public_id}).status_code == 422
    assert version.plan.template is False


def test_a_template_begins_empty_and_is_never_sent(national):
    community = people.community(people.municipality().municipality.cim.code)
    typed = {"owner": community.public_id, "title": "Modelo comum"}
    answer = national.post("/pt/gabinete/planos/novo/?modelo=1", typed)
    assert answer.status_code == 303
    assert m.Plan.objects.get().template is True
    assert national.post(f"{answer['Location']}enviar/", {"act": "submit"}).status_code == 422


def test_what_comes_from_the_former_plan_is_decided_on_a_page(coordinator):
    making.drafted()
    assert coordinator.get(f"{PLAN}geracao/").context["options"] == []
    make.publish(make.Plan())
    url = f"{PLAN}geracao/"
    assert [option.value for option in coordinator.get(url).context["options"]] == ["plano-exemplo"]
    assert len(coordinator.get(f"{url}?de=plano-exemplo").context["lines"]) == 2
    typed = {"de": "plano-exemplo", "fate-0": "continued", "into-0": "7", "fate-1": "abandoned"}
    answer = coordinator.post(url, typed)
    assert (answer.status_code, [fault.field for fault in answer.context["faults"]]) == (422, ["reason-1"])
    assert 'value="7"' in answer.content.decode()
    for _twice in range(2):
        assert coordinator.post(url, {**typed, "reason-1": "Feita."}).status_code == 303
    assert coordinator.get(f"{url}?de=plano-exemplo").context["lines"][1]["reason"] == "Feita."
    assert coordinator.post(url, {**typed, "fate-0": ""}).status_code == 422
    assert coordinator.post(url, {"de": "lisboa-2026-2028"}).status_code == 422
    assert coordinator.get(f"{url}?de=nada").status_code == 404


def test_reported_codes_do_not_leave_a_measure(coordinator):
    make.publish(make.Plan(reports=(make.Report(),), slug="lisboa-2026-2028"))
    plan = m.Plan.objects.get()
    plans.new_version(plan=plan, by=make.BY, at=make.AT)
    typed = {"title": "Sem atividades", "revision": "1"}
    answer = coordinator.post(f"{PLAN}medidas/M1/editar/", typed)
    assert (answer.status_code, [fault.field for fault in answer.context["faults"]]) == (422, ["activities"])
