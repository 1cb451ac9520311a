"""Guidelines for everybody: in force and before, compared, one clause for ever, as files; in a constant number of queries, with an ETag and no cookie."""

import datetime as dt
import io
import json
import zipfile

import pypdf
import pytest

from rumo.deliver.plans.models import Measure
from rumo.deliver.rollup import actions as rollup
from rumo.doors.files.guiding import read_docx, read_markdown
from rumo.doors.files.plan_xlsx import read_xlsx
from rumo.doors.web import clock
from rumo.listen.contributions import actions as contributions
from rumo.science.planfile import parse
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines.actions import ClauseSaid
from tests.factories import guidelines as make
from tests.factories import reading, reporting
from tests.factories.guidelines import ACT
from tests.factories.listening import AFTER

pytestmark = pytest.mark.django_db
HOME = "/pt/orientacoes/"
PAGE = "/pt/orientacoes/orientacoes-exemplo/"


@pytest.fixture(autouse=True)
def then(country):
    with clock.frozen(AFTER):
        yield


@pytest.fixture
def versions():
    """Two published versions: one clause says more, one moved, one is new, one is gone."""
    old = make.published(clauses=3)
    new = make.following(old)
    first, second, third = (make.clause(old, place) for place in (1, 2, 3))
    said = ClauseSaid(text="Orientação 0 também ao sábado (exemplo).", depth=1)
    guidelines.put_clause(version=new, clause=first, said=said, revision=1, **ACT)
    guidelines.move_clause(version=new, clause=third, after=make.clause(old, 0), **ACT)
    guidelines.remove_clause(version=new, clause=second, **ACT)
    make.put(new, ClauseSaid(text="Nova (exemplo).", depth=1))
    return old, make.released(new)


def text(answer):
    return answer.content.decode()


def test_what_is_in_force_is_listed_and_what_is_in_the_making_is_not(client):
    make.drafted("por-publicar")
    assert "Ainda não há orientações publicadas" in text(client.get(HOME))
    assert client.get("/pt/orientacoes/por-publicar/").status_code == 404
    make.published()
    assert PAGE in text(client.get(HOME))


def test_a_page_has_a_tag_no_cookie_and_asks_no_more_for_many_clauses(client, django_assert_max_num_queries):
    make.published("poucas", 2)
    make.published("muitas", 60)
    with django_assert_max_num_queries(12) as few:
        client.get("/pt/orientacoes/poucas/")
    with django_assert_max_num_queries(len(few)):
        answer = client.get("/pt/orientacoes/muitas/")
    assert (
        answer.cookies,
        client.get("/pt/orientacoes/muitas/", headers={"if-none-match": answer["ETag"]}).status_code,
    ) == ({}, 304)


def test_a_version_no_longer_in_force_says_so(client, versions):
    now = text(client.get(PAGE))
    assert ("já não está em vigor" in now, "Mudou uma orientação (exemplo)." in now) == (False, True)
    assert "já não está em vigor" in text(client.get(f"{PAGE}versoes/1/"))
    assert client.get(f"{PAGE}versoes/3/").status_code == 404


def test_two_versions_are_compared_by_clause_and_by_word(client, versions):
    lines = client.get(f"{PAGE}comparar/").context["lines"]
    assert [(one.code, one.state, one.was, one.now) for one in lines] == [
        ("c1", "kept", "1", "1"),
        ("c4", "moved", "1.3", "1.1"),
        ("c2", "changed", "1.1", "1.2"),
        ("c3", "removed", "1.2", ""),
        ("c5", "added", "", "1.3"),
    ]
    told = text(client.get(f"{PAGE}comparar/?de=1&para=2"))
    assert "entrou: </span>também ao sábado </ins>" in told
    side = client.get(f"{PAGE}comparar/?de=2&para=1&modo=lado")
    assert (side.context["side"], "saiu: </span>também ao sábado </del>" in text(side)) == (True, True)
    assert client.get(f"{PAGE}comparar/?de=1&para=9").status_code == 404
    assert client.get(f"{PAGE}comparar/?de=x&para=²").status_code == 200


def test_plain_words_and_criteria_are_compared_too(client):
    old = make.drafted()
    row = make.put(old)
    new = make.following(make.released(old))
    said = ClauseSaid(text=make.CLAUSE.text, plain="Outras palavras.", depth=1)
    guidelines.put_clause(version=new, clause=row, said=said, revision=1, **ACT)
    make.released(new)
    (line,) = client.get(f"{PAGE}comparar/").context["lines"]
    assert (line.state, [label for label, _pieces in line.beside]) == (
        "changed",
        ["Em palavras simples", "Como se verifica"],
    )


def test_what_comes_into_force_later_waits_for_its_day(client, versions):
    new = make.following(versions[1])
    make.released(new, day=dt.date(2026, 9, 1))
    now = client.get(PAGE)
    assert (now.context["row"].number, "A versão 3 entra em vigor" in text(now)) == (2, True)
    coming = text(client.get(f"{PAGE}versoes/3/"))
    assert ("Entra em vigor" in coming, "já não está em vigor" in coming) == (True, False)
    with clock.frozen(dt.datetime(2026, 9, 2, tzinfo=dt.UTC)):
        assert client.get(PAGE).context["row"].number == 3


def test_a_suggestion_goes_silent_with_the_contribution_it_quotes(client):
    version, row = make.published(), reading.texts(1)[0].contribution
    one = guidelines.suggest(document=version.document, text="Ao sábado.", contribution=row, token="t", **ACT)
    guidelines.decide(suggestion=one, decision="accepted", reason="Há quem peça.", **ACT)
    shown = text(client.get(PAGE))
    assert ("Ao sábado." in shown, row.number in shown) == (True, True)
    contributions.erase(contribution=row, by="x", at=AFTER)
    silent = text(client.get(PAGE))
    assert ("Ao sábado." in silent, row.number in silent, "Há quem peça." in silent) == (False, False, True)


def test_a_translation_by_machine_says_so_and_the_newest_of_the_same_words_is_read(client, versions):
    old, new = versions
    for version, words, state in ((old, "First.", "human"), (new, "Second.", "machine")):
        source = make.m.ClauseVersion.objects.get(version=version, clause__code="c4")
        guidelines.translate(
            source=source, language="en", heading="", text=words, plain="", state=state, by="x", at=AFTER
        )
    shown = text(client.get("/en/orientacoes/orientacoes-exemplo/"))
    assert ("Second." in shown, "First." in shown, "Translated by a machine" in shown) == (True, False, True)


def test_a_clause_has_an_address_for_ever(client, versions):
    stays, gone = client.get(f"{PAGE}c2/"), client.get(f"{PAGE}c3/")
    assert (stays.context["stands"], [one.version.number for one, _before in stays.context["history"]]) == (
        True,
        [2, 1],
    )
    assert (gone.status_code, gone.context["stands"]) == (200, False)
    assert "já não faz parte" in text(gone)
    for code in ("c99", "nada"):
        assert client.get(f"{PAGE}{code}/").status_code == 404


def test_a_clause_leads_back_to_what_was_said_and_on_to_what_is_done(client, django_assert_max_num_queries):
    version = make.published()
    clause, found = make.clause(version, 1), reading.published(number=3)
    guidelines.rest_on(clause=clause, origin=found, **ACT)
    reporting.plan(1)
    rollup.apply_clause(measure=Measure.objects.get(code="M01"), clause=clause, **ACT)
    with django_assert_max_num_queries(12):
        shown = text(client.get(f"{PAGE}c2/"))
    assert (
        f"/pt/constatacoes/{found.public_id}/" in shown,
        "M01" in shown,
        shown.count("/pt/contributos/"),
    ) == (True, True, 3)
    with django_assert_max_num_queries(12):
        measure = text(client.get(f"/pt/fio/{reporting.SLUG}/M01/"))
    assert (f"{PAGE}c2/" in measure, measure.count("/pt/contributos/")) == (True, 3)
    assert client.get(f"/pt/fio/{reporting.SLUG}/M99/").status_code == 404
    assert client.get("/pt/fio/nada/M01/").status_code == 404
    whole = text(client.get("/pt/fio/"))
    assert "1 de 2" in whole


def test_a_translation_is_read_and_says_when_it_is_out_of_date(client, versions):
    old, _new = versions
    source = make.m.ClauseVersion.objects.get(version=old, clause__code="c2")
    guidelines.translate(source=source, language="en", heading="", text="Guideline 0.", plain="", **ACT)
    said = {one["code"]: one for one in client.get("/en/orientacoes/orientacoes-exemplo/").context["parts"]}
    assert (said["c2"]["part"].out_of_date, "Orientação 0 também" in said["c2"]["original"]) == (True, True)
    before = text(client.get("/en/orientacoes/orientacoes-exemplo/versoes/1/"))
    assert ("Guideline 0." in before, "out of date" in before) == (True, False)


@pytest.mark.parametrize("form", ["pdf", "docx", "odt", "html", "md", "json"])
def test_a_version_is_given_as_a_file(client, versions, form):
    answer = client.get(f"{PAGE}versoes/2/ficheiro.{form}")
    assert (answer.status_code, f"orientacoes-exemplo-2.{form}" in answer["Content-Disposition"]) == (
        200,
        True,
    )
    wanted = ["c1", "c4", "c2", "c5"]
    if form == "docx":
        assert [part.code for part in read_docx(answer.content)[0].parts] == wanted
    if form == "md":
        assert [part.code for part in read_markdown(answer.content)[0].parts] == wanted
    if form == "json":
        assert [one["code"] for one in json.loads(answer.content)["clauses"]] == wanted
    if form == "odt":
        assert (
            zipfile.ZipFile(io.BytesIO(answer.content)).read("mimetype")
            == b"application/vnd.oasis.opendocument.text"
        )
    if form == "pdf":
        assert answer.content.startswith(b"%PDF")


def test_slides_present_what_was_heard_what_changed_and_every_section(client, versions):
    guidelines.rest_on(clause=make.clause(versions[1], 1), origin=reading.published(), **ACT)
    answer = client.get(f"{PAGE}versoes/2/diapositivos.pdf")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    file = pypdf.PdfReader(io.BytesIO(answer.content))
    told = [page.extract_text() for page in file.pages]
    assert (len(told), file.metadata.title) == (4, "Orientações (exemplo)")
    words = ("O que se ouviu", "O que mudou", "Língua (exemplo)")
    assert [one in page for one, page in zip(words, told[1:], strict=True)] == [True] * 3
    assert client.get(f"{PAGE}versoes/7/diapositivos.pdf").status_code == 404


def test_a_plan_to_be_filled_in_has_a_measure_for_each_clause(client, versions):
    answer = client.get(f"{PAGE}versoes/2/plano.xlsx")
    assert answer.status_code == 200
    plan = parse(read_xlsx(answer.content, "plano.xlsx").raw, areas={}, municipalities=set()).plan
    assert [(one.code, one.axis, one.tags) for one in plan.measures] == [
        (number, "1. Língua (exemplo)", (f"orientacoes-exemplo:{code}",))
        for number, code in (("1.1", "c4"), ("1.2", "c2"), ("1.3", "c5"))
    ]


def test_there_is_no_file_of_another_form(client, versions):
    assert client.get(f"{PAGE}versoes/2/ficheiro.exe").status_code == 404
    assert client.get(f"{PAGE}versoes/7/ficheiro.pdf").status_code == 404
