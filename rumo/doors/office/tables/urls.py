"""Addresses of the tables of gatherings."""

from django.urls import path

from rumo.doors.office.tables import keeping, listing, one, printing

ALL = "encontros/<slug:gathering>/mesas/"
ONE = ALL + "<int:table>/"
urlpatterns = [
    path("mesas/", listing.every, name="tables-every"),
    path(ALL, listing.tables, name="tables"),
    path(ALL + "folhas/", printing.sheets, name="tables-sheets"),
    path(ONE, one.table, name="table"),
    path(ONE + "papel/", printing.paper, name="table-paper"),
    path(ONE + "quadro.<str:form>", keeping.file, name="table-file"),
]
