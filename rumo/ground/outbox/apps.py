"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `outbox`."""

    name = "rumo.ground.outbox"
    label = "outbox"
