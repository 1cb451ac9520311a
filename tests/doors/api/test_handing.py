"""Reports that machines hand in: they wait for approval as the office's own, once under a key, and every refusal says where."""

import pytest
from django.core.cache import cache
from django.test import Client
from jsonschema import Draft202012Validator

from rumo.deliver.progress import actions as progress
from rumo.deliver.progress.models import Draft, Handing, Report
from rumo.doors.web import clock
from rumo.ground.ledger.models import Entry
from rumo.ground.ledger.queries import history
from rumo.ground.people.actions import revoke_token
from rumo.ground.people.models import Token
from tests.doors.api.machine import Machine
from tests.doors.api.test_faults import fault
from tests.doors.api.test_house import document
from tests.factories import people as make
from tests.factories import reporting

PATH = f"/api/v1/plans/{reporting.SLUG}/reports"
DAY = reporting.SECOND.isoformat()
REPORT = {
    "measure": "M01", "stage": "in_progress", "activities": {"a1": 0.5},
    "indicators": {"i1": {"total": 60, "by": {"sex:f": 35}}, "i2": 6}, "spent": {"FAMI": "2600.50"},
    "narrative": "Abriu o atendimento (exemplo).",
}  # fmt: skip
OTHER = {"measure": "M02", "stage": "not_started"}


def of(*reports, **more):
    return {"reference_date": DAY, "reports": list(reports) or [REPORT], **more}


@pytest.fixture
def plan(country):
    cache.clear()
    return reporting.plan()


@pytest.fixture
def machine(plan):
    with clock.frozen(reporting.NOW):
        yield Reporting(Client(enforce_csrf_checks=True), body=plan.owner)


class Reporting(Machine):
    """A machine that hands in reports."""

    def __init__(self, client, name="Gestão (exemplo)", **more):
        super().__init__(client, name, Token.Scope.REPORTS, **more)

    def hand(self, body=None, key="1", path=PATH, **headers):
        return self.send(of() if body is None else body, key, path, **headers)


def where(answer):
    assert answer.status_code == 422, answer.content
    faults = answer.json()["error"]["faults"]
    assert faults[0]["where"] == answer.json()["error"]["where"]
    return [one["where"] for one in faults]


def kept():
    return (Draft.objects.count(), Handing.objects.count(), Report.objects.count())


def test_reports_wait_for_approval_as_the_offices_own(machine, plan):
    answer = machine.hand(of(OTHER, REPORT))
    told = answer.json()
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store, private")
    assert [(one["measure"], one["state"]) for one in told["reports"]] == [
        ("M02", "submitted"),
        ("M01", "submitted"),
    ]
    row, by = Draft.objects.get(measure__code="M01"), f"token:{machine.row.public_id}"
    own = reporting.draft(plan, "M03", cells={"stage": "in_progress"})
    progress.submit(drafts=[own], confirmed=True, by="p", at=reporting.NOW)
    own.refresh_from_db()
    assert (row.state, row.submitted_by, row.approved_by, Report.objects.count()) == (own.state, by, "", 0)
    assert row.said == {
        "stage": "in_progress", "activities": {"a1": 0.5}, "spent": {"FAMI": "2600.50"},
        "indicators": {"i1": {"total": 60.0, "by": {"sex:f": 35.0}}, "i2": 6.0},
        "narrative": "Abriu o atendimento (exemplo).",
    }  # fmt: skip
    verbs = {(act.verb, act.by) for act in history(f"measure:{reporting.SLUG}/M01")}
    assert {("report.save", by), ("report.submit", by)} <= verbs


def test_the_same_again_does_nothing_more_and_another_under_its_key_is_refused(machine):
    first = machine.hand()
    entries = Entry.objects.count()
    again = machine.hand()
    assert (again.status_code, again.json(), Entry.objects.count()) == (200, first.json(), entries)
    answer = machine.hand(of(OTHER))
    assert (answer.status_code, fault(answer)["code"], kept()) == (422, "key_used", (1, 1, 0))
    assert machine.hand(of(OTHER), "2").status_code == 201


def test_what_came_back_is_mended_under_another_key(machine):
    machine.hand()
    row = Draft.objects.get()
    progress.return_(drafts=[row], reason="Falta a prova.", by="c", at=reporting.NOW)
    again = machine.hand().json()["reports"][0]
    assert (again["state"], again["returned_reason"]) == ("returned", "Falta a prova.")
    assert machine.hand(of({**REPORT, "narrative": "Com prova."}), "2").status_code == 201
    row.refresh_from_db()
    assert (row.state, row.said["narrative"], Draft.objects.count()) == ("submitted", "Com prova.", 1)


def test_what_somebody_is_writing_or_has_sent_or_is_public_is_not_written_over(machine, plan):
    reporting.draft(plan, "M02")
    machine.hand()
    for body in (of(OTHER), of({**REPORT, "narrative": "Outro."})):
        answer = machine.hand(body, "2")
        assert (answer.status_code, fault(answer)["code"], fault(answer)["where"]) == (
            409,
            "moved",
            "reports",
        )
    assert kept() == (2, 1, 0)


@pytest.mark.parametrize(
    ("body", "places"),
    [
        (of({**REPORT, "measure": "M77"}), ["reports.0.measure"]),
        (of(REPORT, REPORT), ["reports.1.measure"]),
        (of(OTHER, {**REPORT, "stage": "feito"}), ["reports.1.stage"]),
        (of({**REPORT, "activities": {"a1": 2, "a9": 1}}), ["reports.0.activities.a1", "reports.0.activities.a9"]),
        (of({**REPORT, "indicators": {"i9": 1}}), ["reports.0.indicators.i9"]),
        (of({**REPORT, "spent": {"FAMI": "muito"}}), ["reports.0.spent.FAMI"]),
        (of({**REPORT, "narrative": "x" * 100_000}), ["reports.0.narrative"]),
        (of({"measure": "M01", "stage": "suspended"}), ["reports.0.reason"]),
        ({**of(), "reference_date": "2027-06-30"}, ["reference_date"]),
        (of(municipality="1312"), ["municipality"]),
    ],
)  # fmt: skip
def test_everything_to_mend_is_named_and_nothing_is_kept(machine, body, places):
    assert (where(machine.hand(body)), kept()) == (places, (0, 0, 0))
    assert machine.hand().status_code == 201  # the key is free


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (of({"measure": "M01"}), "reports.0.stage"),
        (of({"measure": "M01", "stage": ""}), "reports.0.stage"),
        (of({**REPORT, "state": "x"}), "reports.0.state"),
        (of({**REPORT, "activities": {"a1": "metade"}}), "reports.0.activities.a1"),
        ({**of(), "reports": []}, "reports"),
        ({**of(), "reference_date": "ontem"}, "reference_date"),
        ({"reports": [REPORT]}, "reference_date"),
    ],
)
def test_what_is_no_report_is_said(machine, body, place):
    answer = machine.hand(body)
    assert (answer.status_code, fault(answer)["where"], kept()) == (400, place, (0, 0, 0))


def test_a_place_of_the_plan_may_be_named(machine):
    assert machine.hand(of(municipality="1106")).json()["reports"][0]["municipality"] == "1106"


def test_what_is_odd_is_confirmed_or_not_kept(machine):
    odd = {**REPORT, "stage": "completed"}
    answer = machine.hand(of(odd))
    assert (where(answer), fault(answer)["code"]) == (["reports.0.stage"], "doubtful")
    assert kept() == (0, 0, 0)
    assert machine.hand(of(odd, confirmed=True)).status_code == 201


def test_only_the_plans_own_body_hands_in(machine, plan):
    other = Reporting(machine.client, "Outra (exemplo)")
    answer = other.hand()
    assert (answer.status_code, fault(answer)["code"], fault(answer)["where"]) == (403, "not_yours", "slug")
    answer = machine.hand(path=PATH.replace(reporting.SLUG, "outro"))
    assert (answer.status_code, fault(answer)["where"]) == (404, "slug")
    assert kept() == (0, 0, 0)


def test_a_token_serves_its_scope_until_it_is_revoked(machine, plan):
    sender = Machine(machine.client, body=plan.owner)
    assert sender.send(of(), path=PATH).status_code == 401
    for key in (None, "a b"):
        assert fault(machine.hand(key=key))["where"] == "Idempotency-Key"
    revoke_token(token=machine.row, by="x", at=reporting.NOW)
    assert (machine.hand().status_code, kept()) == (401, (0, 0, 0))


@pytest.mark.parametrize(("maker", "sees"), [(True, False), (False, True)])
def test_who_made_the_token_does_not_approve_what_came_with_it(plan, client, maker, sees):
    first, second = (make.person("municipal_coordinator", plan.owner) for _each in range(2))
    with clock.frozen(reporting.NOW):
        Reporting(Client(), body=plan.owner, by=first.public_id).hand()
        make.signed_in(client, first if maker else second)
        page = client.get("/pt/gabinete/aprovar/").content.decode()
    assert (reporting.SLUG in page) == sees


def test_the_document_tells_its_shapes(machine):
    doc = document(machine.client)
    operation = doc["paths"]["/api/v1/plans/{slug}/reports"]["post"]
    sent = operation["requestBody"]["content"]["application/json"]["schema"]
    Draft202012Validator({**sent, "components": doc["components"]}).validate(of(OTHER, REPORT))
    answer = machine.hand(of(OTHER, REPORT))
    shape = operation["responses"]["201"]["content"]["application/json"]["schema"]
    Draft202012Validator({**shape, "components": doc["components"]}).validate(answer.json())
