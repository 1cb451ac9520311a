"""Where a gathering's page leads: each way is there while it leads somewhere, and not before or after."""

import datetime as dt
import io
import re

import pytest
from django.urls import reverse

from rumo.doors.web import clock
from rumo.ground.files import actions as files
from rumo.ground.files.models import StoredFile
from rumo.ground.vocabularies import actions as vocabularies
from rumo.listen.gatherings import actions as gatherings
from rumo.listen.gatherings.actions.visiting import approve_note, write_note
from rumo.listen.gatherings.models import Gathering
from rumo.listen.gatherings.rules import Noted
from tests.factories import conferences as make
from tests.factories import meeting, people, tables
from tests.factories import practices as shared
from tests.factories.files import picture
from tests.factories.people import BY

pytestmark = pytest.mark.django_db
PAGE = f"/pt/encontros/{meeting.SLUG}/"


def shown(client, path, at):
    """The page at an instant."""
    with clock.frozen(at):
        answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def leads(client, path, at):
    """Where the middle of a page leads, within the part of gatherings and tables."""
    middle = shown(client, path, at).partition("<main")[2].partition("</main>")[0]
    return set(re.findall(r'href="(/pt/(?:encontros|mesa)/[^"#]*)"', middle)) - {path, "/pt/encontros/"}


def test_a_table_is_offered_while_the_gathering_is_under_way_and_the_table_open(client):
    row = meeting.gathering()
    during = meeting.DAY + dt.timedelta(minutes=5)
    assert "/pt/mesa/" not in leads(client, PAGE, during)
    canvas = tables.canvas(at_gathering=row)
    seen = [("/pt/mesa/" in leads(client, PAGE, at)) for at in (meeting.BEFORE, during, meeting.AFTER)]
    assert seen == [False, True, False]
    gatherings.close(canvas=canvas, by=BY, at=during)
    assert "/pt/mesa/" not in leads(client, PAGE, during)


def test_a_conference_leads_to_its_call_while_open_then_to_programme_and_proceedings(client):
    row = make.conference()
    page = f"/pt/encontros/{row.slug}/"
    calendar, form = f"{page}calendario.ics", f"{page}inscricao/"
    assert leads(client, page, make.AT) == {calendar, form}
    make.call(row)
    open_, over = make.AT, make.CLOSES
    assert [f"{page}chamada/" in leads(client, page, at) for at in (open_, over)] == [True, False]
    public = make.public(slug="outra-conferencia")
    page = f"/pt/encontros/{public.slug}/"
    parts = ("calendario.ics", "inscricao/", "programa/", "atas/")
    assert leads(client, page, make.AT) == {page + part for part in parts}


def test_minutes_and_process_are_led_to(client):
    process = gatherings.begin_process(
        slug="o-processo", owner=people.national(), title="Processo (exemplo)", summary="De que trata.", by=BY, at=meeting.BEFORE
    )  # fmt: skip
    row = meeting.gathering()
    Gathering.objects.filter(pk=row.pk).update(process=process)
    at = meeting.AFTER
    assert f"{PAGE}ata/" not in leads(client, PAGE, at)
    items = [Noted("decision", "Fica decidido.")]
    written = gatherings.write_minutes(gathering=row, items=items, revision=0, by=BY, at=at)
    handed = gatherings.submit_minutes(gathering=row, revision=written.revision, by=BY, at=at)
    gatherings.publish_minutes(gathering=row, revision=handed.revision, by="outra", at=at)
    assert leads(client, PAGE, at) >= {f"{PAGE}ata/", "/pt/encontros/processos/o-processo/"}


@pytest.fixture
def visit():
    """A public visit with one public note, of a practice, with a photograph."""
    row = meeting.gathering(kind="exchange")
    vocabularies.load(by=BY, at=meeting.BEFORE)
    practice = shared.published()
    kept = files.receive(stream=io.BytesIO(picture()), name="carrinha.jpg", by=BY, at=meeting.AFTER)
    StoredFile.objects.update(state="released", released_at=meeting.AFTER)
    note = write_note(
        gathering=row, practice=practice, day=meeting.DAY.date(), text="Vimos a carrinha.", part="visitor",
        photos=[(kept, "A carrinha <b>")], by=BY, at=meeting.AFTER,
    )  # fmt: skip
    return row, note


def test_the_journal_is_read_once_approved_with_photographs_in_words(client, visit):
    row, note = visit
    photo = reverse("participate:visit-photo", args=[row.slug, note.number, 0])
    with clock.frozen(meeting.AFTER):
        assert ("carrinha" in shown(client, PAGE, meeting.AFTER), client.get(photo).status_code) == (
            False,
            404,
        )
        approve_note(note=note, by="outra", at=meeting.AFTER)
        page = shown(client, PAGE, meeting.AFTER)
        assert f'<img src="{photo}" alt="A carrinha &lt;b&gt;"' in page
        answer = client.get(photo)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert len(b"".join(answer.streaming_content)) > 100
        assert client.get(photo.replace("/0/", "/1/")).status_code == 404
        StoredFile.objects.update(state="rejected", reason="x")
        assert photo not in shown(client, PAGE, meeting.AFTER)
        assert client.get(photo).status_code == 404


def test_few_queries_however_much_was_noted(client, visit, django_assert_max_num_queries):
    row, _note = visit
    for number in range(4):
        more = write_note(
            gathering=row, day=meeting.DAY.date(), text=f"Nota {number}", part="host", by=BY, at=meeting.AFTER
        )
        approve_note(note=more, by="outra", at=meeting.AFTER)
    with clock.frozen(meeting.AFTER), django_assert_max_num_queries(12):
        assert client.get(PAGE).status_code == 200
