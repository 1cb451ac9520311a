"""What is printed for tables: a sheet for each with its code, and the empty canvas to fill by hand."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.tables import seeing
from rumo.doors.web.draw.qr import qr
from rumo.listen.gatherings.models import Canvas
from rumo.listen.gatherings.queries import canvases_of
from rumo.listen.gatherings.rules.templates import TEMPLATES


@require_safe
@staff
def sheets(request: Asking, gathering: str) -> HttpResponse:
    """A sheet for each table that is open (two queries): its address as QR, which ends in # and the code, and the code in letters."""
    row = seeing.seen(request, gathering)
    address = f"{settings.SITE_URL}{reverse('sit')}"
    held = canvases_of(row).filter(state=Canvas.State.OPEN)
    context = {
        "row": row,
        "crumbs": seeing.crumbs(row, _("Folhas das mesas")),
        "address": address,
        "sheets": [
            {
                "name": seeing.name_of(one),
                "template": TEMPLATES[one.template].label,
                "code": shown(one.table.join_code),
                "qr": qr(f"{address}#{one.table.join_code}"),
            }
            for one in held
        ],
    }
    return render(request, "office/tables/sheets.html", context)


@require_safe
@staff
def paper(request: Asking, gathering: str, table: int) -> HttpResponse:
    """The canvas of a table, empty, with its zones numbered as the form has them in which cards of paper are typed (two queries)."""
    row = seeing.table_seen(request, gathering, table)
    context = {
        "row": row.table.gathering,
        "name": seeing.name_of(row),
        "template": TEMPLATES[row.template],
        "crumbs": seeing.crumbs(row.table.gathering, _("Para imprimir")),
    }
    return render(request, "office/tables/paper.html", context)


def shown(code: str) -> str:
    """Return a table's code in groups of four, to be read aloud."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
