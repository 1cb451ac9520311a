"""`rumo seed`: what each stage holds, that a second time changes nothing, and that a stage goes on from the one before."""

import json

import pytest

from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.progress.models import Report
from rumo.deliver.rollup.queries.snapshot import facts_token, snapshot
from rumo.doors.desk import seeding
from rumo.doors.desk.commands.seed import SAID
from rumo.doors.web import clock
from rumo.ground.ledger.models import Entry
from rumo.ground.territory.models import Municipality
from rumo.listen.consultations.models import Consultation
from rumo.listen.consultations.rules import Phase, phase
from rumo.listen.contributions.models import Contribution
from rumo.listen.practices.models import Adoption, Practice, Recognition
from rumo.shape.synthesis.queries import Progress, progress

pytestmark = pytest.mark.django_db
REAL, EXAMPLES, FILES = 21, 3, 25


def test_reporting_publishes_everything_and_says_where_to_look(rumo):
    ran = rumo("seed", "--stage", "reporting")
    lines = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert lines[0] == "  real    amadora-2018-2020-e-2023-2025: version 1, 0 measures, 0 reports"
    assert lines[FILES - 1] == "  exemplo exemplo-setubal-2024-2026: version 2, 27 measures, 49 reports"
    assert lines[FILES] == "Stage reporting. Plans are published with their reports."
    assert lines[FILES + 1] == "Where to look, once `rumo serve` runs:"
    assert [Plan.objects.filter(synthetic=s).count() for s in (False, True)] == [REAL, EXAMPLES]
    assert not Report.objects.filter(measure__plan__synthetic=False).exists()
    assert len(snapshot().labels) == REAL + EXAMPLES


def test_practices_are_invented_and_say_so_with_who_took_them_up(rumo):
    for _ in range(2):
        rumo("seed", "--stage", "open")
    assert list(Practice.objects.values_list("synthetic", "state")) == [(True, "published")] * 2
    chain = Adoption.objects.filter(adopted_from__isnull=False, confirmed_at__isnull=False)
    assert (Adoption.objects.count(), chain.count(), Recognition.objects.count()) == (3, 1, 1)


def test_a_second_time_changes_nothing(rumo):
    rumo("seed")
    before = (Entry.objects.count(), Report.objects.count(), facts_token())
    ran = rumo("seed")
    assert ran.out.splitlines()[0] == f"  {FILES} of {FILES} plan files: already here"
    assert (Entry.objects.count(), Report.objects.count(), facts_token()) == before


def test_adopted_has_the_plans_without_reports_and_reporting_adds_them(rumo):
    rumo("seed", "--stage", "adopted")
    assert (Plan.objects.count(), Report.objects.count()) == (REAL + EXAMPLES, 0)
    versions = PlanVersion.objects.count()
    rumo("seed", "--stage", "reporting")
    assert (PlanVersion.objects.count(), Report.objects.count()) == (versions, 326)


def test_reporting_at_once_and_in_two_steps_give_the_same_figures(rumo):
    rumo("seed", "--stage", "adopted")
    rumo("seed", "--stage", "reporting")
    assert Report.objects.filter(
        measure__code="3.4", measure__plan__slug="exemplo-setubal-2024-2026"
    ).exists()
    assert (
        json.loads(rumo("degree", "country", "--as-of", "2026-06-30", "--json").out)["total"]["measures"]
        == 131
    )


@pytest.mark.parametrize("stage", ["open", "synthesised"])
def test_the_early_stages_have_consultations_and_no_plans(rumo, stage):
    ran = rumo("seed", "--stage", stage)
    assert (ran.code, ran.out.splitlines()[0]) == (0, f"Stage {stage}. {SAID[stage]}")
    assert (Municipality.objects.count(), Plan.objects.count()) == (308, 0)
    rows = Consultation.objects.order_by("slug")
    assert [phase(row, at=clock.now()) for row in rows] == [Phase.CLOSED, Phase.OPEN]
    closed = rows[0]
    said, of_tables = (
        Contribution.objects.filter(canvas=None).count(),
        Contribution.objects.exclude(canvas=None).count(),
    )
    assert (said, of_tables, progress(closed)) == (56, 2 * (stage != "open"), Progress(owed=8, answered=8))


def test_as_json(rumo):
    said = json.loads(rumo("seed", "--stage", "adopted", "--json").out)
    assert (said["stage"], len(said["plans"])) == ("adopted", FILES)


def test_an_unknown_stage_is_misuse(rumo):
    assert rumo("seed", "--stage", "finished").code == 2


def test_a_broken_file_of_the_product_is_told_with_its_place(rumo, monkeypatch, tmp_path):
    for folder in seeding.FOLDERS:
        (tmp_path / folder).mkdir()
    (tmp_path / "plans" / "mau.json").write_text('{"format": "rumo-plan/1", "slug": "mau", "measures": []}')
    monkeypatch.setattr(seeding, "DATA", tmp_path)
    ran = rumo("seed")
    assert ran.code == 1
    assert ran.err.startswith("rumo: mau.json: title: ")
