"""What is answered when a form's proof of origin is missing, or the database is away: a page that says how to go on."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long or came from elsewhere, and that going back keeps what was written."""
    return render(request, "403_csrf.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer what no page foresaw: 503, to be tried again soon, where the database is away or full; else 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = server_error(request)
        response.status_code = 503
        response["Retry-After"] = "5"
        return response
    return server_error(request)
