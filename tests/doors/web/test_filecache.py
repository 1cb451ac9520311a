"""The cache in files: of many who add at once, one wins."""

import subprocess
import sys

RACE = """
import django
from django.conf import settings
settings.configure()
django.setup()
from rumo.doors.web.filecache import FileCache
cache = FileCache({place!r}, {{}})
print(sum(cache.add(f"key {{n}}", 1) for n in range(200)))
"""


def test_two_processes_never_both_add(tmp_path):
    race = [sys.executable, "-c", RACE.format(place=str(tmp_path / "cache"))]
    running = [subprocess.Popen(race, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    assert sum(int(process.communicate()[0]) for process in running) == 200
