"""What is answered when a form's proof of origin is missing, the database is away, or a disk is full: a page that says how to go on."""

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form was open too long or came from elsewhere, and that going back keeps what was written."""
    return render(request, "403_csrf.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer what no page foresaw: 503, to be tried again soon, where the database is away or full, 507 where files have no room; else 500."""
    fault = sys.exc_info()[1]
    if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
        response = render(request, "507.html", status=507)
        response["Retry-After"] = "60"
        return response
    if isinstance(fault, OperationalError | InterfaceError):
        response = server_error(request)
        response.status_code = 503
        response["Retry-After"] = "5"
        return response
    return server_error(request)
