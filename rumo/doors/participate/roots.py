"""The one address of taking part that has no language: where an identity provider sends people back, registered there once."""

from django.urls import path

from rumo.doors.participate import returning

urlpatterns = [path("participar/identidade/volta/", returning.back, name="eid-back")]
