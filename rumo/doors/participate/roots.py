"""Addresses of the residents' door without a language: those on posters and sheets, where the language is asked first."""

from django.urls import path

from rumo.doors.participate import cover

urlpatterns = [path("consultas/<slug:slug>/", cover.arrive, name="arrive")]
"""`cover` in `urls.py` is the page each of the languages leads to."""
