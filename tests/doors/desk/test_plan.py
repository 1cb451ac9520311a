"""`rumo plan`: files in and out, all or nothing, what a second file changes, drafts and their publication."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from rumo.deliver.plans.models import Funder, Plan, PlanVersion
from rumo.deliver.progress.models import Report
from rumo.deliver.rollup.queries.snapshot import facts_token, snapshot
from rumo.deliver.rollup.queries.whole import whole_document
from rumo.doors.files.plan_json import write_json
from rumo.ground.ledger.models import Entry
from rumo.ground.territory.models import Municipality
from rumo.science.planfile import document as pf
from tests.factories import plans as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    """A function: the path of a plan written as JSON."""

    def write(plan, name="plano.json"):
        path = tmp_path / name
        path.write_bytes(write_json(plan) if isinstance(plan, pf.Plan) else json.dumps(plan).encode())
        return str(path)

    return write


def raw(**changes):
    """A raw plan file of one measure."""
    return {"format": "rumo-plan/1", "slug": "aberto", "title": "Aberto", "measures": [{"code": "1", "title": "Um"}], **changes}  # fmt: skip


def rows():
    """How many rows of each kind that imports write."""
    return [model.objects.count() for model in (Plan, PlanVersion, Report, Funder, Municipality, Entry)]


def history():
    """A plan, its second version that gives up a measure, and reports, one of them corrected."""
    first = make.Plan(reports=(make.Report(), make.Report(measure="M2")))
    corrected = make.Report(version=2, reason="lapso", activities={"a1": 0.75})
    second = replace(
        first,
        version=2,
        effective_on=dt.date(2024, 8, 1),
        published_at=dt.datetime(2024, 7, 30, tzinfo=dt.UTC),
        dropped=(pf.Dropped("M2", "sem verba"),),
        measures=(make.Measure(code="M1", title="Atender melhor"), make.Measure(code="M3")),
        reports=(first.reports[0], corrected, make.Report(measure="M3", reference_date=dt.date(2024, 9, 30))),
    )
    return first, second


def test_an_import_loads_the_country_by_itself_and_publishes(rumo, file):
    ran = rumo("plan", "import", file(make.Plan(reports=(make.Report(),))), "--publish")
    assert ran == (0, "plano-exemplo: new here, 2 measures, 1 reports\nPublished.\n", "")
    assert Municipality.objects.count() == 308
    assert snapshot().plan_at == {"plano-exemplo": 0}


def test_the_same_file_again_is_nothing_new(rumo, file):
    path = file(make.Plan(reports=(make.Report(),)))
    rumo("plan", "import", path, "--publish")
    before, token = rows(), facts_token()
    assert rumo("plan", "import", path, "--publish") == (0, "plano-exemplo: nothing new\nEverything was here already.\n", "")  # fmt: skip
    assert (rows(), facts_token()) == (before, token)


def test_without_publish_it_stays_a_draft_until_it_is_published(rumo, file):
    ran = rumo("plan", "import", file(make.Plan(reports=(make.Report(),))))
    ending = "Kept as draft, not public yet: `rumo plan publish SLUG` publishes (plano-exemplo)."
    assert ran == (0, f"plano-exemplo: new here, 2 measures, 1 reports\n{ending}\n", "")
    assert snapshot() is None
    assert rumo("plan", "publish", "plano-exemplo") == (
        0,
        "plano-exemplo: version 1, 1 reports published.\n",
        "",
    )
    assert snapshot().plan_at == {"plano-exemplo": 0}
    refused = "rumo: Não há nada por publicar de plano-exemplo: `rumo plan list` diz o que há.\n"
    assert rumo("plan", "publish", "plano-exemplo") == (1, "", refused)


def test_reports_alone_are_published_without_a_version(rumo, file):
    rumo("plan", "import", file(make.Plan()), "--publish")
    rumo("plan", "import", file(make.Plan(reports=(make.Report(),))))
    ran = rumo("plan", "publish", "plano-exemplo", "--json")
    assert (ran.code, json.loads(ran.out)) == (0, {"slug": "plano-exemplo", "version": None, "reports": 1})
    assert len(whole_document("plano-exemplo").reports) == 1


def test_reports_alone_are_told_when_published_in_words(rumo, file):
    rumo("plan", "import", file(make.Plan()), "--publish")
    rumo("plan", "import", file(make.Plan(reports=(make.Report(),))))
    said = "plano-exemplo: no new version, 1 reports published.\n"
    assert rumo("plan", "publish", "plano-exemplo") == (0, said, "")


def test_a_dry_run_shows_the_difference_and_writes_nothing(rumo, file):
    first, second = history()
    rumo("plan", "import", file(first), "--publish")
    before = rows()
    ran = rumo("plan", "import", file(second), "--dry-run", "--publish")
    assert ran == (
        0,
        "plano-exemplo: version 2, 2 reports that were not here\n"
        '  plan: effective_on: null → "2024-08-01"\n'
        '  plan: dropped: [] → [{"code": "M2", "reason": "sem verba"}]\n'
        '  measure M1: title: "Atender cada pessoa na sua língua" → "Atender melhor"\n'
        "  measure M3 added: Atender cada pessoa na sua língua\n"
        "  measure M2 dropped: Atender cada pessoa na sua língua\n"
        "  reports: 1 correct one that is here\n"
        "Dry run: nothing was written.\n",
        "",
    )
    assert rows() == before


def test_a_dry_run_on_an_empty_database_leaves_it_empty(rumo, file):
    ran = rumo("plan", "import", file(make.Plan()), "--dry-run")
    assert (ran.code, rows()) == (0, [0, 0, 0, 0, 0, 0])


def test_every_fault_of_every_file_is_a_line_and_nothing_is_written(rumo, file):
    good = file(make.Plan(), "bom.json")
    bad = file(raw(measures=[{"code": "1"}, {"code": "1", "title": "x", "weight": 0}]), "mau.json")
    ran = rumo("plan", "import", good, bad, "--publish")
    assert ran.code == 1
    assert ran.out == ""
    lines = ran.err.splitlines()
    assert [line.split(": ")[:3] for line in lines[:-1]] == [
        ["rumo", "mau.json", "measures[0].title"],
        ["rumo", "mau.json", "measures[1].code"],
        ["rumo", "mau.json", "measures[1].weight"],
    ]
    assert lines[-1] == "rumo: Nothing was written."
    assert rows() == [0, 0, 0, 0, 0, 0]


def test_one_file_gives_place_and_message(rumo, file):
    ran = rumo("plan", "import", file(raw(slug="Não é")))
    assert ran.err.startswith("rumo: slug: ")


def test_a_file_that_is_not_there_is_one_line(rumo, tmp_path):
    ran = rumo("plan", "import", str(tmp_path / "nada.json"))
    why = "rumo: nada.json: não se consegue abrir: verifique se existe e se o pode ler\nrumo: Nothing was written.\n"
    assert ran == (1, "", why)


def test_what_contradicts_a_published_report_refuses_the_whole_batch(rumo, file):
    rumo("plan", "import", file(make.Plan(reports=(make.Report(),))), "--publish")
    before = rows()
    other = file(make.Plan(slug="outro"), "outro.json")
    changed = file(make.Plan(reports=(make.Report(activities={"a1": 0.9}),)), "mudado.json")
    ran = rumo("plan", "import", other, changed, "--publish")
    assert ran.code == 1
    assert ran.err.splitlines()[0] == (
        "rumo: mudado.json: reports[0]: o relatório da medida M1 de 2024-06-30 (versão 1) já está publicado com "
        "outro conteúdo; para o corrigir, envie-o com uma versão mais alta"
    )
    assert rows() == before


def test_faults_as_json(rumo, file):
    ran = rumo("plan", "import", file(raw(slug="")), "--json")
    said = json.loads(ran.out)
    assert (ran.code, [(f["file"], f["where"]) for f in said["faults"]]) == (1, [("plano.json", "slug")])


def test_an_import_as_json(rumo, file):
    ran = rumo("plan", "import", file(make.Plan()), "--publish", "--json")
    assert json.loads(ran.out) == {
        "written": True,
        "published": True,
        "plans": [
            {"file": "plano.json", "slug": "plano-exemplo", "new": True, "version": 1, "measures": 2, "reports": 0, "flags": [], "changes": []}
        ],
    }  # fmt: skip


def test_what_is_worth_a_look_is_a_warning(rumo, file):
    ran = rumo("plan", "import", file(raw(kind="intermunicipal", municipalities=["1106"])))
    assert ran.code == 0
    assert ran.err.startswith("warning: kind: ")


def test_long_differences_are_cut_and_told(rumo, file, monkeypatch):
    monkeypatch.setattr("rumo.doors.desk.commands.plan.MOST_CHANGES", 1)
    plan = make.Plan()
    rumo("plan", "import", file(plan), "--publish")
    changed = replace(plan, title="Outro", measures=tuple(replace(m, title="x" * 100) for m in plan.measures))
    ran = rumo("plan", "import", file(changed), "--dry-run")
    assert ran.out.splitlines()[1:3] == [
        '  plan: title: "Plano (exemplo)" → "Outro"',
        "  … and 2 more (--json lists them all)",
    ]


@pytest.mark.parametrize("carrier", ["json", "xlsx", "csv"])
def test_what_goes_out_comes_in_as_nothing_new(rumo, file, tmp_path, carrier):
    first, second = history()
    rumo("plan", "import", file(first, "1.json"), file(second, "2.json"), "--publish")
    out, before = tmp_path / f"fora.{carrier}", rows()
    ran = rumo("plan", "export", "plano-exemplo", "--format", carrier, "-o", str(out))
    assert ran == (0, f"{out}: plano-exemplo, version 2, 2 measures, 4 reports\n", "")
    ran = rumo("plan", "import", str(out), "--publish")
    assert ran == (0, "plano-exemplo: nothing new\nEverything was here already.\n", "")
    assert rows() == before


@pytest.mark.parametrize("carrier", ["json", "xlsx", "csv"])
def test_what_goes_out_makes_the_same_plan_elsewhere(rumo, file, tmp_path, carrier):
    _, second = history()
    rumo("plan", "import", file(second), "--publish")
    whole, out = whole_document("plano-exemplo"), tmp_path / "fora"
    rumo("plan", "export", "plano-exemplo", "--format", carrier, "-o", str(out))
    Plan.objects.filter(slug="plano-exemplo").update(slug="antigo")
    assert rumo("plan", "import", str(out), "--publish").code == 0
    assert whole_document("plano-exemplo") == whole


def test_an_earlier_version_goes_out_too(rumo, file, tmp_path):
    first, second = history()
    rumo("plan", "import", file(first, "1.json"), file(second, "2.json"), "--publish")
    out = tmp_path / "1.json"
    rumo("plan", "export", "plano-exemplo", "--version", "1", "-o", str(out))
    assert [m["code"] for m in json.loads(out.read_text(encoding="utf-8"))["measures"]] == ["M1", "M2"]


def test_a_plan_that_is_not_there_does_not_go_out(rumo, tmp_path):
    ran = rumo("plan", "export", "nada", "-o", str(tmp_path / "x"))
    assert ran == (1, "", "rumo: Não há nenhum plano publicado com o nome nada.\n")
    ran = rumo("plan", "export", "nada", "--version", "2", "-o", str(tmp_path / "x"))
    assert ran == (1, "", "rumo: Não há nenhum plano publicado com o nome nada com a versão 2.\n")


def test_a_place_that_cannot_be_written_is_one_line(rumo, tmp_path):
    ran = rumo("plan", "template", "-o", str(tmp_path))
    assert (ran.code, ran.err) == (1, f"rumo: {tmp_path}: cannot be written: Is a directory.\n")


@pytest.mark.parametrize(("name", "begins"), [("vazio.xlsx", b"PK"), ("vazio.zip", b"PK")])
def test_the_template_is_empty_and_says_what_is_missing_when_it_comes_in(rumo, tmp_path, name, begins):
    path = tmp_path / name
    assert rumo("plan", "template", "-o", str(path)) == (0, f"{path}: empty template\n", "")
    assert path.read_bytes()[:2] == begins
    assert rumo("plan", "import", str(path)).code == 1


def test_the_list_says_what_is_public_and_what_is_not(rumo, file):
    assert rumo("plan", "list").out == (
        "No plan here yet: `rumo plan import FILE` brings one in, `rumo seed` the demo.\n"
    )
    rumo("plan", "import", file(make.Plan()), "--publish")
    rumo("plan", "import", file(make.Plan(slug="outro", synthetic=True)))
    assert [line.split()[:5] for line in rumo("plan", "list").out.splitlines()] == [
        ["outro", "v1", "draft", "exemplo", "2"],
        ["plano-exemplo", "v1", "published", "real", "2"],
    ]
    said = json.loads(rumo("plan", "list", "--json").out)
    assert said[0] == {
        "slug": "outro", "title": "Plano (exemplo)", "version": 1, "state": "draft", "synthetic": True, "measures": 2,
    }  # fmt: skip


MAP = """
[plan]
slug = "stadt"
title = "Aktionsplan (exemplo)"
municipalities = ["1106"]

[columns]
code = "Nr"
title = "Massnahme"
responsible = "Amt"
stage = "Stand"
reference_date = "Datum"

[states]
"läuft" = "in_progress"
"fertig" = "completed"
"""


def test_somebody_elses_spreadsheet_comes_in_through_a_mapping(rumo, tmp_path):
    sheet, mapping = tmp_path / "plan.csv", tmp_path / "mapa.toml"
    sheet.write_text(
        "Nr;Massnahme;Amt;Stand;Datum\n1;Beratung;Sozialamt;läuft;31.12.2024\n2;Sprache;Schulamt;fertig;31.12.2024\n",
        encoding="utf-8",
    )
    mapping.write_text(MAP, encoding="utf-8")
    ran = rumo("plan", "import", str(sheet), "--mapping", str(mapping), "--publish")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "stadt: new here, 2 measures, 2 reports")
    plan = whole_document("stadt")
    assert [(m.code, m.title, m.responsible) for m in plan.measures] == [
        ("1", "Beratung", ("Sozialamt",)),
        ("2", "Sprache", ("Schulamt",)),
    ]
    assert [report.stage for report in plan.reports] == ["in_progress", "completed"]


def test_a_mapping_with_faults_writes_nothing(rumo, tmp_path):
    sheet, mapping = tmp_path / "plan.csv", tmp_path / "mapa.toml"
    sheet.write_text("Nr;Massnahme\n1;Beratung\n", encoding="utf-8")
    mapping.write_text(MAP, encoding="utf-8")
    ran = rumo("plan", "import", str(sheet), "--mapping", str(mapping))
    assert ran.code == 1
    assert rows() == [0, 0, 0, 0, 0, 0]


def test_a_name_given_cannot_steer_the_terminal(rumo, tmp_path):
    assert rumo("plan", "template", "-o", str(tmp_path / "a\x1b[2J.xlsx")) == (0, f"{tmp_path}/a\ufffd[2J.xlsx: empty template\n", "")  # fmt: skip
    ran = rumo("plan", "import", str(tmp_path / "b\x1b.json"))
    why = "rumo: b\ufffd.json: não se consegue abrir: verifique se existe e se o pode ler\nrumo: Nothing was written.\n"
    assert ran == (1, "", why)
