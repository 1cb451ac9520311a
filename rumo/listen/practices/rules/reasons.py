"""The short lists of reasons for which a practice is returned or withdrawn, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RETURNED: dict[str, Promise] = {
    "incomplete": _("falta dizer alguma coisa"),
    "evidence": _("falta mostrar os resultados"),
    "contact": _("o contacto é de uma pessoa e não de uma entidade"),
    "personal": _("fala de pessoas que se podem reconhecer"),
    "practice": _("não é uma prática que outros possam seguir"),
    "twice": _("já cá está"),
}
ASKED = "asked"
WITHDRAWN: dict[str, Promise] = {
    ASKED: _("a pedido de quem a propôs"),
    "wrong": _("tem informação errada"),
    "ended": _("deixou de se aplicar"),
    "personal": _("fala de pessoas que se podem reconhecer"),
    "twice": _("já cá está"),
}
EVERY: dict[str, Promise] = {**RETURNED, **WITHDRAWN}
