"""What an office suite makes of our documents: it opens them, prints what they say, and hands them back the same (in the marathon: where one is installed)."""

import shutil
import subprocess

import pytest

from rumo.doors.files.guiding import read_docx, read_odt, write_docx, write_odt
from rumo.science.document import Document, Part

WRITE = {"docx": write_docx, "odt": write_odt}
READ = {"docx": read_docx, "odt": read_odt}
GUIDE = Document("Orientações", (
    Part("section", 0, "Habitação", "Introdução[^1].\n\n[^1]: Ver **aqui**.", "c1"),
    Part("clause", 1, "", "Com [lei](https://dre.pt/)\\\ne *linha*.\n\n3. três\n4. quatro\n  - ponto\n    1. dentro\n    2. mais\n5. cinco\n\n| Prazo | Quem |\n| --- | --- |\n| 2027 | Câmara |", "c2"),
    Part("clause", 1, "Renda", "- ponto\n\nFim **forte *e* outro**.", "c3"),
    Part("section", 1, "Escolas", "", "c4"),
    Part("clause", 2, "", "Última.", "c5"),
))  # fmt: skip
PRINTED = (
    "Orientações 1 Habitação Introdução1. 1.1 Com lei e linha. 3. três 4. quatro ponto 1. dentro 2. mais 5. cinco Prazo Quem 2027 Câmara "
    "{}Renda ponto Fim forte e outro. 1.3 Escolas 1.3.1 Última. 1 Ver aqui."
)


def converted(folder, name, kind):
    """Have the office suite convert a file; return where it lies."""
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("LibreOffice (soffice) and poppler (pdftotext) are not on this machine")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        folder / "out",
        folder / name,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / name).with_suffix(f".{kind}")


def words(text):
    """The words of a printed page, signs of lists and the note's own number set close aside."""
    told = (
        "".join(sign for sign in text if sign not in "•◦▪\f")
        .replace("1Ver", "1 Ver")
        .replace("Introdução 1", "Introdução1")
    )
    return " ".join(told.split())


@pytest.mark.marathon
@pytest.mark.parametrize(("kind", "number"), [("docx", "1.2 "), ("odt", "")])
def test_it_prints_what_a_document_says(kind, number, tmp_path):
    (tmp_path / f"a.{kind}").write_bytes(WRITE[kind](GUIDE))
    held = converted(tmp_path, f"a.{kind}", "pdf")
    told = subprocess.run(
        ["pdftotext", "-layout", held, "-"], check=True, capture_output=True, text=True
    ).stdout
    assert words(told).replace("Introdução .", "Introdução1.") == PRINTED.format(number)


@pytest.mark.marathon
@pytest.mark.parametrize("made", ["docx", "odt"])
@pytest.mark.parametrize("handed", ["docx", "odt"])
def test_it_hands_a_document_back_the_same(made, handed, tmp_path):
    (tmp_path / f"a.{made}").write_bytes(WRITE[made](GUIDE))
    content = converted(tmp_path, f"a.{made}", handed).read_bytes()
    assert READ[handed](content) == (GUIDE, ())
