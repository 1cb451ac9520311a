"""A plan as it stands in public, read back whole; and the shelf of all plans."""

import pytest

from rumo.deliver.rollup import actions as rollup
from rumo.deliver.rollup.queries.shelf import Kept, drafts_of, plans_kept
from rumo.deliver.rollup.queries.whole import NoPlan, whole_document
from tests.factories import plans as make

pytestmark = pytest.mark.usefixtures("country")


def test_everything_a_file_says_comes_back():
    plan = make.rich_plan()
    make.publish(plan)
    assert whole_document(plan.slug) == plan


def test_reports_of_a_measure_given_up_come_back_with_the_newest_version():
    first = make.Plan(reports=(make.Report(), make.Report(measure="M2")))
    make.publish(first)
    second = make.revised(first, measures=first.measures[:1])
    make.publish(second)
    assert [(whole_document(first.slug, n).version, len(whole_document(first.slug, n).reports)) for n in (1, 2, None)] == [
        (1, 2), (2, 2), (2, 2),
    ]  # fmt: skip


def test_what_is_not_public_does_not_come_back():
    rollup.import_plan(document=make.Plan(), publish=False, by=make.BY, at=make.AT)
    with pytest.raises(NoPlan, match=r"^Não há nenhum plano publicado com o nome plano-exemplo\.$"):
        whole_document("plano-exemplo")
    with pytest.raises(NoPlan, match="com a versão 2"):
        whole_document("plano-exemplo", 2)


def test_the_shelf_has_each_plan_in_its_newest_version(django_assert_num_queries):
    first = make.Plan()
    make.publish(first)
    second = make.revised(first, title="Revisto")
    rollup.import_plan(document=second, publish=False, by=make.BY, at=make.AT)
    make.publish(make.Plan(slug="antes", synthetic=True, measures=()))
    with django_assert_num_queries(2):
        kept = plans_kept()
    assert kept == [
        Kept("antes", "Plano (exemplo)", 1, "published", True, 0),
        Kept("plano-exemplo", "Revisto", 2, "draft", False, 2),
    ]


def test_drafts_are_a_version_and_reports_or_nothing():
    rollup.import_plan(document=make.Plan(reports=(make.Report(),)), publish=False, by=make.BY, at=make.AT)
    drafts = drafts_of("plano-exemplo")
    assert (drafts.version.number, len(drafts.reports)) == (1, 1)
    nothing = drafts_of("nada")
    assert (nothing.version, nothing.reports) == (None, [])
