"""The synthetic nation: the same for the same seed, valid as plan files, marked everywhere, never unasked beside real plans."""

import json

import pytest

from rumo.deliver.plans.models import Plan, PlanVersion
from rumo.deliver.progress.models import Report
from rumo.deliver.rollup.queries.snapshot import snapshot
from rumo.deliver.rollup.queries.whole import whole_document
from rumo.doors.desk import nation as nations
from rumo.doors.desk.invented import invent
from rumo.doors.desk.nation import Size, make, nation
from rumo.doors.desk.seeding import lay_ground
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies.queries import area_names
from rumo.science.planfile import dump, parse
from tests.factories import plans as factories

pytestmark = pytest.mark.django_db
SMALL = ("seed", "nation", "--municipalities", "3", "--measures", "5", "--cycles", "2")


def test_it_is_written_published_and_counted(rumo):
    ran = rumo(*SMALL)
    reports = Report.objects.count()
    assert ran == (0, f"Synthetic nation: 3 plans, 15 measures, {reports} reports.\n", "")
    assert [plan.synthetic for plan in Plan.objects.all()] == [True] * 3
    assert all(
        title.endswith(" (sintético)") for title in PlanVersion.objects.values_list("title", flat=True)
    )
    assert [labels.synthetic for labels in snapshot().labels] == [True] * 3
    said = json.loads(rumo("degree", "country", "--as-of", "2026-06-30", "--json").out)
    assert (said["synthetic"], said["total"]["measures"]) == (True, 15)


def test_what_is_written_is_what_was_invented(rumo):
    rumo(*SMALL, "--seed", "4")
    for plan in nation(Size(3, 5, 2, 4)):
        kept = whole_document(plan.slug)
        assert kept.measures == plan.measures
        assert kept.cycles == plan.cycles
        assert sorted(map(repr, kept.reports)) == sorted(map(repr, plan.reports))


def test_an_invented_plan_is_a_valid_plan_file(db):
    lay_ground(by=factories.BY, at=factories.AT)
    places = set(Municipality.objects.values_list("dico", flat=True))
    for plan in nation(Size(4, 60, 8, 1)):
        parsed = parse(dump(plan), areas=area_names(), municipalities=places)
        assert (parsed.faults, parsed.plan) == ((), plan)


def test_the_same_seed_makes_the_same_plan_and_another_seed_another():
    def one(seed):
        return invent("sintetico-x", "X", "1106", areas=["a", "b"], measures=9, cycles=3, seed=seed)

    assert one(1) == one(1)
    assert one(1) != one(2)


def test_it_goes_on_from_where_it_stopped(rumo):
    rumo("seed", "nation", "--municipalities", "2", "--measures", "1", "--cycles", "1")
    ran = rumo("seed", "nation", "--municipalities", "310", "--measures", "1", "--cycles", "1", "--json")
    said = json.loads(ran.out)
    assert (said["plans"], said["passed"], said["rebuilt"]) == (308, 2, 310)
    assert Plan.objects.filter(slug__endswith="-2").count() == 2


def test_an_interruption_leaves_whole_plans(db, monkeypatch):
    lay_ground(by=factories.BY, at=factories.AT)
    monkeypatch.setattr(nations, "BLOCK", 2)

    def stop(done, total):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(Size(5, 2, 2, 1), by=factories.BY, at=factories.AT, progress=stop)
    assert Plan.objects.count() == 2
    written = make(Size(5, 2, 2, 1), by=factories.BY, at=factories.AT)
    assert (written.plans, written.passed, Plan.objects.count()) == (3, 2, 5)


def test_real_plans_are_not_mixed_with_it_unasked(rumo):
    lay_ground(by=factories.BY, at=factories.AT)
    factories.publish(factories.Plan())
    ran = rumo(*SMALL)
    assert ran == (
        1,
        "",
        "rumo: This database holds plans that are not invented: a synthetic nation would stand among them.\n"
        "rumo: Use another database (RUMO_DATA_DIR or DATABASE_URL), or say --yes if that is what you want.\n",
    )
    assert Plan.objects.count() == 1
    assert rumo(*SMALL, "--yes").code == 0
    assert Plan.objects.count() == 4


@pytest.mark.parametrize("option", ["--municipalities", "--measures", "--cycles"])
def test_a_nation_of_nothing_is_misuse(rumo, option):
    assert rumo("seed", "nation", option, "0").code == 2
