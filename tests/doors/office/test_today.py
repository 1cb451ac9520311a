"""Today's work: what is to report and until when, what is late first, what came back, what comes next."""

import datetime as dt

import pytest

from rumo.deliver.progress import actions as progress
from rumo.doors.web import clock
from rumo.ground.vocabularies import actions as vocabularies
from rumo.listen.conferences import actions as reviewing
from tests.factories import conferences, people, reporting
from tests.factories import practices as shared
from tests.factories.people import AT, BY

pytestmark = pytest.mark.django_db
HOME = "/pt/gabinete/"


def home(client, user, at=reporting.NOW):
    """The text of somebody's first page on a day."""
    with clock.frozen(at):
        return people.signed_in(client, user).get(HOME).content.decode().replace("\u00a0", " ")


def test_measures_to_report_with_days_left_and_the_late_first(client, country):
    reporting.plan(reports=[reporting.said("M01"), reporting.said("M02")])
    page = home(client, reporting.reporter())
    late, due = page.index("em atraso há 170 dias"), page.index("faltam 11 dias")
    assert late < due
    assert '<span class="late">1 em atraso</span>' in page
    assert f'href="{HOME}planos/{reporting.SLUG}/relatar/2026-06-30/"' in page


def test_what_came_back_says_why_and_leads_to_its_form(client, country):
    row, user = reporting.plan(), reporting.reporter()
    draft = reporting.draft(row, "M02", by=user.public_id)
    progress.submit(drafts=[draft], confirmed=True, by=user.public_id, at=reporting.NOW)
    progress.return_(drafts=[draft], reason="Falta a ata.", by="outra", at=reporting.NOW)
    page = home(client, user)
    assert (
        "Falta a ata." in page,
        f'href="{HOME}planos/{reporting.SLUG}/relatar/2026-06-30/M02/"' in page,
    ) == (True, True)


def test_nothing_to_do_says_what_comes_next_and_when(client, country):
    everything = [
        reporting.said(f"M{n:02d}", day, published_at=dt.datetime(2026, 7, 10, tzinfo=dt.UTC))
        for n in (1, 2, 3)
        for day in (reporting.FIRST, reporting.SECOND)
    ]
    reporting.plan(
        reports=everything,
        cycles=(
            *reporting.cycles(),
            reporting.pf.Cycle(dt.date(2026, 7, 1), dt.date(2026, 12, 31), None, 30),
        ),
    )
    page = home(client, reporting.reporter())
    assert "Nada para relatar hoje." in page
    assert "31 de dezembro de 2026" in page


def test_without_cycles_a_year_of_silence_is_to_report_on(client, country):
    reporting.plan(cycles=())
    page = home(client, reporting.reporter())
    assert "medidas sem relatório no último ano" in page
    assert "/relatar/2026-06-30/" in page


def test_a_partner_sees_its_own_measures_alone(client, country):
    body = people.body("association", "Associação A (exemplo)")
    reporting.answers(reporting.plan(), "M02", body)
    page = home(client, people.person("partner_reporter", body))
    assert '<span class="unseen">1</span> medida para relatar até' in page


@pytest.mark.parametrize("role", ["national_coordinator", "auditor"])
def test_who_reports_nothing_has_nothing_to_report(client, country, role):
    reporting.plan()
    page = home(client, people.person(role, people.national()))
    assert "Nada espera por si hoje." in page


def test_practices_and_abstracts_that_wait_are_counted_for_whom_they_wait(client, country):
    vocabularies.load(by=BY, at=AT)
    shared.proposed()
    call = conferences.call(conferences.conference())
    for number in range(3):
        one = conferences.abstract(call, f"a{number}")
        if number == 0:
            membership = conferences.reviewer()
        reviewing.assign(abstract=one, membership=membership, by=BY, at=AT)
    reviewing.decide(abstract=one, decision="accepted", reason="Vem a propósito.", by=BY, at=AT)
    told = ("1 prática espera apreciação.", "2 resumos esperam a sua apreciação.")
    coordinator = people.person("national_coordinator", people.national())
    for user, seen in (
        (coordinator, (True, False)),
        (membership.user, (False, True)),
        (reporting.reporter(), (False, False)),
    ):
        page = home(client, user, AT)
        assert tuple(words in page for words in told) == seen


def test_few_queries_for_who_coordinates_the_country(client, country, django_assert_max_num_queries):
    reporting.plan()
    with clock.frozen(reporting.NOW):
        signed = people.signed_in(client, people.person("national_coordinator", people.national()))
        signed.get(HOME)
        with django_assert_max_num_queries(12):
            signed.get(HOME)


def test_queries_do_not_grow_with_plans(client, country, django_assert_max_num_queries):
    for number in range(4):
        reporting.plan(slug=f"plano-{number}")
    with clock.frozen(reporting.NOW):
        signed = people.signed_in(client, reporting.reporter())
        signed.get(HOME)
        with django_assert_max_num_queries(12):
            signed.get(HOME)
