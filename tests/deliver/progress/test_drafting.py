"""Reports in the making: saved cell by cell, two editors, evidence, corrections begun, thrown away."""

import datetime as dt
from decimal import Decimal
from functools import partial

import pytest

from rumo.deliver.progress import actions
from rumo.deliver.progress.actions import Conflict, Entry, Moved, ReportRefused
from rumo.deliver.progress.models import Draft, Evidence, Report
from rumo.deliver.rollup import actions as rollup
from rumo.ground.files.models import StoredFile
from rumo.ground.ledger.models import Detail
from rumo.ground.ledger.queries import history
from rumo.ground.territory.models import Municipality
from rumo.ground.vocabularies import actions as vocabularies
from tests.deliver.progress.drafts import AT, DAY, measure, save, send
from tests.deliver.progress.racing import together, true_database
from tests.factories import plans as make
from tests.factories import territory

FULL = {
    "stage": "in_progress",
    "activities/a1": 0.5,
    "indicators/i1": 20,
    "indicators/i1/sex:f": 11,
    "spent/FAMI": 500,
    "narrative": "Abriu.\r\nE fechou. ",
    "difficulties": None,
}
SAID = {
    "stage": "in_progress",
    "activities": {"a1": 0.5},
    "indicators": {"i1": {"total": 20.0, "by": {"sex:f": 11.0}}},
    "spent": {"FAMI": "500.00"},
    "narrative": "Abriu.\nE fechou.",
}


@pytest.fixture
def plan(country):
    """The rich plan, published with a report of M1 in Lisbon in June 2024."""
    make.publish(make.rich_plan())


def test_a_report_begins_with_its_first_cells(plan):
    draft = save(FULL)
    assert Draft.objects.get() == draft
    assert (draft.said, draft.state, draft.revision, draft.saved_by) == (SAID, "draft", 1, "relato")
    (entry,) = history("measure:plano-exemplo/M1")
    assert (entry.verb, entry.by, entry.old["stage"], entry.new["spent/FAMI"], entry.new["date"]) == (
        "report.save", "relato", None, "500.00", "2025-06-30",
    )  # fmt: skip


def test_only_what_changed_is_written_and_told(plan):
    save(FULL)
    draft = save({"activities/a1": 0.6, "stage": "in_progress"}, {"activities/a1": 0.5}, by="outra")
    assert (draft.revision, draft.saved_by, draft.said["activities"]) == (2, "outra", {"a1": 0.6})
    newest = history("measure:plano-exemplo/M1")[0]
    assert (newest.old, newest.new) == (
        {"activities/a1": 0.5},
        {"date": "2025-06-30", "place": None, "activities/a1": 0.6},
    )


def test_what_changes_nothing_writes_nothing(plan):
    acts = Detail.objects.count()
    assert save({"narrative": ""}).pk is None
    draft = save(FULL)
    assert save(FULL, FULL).revision == draft.revision
    assert (Draft.objects.count(), Detail.objects.count()) == (1, acts + 1)


def test_an_emptied_cell_is_gone(plan):
    save(FULL)
    draft = save(dict.fromkeys(FULL), FULL)
    assert draft.said == {}


def test_two_editors_of_one_cell(plan):
    save({"narrative": "Um."})
    save({"narrative": "Dois."}, {"narrative": "Um."})
    with pytest.raises(Conflict) as conflict:
        save({"narrative": "Três.", "stage": "completed"}, {"narrative": "Um."})
    (clash,) = conflict.value.clashes
    assert (clash.cell, clash.theirs, clash.mine) == ("narrative", "Dois.", "Três.")
    assert conflict.value.draft.measure.code == "M1"
    assert Draft.objects.get().said == {"narrative": "Dois."}


def test_two_editors_who_say_the_same_or_write_elsewhere_do_not_clash(plan):
    save({"narrative": "Um."})
    save({"narrative": "Dois."}, {"narrative": "Um."})
    save({"narrative": "Dois."}, {"narrative": "Um."})
    assert save({"stage": "completed"}, {"narrative": "nada", "stage": ""}).said == {
        "narrative": "Dois.",
        "stage": "completed",
    }


def test_what_no_report_could_say_was_never_seen(plan):
    save({"activities/a1": 0.5})
    with pytest.raises(Conflict):
        save({"activities/a1": 0.7}, {"activities/a1": "meio"})


def test_what_was_seen_is_read_like_what_is_written(plan):
    save({"spent/FAMI": "500.00"})
    assert save({"spent/FAMI": 600}, {"spent/FAMI": Decimal("500.0")}).said == {"spent": {"FAMI": "600.00"}}


def test_all_that_is_wrong_is_told_at_once_and_nothing_saved(plan):
    bad = {"activities/a1": 2, "activities/z": 1, "stage": "feita", "narrative": "fica"}
    with pytest.raises(ReportRefused) as refused:
        save(bad, day=dt.date(2026, 1, 3))
    assert [(fault.cell, fault.measure) for fault in refused.value.faults] == [
        ("reference_date", "M1"),
        ("activities/a1", "M1"),
        ("activities/z", "M1"),
        ("stage", "M1"),
    ]
    assert str(refused.value).startswith("Nada mudou. Corrija: M1 reference_date: a data do relatório ainda")
    assert Draft.objects.count() == 0


def test_today_in_lisbon_is_not_the_future(plan):
    late = dt.datetime(2026, 6, 30, 23, 30, tzinfo=dt.UTC)  # the first of July in Lisbon
    assert save({"stage": "completed"}, day=dt.date(2026, 7, 1), at=late).pk


def test_a_measure_of_no_public_plan_is_not_reported(country):
    rollup.import_plan(document=make.Plan(), publish=False, by=make.BY, at=AT)
    with pytest.raises(ReportRefused, match="não está em nenhum plano publicado"):
        save({"stage": "completed"})


def test_several_reports_are_saved_all_or_none(plan):
    town = Municipality.objects.get(dico="1106")
    entries = [
        Entry(measure("M1"), town, DAY, {"stage": "completed"}, {}),
        Entry(measure("M2"), None, DAY, {"stage": "in_progress"}, {}),
    ]
    one, two = actions.save_all(entries=entries, by="relato", at=AT)
    assert (one.municipality, one.said, two.municipality, two.measure.code) == (
        town,
        {"stage": "completed"},
        None,
        "M2",
    )
    assert history("measure:plano-exemplo/M1")[0].new["place"] == "1106"
    save({"stage": "suspended"}, {"stage": "in_progress"}, code="M2")
    with pytest.raises(Conflict):
        actions.save_all(
            entries=[
                Entry(measure("M1"), town, DAY, {"narrative": "x"}, {}),
                Entry(measure("M2"), None, DAY, {"stage": "completed"}, {"stage": "in_progress"}),
            ],
            by="relato",
            at=AT,
        )
    one.refresh_from_db()
    assert one.said == {"stage": "completed"}


def test_what_was_sent_is_not_written_and_what_was_returned_is(plan):
    draft = send(save(FULL))
    with pytest.raises(Moved, match="está enviado para aprovação"):
        save({"narrative": "x"})
    actions.return_(drafts=[draft], reason="Falta.", by="c", at=AT)
    assert save({"narrative": "x"}, FULL).state == "returned"


def test_what_is_public_is_corrected_not_written(plan):
    town = Municipality.objects.get(dico="1106")
    day = dt.date(2024, 6, 30)
    with pytest.raises(Moved, match="comece uma correção"):
        save({"stage": "completed"}, place=town, day=day)
    report = Report.objects.get()
    rollup.withdraw(report=report, reason="Engano.", by="c", at=AT)
    assert save({"stage": "completed"}, place=town, day=day).corrects is None


def test_throwing_away(plan):
    draft = save(FULL)
    actions.discard(draft=draft, by="relato", at=AT)
    assert Draft.objects.count() == 0
    assert history("measure:plano-exemplo/M1")[0].old["narrative"] == "Abriu.\nE fechou."
    with pytest.raises(Moved, match="já não existe"):
        actions.discard(draft=Draft(pk=draft.pk or 1), by="relato", at=AT)
    sent = send(save(FULL))
    with pytest.raises(Moved):
        actions.discard(draft=sent, by="relato", at=AT)


# evidence


LINK = {
    "kind": "link",
    "url": "https://exemplo.pt/ata",
    "title": "Ata",
    "on": "2025-06-01",
    "indicator": "i2",
}


def attach(draft, **item):
    """Attach a piece of evidence."""
    return actions.attach(draft=draft, item=item, by="relato", at=AT)


def test_evidence_comes_and_goes(plan):
    draft = save(FULL)
    draft = attach(draft, **LINK, reserved=False)
    assert draft.said["evidence"] == [LINK]
    again = attach(draft, **LINK)
    assert (len(again.said["evidence"]), again.revision) == (1, 2)
    draft = attach(draft, kind="note", note="Vista.", reserved=True)
    assert draft.said["evidence"][1] == {"kind": "note", "note": "Vista.", "reserved": True}
    draft = actions.detach(draft=draft, index=0, by="relato", at=AT)
    assert [item["kind"] for item in draft.said["evidence"]] == ["note"]
    with pytest.raises(Moved, match="já não está"):
        actions.detach(draft=draft, index=1, by="relato", at=AT)
    assert [entry.verb for entry in history("measure:plano-exemplo/M1")[:3]] == [
        "report.detach",
        "report.attach",
        "report.attach",
    ]


@pytest.mark.parametrize(
    ("item", "cells"),
    [
        ({}, ["kind"]),
        ({"kind": "video"}, ["kind"]),
        ({"kind": "link"}, ["url"]),
        ({"kind": "link", "url": "javascript:alert(1)"}, ["url"]),
        ({"kind": "link", "url": "ftp://exemplo.pt/x"}, ["url"]),
        ({"kind": "note"}, ["note"]),
        ({"kind": "file"}, ["file"]),
        ({"kind": "file", "file": "nenhum"}, ["file"]),
        ({**LINK, "on": "2026-01-03"}, ["on"]),
        ({**LINK, "on": "ontem", "reserved": "sim"}, ["on", "reserved"]),
        ({**LINK, "indicator": "i9", "title": "a\nb"}, ["title", "indicator"]),
    ],
)
def test_evidence_that_cannot_be(plan, item, cells):
    draft = save(FULL)
    with pytest.raises(ReportRefused) as refused:
        attach(draft, **item)
    assert [fault.cell for fault in refused.value.faults] == [f"evidence/{cell}" for cell in cells]


def test_evidence_has_a_limit(plan):
    draft = save(FULL)
    for number in range(50):
        attach(draft, kind="note", note=f"n.º {number}")
    with pytest.raises(ReportRefused, match="até 50"):
        attach(draft, kind="note", note="mais uma")


def test_a_kept_file_hangs_on_the_published_evidence(plan):
    stored = StoredFile.objects.create(
        name="ata.pdf", media_type="application/pdf", sha256_received="a" * 64, sha256_served="b" * 64, size=3,
        state="released", received_by="relato", received_at=AT, released_at=AT,
    )  # fmt: skip
    draft = save(FULL)
    attach(draft, **LINK)
    attach(draft, kind="file", file=stored.public_id, title="Ata")
    send(draft)
    (report,) = rollup.approve_and_publish(drafts=[Draft.objects.get()], by="c", for_name="x", at=AT)
    shown = Evidence.objects.filter(report=report).order_by("position").values_list("kind", "file", "sha256")
    assert list(shown) == [("link", None, None), ("file", stored.pk, "b" * 64)]
    again = actions.begin_correction(report=report, by="relato", at=AT)
    draft.refresh_from_db()
    assert again.said == {
        **draft.said,
        "evidence": [
            {**LINK, "verification": "none"},
            {
                "kind": "file",
                "file": stored.public_id,
                "title": "Ata",
                "sha256": "b" * 64,
                "verification": "none",
            },
        ],
    }


# corrections


def test_a_correction_says_the_same_and_asks_why(plan):
    report = Report.objects.get()
    draft = actions.begin_correction(report=report, by="relato", at=AT)
    assert draft.said == {
        "stage": "in_progress",
        "activities": {"a1": 0.25},
        "indicators": {"i1": {"total": 12, "by": {"sex:f": 7}}},
        "spent": {"FAMI": "400.00"},
        "narrative": "Abriu o balcão.",
        "difficulties": "Faltou intérprete.",
        "corrective_action": "Chamar outro.",
        "evidence": [{"title": "Ata", "kind": "link", "indicator": "i2", "url": "https://exemplo.pt/ata", "accepted": True, "verification": "none"}],
    }  # fmt: skip
    assert actions.begin_correction(report=report, by="outra", at=AT) == draft
    with pytest.raises(Moved, match="acabe esse primeiro"):
        actions.begin_withdrawal(report=report, reason="x", by="relato", at=AT)
    with pytest.raises(ReportRefused) as refused:
        send(draft)
    assert [fault.cell for fault in refused.value.faults] == ["reason"]
    town = draft.municipality
    save(
        {"reason": "Faltava um mês.", "activities/a1": 0.3},
        {"activities/a1": 0.25},
        place=town,
        day=draft.reference_date,
    )
    send(draft)
    (second,) = rollup.approve_and_publish(drafts=[Draft.objects.get()], by="c", for_name="x", at=AT)
    assert (second.number, second.reason) == (2, "Faltava um mês.")
    with pytest.raises(Moved, match="em vigor"):
        actions.begin_correction(report=report, by="relato", at=AT)


def test_a_withdrawal_goes_through_a_second_person_too(plan):
    report = Report.objects.get()
    with pytest.raises(ReportRefused, match="Diga porque"):
        actions.begin_withdrawal(report=report, reason=" ", by="relato", at=AT)
    draft = actions.begin_withdrawal(report=report, reason=" Era de outro. ", by="relato", at=AT)
    assert draft.said == {"withdrawn": True, "stage": "in_progress", "reason": "Era de outro."}
    assert actions.begin_withdrawal(report=report, reason="outra vez", by="relato", at=AT) == draft
    send(draft, confirmed=False)
    (gone,) = rollup.approve_and_publish(drafts=[draft], by="c", for_name="x", at=AT)
    assert (gone.withdrawn, gone.number) == (True, 2)
    assert history("measure:plano-exemplo/M1")[0].verb == "report.withdraw"
    with pytest.raises(Moved, match="foi retirado"):
        actions.begin_correction(report=gone, by="relato", at=AT)


# a hundred pairs of editors


def _write(code, text):
    """Write a new narrative: "saved", or both texts of the conflict."""
    try:
        save({"narrative": text}, code=code)
    except Conflict as conflict:
        (clash,) = conflict.clashes
        return (clash.theirs, clash.mine)
    return "saved"


def _kept():
    """The narrative of every draft, by its measure, and how many acts of saving the ledger holds."""
    drafts = Draft.objects.values_list("measure__code", "said")
    return {code: said["narrative"] for code, said in drafts}, Detail.objects.filter(
        verb="report.save"
    ).count()


@pytest.mark.django_db(transaction=True)
def test_a_hundred_pairs_of_editors_lose_nothing(tmp_path):
    territory.load()
    vocabularies.load(by=make.BY, at=AT)
    codes = [f"M{i}" for i in range(100)]
    make.publish(make.Plan(measures=tuple(make.Measure(code=code) for code in codes)))
    with true_database(tmp_path):
        got = {
            code: together(partial(_write, code, f"{code} a"), partial(_write, code, f"{code} b"))
            for code in codes
        }
        ((kept, acts),) = together(_kept)
    assert acts == len(codes)
    for code in codes:
        lost = f"{code} {'b' if kept[code].endswith('a') else 'a'}"
        assert sorted(got[code], key=str) == [(kept[code], lost), "saved"]
