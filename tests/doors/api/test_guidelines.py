"""Guidelines, findings and the thread for machines: shapes as the document tells them, versions, the difference, an ETag, clear refusals."""

import pytest
from jsonschema import Draft202012Validator

from rumo.deliver.plans.models import Measure
from rumo.deliver.rollup import actions as rollup
from rumo.doors.web import clock
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines.actions import ClauseSaid
from tests.doors.api.test_house import document, matched
from tests.factories import guidelines as make
from tests.factories import reading, reporting
from tests.factories.guidelines import ACT
from tests.factories.listening import AFTER

SLUG = "orientacoes-exemplo"


@pytest.fixture
def thread(country):
    """A finding, a clause on it in two versions, a measure that applies it."""
    found = reading.published(number=2)
    old = make.published()
    clause = make.clause(old, 1)
    guidelines.rest_on(clause=clause, origin=found, **ACT)
    new = make.following(old)
    said = ClauseSaid(text="Orientação 0, ao sábado (exemplo).", depth=1)
    guidelines.put_clause(version=new, clause=clause, said=said, revision=1, **ACT)
    make.released(new)
    reporting.plan(1)
    rollup.apply_clause(measure=Measure.objects.get(code="M01"), clause=clause, **ACT)
    return found


def ask(client, path, **more):
    with clock.frozen(AFTER):
        return client.get(f"/api/v1/{path}", **more)


def test_answers_have_the_shape_the_document_tells(thread, client, django_assert_max_num_queries):
    doc = document(client)
    number = make.m.Basis.objects.get().finding.public_id
    heard = reading.texts(1)[0].contribution.number
    for path in (
        "guidelines",
        f"guidelines/{SLUG}",
        f"guidelines/{SLUG}/diff?from=1&to=2",
        "findings",
        f"findings/{number}",
        f"trace/contribution/{heard}",
        f"trace/measure/{reporting.SLUG}/M01",
        f"trace/clause/{SLUG}:c2",
    ):
        shape = matched(doc, path.partition("?")[0])["responses"]["200"]["content"]["application/json"][
            "schema"
        ]
        with django_assert_max_num_queries(12):
            answer = ask(client, path)
        Draft202012Validator({**shape, "components": doc["components"]}).validate(answer.json())
        assert ask(client, path, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_version_is_asked_for_by_number(thread, client):
    now, then = ask(client, f"guidelines/{SLUG}").json(), ask(client, f"guidelines/{SLUG}?version=1").json()
    assert [(one["version"], one["in_force"], one["clauses"][1]["text"]) for one in (now, then)] == [
        (2, True, "Orientação 0, ao sábado (exemplo)."),
        (1, False, "Orientação 0 (exemplo)."),
    ]
    assert now["clauses"][1]["findings"] == [thread.public_id]


def test_the_difference_gives_both_sides_again(thread, client):
    lines = ask(client, f"guidelines/{SLUG}/diff?from=1&to=2").json()["clauses"]
    assert [(one["code"], one["state"]) for one in lines] == [
        ("c1", "kept"),
        ("c2", "changed"),
        ("c3", "kept"),
    ]
    pieces = lines[1]["text"]
    assert "".join(one["text"] for one in pieces if one["kind"] != "in") == "Orientação 0 (exemplo)."
    assert (
        "".join(one["text"] for one in pieces if one["kind"] != "out") == "Orientação 0, ao sábado (exemplo)."
    )


def test_the_thread_is_the_same_from_both_ends(thread, client):
    measure = ask(client, f"trace/measure/{reporting.SLUG}/M01").json()
    assert (len(measure["contributions"]), [one["code"] for one in measure["clauses"]]) == (2, ["c2"])
    ahead = ask(client, f"trace/contribution/{measure['contributions'][0]}").json()
    assert [one["measure"] for one in ahead["measures"]] == [f"{reporting.SLUG}/M01"]
    assert [one["number"] for one in ahead["findings"]] == [thread.public_id]


@pytest.mark.parametrize(
    ("path", "where"),
    [
        ("guidelines/nada", "slug"),
        (f"guidelines/{SLUG}?version=9", "version"),
        (f"guidelines/{SLUG}/diff?from=9&to=1", "from"),
        (f"guidelines/{SLUG}/diff?from=1&to=9", "to"),
        ("findings/nada", "number"),
        ("trace/contribution/nada", "number"),
        ("trace/measure/nada/M01", "code"),
        ("trace/clause/nada", "id"),
    ],
)
def test_what_is_not_there_is_said(thread, client, path, where):
    answer = ask(client, path)
    assert (answer.status_code, answer.json()["error"]["where"]) == (404, where)


def test_a_contribution_nobody_may_read_has_no_thread(thread, client):
    hidden = reading.text("Só para quem lê.", public=False)
    assert ask(client, f"trace/contribution/{hidden.contribution.number}").status_code == 404
