"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `synthesis`."""

    name = "rumo.shape.synthesis"
    label = "synthesis"
