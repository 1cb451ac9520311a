"""Addresses of good practices in the office."""

from django.urls import path

from rumo.doors.office.exchanging import acts, joining, origins, revising, views

urlpatterns = [
    path("boas-praticas/", views.practices, name="practices"),
    path("boas-praticas/<slug:practice>/", views.practice, name="practice"),
    path("boas-praticas/<slug:practice>/ficheiros/<slug:file>/", views.proof, name="practice-proof"),
    path("boas-praticas/<slug:practice>/apreciar/", acts.take, name="practice-take"),
    path("boas-praticas/<slug:practice>/devolver/", acts.return_, name="practice-return"),
    path("boas-praticas/<slug:practice>/publicar/", acts.publish, name="practice-publish"),
    path("boas-praticas/<slug:practice>/retirar/", acts.withdraw, name="practice-withdraw"),
    path("boas-praticas/<slug:practice>/corrigir/", revising.revise, name="practice-revise"),
    path("boas-praticas/<slug:practice>/adotar/", joining.adopt, name="practice-adopt"),
    path("boas-praticas/adocoes/<slug:adoption>/", joining.decide, name="adoption"),
    path("boas-praticas/<slug:practice>/reconhecer/", joining.recognise, name="practice-recognise"),
    path("planos/<slug:slug>/medidas/<str:code>/praticas/", origins.origins, name="measure-practices"),
]
