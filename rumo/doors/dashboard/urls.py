"""Public pages, language first."""

from django.urls import path

from rumo.doors.dashboard.views import area, compare, country, home, measures, municipality, region

app_name = "dashboard"
urlpatterns = [
    path("", home.home, name="home"),
    path("painel/", country.country, name="country"),
    path("painel/areas/<slug:key>/", area.area, name="area"),
    path("painel/comparar/", compare.compare, name="compare"),
    path("painel/medidas/", measures.measures, name="measures"),
    path("painel/municipios/<slug:slug>/", municipality.municipality, name="municipality"),
    path("painel/regioes/<str:code>/", region.region, name="region"),
]
