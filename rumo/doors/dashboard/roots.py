"""Addresses without a language: robots, sitemap, catalogue, signs of life."""

from django.urls import path

from rumo.doors.dashboard.views import machines

urlpatterns = [
    path("robots.txt", machines.robots),
    path("sitemap.xml", machines.sitemap),
    path("catalogo.ttl", machines.catalogue),
    path("saude/viva", machines.alive),
    path("saude/pronta", machines.ready),
]
