"""`rumo seed`: the demo up to a stage of the lifecycle, and `rumo seed nation`: a synthetic nation of any size."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from rumo.deliver.rollup import actions as rollup
from rumo.doors.desk import nation as nations
from rumo.doors.desk.progress import counter
from rumo.doors.desk.refusal import Refusal
from rumo.doors.desk.seeding import Seeded, lay_ground, seed
from rumo.doors.web import clock

BY = "operator"
SAID = {
    "open": "A consultation is open, another was answered; there are no plans yet.",
    "synthesised": "A consultation is open, another was answered; gatherings were held, themes and findings are public.",
    "adopted": "Plans are published without reports: every figure reads «sem informação» or is planned only.",
    "reporting": "Plans are published with their reports.",
}
LOOK = (
    "Where to look, once `rumo serve` runs:",
    "  /pt/painel/                                  the country; examples are marked and can be left out (?exemplos=nao)",
    "  /pt/painel/planos/exemplo-setubal-2024-2026/ an example plan with its reports",
    "  /pt/painel/planos/odemira-2015-2017/         a real plan, as its source tells it",
    "  /pt/consultas/novas-orientacoes-exemplo/     an open consultation: take part, keep the receipt",
    "  /pt/gabinete/                                the office, entered by a link: rumo demo-login municipal_coordinator",
)


class Stage(StrEnum):
    """How far the demo goes."""

    OPEN = "open"
    SYNTHESISED = "synthesised"
    ADOPTED = "adopted"
    REPORTING = "reporting"


def register(app: typer.Typer) -> None:
    """Add `seed` and, under it, `nation`."""
    group = typer.Typer(invoke_without_command=True, help="Load the demo, or a synthetic nation.")
    group.callback()(stage)
    group.command("nation")(nation)
    app.add_typer(group, name="seed")


def stage(
    context: typer.Context,
    stage: Annotated[
        Stage, typer.Option(help="How far the demo goes; each holds those before.")
    ] = Stage.REPORTING,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was loaded as JSON.")] = False,
) -> None:
    """Load the demo up to a stage; repeating it changes nothing."""
    if context.invoked_subcommand:
        return
    found: list[Seeded] = []

    def told(one: Seeded) -> None:
        found.append(one)
        if not as_json and _new(one):
            typer.echo(_line(one))

    seed(stage, by=BY, at=clock.now(), told=told)
    if as_json:
        plans = [
            {"slug": s.slug, "synthetic": s.synthetic, "measures": s.measures, "version": s.version, "reports": s.reports}
            for s in found
        ]  # fmt: skip
        typer.echo(json.dumps({"stage": stage, "plans": plans}, ensure_ascii=False))
        return
    if same := sum(not _new(one) for one in found):
        typer.echo(f"  {same} of {len(found)} plan files: already here")
    typer.echo(f"Stage {stage}. {SAID[stage]}")
    for line in LOOK if found else (LOOK[0], *LOOK[-2:]):
        typer.echo(line)


def _new(one: Seeded) -> bool:
    return bool(one.version or one.reports)


def _line(one: Seeded) -> str:
    kind = "exemplo" if one.synthetic else "real"
    version = f"version {one.version}, " if one.version else ""
    return f"  {kind:<8}{one.slug}: {version}{one.measures} measures, {one.reports} reports"


def nation(
    municipalities: Annotated[int, typer.Option(min=1, max=30_800, help="Plans, one a municipality; beyond 308, several.")] = 308,
    measures: Annotated[int, typer.Option(min=1, max=1_000, help="Measures a plan.")] = 60,
    cycles: Annotated[int, typer.Option(min=1, max=30, help="Years of reports.")] = 8,
    seed: Annotated[int, typer.Option(min=0, help="The same seed makes the same nation.")] = 1,
    yes: Annotated[bool, typer.Option("--yes", help="Go on though the database holds plans that are not invented.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was written as JSON.")] = False,
) -> None:  # fmt: skip
    """Write a synthetic nation, marked synthetic everywhere; Ctrl+C leaves whole plans, and the next run goes on from there."""
    if nations.holds_others() and not yes:
        raise Refusal(
            "This database holds plans that are not invented: a synthetic nation would stand among them.",
            "Use another database (RUMO_DATA_DIR or DATABASE_URL), or say --yes if that is what you want.",
        )
    at = clock.now()
    lay_ground(by=BY, at=at)
    size = nations.Size(municipalities, measures, cycles, seed)
    try:
        written = nations.make(size, by=BY, at=at, progress=counter("plans written"))
    finally:  # what was written is published, interrupted or not
        rebuilt = rollup.rebuild(at=clock.now(), progress=counter("plans' columns built"))
    if as_json:
        fields = ("plans", "measures", "reports", "passed")
        typer.echo(json.dumps({name: getattr(written, name) for name in fields} | {"rebuilt": rebuilt}))
        return
    already = f" ({written.passed} plans were already here)" if written.passed else ""
    typer.echo(
        f"Synthetic nation: {written.plans} plans, {written.measures} measures, {written.reports} reports{already}."
    )
