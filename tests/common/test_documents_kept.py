"""A document is made once, and one at a time: the next who asks gets the same bytes."""

from __future__ import annotations

import threading

import pytest

from overens.common.documents import PressBusy, kept, pdf, to_docx, to_pdf
from tests.common.papers import EVERYTHING, small

pytestmark = pytest.mark.pure


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA = tmp_path
    return tmp_path / "documents"


@pytest.fixture
def pressed(monkeypatch):
    """The jobs that went to the press, which gives back some bytes."""
    jobs = []

    def run(job):
        jobs.append(job)
        return b"%PDF" + str(len(jobs)).encode()

    monkeypatch.setattr(pdf, "_run", run)
    return jobs


def test_the_same_document_is_made_once(pressed):
    assert to_pdf(small()) == to_pdf(small()) == b"%PDF1"
    assert to_pdf(EVERYTHING) == b"%PDF2"
    assert len(pressed) == 2


def test_the_pictures_of_a_word_file_are_made_once(monkeypatch):
    first = to_docx(EVERYTHING)
    monkeypatch.setattr(pdf, "_run", lambda job: pytest.fail("made again"))

    assert to_docx(EVERYTHING) == first


def test_what_was_asked_for_longest_ago_makes_room(monkeypatch, folder, pressed):
    monkeypatch.setattr(kept, "MOST_KEPT", 8)
    for name in ("a", "b", "c"):
        kept.keep(name, b"1234")

    assert len(list(folder.iterdir())) == 2
    assert kept.read_kept("c") == b"1234"


def test_a_folder_that_cannot_be_written_stops_nobody(pressed, folder, caplog):
    folder.write_text("in the way")

    assert to_pdf(small()) == b"%PDF1"
    assert "could not be kept" in caplog.text


def test_one_document_is_made_at_a_time(monkeypatch):
    begun, go_on = threading.Event(), threading.Event()

    def slow(job):
        begun.set()
        go_on.wait(10)
        return b"%PDF"

    monkeypatch.setattr(pdf, "_run", slow)
    monkeypatch.setattr(pdf, "LONGEST_TURN", 0.01)
    first = threading.Thread(target=to_pdf, args=(small(),))
    first.start()
    begun.wait(10)
    try:
        with pytest.raises(PressBusy):
            to_pdf(EVERYTHING)
    finally:
        go_on.set()
        first.join()
    assert to_pdf(small()) == b"%PDF"
