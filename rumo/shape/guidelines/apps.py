"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `guidelines`."""

    name = "rumo.shape.guidelines"
    label = "guidelines"
