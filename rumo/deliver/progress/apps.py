"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `progress`."""

    name = "rumo.deliver.progress"
    label = "progress"
