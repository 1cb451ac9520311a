"""Addresses of gatherings in the office."""

from django.urls import path

from rumo.doors.office.meeting import (
    door,
    framing,
    lists,
    minutes,
    noting,
    processes,
    publishing,
    sessions,
    visiting,
)

ONE = "encontros/<slug:gathering>/"
NOTE = f"{ONE}diario/<slug:note>/"
urlpatterns = [
    path("encontros/", lists.list_, name="gatherings"),
    path("encontros/novo/", lists.new, name="gathering-new"),
    path("encontros/processos/", processes.list_, name="processes"),
    path("encontros/processos/novo/", processes.new, name="process-new"),
    path(ONE, lists.desk, name="gathering"),
    path(f"{ONE}quadro/", framing.frame, name="gathering-frame"),
    path(f"{ONE}pessoas/", framing.people, name="gathering-people"),
    path(f"{ONE}sessoes/nova/", sessions.session, name="gathering-session-new"),
    path(f"{ONE}sessoes/<int:number>/", sessions.session, name="gathering-session"),
    path(f"{ONE}sessoes/<int:number>/tirar/", sessions.drop, name="gathering-session-drop"),
    path(f"{ONE}sessoes/<int:number>/presencas/", door.attendance, name="gathering-attendance"),
    path(f"{ONE}sessoes/<int:number>/presencas/desmarcar/", door.undo, name="gathering-attendance-undo"),
    path(f"{ONE}sessoes/<int:number>/presencas/sem-rede.js", door.worker, name="gathering-worker"),
    path(f"{ONE}documentos/", sessions.documents, name="gathering-documents"),
    path(f"{ONE}documentos/<int:position>/retirar/", sessions.detach, name="gathering-detach"),
    path(f"{ONE}ata/", minutes.minutes, name="gathering-minutes"),
    path(f"{ONE}ata/escrever/", minutes.write, name="gathering-minutes-write"),
    path(f"{ONE}ata/entregar/", minutes.submit, name="gathering-minutes-submit"),
    path(f"{ONE}ata/publicar/", minutes.publish, name="gathering-minutes-publish"),
    path(f"{ONE}ata/retirar/", minutes.withdraw, name="gathering-minutes-withdraw"),
    path(f"{ONE}diario/", visiting.journal, name="gathering-journal"),
    path(f"{ONE}diario/nova/", noting.new, name="gathering-note-new"),
    path(NOTE, noting.note, name="gathering-note"),
    path(f"{NOTE}aprovar/", visiting.approve, name="gathering-note-approve"),
    path(f"{NOTE}devolver/", visiting.return_, name="gathering-note-return"),
    path(f"{NOTE}retirar/", visiting.withdraw, name="gathering-note-withdraw"),
    path(f"{NOTE}fotografias/<int:position>/", visiting.photo, name="gathering-note-photo"),
    path(f"{ONE}publicar/", publishing.publish, name="gathering-publish"),
    path(f"{ONE}anular/", publishing.cancel, name="gathering-cancel"),
    path(f"{ONE}inscritos/", door.registered, name="gathering-registered"),
    path(f"{ONE}inscritos/<slug:registration>/certificado.pdf", door.proof, name="gathering-proof"),
    path(f"{ONE}cartoes/", door.badges, name="gathering-badges"),
]
