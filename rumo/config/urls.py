"""The roof's list of doors: which door answers which address."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("", include("rumo.doors.dashboard.roots")),
    path("", include("rumo.doors.api.urls")),
    *i18n_patterns(path("", include("rumo.doors.dashboard.urls")), path("", include("rumo.doors.web.urls"))),
]
