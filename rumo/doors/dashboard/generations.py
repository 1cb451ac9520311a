"""What passed from the former plan to this one, in words and links."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from rumo.deliver.rollup.queries.generations import Passage
from rumo.doors.dashboard.looking import Look


def former(seen: Look, key: str | None) -> dict[str, Any] | None:
    """Return the measure of a former plan that `key` ("plan/code") names, with its page where it is published here."""
    if not key:
        return None
    slug, _slash, code = key.partition("/")
    plan = seen.held.plan_at.get(slug)
    return {
        "key": key,
        "href": seen.link("measure", slug, code) if seen.held.has_measure(key) else None,
        "plan": seen.held.labels[plan].title if plan is not None else slug,
        "code": code,
    }


@dataclass(frozen=True, slots=True)
class Passed:
    """A former measure, what became of it in words, and the code, title and page of what it went into."""

    former: dict[str, Any] | None
    fate: str
    into: tuple[str, str, str] | None
    reason: str | None


def passed(seen: Look, passages: list[Passage]) -> list[Passed]:
    """Return the table of what passed from the former plan, in the order of the plan."""
    fates = {
        "continued": _("continuada"),
        "merged": _("integrada noutra"),
        "abandoned": _("abandonada"),
    }
    return [
        Passed(former(seen, one.former), fates[one.fate], _into(seen, one), one.reason) for one in passages
    ]


def _into(seen: Look, one: Passage) -> tuple[str, str, str] | None:
    if one.into is None:
        return None
    key, title = one.into
    slug, _slash, code = key.partition("/")
    return code, title, seen.link("measure", slug, code)
