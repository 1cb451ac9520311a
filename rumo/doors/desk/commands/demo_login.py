"""`rumo demo-login ROLE`: a link that signs one of the demonstration's people in, on this machine alone."""

from typing import Annotated
from urllib.parse import urlsplit

import typer
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from rumo.doors.desk.demopeople import BY_WORD
from rumo.doors.desk.refusal import Refusal
from rumo.doors.web import clock
from rumo.ground.people import actions as people
from rumo.ground.people.models import User

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def register(app: typer.Typer) -> None:
    """Add `demo-login`."""
    app.command("demo-login")(demo_login)


def demo_login(
    role: Annotated[str, typer.Argument(help=f"One of: {', '.join(BY_WORD)}.")],
    port: Annotated[
        int | None,
        typer.Option(
            min=1, max=65535, help="Port `rumo serve` listens on, where RUMO_BASE_URL does not say."
        ),
    ] = None,
) -> None:
    """Print a link that signs in as one of the demonstration's people, once, within 15 minutes."""
    address = settings.SITE_URL if port is None else f"http://127.0.0.1:{port}"
    found = urlsplit(settings.SITE_URL)
    if found.scheme != "http" or found.hostname not in LOOPBACK:
        raise Refusal(
            f"demo-login is for a demonstration on this machine, and RUMO_BASE_URL is {settings.SITE_URL}."
        )
    if role not in BY_WORD:
        raise Refusal(f"No such role: {role}.", f"It is one of {', '.join(BY_WORD)}.")
    user = User.objects.filter(email=BY_WORD[role].email, is_active=True).first()
    if user is None:
        raise Refusal("The demonstration's people are not here: run `rumo seed` first.")
    with override("pt"):
        path = reverse("demo", args=[people.demo_token(user=user, at=clock.now())])
    typer.echo(f"{user.name}: open within {people.DEMO_MINUTES} minutes, once")
    typer.echo(f"{address}{path}")
