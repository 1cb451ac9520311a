"""How a long command says how far it is: one line rewritten on a terminal, nothing where nobody watches."""

import sys
from collections.abc import Callable

import typer


def counter(what: str) -> Callable[[int, int], None]:
    """Return a callback told (done, total), which writes "120/308 what" to standard error."""

    def told(done: int, total: int) -> None:
        if sys.stderr.isatty():
            typer.echo(f"\r{done}/{total} {what}", nl=done == total, err=True)

    return told
