"""What a process that died left behind is swept, and nothing else."""

import io
import os
from datetime import timedelta

import pytest

from rumo.ground.files import actions

pytestmark = pytest.mark.django_db(transaction=True)


def aged(path, instant):
    """Set when a file was last written."""
    os.utime(path, (instant.timestamp(), instant.timestamp()))
    return path


def test_only_what_no_row_speaks_for_and_is_a_day_old_is_swept(at, files_dir, settings, tmp_path, lying):
    kept = actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by="office", at=at)
    settings.CLAMD = f"unix:{tmp_path}/nobody.sock"
    held = actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by="office", at=at)
    gone = actions.receive(name="a.txt", stream=io.BytesIO(b"prova"), by="office", at=at)
    actions.reject(public_id=gone.public_id, reason="Não serve.", scanned=False, by="office", at=at)
    old = at - timedelta(days=1, seconds=1)
    left = [
        files_dir / "released" / "nobody",
        files_dir
        / "quarantine"
        / kept.place,  # the original of a release whose process died after the commit
        files_dir / "quarantine" / gone.place,
    ]
    for path in left:
        path.write_bytes(b"x")
    for path in (*left, kept.path, held.path):
        aged(path, old)
    aged(files_dir / "released" / "nobody", old)
    (files_dir / "released" / "new").write_bytes(b"x")
    aged(files_dir / "released" / "new", at)
    for name, instant in (("half", old), ("now", at)):
        (files_dir / "incoming" / name).mkdir()
        aged(files_dir / "incoming" / name, instant)
    assert actions.sweep(at=at) == 4
    assert lying() == {
        "incoming": ["now"],
        "quarantine": [held.place],
        "released": sorted([kept.place, "new"]),
    }
    assert actions.sweep(at=at) == 0
