"""What a start in production is, and what a web process does not load."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.pure

# Each takes tens of megabytes; they belong to the moment a file is made or read.
HEAVY = ("typst", "scipy", "numpy", "docx", "xlsxwriter", "python_calamine", "lxml")


@pytest.fixture
def run(tmp_path):
    """Run the program as a production server would, with a folder of its own."""
    (tmp_path / "static").mkdir()

    def ran(*command):
        given = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("OVERENS_", "DJANGO_"))
        }
        given |= {
            "OVERENS_ENV": "production",
            "OVERENS_DATA": str(tmp_path),
            "OVERENS_SECRET_KEY": "".join(chr(33 + n) for n in range(80)),
            "OVERENS_BASE_URL": "https://overens.example.org",
            "DJANGO_SETTINGS_MODULE": "overens.config.settings",
        }
        return subprocess.run(
            [sys.executable, *command],
            env=given,
            capture_output=True,
            text=True,
            check=False,
        )

    return ran


def test_a_start_in_production_gives_no_warning(run):
    done = run("-m", "overens", "check", "--deploy", "--fail-level", "WARNING")

    assert done.returncode == 0, done.stderr


def test_a_web_process_does_not_load_what_makes_files(run):
    done = run(
        "-c",
        "import sys, overens.config.wsgi\n"
        "from django.urls import get_resolver\n"
        "get_resolver().url_patterns\n"
        f"print(*(name for name in {HEAVY!r} if name in sys.modules))",
    )

    assert (done.returncode, done.stdout.strip()) == (0, ""), done.stderr


ASKED = """
import overens.config.wsgi
from django.test import Client
client = Client(headers={"host": "overens.example.org"})
plain = client.get("/healthz")
print(plain.status_code)
print(client.get("/tillganglighet/").status_code)
print(client.get("/healthz", secure=True)["Strict-Transport-Security"])
from django.conf import settings
print(settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE,
      settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE, settings.DEBUG)
"""


def test_production_is_asked_over_https_only(run):
    done = run("-c", ASKED)

    assert done.stdout.splitlines() == [
        "200",
        "301",
        "max-age=31536000; includeSubDomains",
        "__Host-session True __Host-csrf True False",
    ], done.stderr
