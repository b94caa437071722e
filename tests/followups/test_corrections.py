"""What is found wrong after publishing stands beside it, wherever it is shown (F13)."""

from __future__ import annotations

import io
import json
from datetime import date

import pypdf
import pytest
from docx import Document as open_word

from overens.common import worker
from overens.common.audit import SYSTEM
from overens.common.models import AuditLine
from overens.followups.actions import (
    add_correction,
    begin_followup,
    publish_followup,
    restore_correction,
    withdraw_correction,
)
from overens.followups.models import Correction
from overens.followups.queries import corrected_report, report_file
from overens.followups.rules import (
    CorrectedTooEarly,
    CorrectionIsBare,
    NotPublished,
    StandsAlready,
    WhyMissing,
    WithdrawnAlready,
)

pytestmark = pytest.mark.django_db

PAGE = "/uppfoljning/strandland/2025/"
NEW = f"{PAGE}rattelser/ny/"
WRITTEN = {
    "said_sv": "Tre har undertecknat.",
    "correct_sv": "Fyra har undertecknat.",
    "why_sv": "Ett papper låg kvar.",
}


@pytest.fixture
def published(plan, compact):
    followup = begin_followup(space=compact.space, year=2025, by=SYSTEM)
    return publish_followup(followup=followup, by=SYSTEM)


def correct(followup, **changes):
    words = {
        "said": {"sv": "Tre har undertecknat."},
        "correct": {"sv": "Fyra har undertecknat."},
        "why": {"sv": "Ett papper låg kvar."},
    }
    return add_correction(followup=followup, by=SYSTEM, **(words | changes))


def test_the_secretariat_corrects_takes_back_and_puts_back_by_clicking(
    client, petra, published
):
    before = client.get(PAGE).content.decode()
    assert "Rätta något" not in before and "Rättelser" not in before
    client.force_login(petra)
    assert NEW in client.get(PAGE).content.decode()

    bare = client.post(NEW, {**WRITTEN, "correct_sv": " ", "day": "2026-11-22"})
    assert bare.status_code == 422
    added = client.post(NEW, {**WRITTEN, "day": published.published_on.isoformat()})
    assert added["Location"] == f"{PAGE}#corrections"
    row = Correction.objects.get()
    client.logout()
    page = client.get(PAGE).content.decode()
    assert "Fyra har undertecknat." in page and "1 rättelse sedan" in page

    client.force_login(petra)
    address = f"{PAGE}rattelser/{row.uuid}"
    assert client.post(f"{address}/dra-tillbaka/", {"why": ""}).status_code == 422
    assert (
        client.post(f"{address}/dra-tillbaka/", {"why": "Fel år."}).status_code == 302
    )
    assert "Fel år." in client.get(PAGE).content.decode()
    client.logout()
    assert "Fyra har undertecknat." not in client.get(PAGE).content.decode()

    client.force_login(petra)
    assert client.post(f"{address}/lagg-tillbaka/").status_code == 302
    client.logout()
    assert "Fyra har undertecknat." in client.get(PAGE).content.decode()


def test_a_correction_is_read_in_every_form_and_the_figures_stand(published):
    figures = published.report
    correct(published)

    published.refresh_from_db()
    assert published.report == figures
    shown = corrected_report(published, "en")
    read = pypdf.PdfReader(io.BytesIO(report_file(shown, "pdf")[0]))
    assert "Fyra har" in " ".join(page.extract_text() for page in read.pages)
    assert "Corrected on" in read.pages[0].extract_text()
    file = open_word(io.BytesIO(report_file(shown, "docx")[0]))
    cells = [cell.text for table in file.tables for cell in table._cells]
    assert "Fyra har undertecknat." in cells
    (said,) = json.loads(report_file(shown, "json")[0])["corrections"]
    assert said["correct"] == "Fyra har undertecknat." and said["language"] == "sv"


def test_what_cannot_be_a_correction_is_refused_and_leaves_nothing(compact, published):
    draft = begin_followup(space=compact.space, year=2024, by=SYSTEM)
    for wrong, followup, changes in (
        (NotPublished, draft, {}),
        (CorrectionIsBare, published, {"why": {"sv": "  "}}),
        (CorrectedTooEarly, published, {"day": date(2020, 1, 1)}),
        (CorrectedTooEarly, published, {"day": date(2999, 1, 1)}),
    ):
        with pytest.raises(wrong):
            correct(followup, **changes)

    assert not Correction.objects.exists()


def test_a_correction_is_withdrawn_once_with_a_reason_and_put_back_once(published):
    made = correct(published)
    with pytest.raises(StandsAlready):
        restore_correction(correction=made, by=SYSTEM)
    with pytest.raises(WhyMissing):
        withdraw_correction(correction=made, why=" ", by=SYSTEM)
    withdraw_correction(correction=made, why="Fel.", by=SYSTEM)
    with pytest.raises(WithdrawnAlready):
        withdraw_correction(correction=made, why="Fel.", by=SYSTEM)
    restore_correction(correction=made, by=SYSTEM)

    assert Correction.objects.of(published).count() == 1
    assert list(
        AuditLine.objects.filter(about_uuid=made.uuid)
        .order_by("id")
        .values_list("action", flat=True)
    ) == [
        "followups.add_correction",
        "followups.withdraw_correction",
        "followups.restore_correction",
    ]


@pytest.fixture
def kept(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "documents"


def test_the_worker_makes_the_documents_so_that_the_first_reader_does_not_wait(
    client, published, kept, monkeypatch
):
    assert worker.do_queue() == 1
    made = set(kept.iterdir())
    assert made

    def nobody(job):
        raise AssertionError("The press was started while a reader waited.")

    monkeypatch.setattr("overens.common.documents.pdf._run", nobody)
    for address in (PAGE, "/en/follow-up/strandland/2025/"):
        for ending in ("pdf", "docx"):
            name = "rapport" if address == PAGE else "report"
            assert client.get(f"{address}{name}.{ending}").status_code == 200
    assert set(kept.iterdir()) == made


def test_the_documents_are_made_anew_when_a_correction_comes(published, kept):
    worker.do_queue()
    first = set(kept.iterdir())
    correct(published)

    assert worker.do_queue() == 1
    assert set(kept.iterdir()) > first


def test_making_the_documents_twice_or_of_one_that_is_gone_changes_nothing(
    published, kept
):
    from overens.common.jobs import later

    worker.do_queue()
    first = set(kept.iterdir())
    later("followups.make_documents", published.uuid)
    later("followups.make_documents", "00000000-0000-4000-8000-000000000000")

    assert worker.do_queue() == 2
    assert set(kept.iterdir()) == first


def test_publishing_that_did_not_happen_asks_for_no_documents(plan, compact):
    from django.db import transaction

    followup = begin_followup(space=compact.space, year=2025, by=SYSTEM)
    with pytest.raises(ValueError), transaction.atomic():
        publish_followup(followup=followup, by=SYSTEM)
        raise ValueError

    assert worker.do_queue() == 0
