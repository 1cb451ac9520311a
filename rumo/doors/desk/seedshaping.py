"""What was made of what was said, in the demonstration, invented and said to be: a synthesis, findings, guidelines in two versions, measures that apply them, a plan's conformity."""

from datetime import datetime, timedelta

from rumo.deliver.conformities import actions as conformities
from rumo.deliver.conformities.actions import AnswerSaid, ReviewSaid
from rumo.deliver.conformities.models import Answer, Check
from rumo.deliver.conformities.queries import seen_in
from rumo.deliver.plans.models import ClauseBasis, Measure, Plan
from rumo.deliver.rollup import actions as rollup
from rumo.doors.desk.seedclauses import ORIENTATIONS, REVISED
from rumo.ground.people.models import Entity
from rumo.listen.consultations.models import Consultation
from rumo.listen.contributions.models import Passage
from rumo.listen.gatherings.models import Gathering
from rumo.listen.practices.models import Practice
from rumo.shape.guidelines import actions as guidelines
from rumo.shape.guidelines.models import Clause, Document, Version
from rumo.shape.synthesis import actions as synthesis
from rumo.shape.synthesis.actions import FindingSaid, ThemeSaid
from rumo.shape.synthesis.models import Codebook, Finding, Theme
from rumo.shape.synthesis.queries.reading import readable_with

HEARD = "escola-e-lingua-exemplo"
SLUG = "orientacoes-exemplo"
ANALYST = "analise-exemplo"
THEMES = {
    "Horas e lugar das aulas": (
        "Quem diz a que horas ou em que dia poderia ir a uma aula de português.",
        ("seven", "السبت", "সন্ধ্যায়", "शनिबार", "salas"),
    ),
    "A escola e as famílias": (
        "Quem fala do que falta na escola para receber crianças que chegam e explicar-se às famílias.",
        ("правила", "línguas"),
    ),
    "Quem fica com as crianças": (
        "Quem não vai às aulas por não ter com quem deixar os filhos.",
        ("garderie",),
    ),
}
FINDINGS = (
    (
        "Quem trabalha de dia não consegue ir às aulas de português (exemplo).",
        "As pessoas pedem aulas depois das oito da noite ou ao sábado. As salas das escolas estão livres a essa hora (exemplo).",
        "Uma autarquia lembra que falta quem abra a porta à noite (exemplo).",
        "Horas e lugar das aulas",
    ),
    (
        "As escolas recebem crianças de muitas línguas sem quem as explique às famílias (exemplo).",
        "",
        "Ninguém discordou (exemplo).",
        "A escola e as famílias",
    ),
    (
        "Sem quem fique com as crianças, muitas mães ficam fora das aulas (exemplo).",
        "",
        "Ninguém discordou (exemplo).",
        "Quem fica com as crianças",
    ),
)
APPLIED = (
    ("exemplo-setubal-2024-2026", "2.1", "aulas"),
    ("exemplo-setubal-2024-2026", "1.1", "balcao"),
    ("exemplo-setubal-2024-2026", "2.2", "escola"),
    ("exemplo-setubal-2024-2026", "3.2", "casas"),
    ("exemplo-evora-2024-2026", "M20", "participar"),
)
"""Plan, measure, and the clause it applies by its name in the seed."""


def find(*, by: str) -> int:
    """Read what the closed consultation heard and publish what was found, where that was not done; return how many findings there are."""
    row = Consultation.objects.get(slug=HEARD)
    assert row.closes_at is not None  # noqa: S101  (it was published)
    at = row.closes_at + timedelta(days=20)
    book = synthesis.open_codebook(
        title="O que se ouviu sobre a escola e a língua (exemplo)",
        purpose="Saber o que impede as pessoas de aprender português e as crianças de serem bem recebidas (exemplo).",
        entity=Entity.objects.get(kind=Entity.Kind.NATIONAL),
        sources=[row],
        token="seed-codebook",  # noqa: S106  (of a form nobody sees)
        by=by,
        at=at,
        synthetic=True,
    )
    if not Finding.objects.filter(codebook=book).exists():
        themes = _code(book, by=by, at=at)
        for n, (sentence, explanation, dissent, theme) in enumerate(FINDINGS, 1):
            said = FindingSaid(sentence, explanation, dissent, "pt", (themes[theme].public_id,))
            written = synthesis.write_finding(
                codebook=book, said=said, token=f"seed-finding-{n}", by=ANALYST, at=at + timedelta(days=5)
            )
            rollup.publish_finding(finding=written, by=by, at=at + timedelta(days=6))
    return Finding.objects.filter(codebook=book).count()


def _code(book: Codebook, *, by: str, at: datetime) -> dict[str, Theme]:
    """The themes, every text coded by two people."""
    texts = list(readable_with(book))
    made = {}
    for name, (definition, words) in THEMES.items():
        said = ThemeSaid(name, f"{definition} (exemplo)")
        made[name] = synthesis.add_theme(codebook=book, said=said, by=by, at=at)
        mine = [text for text in texts if any(word in text.text for word in words)]
        for coder in (by, ANALYST):
            if mine:
                synthesis.code(theme=made[name], passages=mine, by=coder, at=at)
    for coder in (by, ANALYST):
        synthesis.mark_read(codebook=book, passages=texts, by=coder, at=at)
    return made


def guide(*, by: str, at: datetime) -> int:
    """Publish two versions of guidelines and begin a third, where that was not done, and let measures apply them; return how many were said to."""
    row = Consultation.objects.get(slug=HEARD)
    assert row.closes_at is not None  # noqa: S101  (it was published)
    if not Document.objects.filter(slug=SLUG).exists():
        first, clauses = _first(by=by, at=row.closes_at + timedelta(days=30))
        _second(first, clauses, by=by, at=row.closes_at + timedelta(days=60))
        guidelines.new_version(document=first.document, by=ANALYST, at=at)
    return _apply(by=by, at=at)


def _first(*, by: str, at: datetime) -> tuple[Version, dict[str, Clause]]:
    act = {"by": ANALYST, "at": at}
    version = guidelines.draft(
        slug=SLUG,
        title="Orientações para os planos municipais (exemplo)",
        entity=Entity.objects.get(kind=Entity.Kind.NATIONAL),
        token="seed-guidelines",  # noqa: S106  (of a form nobody sees)
        synthetic=True,
        **act,
    )
    summary = "O que se pede a cada plano, e porquê. Serve a quem escreve o plano e a quem quer saber se ele responde ao que as pessoas disseram (exemplo)."
    guidelines.write_version(
        version=version, title=version.title, summary=summary, changes="", revision=1, **act
    )
    clauses: dict[str, Clause] = {}
    last: Clause | None = None
    for name, said in ORIENTATIONS.items():
        last = guidelines.put_clause(version=version, said=said, after=last, **act).clause
        clauses[name] = last
    _rest(clauses, by=by, at=at)
    sent = guidelines.submit(version=version, **act)
    rollup.publish_guidelines(version=sent, effective_on=at.date(), by=by, at=at)
    return sent, clauses


def _rest(clauses: dict[str, Clause], *, by: str, at: datetime) -> None:
    """Where the clauses come from: findings, gatherings, a practice."""
    found = list(Finding.objects.filter(codebook__synthetic=True, state="published").order_by("pk"))
    for name, finding in zip(("aulas", "escola", "criancas"), found, strict=False):
        guidelines.rest_on(clause=clauses[name], origin=finding, by=by, at=at)
    met = Gathering.objects.filter(slug="oficina-de-cocriacao-exemplo", state="published").first()
    did = Practice.objects.filter(slug__startswith="balcao", state="published").first()
    if met:
        guidelines.rest_on(clause=clauses["participar"], origin=met, by=by, at=at)
    if did:
        guidelines.rest_on(clause=clauses["balcao"], origin=did, by=by, at=at)


def _second(first: Version, clauses: dict[str, Clause], *, by: str, at: datetime) -> None:
    """One clause says more, one moves, one is new; two suggestions were decided."""
    act = {"by": ANALYST, "at": at}
    document = first.document
    heard = Passage.objects.filter(contribution__consultation__slug=HEARD, public=True, state="shown").first()
    for n, (text, name, decision, reason) in enumerate(
        (
            (
                "Que haja quem fique com as crianças.",
                "aulas",
                "accepted",
                "Sem isso as mães ficam de fora (exemplo).",
            ),
            (
                "Que o plano tenha prémios.",
                "",
                "rejected",
                "Não é o que faz um plano ser cumprido (exemplo).",
            ),
        ),
        1,
    ):
        one = guidelines.suggest(
            document=document,
            clause=clauses.get(name),
            contribution=heard.contribution if heard and name else None,
            text=f"{text} (exemplo)",
            token=f"seed-suggestion-{n}",
            **act,
        )
        guidelines.decide(suggestion=one, decision=decision, reason=reason, **act)
    version = guidelines.new_version(document=document, **act)
    guidelines.put_clause(version=version, said=REVISED, clause=clauses["aulas"], revision=1, **act)
    guidelines.move_clause(version=version, clause=clauses["casas"], after=clauses["balcao"], **act)
    changes = "As aulas passam a ter quem fique com as crianças, porque foi pedido. A habitação passa para o princípio (exemplo)."
    version = guidelines.write_version(
        version=version, title=version.title, summary=version.summary, changes=changes, revision=1, **act
    )
    sent = guidelines.submit(version=version, **act)
    rollup.publish_guidelines(version=sent, effective_on=at.date(), by=by, at=at)


def conform(*, by: str, at: datetime) -> int:
    """Hold one example plan against the guidelines, answered by what a machine sees, where that was not done; return how many criteria it has."""
    plan = Plan.objects.get(slug="exemplo-setubal-2024-2026")
    if Check.objects.filter(plan=plan).exists():
        return 0
    check = conformities.open_check(plan=plan, by=ANALYST, at=at)
    seen, rows = seen_in(plan), list(Answer.objects.filter(check_of=check).select_related("criterion"))
    said = {}
    for one in rows:
        found = seen.get(one.criterion.check_key)
        met = found is not None and found.verdict == "met"
        why = "" if met else "Há medidas em que ainda falta; ficam na próxima versão do plano (exemplo)."
        said[one.pk] = AnswerSaid("met" if met else "partly", why)
    check = conformities.answer(check=check, said=said, revision=1, by=ANALYST, at=at)
    check = conformities.submit(check=check, by=ANALYST, at=at)
    agreed = {one.pk: ReviewSaid("agree") for one in rows}
    conformities.review(check=check, said=agreed, revision=check.revision, by=by, at=at)
    rollup.publish_conformity(check=check, by=by, at=at)
    return len(rows)


def _apply(*, by: str, at: datetime) -> int:
    codes = {name: f"c{place}" for place, name in enumerate(ORIENTATIONS, 1)}
    count = 0
    for plan, code, name in APPLIED:
        measure = Measure.objects.filter(plan__slug=plan, code=code).first()
        clause = Clause.objects.filter(document__slug=SLUG, code=codes[name]).first()
        if measure and clause and not ClauseBasis.objects.filter(measure=measure, clause=clause).exists():
            rollup.apply_clause(measure=measure, clause=clause, by=by, at=at)
            count += 1
    return count
