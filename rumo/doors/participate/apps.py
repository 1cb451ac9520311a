"""Django finds this door here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The door `participate`."""

    name = "rumo.doors.participate"
    label = "participate"
