"""G1, small: telephones at one canvas while the server is killed and started again: nothing is lost, nothing stands twice."""

import shutil
import tempfile
import time
from pathlib import Path

import pytest

from tests.faults.machines import Site
from tests.faults.phones import FOUND, OPENED, Phones

pytestmark = pytest.mark.long


def test_what_was_laid_is_there_after_the_server_was_killed():
    home = Path(tempfile.mkdtemp(prefix="rumo-faults-"))
    site = Site(f"sqlite:///{home / 'var' / 'rumo.sqlite3'}", home / "var")
    try:
        site.rumo("migrate")
        code = site.run(OPENED).strip()
        site.start(home / "site.log")
        phones = Phones(site.port, code, count=20, seconds=20, rate=4).start()
        time.sleep(8)
        site.kill()
        site.start(home / "site.log")
        phones.wait()
        lost, twice, deeds, version = map(int, site.run(FOUND, data=phones.lines()).split())
        assert (lost, twice, deeds, version) == (0, 0, len(phones.acts), len(phones.acts) + 1)
        assert len({number for number, _at in phones.seen}) > 0
    finally:
        site.kill()
        shutil.rmtree(home, ignore_errors=True)
