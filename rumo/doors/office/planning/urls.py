"""Addresses of plan making."""

from django.urls import path

from rumo.doors.office.planning import answering, carrying, files, lists, sending, templating, writing

urlpatterns = [
    path("planos/", lists.list_, name="plans"),
    path("planos/novo/", lists.new, name="plan-new"),
    path("planos/<slug:slug>/", lists.overview, name="plan"),
    path("planos/<slug:slug>/nova-versao/", lists.new_version, name="plan-new-version"),
    path("planos/<slug:slug>/versao/", writing.head, name="plan-head"),
    path("planos/<slug:slug>/versao/apagar/", sending.discard, name="plan-discard"),
    path("planos/<slug:slug>/medidas/nova/", writing.measure, name="measure-new"),
    path("planos/<slug:slug>/medidas/<str:code>/editar/", writing.measure, name="measure-edit"),
    path("planos/<slug:slug>/medidas/<str:code>/tirar/", writing.remove, name="measure-remove"),
    path("planos/<slug:slug>/ordem/", writing.order, name="plan-order"),
    path("planos/<slug:slug>/importar/", files.import_, name="plan-import"),
    path("planos/<slug:slug>/exportar.<str:kind>", files.export, name="plan-export"),
    path("planos/<slug:slug>/enviar/", sending.send, name="plan-send"),
    path("planos/<slug:slug>/rever/", sending.review, name="plan-review"),
    path("planos/<slug:slug>/prolongar/", sending.extend, name="plan-extend"),
    path("planos/<slug:slug>/geracao/", carrying.carry, name="plan-carry"),
    path("planos/<slug:slug>/responsaveis/", answering.responsible, name="plan-responsible"),
    path("planos/<slug:slug>/modelo/", templating.make, name="template-make"),
    path("modelos/", templating.templates, name="templates"),
]
