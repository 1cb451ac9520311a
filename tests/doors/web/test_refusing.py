"""What no page foresaw: 503 while the database is away, 507 where a disk is full, 500 otherwise."""

import errno

import pytest
from django.db import InterfaceError, OperationalError
from django.test import RequestFactory

from rumo.doors.web.refusing import broken


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (OperationalError("away"), 503),
        (InterfaceError("away"), 503),
        (OSError(errno.ENOSPC, "full"), 507),
        (OSError(errno.EDQUOT, "full"), 507),
        (OSError(errno.EIO, "broken"), 500),
        (ValueError("x"), 500),
    ],
)
def test_the_database_away_is_no_fault_of_the_page(fault, status):
    try:
        raise fault
    except type(fault):
        response = broken(RequestFactory().get("/pt/"))
    assert (response.status_code, response.get("Retry-After")) == (
        status,
        {503: "5", 507: "60"}.get(status),
    )
