"""`rumo ledger`: seal what waits, check everything the ledger vouches for, write the public register."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rumo.doors.desk.checking import examine
from rumo.doors.desk.refusal import Refusal
from rumo.doors.web import clock
from rumo.ground.ledger import actions, queries

JSON = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]


def register(app: typer.Typer) -> None:
    """Add `ledger` and its commands."""
    group = typer.Typer(help="The ledger: seal, verify, export.", no_args_is_help=True)
    for command in (seal, verify, export):
        group.command()(command)
    app.add_typer(group, name="ledger")


def seal(as_json: JSON = False) -> None:
    """Number what waits to be sealed; `rumo tick` does it too, and signs the tree's head once a day."""
    sealed = actions.seal(at=clock.now())
    size = queries.size()
    typer.echo(
        json.dumps({"sealed": sealed, "size": size}) if as_json else f"{sealed} sealed, {size} in all."
    )


def verify(
    receipt: Annotated[str | None, typer.Option(metavar="CODE", help="Say where a receipt's acts stand, too.")] = None,
    as_json: JSON = False,
) -> None:  # fmt: skip
    """Compute everything again: details, tree, heads, receipts, published rows; every row that is not as it was is named."""
    state = _state(receipt) if receipt is not None else None
    checked, faults = examine()
    if as_json:
        said = {"entries": checked.entries, "leaves": checked.leaves, "removed": checked.removed}
        found = [fault._asdict() for fault in faults]
        typer.echo(json.dumps({"ok": not faults, **said, "faults": found, "receipt": _plain(state)}))
    else:
        for act in state.acts if state else ():
            place = "not yet sealed" if act.index is None else f"leaf {act.index}"
            typer.echo(
                f"{act.at.isoformat()}  {'removed on request' if act.removed else act.verb}  {place}  {act.leaf}"
            )
        for fault in faults:
            typer.echo(f"not ok  {fault.row}: {fault.says}")
        typer.echo(f"{checked.entries} entries, {checked.leaves} leaves, {checked.removed} removed on request, {len(faults)} faults.")  # fmt: skip
    if faults:
        raise typer.Exit(1)


def _state(code: str) -> queries.State:
    target = queries.look_up(code)
    if target is None:
        raise Refusal("No receipt has this code.")
    return queries.state_of(target)


def _plain(state: queries.State | None) -> dict[str, object] | None:
    if state is None:
        return None
    acts = [
        {
            "at": act.at.isoformat(),
            "verb": act.verb,
            "leaf": act.leaf,
            "index": act.index,
            "removed": act.removed,
        }
        for act in state.acts
    ]
    return {"target": state.target, "removed": state.removed, "acts": acts}


def export(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help="Where to write.")],
    as_json: JSON = False,
) -> None:
    """Write the public register: the signed heads and the hash of every leaf; `verify.py` checks it anywhere."""
    try:
        with output.open("w", encoding="utf-8") as file:
            file.writelines(queries.exported())
    except OSError as error:
        raise Refusal(f"{output}: cannot be written: {error.strerror}.") from None
    head = queries.head()
    said = {
        "file": str(output),
        "size": head.size if head else 0,
        "day": head.day.isoformat() if head else None,
    }
    typer.echo(
        json.dumps(said)
        if as_json
        else f"{output}: {said['size']} leaves, newest head {said['day'] or 'none'}"
    )
