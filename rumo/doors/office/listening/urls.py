"""Addresses of consultations in the office."""

from django.urls import path

from rumo.doors.office.listening import (
    asking,
    framing,
    inviting,
    lists,
    publishing,
    putting,
    translating,
    wording,
)

ONE = "consultas/<slug:consultation>/"
urlpatterns = [
    path("consultas/", lists.list_, name="consultations"),
    path("consultas/nova/", lists.new, name="consultation-new"),
    path(ONE, lists.desk, name="consultation"),
    path(f"{ONE}quadro/", framing.frame, name="consultation-frame"),
    path(f"{ONE}textos/", wording.words, name="consultation-words"),
    path(f"{ONE}desenho/", wording.design, name="consultation-design"),
    path(f"{ONE}perguntas/", asking.questions, name="consultation-questions"),
    path(f"{ONE}perguntas/nova/", asking.question, name="question-new"),
    path(f"{ONE}perguntas/<slug:code>/", asking.question, name="question-edit"),
    path(f"{ONE}perguntas/<slug:code>/mover/", asking.move, name="question-move"),
    path(f"{ONE}perguntas/<slug:code>/tirar/", asking.remove, name="question-remove"),
    path(f"{ONE}texto/", putting.text, name="consultation-text"),
    path(f"{ONE}afirmacoes/", putting.statements, name="consultation-statements"),
    path(f"{ONE}afirmacoes/<int:number>/retirar/", putting.retire, name="statement-retire"),
    path(f"{ONE}documentos/", putting.documents, name="consultation-documents"),
    path(f"{ONE}documentos/<int:position>/retirar/", putting.detach, name="document-detach"),
    path(f"{ONE}traducoes/", translating.translations, name="consultation-translations"),
    path(f"{ONE}traducoes/<slug:language>/", translating.translation, name="consultation-translation"),
    path(f"{ONE}convites/", inviting.invitations, name="consultation-invitations"),
    path(f"{ONE}ver/", publishing.preview, name="consultation-preview"),
    path(f"{ONE}publicar/", publishing.publish, name="consultation-publish"),
    path(f"{ONE}prolongar/", publishing.extend, name="consultation-extend"),
    path(f"{ONE}anular/", publishing.cancel, name="consultation-cancel"),
]
