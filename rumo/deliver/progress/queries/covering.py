"""Which rights and objectives are served: by findings, by clauses in force, by measures that apply those; and which level of government promises it."""

from collections.abc import Iterable
from dataclasses import dataclass

from rumo.deliver.plans.models import ClauseBasis
from rumo.shape.guidelines.models import ClauseTag
from rumo.shape.synthesis.models import Finding, FindingTag


@dataclass(frozen=True, slots=True)
class Served:
    """How many findings, clauses and measures serve a right; `levels` are the levels of government its clauses name, each once."""

    findings: int = 0
    clauses: int = 0
    measures: int = 0
    levels: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Tell whether neither clause nor measure serves it."""
        return not self.clauses and not self.measures


def served(keys: Iterable[str]) -> dict[str, Served]:
    """Return how each `list:term` is served today (three queries)."""
    clauses: dict[str, set[int]] = {}
    levels: dict[str, set[str]] = {}
    tags = ClauseTag.objects.filter(
        said__version__published_at__isnull=False, said__version__superseded_at__isnull=True
    )
    for key, clause, level in tags.values_list("key", "said__clause", "said__level"):
        clauses.setdefault(key, set()).add(clause)
        if level:
            levels.setdefault(key, set()).add(level)
    applying: dict[int, set[int]] = {}
    wanted = {clause for some in clauses.values() for clause in some}
    for clause, measure in ClauseBasis.objects.filter(clause__in=wanted).values_list("clause", "measure"):
        applying.setdefault(clause, set()).add(measure)
    found: dict[str, set[int]] = {}
    said = FindingTag.objects.filter(finding__state=Finding.State.PUBLISHED)
    for key, finding in said.values_list("key", "finding"):
        found.setdefault(key, set()).add(finding)
    return {
        key: Served(
            len(found.get(key, ())),
            len(clauses.get(key, ())),
            len({measure for clause in clauses.get(key, ()) for measure in applying.get(clause, ())}),
            tuple(sorted(levels.get(key, ()))),
        )
        for key in keys
    }
