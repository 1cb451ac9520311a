"""The published lists of reasons: for which a text is not shown or is reported, and for which a recording is not written down."""

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
UNHEARD: dict[str, Promise] = {
    "silent": _("Não se ouve ninguém"),
    "unclear": _("Ouve-se, mas não se percebe"),
    "language": _("Está numa língua que ninguém aqui sabe escrever"),
}
"""Why a recording could not be written down: told to whoever made it, who may record again or write."""
