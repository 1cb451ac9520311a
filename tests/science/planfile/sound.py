"""A sound plan file with something of everything, and copies of it with one thing broken."""

import copy

from rumo.science.planfile import parse
from tests.factories.planfile import AREAS, MUNICIPALITIES

SOUND = {
    "format": "rumo-plan/1",
    "slug": "odemira-2015-2017",
    "title": "Plano de exemplo",
    "municipalities": ["0211", "1106"],
    "kind": "intermunicipal",
    "period": {"start": "2024-01-01", "end": "2026-12-31"},
    "until_replaced": True,
    "source": {"url": "https://exemplo.pt/plano"},
    "funding": {"total": "1000.00", "currency": "EUR"},
    "partners": [{"name": "Associação"}],
    "adopted": [{"body": "câmara", "on": "2023-12-01"}],
    "cycles": [
        {"start": "2024-01-01", "end": "2024-06-30", "due": "2024-07-31"},
        {"start": "2024-07-01", "end": "2024-12-31"},
    ],
    "dropped": [{"code": "7", "reason": "Sem verba."}],
    "carried": [
        {"from": "odemira-2012-2014/4", "fate": "continued", "into": "1"},
        {"from": "odemira-2012-2014/5", "fate": "merged", "into": "1", "reason": "Eram o mesmo curso."},
        {"from": "odemira-2012-2014/6", "fate": "abandoned", "reason": "Sem verba."},
    ],
    "measures": [
        {
            "code": "1",
            "title": "Curso de português",
            "areas": ["labour"],
            "start": "2024-03-01",
            "end": "2025-03-01",
            "municipalities": ["1106"],
            "milestones": [{"date": "2024-06-01", "share": 0.3}, {"date": "2024-09-01", "share": 0.6}],
            "budget": [{"funder": "FAMI", "planned": "750.00"}],
            "activities": [{"code": "1.1", "title": "Inscrever"}, {"code": "1.2"}],
            "indicators": [
                {
                    "code": "i1",
                    "title": "Turmas",
                    "target_type": "number",
                    "target": 30,
                    "targets": [{"date": "2024-06-30", "value": 10}],
                },
            ],
        },
        {"code": "2", "title": "Guia"},
    ],
    "reports": [
        {
            "measure": "1",
            "reference_date": "2024-06-30",
            "published_at": "2024-07-20T10:00:00Z",
            "stage": "in_progress",
            "activities": {"1.1": 0.4},
            "indicators": {"i1": {"total": 12, "by": {"sex:f": 7}}},
            "spent": {"FAMI": "400.00", "Outro": "1.00"},
            "municipality": "1106",
            "evidence": [
                {
                    "indicator": "i1",
                    "title": "Fotografia",
                    "url": "https://exemplo.pt/foto",
                    "on": "2024-06-15",
                    "reserved": True,
                    "verification": "seen",
                }
            ],
            "difficulties": "Faltou sala.",
            "corrective_action": "Pedir outra.",
        }
    ],
}


def broken(path, value):
    """A copy of the sound plan with one value put at a dotted path; `...` takes the key away."""
    raw = copy.deepcopy(SOUND)
    *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    thing = raw
    for step in way:
        thing = thing[step]
    if value is ...:
        del thing[last]
    elif isinstance(last, int) and last == len(thing):
        thing.append(value)
    else:
        thing[last] = value
    return raw


def faults(raw):
    """What parsing says, as pairs."""
    parsed = parse(raw, areas=AREAS, municipalities=MUNICIPALITIES)
    assert (parsed.plan is None) == bool(parsed.faults)
    return [(fault.where, fault.message) for fault in parsed.faults]


DAY = "tem de ser uma data escrita AAAA-MM-DD (por exemplo 2024-03-31) e está"
"""How every refusal of a date begins."""
