"""Addresses of hearing: moderating, writing down, answering."""

from django.urls import path

from rumo.doors.office.hearing import (
    amending,
    entering,
    moderating,
    offline,
    rereading,
    responding,
    transcribing,
    translating,
)

urlpatterns = [
    path("moderar/", moderating.every, name="moderating"),
    path("consultas/<slug:consultation>/moderar/", moderating.one, name="moderate"),
    path("consultas/<slug:consultation>/escrever/", entering.batches, name="batches"),
    path("consultas/<slug:consultation>/escrever/<slug:batch>/", rereading.batch, name="batch"),
    path("consultas/<slug:consultation>/escrever/<slug:batch>/folha/", entering.sheet, name="batch-sheet"),
    path(
        "consultas/<slug:consultation>/contributos/<slug:said>/traduzir/",
        translating.translation,
        name="contribution-translation",
    ),
    path(
        "consultas/<slug:consultation>/escrever/<slug:batch>/<slug:number>/corrigir/",
        amending.amend,
        name="batch-amend",
    ),
    path(
        "consultas/<slug:consultation>/escrever/<slug:batch>/folha/sem-rede.js",
        offline.worker,
        name="sheet-worker",
    ),
    path("consultas/<slug:consultation>/gravacoes/", transcribing.recordings, name="recordings"),
    path(
        "consultas/<slug:consultation>/gravacoes/<slug:recording>/", transcribing.recording, name="recording"
    ),
    path("consultas/<slug:consultation>/responder/", responding.responses, name="responses"),
    path("encontros/<slug:gathering>/respostas/", responding.at_gathering, name="gathering-responses"),
]
