"""Addresses of readings and of residents' words."""

from django.urls import path

from rumo.doors.office.reading import residents, views

urlpatterns = [
    path("leituras/", views.readings, name="readings"),
    path("leituras/nova/<slug:slug>/<str:code>/", views.write, name="reading-new"),
    path("leituras/<slug:reading>/", views.reading, name="reading"),
    path("leituras/<slug:reading>/editar/", views.change, name="reading-edit"),
    path("leituras/<slug:reading>/publicar/", views.publish, name="reading-publish"),
    path("leituras/<slug:reading>/retirar/", views.withdraw, name="reading-withdraw"),
    path("leituras/<slug:reading>/responder/", views.reply, name="reading-reply"),
    path("vistos/", residents.sightings, name="sightings"),
    path("vistos/<slug:sighting>/", residents.moderate, name="sighting"),
]
