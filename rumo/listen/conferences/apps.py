"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `conferences`."""

    name = "rumo.listen.conferences"
    label = "conferences"
