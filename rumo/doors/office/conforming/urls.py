"""Addresses of conformity."""

from django.urls import path

from rumo.doors.office.conforming import views

ONE = "planos/<slug:slug>/conformidade/"
urlpatterns = [
    path("conformidade/", views.list_, name="conformities"),
    path(ONE, views.conformity, name="conformity"),
    path(f"{ONE}comecar/", views.begin, name="conformity-begin"),
    path(f"{ONE}apagar/", views.discard, name="conformity-discard"),
    path(f"{ONE}enviar/", views.send, name="conformity-send"),
    path(f"{ONE}apreciar/", views.review, name="conformity-review"),
    path(f"{ONE}devolver/", views.return_, name="conformity-return"),
    path(f"{ONE}publicar/", views.publish, name="conformity-publish"),
]
