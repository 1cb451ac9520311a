"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `web`."""

    name = "rumo.doors.web"
    label = "web"
