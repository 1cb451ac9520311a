"""Addresses of today's work."""

from django.urls import path

from rumo.doors.office.today import views

urlpatterns = [path("", views.home, name="home")]
"""`office:home` is where sign-in leads."""
