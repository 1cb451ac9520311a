"""The web door's own pages: the style guide and the two statements every site owes."""

from django.urls import path

from rumo.doors.web import views

app_name = "web"
urlpatterns = [
    path("estilo/", views.style, name="style"),
    path("acessibilidade/", views.accessibility, name="accessibility"),
    path("privacidade/", views.privacy, name="privacy"),
]
