"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `consultations`."""

    name = "rumo.listen.consultations"
    label = "consultations"
