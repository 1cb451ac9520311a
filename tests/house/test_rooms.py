"""A room holds at most its six files, is known to the contracts, and its foreign keys only point down."""

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.house.sources import ROOT, contracts, none, sample, standing

ALLOWED = {"actions", "queries", "rules", "models", "apps", "migrations"}
NO_ROOM = {"rumo/ground/core"}  # it has no verbs of its own: it holds what every room is made of
FLOORS_OF_ROOMS = ("ground", "listen", "shape", "deliver", "keep")
LISTED = {}  # "room.Model.field": why it neither protects nor hides its other end


def rooms(root):
    """Every room's folder."""
    found = (folder for floor in FLOORS_OF_ROOMS for folder in sorted((root / "rumo" / floor).glob("*/")))
    return [folder for folder in found if folder.name != "__pycache__"]


def crowded(root):
    """Files and folders in a room that are none of the six."""
    for room in rooms(root):
        name = room.relative_to(root).as_posix()
        for entry in sorted(room.iterdir()):
            if name not in NO_ROOM and entry.stem not in {*ALLOWED, "__init__", "__pycache__"}:
                yield f"{name}: {entry.name} is none of a room's six files"


def unknown_to_contracts(root):
    """Rooms that the contract of their inside does not list."""
    listed = set(contracts(root)["room"]["containers"])
    for room in rooms(root):
        name = ".".join(room.relative_to(root).parts)
        has_tables = (room / "models.py").exists() or (room / "models").is_dir()
        if has_tables and name not in listed:
            yield f"{name}: not among the containers of [importlinter:contract:room]"


def room_of(model):
    """The room a model lives in: "rumo.deliver.plans"."""
    return ".".join(model.__module__.split(".")[:3])


def wrong_keys(every_model, listed=LISTED, places=None):
    """Relations that point up, that do not protect, or that let the earlier room see forward."""
    places = places or standing()
    for model in every_model:
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            if not field.is_relation or model._meta.auto_created:
                continue
            name = f"{room_of(model)}.{model.__name__}.{field.name}"
            if places[room_of(field.related_model)] > places[room_of(model)]:
                yield f"{name}: points up, at {room_of(field.related_model)}"
            if name in listed:
                continue
            if not field.many_to_many and field.remote_field.on_delete is not models.PROTECT:
                yield f"{name}: does not PROTECT"
            if field.remote_field.related_name != "+":
                yield f"{name}: related_name is not '+'"


def ours():
    """Every model of this house."""
    return [model for model in apps.get_models() if model.__module__.startswith("rumo.")]


def test_a_room_holds_its_six_files():
    none(crowded(ROOT))


def test_every_room_with_tables_is_under_contract():
    none(unknown_to_contracts(ROOT))


def test_keys_point_down_and_protect():
    none(wrong_keys(ours()))


def test_a_seventh_file_is_refused(tmp_path):
    sample(tmp_path, "rumo/ground/ledger/services.py", "")
    sample(tmp_path, "rumo/ground/core/texts.py", "")
    sample(tmp_path, "rumo/deliver/plans/queries/search.py", "")
    assert list(crowded(tmp_path)) == ["rumo/ground/ledger: services.py is none of a room's six files"]


def test_a_room_outside_the_contracts_is_refused(tmp_path):
    sample(tmp_path, "rumo/ground/core/models.py", "")
    sample(tmp_path, "rumo/ground/files/models.py", "")
    sample(tmp_path, ".importlinter", "[importlinter:contract:room]\ncontainers =\n  rumo.ground.core\n")
    said = "rumo.ground.files: not among the containers of [importlinter:contract:room]"
    assert list(unknown_to_contracts(tmp_path)) == [said]


@isolate_apps("rumo.ground.core", "rumo.deliver.plans")
def test_a_key_that_points_up_cascades_or_looks_back_is_refused():
    class Late(models.Model):
        __module__ = "rumo.deliver.plans.models"

        class Meta:
            app_label = "plans"

    class Early(models.Model):
        __module__ = "rumo.ground.core.models"
        late = models.ForeignKey(Late, on_delete=models.PROTECT, related_name="+")
        self_made = models.ForeignKey("self", on_delete=models.CASCADE)
        many = models.ManyToManyField("self")

        class Meta:
            app_label = "core"

    places = {"rumo.ground.core": 0, "rumo.deliver.plans": 1}
    assert list(wrong_keys([Early, Late], places=places)) == [
        "rumo.ground.core.Early.late: points up, at rumo.deliver.plans",
        "rumo.ground.core.Early.self_made: does not PROTECT",
        "rumo.ground.core.Early.self_made: related_name is not '+'",
        "rumo.ground.core.Early.many: related_name is not '+'",
    ]
    assert list(
        wrong_keys(
            [Early], {"rumo.ground.core.Early.self_made": "a", "rumo.ground.core.Early.many": "b"}, places
        )
    ) == [
        "rumo.ground.core.Early.late: points up, at rumo.deliver.plans",
    ]
