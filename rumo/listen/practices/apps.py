"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `practices`."""

    name = "rumo.listen.practices"
    label = "practices"
