"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `contributions`."""

    name = "rumo.listen.contributions"
    label = "contributions"
