"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `desk`."""

    name = "rumo.doors.desk"
    label = "desk"
