"""The identity provider of the tests, run on loopback: real OpenID Connect, for staff who sign in and for whoever takes part."""

import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

CI = os.environ.get("CI") == "true"
SCRIPT = Path(__file__).parent / "office" / "signing" / "provider" / "provider.mjs"
MODULES = Path(__file__).resolve().parents[2] / "build" / "provider" / "node_modules"
SECRET = "segredo-de-teste"


def lacking(reason):
    """Leave the test out with its reason; in CI that is a failure."""
    if CI:
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running(back):
    """A provider that sends people back to an address; gives its own."""
    node = shutil.which("node")
    if not node:
        lacking("no node on the path: the identity provider needs it (Debian: apt-get install nodejs npm)")
    if not MODULES.is_dir():
        lacking("the identity provider is not installed: sh scripts/test_machine.sh does it")
    around = {**os.environ, "PROVIDER_MODULES": str(MODULES)}
    with subprocess.Popen(
        [node, str(SCRIPT), back], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=around
    ) as started:
        address = started.stdout.readline().strip()
        assert address.startswith("http://localhost:")
        yield address
        started.terminate()
