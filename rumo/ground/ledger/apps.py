"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `ledger`."""

    name = "rumo.ground.ledger"
    label = "ledger"
