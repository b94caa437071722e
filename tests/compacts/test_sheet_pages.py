"""What the pages for sheets take, and what they say of what they do not."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import make
from tests.compacts.rows import current
from tests.compacts.test_first_hour import SHEET, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def test_a_page_takes_no_sheet_that_only_a_command_has_room_for(as_petra):
    compact = make.make_compact(make.make_space())
    rows = "Organisation;Datum\n" + "Kören;2025-09-24\n" * 10_000
    file = SimpleUploadedFile("rader.csv", rows.encode())

    answer = as_petra.post(SHEET, {"file": file, "version": current(compact).pk})

    assert answer.status_code == 422
    assert "fler än 10" in said(answer)


def test_a_page_sent_back_without_its_version_is_shown_again(as_petra):
    make.make_compact(make.make_space())

    answer = as_petra.post(SHEET, {"edit": "1", "text": "A;B"})

    assert answer.status_code == 200
    assert "A;B" in said(answer)
