"""What acts on evaluations and self-assessments refuse, in words fit for whoever asked."""

from django.utils.translation import gettext as _

LONGEST = 20_000
"""Characters of an answer, a finding, a recommendation, the summary or a reason."""


class EvaluationRefused(Exception):
    """An act on an evaluation that cannot be done, said in words fit for whoever asked."""


class Overtaken(EvaluationRefused):
    """Somebody else saved this evaluation in the meantime; nothing was saved, and `theirs` is what it says now."""

    def __init__(self, theirs: dict[str, str]) -> None:
        super().__init__(
            _("Outra pessoa guardou esta avaliação entretanto. Nada se perdeu: compare e escolha.")
        )
        self.theirs = theirs


class Settled(EvaluationRefused):
    """The evaluation is public or withdrawn: nothing of it is edited any more."""


def short(text: str, most: int = LONGEST) -> str:
    """Return a text without what surrounds it; raises EvaluationRefused for one that is too long."""
    text = text.replace("\0", " ").strip()
    if len(text) > most:
        told = {"n": len(text), "most": most}
        raise EvaluationRefused(_("O texto tem %(n)s carateres e o máximo é %(most)s: encurte-o.") % told)
    return text
