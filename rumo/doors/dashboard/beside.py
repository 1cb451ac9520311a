"""Addresses beside the pages, language first: embeds, feeds, calendars; `urls.py` takes them in."""

from django.urls import path

from rumo.doors.dashboard.views import embeds, feeds

urlpatterns = [
    path("incorporar/pais/", embeds.country, name="embed-country"),
    path("incorporar/regiao/<str:code>/", embeds.region, name="embed-region"),
    path("incorporar/municipio/<slug:slug>/", embeds.municipality, name="embed-municipality"),
    path("incorporar/plano/<slug:slug>/", embeds.plan, name="embed-plan"),
    path("incorporar/medida/<slug:slug>/<str:code>/", embeds.measure, name="embed-measure"),
    path("novidades.atom", feeds.country_feed, name="feed"),
    path("painel/planos/<slug:slug>/novidades.atom", feeds.plan_feed, name="plan-feed"),
    path("painel/municipios/<slug:slug>/novidades.atom", feeds.municipality_feed, name="municipality-feed"),
    path("painel/planos/<slug:slug>/calendario.ics", feeds.plan_calendar, name="plan-calendar"),
]
