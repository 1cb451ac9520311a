"""Public pages, language first."""

from django.urls import path

from rumo.doors.dashboard import beside
from rumo.doors.dashboard.views import (
    area,
    assessment,
    changes,
    compare,
    country,
    data,
    evaluation,
    frameworks,
    home,
    how,
    late,
    measure,
    measures,
    methodology,
    municipality,
    plan,
    plans,
    region,
    register,
    search,
    seen,
)

app_name = "dashboard"
urlpatterns = [
    path("", home.home, name="home"),
    path("painel/", country.country, name="country"),
    path("painel/areas/<slug:key>/", area.area, name="area"),
    path("painel/comparar/", compare.compare, name="compare"),
    path("painel/em-atraso/", late.late, name="late"),
    path("painel/em-atraso.csv", late.late_csv, name="late-csv"),
    path("painel/em-atraso.xlsx", late.late_xlsx, name="late-xlsx"),
    path("em-atraso.atom", late.late_feed, name="late-feed"),
    path("painel/medidas/", measures.measures, name="measures"),
    path("painel/municipios/<slug:slug>/", municipality.municipality, name="municipality"),
    path("painel/municipios/<slug:slug>/autoavaliacao/", assessment.assessment, name="assessment"),
    path("painel/regioes/<str:code>/", region.region, name="region"),
    path("painel/como/", how.how, name="how"),
    path("painel/planos/", plans.plans, name="plans"),
    path("painel/planos/<slug:slug>/", plan.plan, name="plan"),
    path("painel/planos/<slug:slug>/versoes/", changes.changes, name="changes"),
    path("painel/planos/<slug:slug>/medidas/<str:code>/", measure.measure, name="measure"),
    path("painel/planos/<slug:slug>/medidas/<str:code>/visto/", seen.seen, name="seen"),
    path("painel/planos/<slug:slug>/avaliacoes/<slug:number>/", evaluation.evaluation, name="evaluation"),
    path(
        "painel/planos/<slug:slug>/avaliacoes/<slug:number>/avaliacao.pdf",
        evaluation.evaluation_pdf,
        name="evaluation-pdf",
    ),
    path("metodologia/referenciais/", frameworks.referenced, name="frameworks"),
    path("metodologia/", methodology.methodology, name="methodology"),
    path("dados/", data.data, name="data"),
    path("registo/", register.register, name="register"),
    path("registo/registo.json", register.whole, name="register-whole"),
    path("registo/verify.py", register.verifier, name="register-verifier"),
    path("pesquisa/", search.search, name="search"),
    *beside.urlpatterns,
]
