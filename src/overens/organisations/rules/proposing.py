"""What others put before the secretariat, to be decided once. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from overens.errors import RuleBroken, gettext_noop

UNCONFIRMED, WAITING, ASKED = "unconfirmed", "waiting", "asked"
APPROVED, REFUSED = "approved", "refused"
PROPOSAL_STATES = {
    UNCONFIRMED: gettext_noop("e-mail address not confirmed"),
    WAITING: gettext_noop("waits for the secretariat"),
    ASKED: gettext_noop("the secretariat has asked back"),
    APPROVED: gettext_noop("approved"),
    REFUSED: gettext_noop("not approved"),
}
# Days. Who is asked back has until an association has met again, and met once more.
ANSWER_KEPT = 90
# What nobody decides in a year is no longer true, and holds somebody's address.
UNDECIDED_KEPT = 365
LONGEST_SENTENCE = 1000  # characters
LONGEST_EVIDENCE = 2000  # characters
MOST_BYTES = 5_000_000  # of a file that shows a right to speak
# What begins a file that may show it: minutes as PDF, a photo of them.
FILE_BEGINNINGS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n": "image/png",
}


class DecidedAlready(RuleBroken):
    """Somebody was quicker."""

    sentence = gettext_noop("This has already been decided. Look at what became of it.")


class SentenceMissing(RuleBroken):
    """A no, or a question, says something."""

    sentence = gettext_noop("Write a sentence: it is what they get by mail.")
    field = "said"


class NothingSuggested(RuleBroken):
    """No field is other than it stands."""

    sentence = gettext_noop(
        "Nothing differs from what the register says. Change at least one field."
    )


class EvidenceTooLarge(RuleBroken):
    """A file is larger than is taken."""

    sentence = gettext_noop("The file is too large. Choose one of at most 5 MB.")
    field = "file"


class EvidenceUnknownKind(RuleBroken):
    """A file is neither a document nor a picture."""

    sentence = gettext_noop("Choose a PDF file, or a picture (JPEG or PNG).")
    field = "file"


class RequestWaits(RuleBroken):
    """The same person has asked already."""

    sentence = gettext_noop(
        "You have asked already. You get a mail when the secretariat has decided."
    )


class TooManySent(RuleBroken):
    """More forms from one place than a person sends."""

    sentence = gettext_noop(
        "Too much has been sent from here in a short time. Wait an hour, or write to "
        "the secretariat."
    )


def check_waits(state: str) -> None:
    """Refuse to decide twice (O35).

    Raises:
        DecidedAlready: it waits no more.
    """
    if state not in (WAITING, ASKED):
        raise DecidedAlready()


def kept_until(state: str, *, came_in: date, asked: date | None) -> date | None:
    """Return the last day that something undecided is kept; None when decided (O37).

    Args:
        state: a key of ``PROPOSAL_STATES``.
        came_in: the day that it came in.
        asked: the day that it was asked back, if it was.

    >>> kept_until("asked", came_in=date(2026, 1, 2), asked=date(2026, 2, 1))
    datetime.date(2026, 5, 2)
    >>> kept_until("waiting", came_in=date(2026, 1, 2), asked=None)
    datetime.date(2027, 1, 2)
    """
    if state == ASKED and asked is not None:
        return asked + timedelta(days=ANSWER_KEPT)
    if state in (WAITING, ASKED):
        return came_in + timedelta(days=UNDECIDED_KEPT)
    return None


def check_sentence(said: str, *, is_needed: bool) -> str:
    """Return what is said to those who wait; a no or a question needs it (O35).

    Raises:
        SentenceMissing: nothing is written where something has to be.
    """
    kept = " ".join(said.split())[:LONGEST_SENTENCE]
    if is_needed and not kept:
        raise SentenceMissing()
    return kept


def check_evidence_file(data: bytes) -> str:
    """Return the media type of a file that shows a right to speak (O36).

    Raises:
        EvidenceTooLarge, EvidenceUnknownKind: it is not taken.
    """
    if len(data) > MOST_BYTES:
        raise EvidenceTooLarge()
    for beginning, kind in FILE_BEGINNINGS.items():
        if data.startswith(beginning):
            return kind
    raise EvidenceUnknownKind()
