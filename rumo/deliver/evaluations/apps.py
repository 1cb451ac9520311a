"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `evaluations`."""

    name = "rumo.deliver.evaluations"
    label = "evaluations"
