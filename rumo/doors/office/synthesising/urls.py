"""Addresses of the analysts' desk."""

from django.urls import path

from rumo.doors.office.synthesising import findings, lists, queue, themes

ONE = "sintese/<slug:codebook>/"
THEME = f"{ONE}temas/<slug:theme>/"
FINDING = f"{ONE}constatacoes/<slug:finding>/"
urlpatterns = [
    path("sintese/", lists.list_, name="codebooks"),
    path("sintese/nova/", lists.new, name="codebook-new"),
    path(ONE, queue.queue, name="codebook"),
    path(f"{ONE}assuntos/", queue.topics, name="codebook-topics"),
    path(f"{ONE}temas/", themes.themes, name="themes"),
    path(f"{ONE}temas/acordo/", themes.agreed, name="themes-agreement"),
    path(THEME, themes.theme, name="theme"),
    path(f"{THEME}dividir/", themes.divide, name="theme-split"),
    path(f"{THEME}por-de-lado/", themes.retire, name="theme-retire"),
    path(f"{ONE}constatacoes/", findings.findings, name="findings"),
    path(f"{ONE}constatacoes/nova/", findings.new, name="finding-new"),
    path(FINDING, findings.finding, name="finding"),
    path(f"{FINDING}publicar/", findings.publish, name="finding-publish"),
    path(f"{FINDING}apagar/", findings.discard, name="finding-discard"),
    path(f"{FINDING}retirar/", findings.withdraw, name="finding-withdraw"),
]
