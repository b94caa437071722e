"""Files: bytes once, kept as long as somebody refers to them, whatever is killed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone

from overens.common.failpoints import Stopped
from overens.common.files import file_of, keep_file, path_of, read_file, sweep_files
from overens.common.models import AuditLine, FileReference, StoredFile
from overens.common.retention import forget_what_is_due

pytestmark = pytest.mark.django_db
NAME = "Åtgärder på Öland.xlsx"


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.DATA = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "kept")},
        },
    }


def forget(today=None):
    list(forget_what_is_due(today))
    return list(sweep_files(today))


def test_the_same_bytes_are_stored_once_and_read_as_they_were(petra, omar):
    first = keep_file(b"abc", name=NAME, owner=petra)
    second = keep_file(b"abc", name="b/c.txt", owner=omar)

    assert first.file == second.file
    assert read_file(file_of(petra)) == b"abc"
    assert (first.name, second.name) == (NAME, "b_c.txt")


def test_what_one_no_longer_keeps_another_still_has(petra, omar):
    today = timezone.localdate()
    kept = keep_file(b"abc", name=NAME, owner=petra, until=today)
    keep_file(b"abc", name=NAME, owner=omar)
    path = path_of(kept.file.digest)

    forget(today + timedelta(days=1))

    assert file_of(petra) is None
    assert read_file(file_of(omar)) == b"abc"
    FileReference.objects.all().delete()
    assert [line.what for line in forget()] == ["files that nobody refers to: 1 erased"]
    assert not default_storage.exists(path)
    assert not StoredFile.objects.exists()
    assert AuditLine.objects.get(action="common.sweep_files").facts == {"files": 1}
    assert forget() == []


def test_a_file_is_kept_through_its_last_day(petra):
    today = timezone.localdate()
    keep_file(b"abc", name=NAME, owner=petra, until=today)

    forget(today)

    assert read_file(file_of(petra)) == b"abc"


def test_killed_between_bytes_and_row_nothing_points_to_nothing(petra, monkeypatch):
    monkeypatch.setenv("OVERENS_FAILPOINTS", "common.files.after_bytes:raise")

    with pytest.raises(Stopped):
        keep_file(b"abc", name=NAME, owner=petra)

    folder = default_storage.listdir("files")[0][0]
    assert default_storage.listdir(f"files/{folder}")[1]
    assert not StoredFile.objects.exists()
    kept = keep_file(b"abc", name=NAME, owner=petra)
    assert read_file(kept) == b"abc"


def test_bytes_that_a_crash_left_are_erased_by_the_daily_step(petra, monkeypatch):
    monkeypatch.setenv("OVERENS_FAILPOINTS", "common.files.after_bytes:raise")
    with pytest.raises(Stopped):
        keep_file(b"abc", name=NAME, owner=petra)

    assert [line.did for line in forget()] == [True]

    folder = default_storage.listdir("files")[0][0]
    assert default_storage.listdir(f"files/{folder}")[1] == []
