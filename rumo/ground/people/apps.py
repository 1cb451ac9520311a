"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `people`."""

    name = "rumo.ground.people"
    label = "people"
