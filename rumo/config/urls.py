"""The roof's list of doors: which door answers which address."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler500 = "rumo.doors.web.refusing.broken"
urlpatterns = [
    path("", include("rumo.doors.dashboard.roots")),
    path("", include("rumo.doors.participate.roots")),
    path("", include("rumo.doors.api.urls")),
    path("", include("rumo.doors.office.signing.roots")),
    *i18n_patterns(
        path("", include("rumo.doors.dashboard.urls")),
        path("", include("rumo.doors.participate.urls")),
        path("", include("rumo.doors.office.urls")),
        path("", include("rumo.doors.office.signing.urls")),
        path("", include("rumo.doors.web.urls")),
    ),
]
