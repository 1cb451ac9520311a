"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `conformities`."""

    name = "rumo.deliver.conformities"
    label = "conformities"
