"""Readings for tests: a codebook over the consultation of `listening`, themes, texts read with them, findings."""

from itertools import count

from rumo.ground.core.fields import token_hash
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Contribution, Passage
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.actions import FindingSaid, ThemeSaid
from tests.factories import listening, people, said
from tests.factories.listening import AFTER, OPEN
from tests.factories.people import BY

OTHER = "analista-exemplo"
_tokens = count(1)


def token():
    """A one-time token as forms carry it, another each time."""
    return f"reading-{next(_tokens)}"


def asked():
    """The consultation that is read, made once."""
    return Consultation.objects.filter(slug=listening.SLUG).first() or listening.consultation()


def codebook(sources=None, **more):
    """A codebook of the national body that reads the consultation of `listening`."""
    given = {"title": "O que se ouviu (exemplo)", "purpose": "", "entity": people.national(), **more}
    return synthesis.open_codebook(
        sources=[asked()] if sources is None else sources, token=token(), by=BY, at=AFTER, **given
    )


def theme(book, name="Aulas de português", **more):
    """A theme of a codebook."""
    words = {"definition": f"Quem fala de: {name} (exemplo).", **more}
    return synthesis.add_theme(codebook=book, said=ThemeSaid(name, **words), by=BY, at=AFTER)


def text(words="Faltam aulas à noite.", **more):
    """A text said in the consultation that is read."""
    return said.passage(said.say(asked(), text=words, **more))


def texts(number, consultation=None, **more):
    """Many texts said there, written straight to the tables."""
    where = consultation or asked()
    rows = Contribution.objects.bulk_create(
        Contribution(
            consultation=where, token_hash=token_hash(token()), received_at=OPEN,
            **{"kind": "proposal", "audience": "residents", "language": "pt", **more},
        ) for _ in range(number)
    )  # fmt: skip
    return Passage.objects.bulk_create(
        Passage(
            contribution=row,
            place="proposal",
            language="pt",
            text=f"Texto {place} (exemplo).",
            public=True,
            state="shown",
        )
        for place, row in enumerate(rows, start=1)
    )


def coded(one, passages, by=BY, **more):
    """Passages read with a theme."""
    return synthesis.code(theme=one, passages=list(passages), by=by, at=AFTER, **more)


def finding(book, *themes, by=BY, supersedes=None, **more):
    """A finding that is not public yet."""
    words = {
        "sentence": "Faltam aulas fora do horário de trabalho (exemplo).",
        "dissent": "Ninguém discordou.",
    }
    parts = {**words, "themes": tuple(one.public_id for one in themes), **more}
    return synthesis.write_finding(
        codebook=book, said=FindingSaid(**parts), token=token(), by=by, at=AFTER, supersedes=supersedes
    )


def published(book=None, number=1, **more):
    """A public finding that rests on so many texts of one theme."""
    held = book or codebook()
    one = theme(held, name=more.pop("name", "Aulas de português"))
    coded(one, texts(number))
    return synthesis.publish_finding(finding=finding(held, one, **more), by=OTHER, at=AFTER)
