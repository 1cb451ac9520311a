"""Documents as tagged PDF (PDF/UA-1): a template of this folder, filled with plain values; no text of anybody is ever read as markup."""

import json
from pathlib import Path
from typing import Any

import typst

FOLDER = Path(__file__).parent / "typst"


def made(name: str, values: dict[str, Any]) -> bytes:
    """Return the PDF of a template (`evaluation`) and its values, which reach it as data; any JSON values do."""
    compiled = typst.compile(
        FOLDER / f"{name}.typ",
        root=FOLDER,
        format="pdf",
        sys_inputs={"data": json.dumps(values, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return bytes(compiled)
