"""Who writes guidelines, who publishes them, who sees what is in the making; what can be checked by machine."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from rumo.ground.people.models import Role
from rumo.ground.people.rules import Who
from rumo.shape.guidelines.models import Document, Version

WRITERS = (Role.NATIONAL_COORDINATOR, Role.NATIONAL_ANALYST)
TRANSLATORS = (*WRITERS, Role.TRANSLATOR)
CHECKS = {
    "areas_covered": _("todas as áreas têm medidas"),
    "responsible_named": _("cada medida tem quem responda por ela"),
    "numeric_target": _("cada medida tem um indicador com uma meta em número"),
    "participation_evidenced": _("há medidas que vêm de encontros ou de orientações"),
    "dates_set": _("cada medida tem datas"),
    "budget_stated": _("há um orçamento"),
}
"""What a machine can look for in a plan."""


def can_draft(who: Who, entity_id: int) -> bool:
    """Begin guidelines of a body: its analysts and coordinators."""
    return entity_id in who.entities(*WRITERS)


def can_write(who: Who, document: Document) -> bool:
    """Write and decide on suggestions: analysts and coordinators of its body."""
    return document.entity_id in who.entities(*WRITERS)


def can_translate(who: Who, document: Document) -> bool:
    """Write a clause in another language: whoever writes, and the body's translators."""
    return document.entity_id in who.entities(*TRANSLATORS)


def can_publish(who: Who, document: Document) -> bool:
    """Publish or return what was sent: coordinators of its body."""
    return document.entity_id in who.entities(Role.NATIONAL_COORDINATOR)


def can_publish_version(who: Who, version: Version) -> bool:
    """Publish a version: a coordinator who did not send it."""
    return can_publish(who, version.document) and version.written_by != who.public_id


def can_see(who: Who, document: Document) -> bool:
    """See it in the office: whoever translates it, the national team, auditors."""
    return can_translate(who, document) or who.national or who.has(Role.AUDITOR)


def visible_to(who: Who) -> QuerySet[Document]:
    """Return the documents for which `can_see` holds."""
    rows = Document.objects.all()
    if who.national or who.has(Role.AUDITOR):
        return rows
    return rows.filter(entity__in=who.entities(*TRANSLATORS))
