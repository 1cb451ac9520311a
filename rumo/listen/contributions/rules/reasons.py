"""The published list of reasons for which a text is not shown, and those for which anyone may report one."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "insult": _("Insulta ou ameaça alguém"),
    "hate": _("Apela ao ódio contra um grupo de pessoas"),
    "personal": _("Tem dados pessoais de quem escreve ou de outra pessoa"),
    "unlawful": _("Apela a um crime ou divulga-o"),
    "advertising": _("É publicidade"),
    "off_topic": _("Nada tem a ver com a consulta"),
    "repeated": _("Repete, palavra por palavra, outro texto da mesma pessoa"),
}
