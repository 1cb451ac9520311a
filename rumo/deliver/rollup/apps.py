"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `rollup`."""

    name = "rumo.deliver.rollup"
    label = "rollup"
