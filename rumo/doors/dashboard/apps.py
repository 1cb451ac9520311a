"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `dashboard`."""

    name = "rumo.doors.dashboard"
    label = "dashboard"
