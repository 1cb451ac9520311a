"""Keys: made once under a name, the same for all who ask at once, never given again once destroyed."""

import stat
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from django.conf import settings

from rumo.ground.ledger.rules import keys


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.KEYS_DIR = tmp_path / "keys"
    return settings.KEYS_DIR


def test_a_key_is_made_once_and_kept_for_its_owner_alone(folder):
    key = keys.secret("receipt")
    assert (len(key), keys.secret("receipt"), keys.secret("contact") == key) == (32, key, False)
    path = folder / "receipt"
    assert [stat.S_IMODE(p.stat().st_mode) for p in (folder, path)] == [0o700, 0o600]
    assert (path.read_bytes(), sorted(p.name for p in folder.iterdir())) == (key, ["contact", "receipt"])


def test_all_who_ask_at_once_get_the_same(folder):
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(keys.secret, ["pepper-a"] * 8))) == 1


def asked(folder):
    """What another process is given."""
    settings.KEYS_DIR = Path(folder)
    return keys.secret("pepper-b")


def test_two_processes_that_ask_at_once_get_the_same(folder):
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        assert len(set(pool.map(asked, [str(folder)] * 6))) == 1


def test_a_key_destroyed_is_gone_for_good(folder):
    keys.secret("pepper-c")
    assert [keys.destroy("pepper-c"), keys.destroy("pepper-c"), keys.destroy("never")] == [True, False, False]
    with pytest.raises(keys.KeyGone, match="pepper-c"):
        keys.secret("pepper-c")
    assert (folder / "pepper-c").exists() is False


def test_a_key_another_process_destroyed_is_not_given_from_memory(folder):
    keys.secret("pepper-d")
    (folder / "pepper-d.gone").touch()
    (folder / "pepper-d").unlink()
    with pytest.raises(keys.KeyGone):
        keys.secret("pepper-d")


@pytest.mark.parametrize("name", ["", "../secret_key", "a/b", "A", "a.gone", ".", "-a", "a\n", "a" * 121])
def test_a_name_that_is_a_path_is_refused(name):
    for verb in (keys.secret, keys.destroy):
        with pytest.raises(ValueError, match="no name"):
            verb(name)
