"""Addresses of the history of an object, and of the whole register of acts."""

from django.urls import path

from rumo.doors.office.history import views

urlpatterns = [
    path("historia/<slug:kind>/<path:key>/", views.history, name="history"),
    path("registo/", views.register, name="register"),
]
