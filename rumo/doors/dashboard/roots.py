"""Addresses without a language: robots, sitemap, redirects, API."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
