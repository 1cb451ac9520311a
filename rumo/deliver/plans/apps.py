"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `plans`."""

    name = "rumo.deliver.plans"
    label = "plans"
