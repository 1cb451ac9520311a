"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `territory`."""

    name = "rumo.ground.territory"
    label = "territory"
