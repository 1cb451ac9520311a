"""Acting as the role that owns the tables: migrating, and leaving the application's role unable to change the ledger."""

from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
from django.db import connections, transaction

from rumo.doors.desk.refusal import Refusal

ALIAS = "owner"
KEPT = {
    "UPDATE, DELETE, TRUNCATE": ("ledger_entry", "ledger_leaf", "ledger_subtree", "ledger_head"),
    "UPDATE, TRUNCATE": ("ledger_detail", "ledger_receipt"),
}
"""What the application's role may not do, and to which tables: docs/operations.md says the same by hand."""


@contextmanager
def as_owner(url: str) -> Iterator[str]:
    """Open a second connection, of the owner, to the application's own database; gives its alias. PostgreSQL alone has roles."""
    ours = connections["default"].settings_dict
    try:
        owner = dj_database_url.parse(url)
    except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError) as error:
        raise Refusal(f"DATABASE_OWNER_URL: {error}") from None
    if owner["ENGINE"] != "django.db.backends.postgresql" or owner["ENGINE"] != ours["ENGINE"]:
        raise Refusal("DATABASE_OWNER_URL is for PostgreSQL, as DATABASE_URL must be then.")
    if owner["USER"] == ours["USER"]:
        raise Refusal(
            "DATABASE_OWNER_URL names the very role of DATABASE_URL: leave it out, or name another."
        )
    connections.databases[ALIAS] = {**ours, **owner, "NAME": ours["NAME"]}
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS], connections.databases[ALIAS]


def grant(alias: str) -> None:
    """Let the application's role read and write every table, but not change or empty those of the ledger; safe to repeat."""
    with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
        role = connections[alias].ops.quote_name(connections["default"].settings_dict["USER"])
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for verbs, tables in KEPT.items():
            cursor.execute(f"REVOKE {verbs} ON {', '.join(tables)} FROM {role}")
