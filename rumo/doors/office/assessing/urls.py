"""Addresses of self-assessments in the office."""

from django.urls import path

from rumo.doors.office.assessing import acts, views

urlpatterns = [
    path("autoavaliacoes/", views.assessments, name="assessments"),
    path("autoavaliacoes/nova/", acts.open_, name="assessment-new"),
    path("autoavaliacoes/<slug:assessment>/", views.assessment, name="assessment"),
    path("autoavaliacoes/<slug:assessment>/escrever/", acts.write, name="assessment-write"),
    path("autoavaliacoes/<slug:assessment>/publicar/", acts.publish, name="assessment-publish"),
    path("autoavaliacoes/<slug:assessment>/retirar/", acts.withdraw, name="assessment-withdraw"),
]
