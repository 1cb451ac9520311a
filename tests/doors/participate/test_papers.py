"""Documents of a consultation and of a gathering: led to from their pages, handed out to be saved."""

import io

from django.urls import reverse

from rumo.doors.web import clock
from rumo.ground.files.models import StoredFile
from rumo.listen.consultations import actions as consultations
from rumo.listen.gatherings import actions as gatherings
from tests.factories import listening, meeting, people
from tests.factories.people import BY

PAPER = {"name": "estudo.txt", "title": "Estudo (exemplo)", "by": BY}


def saved(client, page, paper):
    """What the link of a page hands out."""
    found = client.get(page)
    assert (found.status_code, f'href="{paper}"' in found.content.decode()) == (200, True)
    response = client.get(paper)
    return response.status_code, b"".join(response.streaming_content), response["Content-Disposition"]


def test_a_document_of_a_consultation_is_handed_out(db, client):
    row = listening.consultation()
    consultations.attach(consultation=row, stream=io.BytesIO(b"Texto.\n"), at=listening.OPEN, **PAPER)
    page, paper = (
        reverse(f"participate:{name}", args=[row.slug, *more])
        for name, more in (("cover", []), ("document", [1]))
    )
    with clock.frozen(listening.OPEN):
        assert saved(client, page, paper) == (200, b"Texto.\n", 'attachment; filename="estudo.txt"')
        StoredFile.objects.update(state="rejected", reason="x")
        assert [client.get(one).status_code for one in (page, paper, f"{page}documentos/9/")] == [
            200,
            404,
            404,
        ]


def test_a_document_of_a_gathering_is_handed_out(db, client):
    row = meeting.gathering("encontro-exemplo", people.national())
    gatherings.attach(gathering=row, stream=io.BytesIO(b"Texto.\n"), at=meeting.DAY, **PAPER)
    page, paper = (
        reverse(f"participate:{name}", args=[row.slug, *more])
        for name, more in (("gathering", []), ("gathering-document", [1]))
    )
    assert saved(client, page, paper) == (200, b"Texto.\n", 'attachment; filename="estudo.txt"')
    StoredFile.objects.update(state="rejected", reason="x")
    assert [client.get(one).status_code for one in (page, paper, f"{page}documentos/9/")] == [200, 404, 404]
