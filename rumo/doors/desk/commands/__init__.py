"""The commands of `rumo`: each module here adds its own with `register(app)` (see CONTRIBUTING, "A new command").

`main.py` imports every module of this folder after Django is ready, in alphabetical order, and calls its
`register(app: typer.Typer) -> None`. A command calls one action with `by="operator", at=clock.now()`, prints its
result, and raises `Refusal` for what it will not do.
"""
