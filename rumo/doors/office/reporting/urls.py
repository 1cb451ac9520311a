"""Addresses of reporting: about one plan and one reference date; `?municipio=` names one municipality of an intermunicipal plan."""

from django.urls import include, path

from rumo.doors.office.reporting import evidence, form, grid, sending, uploads

urlpatterns = [
    path(
        "planos/<slug:slug>/relatar/<str:date>/",
        include(
            [
                path("", grid.grid, name="grid"),
                path("celula/", grid.cell, name="cell"),
                path("enviar/", sending.send, name="send"),
                path("enviado/", sending.sent, name="sent"),
                path("retirar/", sending.unsend, name="unsend"),
                path("folha.xlsx", uploads.sheet, name="sheet"),
                path("carregar/", uploads.upload, name="upload"),
                path("carregar/guardar/", uploads.confirm, name="confirm"),
                path("<str:code>/", form.report, name="report"),
                path("<str:code>/prova/", evidence.add, name="prove"),
                path("<str:code>/prova/retirar/", evidence.remove, name="unprove"),
            ]
        ),
    ),
]
