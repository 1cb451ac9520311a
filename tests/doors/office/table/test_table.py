"""Role × body × address × verb: every address of the site is in the table, and answers everybody as the table says."""

import re
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.urls import get_resolver

from tests.doors.office.table import world as worlds
from tests.factories import people as make

TABLE = yaml.safe_load(Path(__file__).with_name("table.yaml").read_text(encoding="utf-8"))
ROWS = sorted(TABLE["office"])
PARTS = 4
SAFE = ("get", "head")
OTHER_VERBS = ("put", "patch", "delete", "options")
LOGIN = "/pt/conta/entrar/"


def routes():
    """Every address the site answers, without its language."""

    def walk(resolver, before):
        for found in resolver.url_patterns:
            route = before + str(found.pattern)
            if hasattr(found, "url_patterns"):
                yield from walk(found, route)
            else:
                yield re.sub(r"^[a-z]{2}/", "", route)

    return sorted(walk(get_resolver(), ""))


def listed():
    """Every address of the table."""
    return sorted(
        route for part in ("public", "machines", "forms", "office", "signing") for route in TABLE[part]
    )


def test_every_address_is_in_the_table():
    assert routes() == listed()


def address(route, words):
    """The address of a route, filled with somebody's objects."""
    return "/pt/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: words[found[1]], route)


def allowed(row, verb):
    """Who gets an answer, of a verb."""
    return {actor for group in row.get(verb, ()) for actor in TABLE["groups"][group]}


def expected(row, verb, actor):
    """What the table says somebody gets: "yes", "404", "login" or "405"."""
    if verb not in row:
        return "405"
    if actor in ("anonymous", "suspended"):
        return "login"
    return "yes" if actor in allowed(row, verb) else "404"


def got(answer):
    """What somebody got, in the table's words."""
    if answer.status_code in (404, 405):
        return str(answer.status_code)
    if answer.status_code == 302 and answer["Location"].startswith(LOGIN):
        return "login"
    return "yes" if answer.status_code in (200, 201, 204, 302, 303, 409, 422) else f"{answer.status_code}"


def asked(client, verb, url):
    """The answer to a verb at an address, what it wrote undone."""
    with transaction.atomic():
        answer = getattr(client, verb)(url)
        if answer.streaming:
            answer.getvalue()
        transaction.set_rollback(True)
    return answer


def mismatches(world, client_of, rows):
    """Every answer that is not what the table says."""
    for route in rows:
        row = TABLE["office"][route]
        url = address(route, {**world.own, **row.get("args", {})})
        for actor, client in client_of.items():
            verbs = [*SAFE[:1], "post"] if actor != "national_coordinator" else [*SAFE, "post", *OTHER_VERBS]
            for verb in verbs:
                said = got(asked(client, verb, url))
                wanted = expected(row, "get" if verb == "head" else verb, actor)
                if said != wanted:
                    yield f"{verb.upper()} {route} as {actor}: {said}, the table says {wanted}"
        if row.get("foreign"):
            yield from foreign(route, row, address(route, {**world.other, **row.get("args", {})}), client_of)


def foreign(route, row, url, client_of):
    """Another body's object that is not simply not found."""
    for verb in ("get", "post"):
        said = got(asked(client_of["municipal_coordinator"], verb, url))
        if said != ("404" if verb in row else "405"):
            yield f"{verb.upper()} {route} of another body: {said}"


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(country, client_class, part):
    world = worlds.build()
    client_of = {"anonymous": client_class()}
    for actor, user in world.actors.items():
        client_of[actor] = make.signed_in(client_class(), user)
    assert list(mismatches(world, client_of, ROWS[part::PARTS])) == []


def test_no_group_is_empty_and_every_row_names_known_groups():
    named = {
        group for row in TABLE["office"].values() for verb in ("get", "post") for group in row.get(verb, ())
    }
    assert named - set(TABLE["groups"]) == set()
    assert all(TABLE["groups"].values())
