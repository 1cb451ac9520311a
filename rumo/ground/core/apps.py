"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `core`."""

    name = "rumo.ground.core"
    label = "core"
