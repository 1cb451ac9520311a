"""Static files are gathered once, and again only when one changes."""

from rumo.doors.desk.statics import fingerprint, gather


def test_they_are_gathered_once(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    assert (gather(), gather()) == (True, False)
    assert any(settings.STATIC_ROOT.rglob("*.css"))


def test_a_changed_file_is_noticed(settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "a.css").write_text("a {}")
    before = fingerprint()
    assert gather()
    (tmp_path / "own" / "a.css").write_text("a { color: red }")
    assert fingerprint() != before
    assert gather()
