"""The command itself: wrong use, a database that is away, where a site is reached."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from overens.config.program import base_url_of
from tests import make


def said(tmp_path, *words, **environment):
    """Return exit code and the lines on stderr of the program run with words."""
    done = subprocess.run(
        [sys.executable, "-m", "overens", *words],
        env=os.environ
        | {
            "OVERENS_ENV": "demo",
            "OVERENS_DATA": str(tmp_path),
            "OVERENS_DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "overens.config.settings",
        }
        | environment,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr.strip().splitlines()


@pytest.mark.pure
def test_a_command_that_is_none_is_wrong_use_with_the_nearest(tmp_path):
    assert said(tmp_path, "load_dem") == (
        2,
        ["overens: there is no command load_dem. Did you mean load_demo?"],
    )


@pytest.mark.pure
@pytest.mark.parametrize("port", ["99999", "abc", "-1"])
def test_a_port_that_is_none_is_wrong_use(tmp_path, port):
    code, lines = said(tmp_path, "serve", "--port", port)

    assert code == 2
    assert "Traceback" not in " ".join(lines)


@pytest.mark.pure
def test_a_port_that_is_taken_is_one_line_that_says_what_to_do(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])

        code, lines = said(tmp_path, "serve", "--port", port)

    assert (code, len(lines)) == (1, 1)
    assert f"127.0.0.1:{port} cannot be served" in lines[0]
    assert "--port" in lines[0]


@pytest.mark.pure
def test_a_database_that_is_no_database_is_one_line(tmp_path):
    (tmp_path / "overens.sqlite3").write_text("no database" * 100)

    code, lines = said(tmp_path, "survey_results", "hok-2020", "--format", "json")

    assert (code, len(lines)) == (1, 1)
    assert lines[0].startswith("overens: the database cannot be used: ")


@pytest.mark.pure
def test_a_database_without_tables_is_one_line_that_says_migrate(tmp_path):
    code, lines = said(tmp_path, "survey_results", "hok-2020", "--format", "json")

    assert (code, len(lines)) == (1, 1)
    assert "overens migrate" in lines[0]


@pytest.mark.pure
@pytest.mark.parametrize(
    ("words", "environment", "expected"),
    [
        (["serve"], {}, "http://127.0.0.1:8000"),
        (["serve", "--port", "8001"], {}, "http://127.0.0.1:8001"),
        (["serve", "--port=81", "--host", "0.0.0.0"], {}, "http://127.0.0.1:81"),
        (["serve", "--host", "10.0.0.2"], {}, "http://10.0.0.2:8000"),
        (["serve", "--port", "x"], {}, None),
        (["serve"], {"OVERENS_BASE_URL": "https://a.example"}, None),
        (["serve"], {"OVERENS_ENV": "production"}, None),
        (["do_daily"], {}, None),
        ([], {}, None),
    ],
)
def test_a_site_on_this_machine_knows_its_own_address(words, environment, expected):
    assert base_url_of(words, environment).get("OVERENS_BASE_URL") == expected


@pytest.mark.django_db
def test_a_front_page_of_a_space_that_is_not_there_is_not_served(monkeypatch):
    from overens.config.management.commands import serve

    monkeypatch.setenv("OVERENS_SPACE", "nagonstans")
    serve.check_front_space()
    make.make_space("strandland")

    with pytest.raises(CommandError, match="nagonstans is none of .* strandland"):
        serve.check_front_space()


@pytest.mark.django_db
def test_a_space_cannot_have_the_address_of_a_page_of_ours(capsys):
    with pytest.raises(SystemExit):
        call_command("create_space", "ny", name="Ny", language="en")

    assert "The address ny is a page of ours." in capsys.readouterr().err


@pytest.mark.django_db
def test_a_page_is_sent_compressed_to_whoever_can_read_it(client, strandland):
    plain = client.get("/tillganglighet/")
    packed = client.get("/tillganglighet/", headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content) / 2


@pytest.mark.pure
def test_what_the_command_line_forbids_is_said_without_the_name_of_a_class(tmp_path):
    assert said(tmp_path, "import_places") == (1, ["Write either a file or --sweden."])


@pytest.mark.pure
def test_whoever_reads_only_the_first_line_gets_no_traceback(tmp_path):
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as nobody_reads:
        done = subprocess.run(
            [sys.executable, "-m", "overens", "help"],
            env=os.environ | {"OVERENS_DATA": str(tmp_path)},
            stdout=nobody_reads,
            stderr=subprocess.PIPE,
            text=True,
        )

    assert (done.returncode, done.stderr) == (1, "")
