"""Addresses of the office, by what is done there."""

from django.urls import include, path

app_name = "office"
urlpatterns = [
    path(
        "gabinete/",
        include(
            [
                path("", include("rumo.doors.office.today.urls")),
                path("", include("rumo.doors.office.approving.urls")),
                path("", include("rumo.doors.office.reporting.urls")),
                path("", include("rumo.doors.office.team.urls")),
                path("", include("rumo.doors.office.history.urls")),
                path("", include("rumo.doors.office.planning.urls")),
                path("", include("rumo.doors.office.listening.urls")),
                path("", include("rumo.doors.office.reading.urls")),
                path("", include("rumo.doors.office.evaluating.urls")),
                path("", include("rumo.doors.office.assessing.urls")),
                path("", include("rumo.doors.office.hearing.urls")),
                path("", include("rumo.doors.office.meeting.urls")),
                path("", include("rumo.doors.office.tables.urls")),
                path("", include("rumo.doors.office.conferring.urls")),
                path("", include("rumo.doors.office.exchanging.urls")),
                path("", include("rumo.doors.office.synthesising.urls")),
                path("", include("rumo.doors.office.guiding.urls")),
                path("", include("rumo.doors.office.conforming.urls")),
            ]
        ),
    ),
]
