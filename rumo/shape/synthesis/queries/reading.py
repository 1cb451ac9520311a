"""The queue of an analyst: every text read with a codebook, found by words, language, way, audience, theme; and how it was read."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from rumo.ground.core.fields import folded
from rumo.listen.contributions.models import Contribution, Passage
from rumo.shape.synthesis import models as m

WORDS = 8
"""Words of a search that count."""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for; what is empty does not narrow. `read`: "no" for what `coder` has not read, "bare" for what nobody coded."""

    text: str = ""
    language: str = ""
    channel: str = ""
    audience: str = ""
    kind: str = ""
    theme: str = ""  # public id
    topic: int = 0  # place
    read: str = ""
    coder: str = ""


def sources_of(codebook: m.Codebook) -> list[m.CodebookSource]:
    """Return what is read with a codebook (one query)."""
    rows = m.CodebookSource.objects.filter(codebook=codebook).select_related("consultation", "gathering")
    return list(rows.order_by("pk"))


def readable_with(codebook: m.Codebook) -> QuerySet[Passage]:
    """Return every text read with a codebook, each with its contribution: not taken back, not emptied, of its consultations and gatherings."""
    of = m.CodebookSource.objects.filter(codebook=codebook)
    said = Q(contribution__consultation__in=of.filter(consultation__isnull=False).values("consultation"))
    said |= Q(contribution__gathering__in=of.filter(gathering__isnull=False).values("gathering"))
    rows = Passage.objects.filter(said, contribution__state=Contribution.State.RECEIVED)
    return rows.exclude(text="", rewording="").select_related("contribution")


def found(codebook: m.Codebook, sought: Sought) -> QuerySet[Passage]:
    """Return what is looked for, in the order it was written down; every word must stand in the text, in any script, accents and case aside."""
    rows = readable_with(codebook)
    for word in folded(sought.text).split()[:WORDS]:
        rows = rows.filter(search__contains=word)
    plain = {
        "language": sought.language,
        "contribution__channel": sought.channel,
        "contribution__audience": sought.audience,
        "contribution__kind": sought.kind,
    }
    rows = rows.filter(**{name: value for name, value in plain.items() if value})
    coded = m.Coding.objects.filter(passage=OuterRef("pk"), theme__codebook=codebook, removed_at__isnull=True)
    if sought.theme:
        rows = rows.filter(Exists(coded.filter(theme__public_id=sought.theme)))
    if sought.topic:
        within = m.TopicPassage.objects.filter(topic__codebook=codebook, topic__position=sought.topic)
        rows = rows.filter(Exists(within.filter(passage=OuterRef("pk"))))
    if sought.read == "no":
        done = m.Reading.objects.filter(codebook=codebook, coder=sought.coder, passage=OuterRef("pk"))
        rows = rows.filter(~Exists(done))
    if sought.read == "bare":
        rows = rows.filter(~Exists(coded))
    return rows.order_by("pk")


def facets(codebook: m.Codebook) -> dict[str, list[tuple[str, int]]]:
    """Return how many texts there are by language, channel, audience and kind, the most first (one query)."""
    names = ("language", "contribution__channel", "contribution__audience", "contribution__kind")
    rows = readable_with(codebook).order_by().values_list(*names).annotate(n=Count("pk"))
    counts: dict[str, dict[str, int]] = {name.removeprefix("contribution__"): {} for name in names}
    for *keys, n in rows:
        for facet, key in zip(counts.values(), keys, strict=True):
            if key:
                facet[key] = facet.get(key, 0) + n
    return {name: sorted(facet.items(), key=lambda one: (-one[1], one[0])) for name, facet in counts.items()}


def codings_of(codebook: m.Codebook, passages: Sequence[Passage]) -> dict[int, list[m.Coding]]:
    """Return the codings in force of texts, by the row id of the text, each with its theme (one query)."""
    rows = m.Coding.objects.filter(
        passage__in=passages, theme__codebook=codebook, removed_at__isnull=True
    ).select_related("theme")
    every: dict[int, list[m.Coding]] = {}
    for row in rows.order_by("theme__name", "pk"):
        every.setdefault(row.passage_id, []).append(row)
    return every


def marked(rows: QuerySet[Passage], codebook: m.Codebook, coder: str) -> QuerySet[Passage]:
    """Return texts each with `done`: whether somebody is done with it (no query of its own)."""
    done = m.Reading.objects.filter(codebook=codebook, coder=coder, passage=OuterRef("pk"))
    return rows.annotate(done=Exists(done))


def quoted(coding: m.Coding, passage: Passage) -> str:
    """Return the words a coding points at; the empty text for the whole, and once the text was corrected after (no query)."""
    corrected = passage.contribution.corrected_at or passage.contribution.amended_at
    if corrected is not None and corrected > coding.at:
        return ""
    return passage.text[coding.start : coding.end]


def topics_of(codebook: m.Codebook) -> list[tuple[m.Topic, int]]:
    """Return the topics a machine suggests, in their order, with how many of their texts nobody has coded yet (one query)."""
    coded = m.Coding.objects.filter(
        passage=OuterRef("passage"), theme__codebook=codebook, removed_at__isnull=True
    )
    left = m.TopicPassage.objects.filter(~Exists(coded), topic=OuterRef("pk")).exclude(passage__text="")
    counted = left.order_by().values("topic").annotate(n=Count("pk")).values("n")
    rows = m.Topic.objects.filter(codebook=codebook).annotate(left=Subquery(counted))
    return [(row, row.left or 0) for row in rows]
