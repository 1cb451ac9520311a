"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `gatherings`."""

    name = "rumo.listen.gatherings"
    label = "gatherings"
