"""Practices in the office: reviewed, returned, published by another, corrected, withdrawn; taken up, confirmed, recognised; followed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rumo.deliver.plans.models import GatheringBasis, Plan, PracticeBasis
from rumo.doors.web import clock
from rumo.ground.ledger.models import Detail
from rumo.listen.practices import queries
from rumo.listen.practices.models import Adoption, Practice, Recognition, Version
from tests.factories import meeting, people, plans
from tests.factories import practices as make
from tests.factories.people import AT

SAID = {name: value for name, value in make.TEXTS.items() if isinstance(value, str)} | {"areas": ["labour"]}


@pytest.fixture(autouse=True)
def here(country):
    with clock.frozen(AT):
        yield


@pytest.fixture
def sit(client_class):
    """A function: somebody signed in, in a role of a body (the institute's unless told)."""

    def sat(role, entity=None):
        return people.signed_in(client_class(), people.person(role, entity or people.national()))

    return sat


def at(name, *args):
    return reverse(f"office:{name}", args=args)


def acts(client, row, name, **typed):
    return client.post(at(f"practice-{name}", row.number), typed)


def page_of(client, row):
    return client.get(at("practice", row.number)).content.decode()


def test_from_the_proposal_to_the_public(sit, django_assert_max_num_queries):
    analyst, chief = sit("national_analyst"), sit("national_coordinator")
    row = make.proposed(title="Balcão <móvel>")
    with django_assert_max_num_queries(12):
        assert "Balcão &lt;móvel&gt;" in analyst.get(at("practices")).content.decode()
    with django_assert_max_num_queries(12):
        assert "Devolver" in page_of(analyst, row)
    assert acts(analyst, row, "take").status_code == 302
    assert acts(analyst, row, "return", reason="x").status_code == 422
    long = acts(analyst, row, "return", reason="evidence", note="y" * 2_001)
    assert (long.status_code, 'href="#return-note"' in long.content.decode(), "y" * 2_001 in long.content.decode()) == (
        422, True, True,
    )  # fmt: skip
    assert acts(analyst, row, "return", reason="evidence", note="Falta.").status_code == 302
    late = acts(analyst, row, "publish")
    assert (late.status_code, "não se publica" in late.content.decode()) == (409, True)
    assert "falta mostrar os resultados" in page_of(analyst, row)
    Practice.objects.update(state="proposed", reason="")
    for _ in range(2):
        assert acts(chief, row, "publish").status_code == 302
    assert (Practice.objects.get().state, Version.objects.get().published_at) == ("published", AT)
    assert acts(analyst, row, "take").status_code == 409
    assert acts(analyst, row, "withdraw", reason="ended").status_code == 404
    assert acts(chief, row, "withdraw", reason="").status_code == 422
    assert acts(chief, row, "withdraw", reason="ended", note="Acabou.").status_code == 302
    assert "deixou de se aplicar" in page_of(chief, row)


def test_a_correction_is_published_by_another(sit, django_assert_max_num_queries):
    analyst, chief, team = (
        sit("national_analyst"),
        sit("national_coordinator"),
        sit("municipal_coordinator", people.municipality()),
    )
    row = make.published()
    form = at("practice-revise", row.number)
    with django_assert_max_num_queries(12):
        assert 'value="Balcão móvel (exemplo)"' in analyst.get(form).content.decode()
    wrong = analyst.post(form, {**SAID, "title": "", "areas": []})
    assert (wrong.status_code, 'href="#areas-1"' in wrong.content.decode()) == (422, True)
    bad = analyst.post(form, {**SAID, "files": SimpleUploadedFile("a.exe", b"MZ\x90\x00" * 9)})
    assert (bad.status_code, 'href="#files"' in bad.content.decode()) == (422, True)
    assert analyst.post(form, {**SAID, "title": "Corrigida", "organisation": "Outra"}).status_code == 302
    assert (Practice.objects.get().organisation, queries.in_force(row).title) == (
        "Associação (exemplo)", "Balcão móvel (exemplo)",
    )  # fmt: skip
    assert ("Corrigida" in page_of(analyst, row), "Corrigida" in page_of(team, row)) == (True, False)
    assert acts(analyst, row, "publish").status_code == 404
    assert acts(chief, row, "publish").status_code == 302
    assert queries.in_force(row).title == "Corrigida"
    assert chief.get(at("practice-revise", make.proposed("b").number)).status_code == 409
    assert team.get(form).status_code == 404


def test_a_body_takes_it_up_and_another_is_asked_to_confirm(sit, django_assert_max_num_queries):
    analyst = sit("national_analyst")
    town, other = people.municipality(), people.municipality("1312")
    lisbon, porto = sit("municipal_coordinator", town), sit("municipal_coordinator", other)
    row = make.published()
    assert lisbon.get(at("practices")).status_code == 200
    with django_assert_max_num_queries(12):
        assert "Dizer quem a adotou" in page_of(lisbon, row)
    said = {"entity": town.public_id, "year": "2024", "changed": "Só ao <sábado>."}
    for year, status in (("x", 422), ("1900", 422), ("2024", 302)):
        assert acts(lisbon, row, "adopt", **{**said, "year": year}).status_code == status
    first = Adoption.objects.get()
    assert (first.entity, first.confirmed_at) == (town, AT)
    assert acts(lisbon, row, "adopt", entity=other.public_id, year="2025").status_code == 422
    assert (
        acts(
            analyst, row, "adopt", entity=other.public_id, year="2025", adopted_from=first.public_id
        ).status_code
        == 302
    )
    waiting = Adoption.objects.get(entity=other)
    assert (waiting.adopted_from, waiting.confirmed_at) == (first, None)
    assert "Não a adotámos" in porto.get(at("practices")).content.decode()
    assert "Não a adotámos" in page_of(porto, row)
    assert lisbon.post(at("adoption", waiting.public_id)).status_code == 404
    for _ in range(2):
        assert porto.post(at("adoption", waiting.public_id)).status_code == 302
    late = porto.post(at("adoption", waiting.public_id), {"nao": "1"})
    assert (late.status_code, "já foi confirmada" in late.content.decode()) == (409, True)
    assert len(queries.adoptions_of(row)) == 2


def test_a_body_says_that_it_did_not(sit):
    town = people.municipality()
    row = make.published()
    waiting = make.adopted(row, town, confirmed=False)
    answer = sit("municipal_coordinator", town).post(at("adoption", waiting.public_id), {"nao": "1"})
    assert (answer.status_code, Adoption.objects.count()) == (302, 0)


def test_peers_recognise_and_others_do_not(sit):
    town = people.municipality()
    row = make.published(body=people.body(), organisation="")
    peer, own = sit("municipal_coordinator", town), sit("representative", people.body())
    for sentence, status in (("", 422), ("Funciona.", 302), ("Outra.", 302)):
        assert acts(peer, row, "recognise", entity=town.public_id, sentence=sentence).status_code == status
    assert Recognition.objects.get().sentence == "Funciona."
    assert acts(peer, row, "recognise", entity="x", sentence="y").status_code == 422
    assert acts(own, row, "recognise", entity=people.body().public_id, sentence="Nossa.").status_code == 422
    assert acts(sit("municipal_reporter", town), row, "recognise", entity=town.public_id).status_code == 404


def test_a_measure_follows_a_practice_and_both_pages_say_so(sit, client, django_assert_max_num_queries):
    plans.publish(plans.Plan())
    town = people.municipality()
    Plan.objects.update(owner=town)
    row, hidden = make.published(title="Balcão <móvel>"), make.proposed("b")
    desk = sit("municipal_coordinator", town)
    form, public = (
        at("measure-practices", "plano-exemplo", "M1"),
        "/pt/painel/planos/plano-exemplo/medidas/M1/",
    )
    assert "Balcão" not in client.get(public).content.decode()
    with django_assert_max_num_queries(12):
        assert "Balcão &lt;móvel&gt;" in desk.get(form).content.decode()
    for slug, status in (("nada", 422), (hidden.slug, 422), (row.slug, 302), (row.slug, 302)):
        assert desk.post(form, {"practice": slug}).status_code == status
    assert PracticeBasis.objects.count() == 1
    with django_assert_max_num_queries(12):
        assert "Balcão &lt;móvel&gt;" in client.get(public).content.decode()
    assert "plano-exemplo/medidas/M1/" in client.get(f"/pt/boas-praticas/{row.slug}/").content.decode()
    for _ in range(2):
        assert desk.post(form, {"tirar": row.slug}).status_code == 302
    assert "Balcão" not in client.get(public).content.decode()


def test_a_measure_came_from_a_gathering_and_both_pages_say_so(sit, client, django_assert_max_num_queries):
    plans.publish(plans.Plan())
    town = people.municipality()
    Plan.objects.update(owner=town)
    row = meeting.gathering(title="Oficina <aberta>")
    meeting.drafted("por-publicar")
    desk = sit("municipal_coordinator", town)
    form, public = (
        at("measure-practices", "plano-exemplo", "M1"),
        "/pt/painel/planos/plano-exemplo/medidas/M1/",
    )
    with django_assert_max_num_queries(12):
        assert "Oficina &lt;aberta&gt;" in desk.get(form).content.decode()
    for slug, status in (("nada\0", 422), ("por-publicar", 422), (row.slug, 302), (row.slug, 302)):
        assert desk.post(form, {"gathering": slug}).status_code == status
    assert list(GatheringBasis.objects.values_list("gathering__slug", flat=True)) == [row.slug]
    with django_assert_max_num_queries(12):
        assert "Oficina &lt;aberta&gt;" in client.get(public).content.decode()
    page = f"/pt/encontros/{row.slug}/"
    with django_assert_max_num_queries(12):
        assert "plano-exemplo/medidas/M1/" in client.get(page).content.decode()
    for _ in range(2):
        assert desk.post(form, {"tirar-encontro": row.slug}).status_code == 302
    assert "Oficina" not in client.get(public).content.decode()
    verbs = Detail.objects.filter(verb__startswith="measure.draw").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == ["measure.draw_on", "measure.draw_no_more"]


def test_its_history_and_files_are_for_who_sees_it(sit):
    analyst, nobody = (
        sit("national_analyst"),
        sit("evaluator", people.body("university", "Universidade (exemplo)")),
    )
    row = make.proposed()
    history = at("history", "practice", row.number)
    assert "propôs uma prática" in analyst.get(history).content.decode()
    assert (nobody.get(history).status_code, nobody.get(at("practice", row.number)).status_code) == (404, 404)
    assert analyst.get(at("practice-proof", row.number, "nenhum")).status_code == 404
