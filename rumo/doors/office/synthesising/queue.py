"""The queue: what was said, found and narrowed, read page by page, coded one by one or several at once; and the topics a machine suggests."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from rumo.doors.office.gate import Asking, staff
from rumo.doors.office.hearing import places
from rumo.doors.office.hearing.seeing import PAGE, page_of, pager
from rumo.doors.office.synthesising.seeing import BOTH, act, done, page, seen, status_of, tabs, wrong
from rumo.doors.web.parts import Option
from rumo.ground.core.texts import line
from rumo.listen.consultations.models import Audience
from rumo.listen.contributions.models import Channel, Kind, Passage
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.models import Codebook, Coding, Theme
from rumo.shape.synthesis.queries.reading import (
    Sought,
    codings_of,
    facets,
    found,
    marked,
    quoted,
    readable_with,
    topics_of,
)

NAMED = {
    "audience": dict(Audience.choices),
    "channel": dict(Channel.choices),
    "kind": dict(Kind.choices),
}
Facets = dict[str, list[tuple[str, int]]]
KEPT = ("q", "language", "channel", "audience", "kind", "theme", "topic", "read")
"""What a form keeps of the way the queue was narrowed."""


@require_http_methods(BOTH)
@staff
def queue(request: Asking, codebook: str) -> HttpResponse:
    """Show what was said; code texts, take a coding back, say that texts are read."""
    row = seen(request, codebook)
    if request.method != "POST":
        return _page(request, row)
    try:
        words = _acted(request, row)
    except synthesis.SynthesisRefused as no:
        return _page(request, row, no)
    answer = done(request, words, "codebook", row.slug)
    kept = request.GET.urlencode()
    answer["Location"] += f"?{kept}" if kept else ""
    return answer


@require_POST
@staff
def topics(request: Asking, codebook: str) -> HttpResponse:
    """Ask for topics to be suggested, in the background."""
    row = seen(request, codebook)
    asked = synthesis.ask_topics(codebook=row, **act(request))
    words = (
        _("Os assuntos estão a ser procurados: aparecem aqui dentro de minutos.")
        if asked
        else _("Os assuntos já estão a ser procurados.")
    )
    return done(request, words, "codebook", row.slug)


def _acted(request: Asking, row: Codebook) -> str:
    """Do what the form asks; return what was done, in words."""
    post = request.POST
    if gone := post.get("take-back", ""):
        mine = Coding.objects.filter(theme__codebook=row, coder=request.who.public_id)
        held = mine.filter(pk=int(gone[:18])) if gone.isascii() and gone.isdigit() else mine.none()
        synthesis.take_back(codings=list(held), **act(request))
        return _("O tema foi tirado do texto.")
    wanted = {line(one)[:90] for one in post.getlist("text")[:PAGE]}
    some = readable_with(row).filter(contribution__number__in={one.partition("~")[0] for one in wanted})
    texts = [one for one in some if _key(one) in wanted]
    if "read" in post:
        synthesis.mark_read(codebook=row, passages=texts, **act(request))
        return ngettext("%(n)s texto lido.", "%(n)s textos lidos.", len(texts)) % {"n": len(texts)}
    theme = Theme.objects.filter(codebook=row, public_id=line(post.get("into", ""))[:16]).first()
    if theme is None:
        raise synthesis.SynthesisRefused(_("Escolha um tema."), "into")
    made = synthesis.code(theme=theme, passages=texts, quote=post.get("quote", ""), **act(request))
    told = {"n": len(made), "theme": theme.name}
    return (
        ngettext("%(n)s texto fala de «%(theme)s».", "%(n)s textos falam de «%(theme)s».", len(made)) % told
    )


def _key(text: Passage) -> str:
    return f"{text.contribution.number}~{text.place}"


def sought_in(request: Asking) -> Sought:
    """Return what the address asks for; what it says wrongly narrows to nothing rather than fails."""
    said = {name: line(request.GET.get(name, ""))[:60] for name in KEPT}
    topic = said.pop("topic")
    return Sought(
        text=said.pop("q"),
        topic=int(topic) if topic.isascii() and topic.isdigit() and len(topic) < 5 else 0,
        coder=request.who.public_id,
        **said,
    )


def _page(request: Asking, row: Codebook, no: synthesis.SynthesisRefused | None = None) -> HttpResponse:
    number, sought = page_of(request), sought_in(request)
    rows = found(row, sought)
    kept = {name: request.GET.get(name, "") for name in KEPT}
    every = facets(row)
    # every text has a language: unless something narrows the list, it need not be counted again
    count = rows.count() if any(kept.values()) else sum(n for _key, n in every["language"])
    shown = marked(rows, row, request.who.public_id).select_related("contribution__gathering")
    some = list(shown[(number - 1) * PAGE : number * PAGE])
    themes = list(Theme.objects.filter(codebook=row, state=Theme.State.OPEN))
    post = request.POST
    into = post.get("into", "")
    context: dict[str, Any] = {
        "tabs": tabs(row, "codebook"),
        "texts": _texts(request, row, some, set(post.getlist("text"))),
        "count": count,
        "q": sought.text,
        "narrow": _narrow(every, sought, themes),
        "narrowed": any(kept.values()),
        "topics": topics_of(row),
        "into": [Option("", _("Escolha"), not into)]
        + [Option(one.public_id, one.name, one.public_id == into) for one in themes],
        "quote": post.get("quote", ""),
        "pager": pager(number, count, **kept),
        **(wrong(no) if no else {}),
    }
    return page(request, "queue", row, "", context, status_of(no) if no else 200)


def _texts(request: Asking, row: Codebook, some: list[Passage], chosen: set[str]) -> list[dict[str, Any]]:
    """The texts of a page with where they stand, how they were read, by whom (two queries)."""
    codings = codings_of(row, some)
    asked = places.asked_of(some)
    return [
        {
            "text": one,
            "key": _key(one),
            "id": _key(one).replace("~", "-").replace(":", "-"),
            "place": places.place_of(one),
            "asked": asked.get((one.contribution.consultation_id or 0, one.place), ""),
            "codings": [
                (coding, quoted(coding, one), coding.coder == request.who.public_id)
                for coding in codings.get(one.pk, ())
            ],
            "read": one.done,
            "chosen": _key(one) in chosen,
        }
        for one in some
    ]


def _narrow(counts: Facets, sought: Sought, themes: list[Theme]) -> list[tuple[str, str, list[Option]]]:
    """The fields by which the queue is narrowed: name, label, options (no query)."""
    labels = {
        "language": _("Língua"),
        "channel": _("Como chegou"),
        "audience": _("Quem diz"),
        "kind": _("O que é"),
    }
    fields = []
    for name, label in labels.items():
        now = getattr(sought, name)
        names = NAMED.get(name, {})
        options = [Option(key, f"{names.get(key, key)} ({n})", key == now) for key, n in counts[name]]
        if len(options) > 1 or now:
            fields.append((name, label, [Option("", _("Todos"), not now), *options]))
    read = (("", _("Todos")), ("no", _("Por ler por mim")), ("bare", _("Sem tema")))
    fields.append(("read", _("Leitura"), [Option(key, words, key == sought.read) for key, words in read]))
    if themes:
        options = [Option(one.public_id, one.name, one.public_id == sought.theme) for one in themes]
        fields.append(("theme", _("Tema"), [Option("", _("Todos"), not sought.theme), *options]))
    return fields
