"""Addresses of the residents' door without a language: those on posters and sheets, and where an identity provider sends people back."""

from django.urls import path

from rumo.doors.participate import cover, returning
from rumo.doors.participate.tables import sitting

urlpatterns = [
    path("consultas/<slug:slug>/", cover.arrive, name="arrive"),
    path("mesa/", sitting.arrive, name="sit"),
    path("participar/identidade/volta/", returning.back, name="eid-back"),
]
"""`cover` in `urls.py` is the page each of the languages leads to."""
