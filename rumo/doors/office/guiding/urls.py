"""Addresses of writing guidelines."""

from django.urls import path

from rumo.doors.office.guiding import clauses, lists, origins, suggestions, translating, versions

ONE = "orientacoes/<slug:guidelines>/"
PART = f"{ONE}partes/<slug:clause>/"
urlpatterns = [
    path("orientacoes/", lists.list_, name="guidelines-list"),
    path("orientacoes/nova/", lists.new, name="guidelines-new"),
    path(ONE, versions.version, name="guidelines"),
    path(f"{ONE}versao/", versions.begin, name="guidelines-begin"),
    path(f"{ONE}ficheiro/", versions.bring, name="guidelines-bring"),
    path(f"{ONE}enviar/", versions.send, name="guidelines-send"),
    path(f"{ONE}devolver/", versions.return_, name="guidelines-return"),
    path(f"{ONE}publicar/", versions.publish, name="guidelines-publish"),
    path(f"{ONE}apagar/", versions.discard, name="guidelines-discard"),
    path(f"{ONE}partes/nova/", clauses.new, name="clause-new"),
    path(PART, clauses.edit, name="clause-edit"),
    path(f"{PART}mover/", clauses.move, name="clause-move"),
    path(f"{PART}tirar/", clauses.remove, name="clause-remove"),
    path(f"{PART}origens/", origins.origins, name="clause-origins"),
    path(f"{PART}traduzir/", translating.translate, name="clause-translate"),
    path(f"{ONE}sugestoes/", suggestions.suggestions, name="suggestions"),
    path(f"{ONE}sugestoes/<slug:suggestion>/", suggestions.decide, name="suggestion-decide"),
]
