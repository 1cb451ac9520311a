"""Public pages, language first."""

from django.urls import path

from rumo.doors.dashboard import beside
from rumo.doors.dashboard.views import (
    area,
    changes,
    compare,
    country,
    data,
    home,
    how,
    measure,
    measures,
    methodology,
    municipality,
    plan,
    plans,
    region,
    search,
)

app_name = "dashboard"
urlpatterns = [
    path("", home.home, name="home"),
    path("painel/", country.country, name="country"),
    path("painel/areas/<slug:key>/", area.area, name="area"),
    path("painel/comparar/", compare.compare, name="compare"),
    path("painel/medidas/", measures.measures, name="measures"),
    path("painel/municipios/<slug:slug>/", municipality.municipality, name="municipality"),
    path("painel/regioes/<str:code>/", region.region, name="region"),
    path("painel/como/", how.how, name="how"),
    path("painel/planos/", plans.plans, name="plans"),
    path("painel/planos/<slug:slug>/", plan.plan, name="plan"),
    path("painel/planos/<slug:slug>/versoes/", changes.changes, name="changes"),
    path("painel/planos/<slug:slug>/medidas/<str:code>/", measure.measure, name="measure"),
    path("metodologia/", methodology.methodology, name="methodology"),
    path("dados/", data.data, name="data"),
    path("pesquisa/", search.search, name="search"),
    *beside.urlpatterns,
]
