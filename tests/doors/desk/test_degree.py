"""`rumo degree`: the figures of a scope as table, JSON and CSV; what is refused and what is misuse."""

import csv
import io
import json

import pytest

from rumo.doors.desk.seeding import lay_ground
from tests.factories import plans as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(db):
    """Two plans, one of them invented: Lisbon half done of one of two measures, Odemira silent."""
    lay_ground(by=make.BY, at=make.AT)
    make.publish(make.Plan(reports=(make.Report(),)))
    make.publish(
        make.Plan(
            slug="inventado", municipalities=("0211",), synthetic=True, measures=(make.Measure(code="M1"),)
        )
    )


def test_a_table_for_people(rumo, published):
    ran = rumo("degree", "country", "--as-of", "2024-06-30")
    assert ran.code == 0
    head, columns, total = ran.out.splitlines()
    assert head == (
        "country on 2024-06-30, formula degree/1. Invented examples are counted (--without-examples leaves them out)."
    )
    assert columns.split() == ["degree", "degree_reported", "planned", "upper", "coverage", "measures"]
    assert total.split() == ["total", "16.7", "%", "50.0", "%", "49.6", "%", "49.7", "%", "33.3", "%", "3"]


def test_without_examples_and_as_known_earlier(rumo, published):
    ran = rumo("degree", "country", "--as-of", "2024-06-30", "--known-at", "2024-07-19", "--without-examples")
    head, _, total = ran.out.splitlines()
    assert head == "country on 2024-06-30, as known at 2024-07-19T22:59:59.999999Z, formula degree/1."
    assert total.split()[:5] == ["total", "0.0", "%", "—", "49.6"]


def test_json_is_what_the_api_answers(rumo, published):
    ran = rumo("degree", "plan:plano-exemplo", "--by", "measure", "--as-of", "2024-06-30", "--json")
    said = json.loads(ran.out)
    assert {key: said[key] for key in ("formula", "scope", "as_of", "known_at", "synthetic")} == {
        "formula": "degree/1", "scope": "plan:plano-exemplo", "as_of": "2024-06-30", "known_at": None, "synthetic": False,
    }  # fmt: skip
    assert [(g["key"], g["degree"], g["newest_report"]) for g in said["groups"]] == [
        ("plano-exemplo/M1", 0.5, "2024-06-30"),
        ("plano-exemplo/M2", 0.0, None),
    ]
    assert said["total"]["degree"] == 0.25


def test_csv_has_a_line_for_the_total_and_each_group(rumo, published):
    ran = rumo("degree", "country", "--by", "region", "--as-of", "2024-06-30", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(ran.out)))
    assert [(line["key"], line["measures"], line["states_in_progress"]) for line in lines] == [
        ("", "3", "1"),
        ("PT1A", "2", "1"),
        ("PT1C", "1", "0"),
    ]


def test_an_instant_without_zone_is_lisbons(rumo, published):
    said = json.loads(rumo("degree", "country", "--known-at", "2024-07-20T11:00:00", "--json").out)
    assert said["known_at"] == "2024-07-20T10:00:00Z"
    said = json.loads(rumo("degree", "country", "--known-at", "2024-12-20T11:00:00+01:00", "--json").out)
    assert said["known_at"] == "2024-12-20T10:00:00Z"


def test_a_group_without_name_is_a_dash(rumo, published):
    ran = rumo("degree", "country", "--by", "axis", "--as-of", "2024-06-30")
    assert ran.out.splitlines()[3].split()[0] == "—"


def test_labels_in_the_language_asked(rumo, published):
    said = json.loads(rumo("degree", "country", "--by", "area", "--lang", "en", "--json").out)
    assert [group["key"] for group in said["groups"]] == ["reception"]


@pytest.mark.parametrize(
    ("scope", "line"),
    [
        ("region:PT17", "A região PT17 deixou de existir; hoje: region:PT1A, region:PT1B."),
        ("municipality:9999", "Não há nenhum município com o código 9999."),
        ("plan:nada", "Não há nenhum plano publicado com o nome nada."),
        ("measure:plano-exemplo/M9", "O plano plano-exemplo não tem nenhuma medida com o código M9."),
    ],
)
def test_an_unknown_scope_is_refused_in_one_line(rumo, published, scope, line):
    assert rumo("degree", scope) == (1, "", f"rumo: {line}\n")


def test_nothing_published_says_what_to_do(rumo):
    line = "rumo: No plan is published here yet: `rumo seed` loads the demo, `rumo plan import` a plan.\n"
    assert rumo("degree", "country") == (1, "", line)


@pytest.mark.parametrize(
    "arguments",
    [
        ("continent",),
        (),
        ("country", "--by", "colour"),
        ("country", "--as-of", "ontem"),
        ("country", "--known-at", "ontem"),
        ("country", "--known-at", "2024-13-01"),
        ("country", "--format", "pdf"),
    ],
)
def test_misuse_ends_with_two(rumo, published, arguments):
    ran = rumo("degree", *arguments)
    assert (ran.code, ran.out) == (2, "")
