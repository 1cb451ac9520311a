"""Django finds this door here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The door `office`."""

    name = "rumo.doors.office"
    label = "office"
