"""Addresses of approving and correcting."""

from django.urls import path

from rumo.doors.office.approving import correcting, deciding, views

_MEASURE = "planos/<slug:slug>/medidas/<str:code>/relatorios/"

urlpatterns = [
    path("aprovar/", views.waiting, name="approving"),
    path("aprovar/<slug:slug>/<str:date>/", views.review, name="review"),
    path("aprovar/<slug:slug>/<str:date>/decidir/", deciding.decide, name="decide"),
    path("aprovar/<slug:slug>/<str:date>/prova/", deciding.verify, name="verify"),
    path(_MEASURE, correcting.reports, name="measure-reports"),
    path(f"{_MEASURE}corrigir/", correcting.correct, name="correct"),
    path(f"{_MEASURE}retirar/", correcting.withdraw, name="withdraw"),
    path(f"{_MEASURE}enviar/", correcting.send, name="withdrawal-send"),
    path(f"{_MEASURE}apagar/", correcting.discard, name="draft-discard"),
]
