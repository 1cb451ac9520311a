"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `vocabularies`."""

    name = "rumo.ground.vocabularies"
    label = "vocabularies"
