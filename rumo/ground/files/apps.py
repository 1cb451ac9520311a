"""Django finds this room here."""

from django.apps import AppConfig


class Config(AppConfig):
    """The room `files`."""

    name = "rumo.ground.files"
    label = "files"
