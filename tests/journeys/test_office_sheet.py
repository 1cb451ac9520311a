"""The same thirty measures from the spreadsheet the site hands out: filled, one line wrong, mended, sent, approved; loaded again it changes nothing."""

import re

import openpyxl
import pytest

from tests.factories import people
from tests.journeys import office
from tests.journeys.office import code, heading, quiet, said, sound, told
from tests.journeys.test_office_grid import MEASURES, plan, publish, published, send

__all__ = ["plan"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WRONG = "muitas"


def test_thirty_measures_from_the_spreadsheet(plan, coordinator, desk_of, open_page, tmp_path):
    hands = desk_of(people.person("municipal_reporter", plan.owner), plan.grid)
    sheet = download(hands, tmp_path)
    place = fill(sheet, plan, wrong=True)
    upload(hands, sheet)
    assert hands.page.locator("tbody th").all_inner_texts() == [place]
    assert f"«{WRONG}»" in hands.page.locator("tbody td").inner_text()
    hands.page.errors.clear()  # the browser says that 422 is one
    sound(hands.page)
    assert fill(sheet, plan) == place
    hands.go("Carregar a folha corrigida")
    upload(hands, sheet, here=True)
    assert heading(hands.page) == f"A folha muda {2 * MEASURES} células {office.TITLE}"
    sound(hands.page)
    hands.go("Guardar o que a folha diz")
    assert told(hands.page) == f"A folha foi guardada: {2 * MEASURES} células mudaram."
    upload(hands, sheet)
    assert heading(hands.page) == f"A folha não muda nada {office.TITLE}"
    hands.go("Voltar à grelha", most=60)
    hands.tab_to("Rever e enviar")
    send(hands, plan.count)
    chief, visitor = desk_of(coordinator), open_page("/pt/painel/")
    assert office.read_plan(visitor)[0] == "0,0 %"
    publish(chief, plan)
    published(visitor, plan, mended=False)
    hands.page.goto(plan.grid)
    upload(hands, sheet)
    assert heading(hands.page) == f"A folha não muda nada {office.TITLE}"
    for page in (chief.page, hands.page, visitor):
        quiet(page)


def download(hands, folder):
    """Walk to the sheet and keep it."""
    hands.tab_to("Descarregar em folha de cálculo")
    with hands.page.expect_download() as got:
        hands.press("Enter")
    path = folder / got.value.suggested_filename
    got.value.save_as(path)
    return path


def fill(path, plan, wrong=False):
    """Fill the column of new values, as a person does; return the place of the figure that may be wrong."""
    book = openpyxl.load_workbook(path)
    sheet = book["Relatar"]
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    place = ""
    for number in range(1, plan.count + 1):
        lines = [line for line in range(3, sheet.max_row + 1) if sheet[f"A{line}"].value == code(number)]
        one = said(number, plan.count)
        sheet[f"{columns['Valor novo']}{lines[0]}"] = one.stage
        target = f"{columns['Valor novo']}{lines[1]}"
        sheet[target] = int(one.typed) / (100 if number % 2 else 1)
        if number == 2:
            place = f"Relatar!{target}"
            if wrong:
                sheet[target] = WRONG
    book.save(path)
    return place


def upload(hands, path, here=False):
    """Walk to the page that takes the sheet, choose it and see what it changes."""
    if not here:
        hands.go("Carregar a folha preenchida")
    with (
        hands.page.expect_file_chooser() as asked
    ):  # the browser is told to listen long before the key is pressed
        hands.tab_to(re.compile("Folha de cálculo|Choose|Escolher"))
        hands.press("Space")
    asked.value.set_files(path)
    hands.go("Ver o que muda")
