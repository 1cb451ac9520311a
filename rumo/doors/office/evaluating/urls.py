"""Addresses of evaluations in the office."""

from django.urls import path

from rumo.doors.office.evaluating import acts, views

urlpatterns = [
    path("avaliacoes/", views.evaluations, name="evaluations"),
    path("avaliacoes/nova/<slug:slug>/", acts.open_, name="evaluation-new"),
    path("avaliacoes/<slug:evaluation>/", views.evaluation, name="evaluation"),
    path("avaliacoes/<slug:evaluation>/escrever/", acts.write, name="evaluation-write"),
    path("avaliacoes/<slug:evaluation>/perguntar/", acts.ask, name="evaluation-ask"),
    path("avaliacoes/<slug:evaluation>/constatar/", acts.find, name="evaluation-find"),
    path(
        "avaliacoes/<slug:evaluation>/constatacoes/<int:position>/tirar/",
        acts.unfind,
        name="evaluation-unfind",
    ),
    path("avaliacoes/<slug:evaluation>/publicar/", acts.publish, name="evaluation-publish"),
    path("avaliacoes/<slug:evaluation>/retirar/", acts.withdraw, name="evaluation-withdraw"),
]
