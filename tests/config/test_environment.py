from __future__ import annotations

import os
import subprocess
import sys

import pytest

from overens.config import environment
from overens.config.environment import WrongValue, read_environment

pytestmark = pytest.mark.pure


def _read(tmp_path, **values):
    return read_environment({"OVERENS_DATA": str(tmp_path)} | values)


def test_everything_has_a_default(tmp_path):
    read = _read(tmp_path)

    assert read.kind == "demo"
    assert read.database_url == f"sqlite:///{tmp_path}/overens.sqlite3"
    assert read.base_url == "http://127.0.0.1:8000"
    assert read.space == "strandland"


def test_the_secret_is_made_once_and_kept(tmp_path):
    assert _read(tmp_path).secret_key == _read(tmp_path).secret_key
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OVERENS_ENV", "prod"),
        ("OVERENS_DATABASE_URL", "mysql://root@host/db"),
        ("OVERENS_DATABASE_URL", "overens.sqlite3"),
        ("OVERENS_BASE_URL", "overens.example.org"),
        ("OVERENS_EMAIL_URL", "mailto:x@example.org"),
        ("OVERENS_STORAGE_URL", "ftp://host/files"),
        ("OVERENS_THEME", "../../etc"),
        ("OVERENS_DATABASE_URL", "postgresql://"),
        ("OVERENS_BASE_URL", "https://"),
        ("OVERENS_BASE_URL", "http://host:abc"),
        ("OVERENS_BASE_URL", "http://host/?from=here"),
        ("OVERENS_EMAIL_URL", "smtp://"),
        ("OVERENS_EMAIL_URL", "smtp+tls://user:word@host:99999"),
        ("OVERENS_SECRET_KEY", "short"),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(tmp_path, name, value):
    with pytest.raises(WrongValue, match=name):
        _read(tmp_path, **{name: value})


def test_a_theme_that_is_not_built_is_refused_with_those_that_are(
    tmp_path, monkeypatch
):
    (tmp_path / "samverkan.css").write_text("")
    monkeypatch.setattr(environment, "THEMES", tmp_path)

    assert _read(tmp_path).theme == "samverkan"
    with pytest.raises(WrongValue, match="pink is not among .* samverkan"):
        _read(tmp_path, OVERENS_THEME="pink")


def test_production_does_not_start_without_a_secret(tmp_path):
    with pytest.raises(WrongValue, match="OVERENS_SECRET_KEY"):
        _read(tmp_path, OVERENS_ENV="production")
    with pytest.raises(WrongValue, match="OVERENS_SECRET_KEY"):
        _read(tmp_path, OVERENS_ENV="production", OVERENS_SECRET_KEY="short")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(WrongValue, match="OVERENS_DATA"):
        read_environment({"OVERENS_DATA": str(tmp_path / "file" / "data")})


def test_the_program_stops_with_one_line_and_no_traceback(tmp_path):
    stopped = subprocess.run(
        [sys.executable, "-m", "overens", "check"],
        env=os.environ
        | {
            "OVERENS_ENV": "prod",
            "OVERENS_DATA": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "overens.config.settings",
        },
        capture_output=True,
        text=True,
    )

    assert stopped.returncode == 2
    assert stopped.stderr.strip().splitlines() == [
        "overens: OVERENS_ENV=prod is not one of: demo, production, test."
    ]
