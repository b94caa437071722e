"""What a report on a measure must hold, and when it comes in too late or twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from overens.common.mailed_links import LinkState, is_undoable, link_state
from overens.errors import RuleBroken, gettext_noop
from overens.plans.rules.statuses import ON_PLAN, REPORTABLE, status_of

# Three lines are asked for; this is a page, so that nobody is cut off mid-thought.
LONGEST_TEXT = 1500
LONGEST_WHOM = 200

HOW_KNOWN = {
    "told": gettext_noop("somebody has told us"),
    "counted": gettext_noop("we have counted"),
    "compared": gettext_noop("we have compared with before or with others"),
    "unknown": gettext_noop("we do not know"),
}


class LinkExpired(RuleBroken):
    """The link was for an earlier time."""

    sentence = gettext_noop(
        "This link held until %(expires)s. A new one comes by mail when it is time to "
        "report again, or write to the secretariat."
    )


class AlreadyReported(RuleBroken):
    """The question has been answered."""

    sentence = gettext_noop(
        "This has already been reported. What you wrote just now has not been saved; "
        "send it as a new report, or undo the first one."
    )


class StaleForm(RuleBroken):
    """The page was opened before the report that was then undone."""

    sentence = gettext_noop(
        "The earlier report has been undone since this page was opened. Look at what "
        "you have written, and send it again."
    )


class ReportsClosed(RuleBroken):
    """A measure with this status takes no reports; the status says why."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__()


class WrittenToo(RuleBroken):
    """The one press came together with words."""

    sentence = gettext_noop("You have written something too. Do you want to send it?")
    field = "text"


class StateMissing(RuleBroken):
    """No state was chosen."""

    sentence = gettext_noop("Choose how it goes.")
    field = "state"


class NothingWritten(RuleBroken):
    """A state that needs words came without."""

    sentence = gettext_noop(
        "Write a line or two about what has happened, so that others understand."
    )
    field = "text"


class ReportTooLong(RuleBroken):
    """More was written than is kept."""

    sentence = gettext_noop(
        "You have written %(length)s characters. Shorten to at most %(longest)s."
    )


class HowKnownMissing(RuleBroken):
    """A difference is told without how it is known."""

    sentence = gettext_noop(
        "Choose how you know it. “We do not know” is also an answer."
    )
    field = "how_known"


class TooLateToUndo(RuleBroken):
    """A day has gone."""

    sentence = gettext_noop(
        "A report can be undone for 24 hours. Send a new report instead: the latest is "
        "the one that holds."
    )


class AlreadyUndone(RuleBroken):
    """It was undone before."""

    sentence = gettext_noop("This report has already been undone.")


@dataclass(frozen=True)
class Written:
    """A report's words as they will be kept."""

    state: str
    text: str = ""
    difference: str = ""
    for_whom: str = ""
    how_known: str = ""

    @property
    def says_more(self) -> bool:
        """Whether it says anything besides that it goes as planned."""
        words = (self.text, self.difference, self.for_whom, self.how_known)
        return self.state not in ("", ON_PLAN) or any(each.strip() for each in words)


def check_report(written: Written, *, status: str) -> Written:
    """Return the report as it will be kept, or say which rule stops it (P8).

    Args:
        written: as it came in.
        status: the measure's status key before the report.

    Returns:
        The same without outer blank space and with plain line breaks.

    Raises:
        ReportsClosed: a measure with this status takes no reports.
        StateMissing: no state that can be reported was chosen.
        NothingWritten: any other state than "on plan" came without words.
        ReportTooLong: more than ``LONGEST_TEXT`` characters in one text.
        HowKnownMissing: a difference is told, but not how it is known.
    """
    if closed := status_of(status).closed:
        raise ReportsClosed(closed)
    if written.state not in REPORTABLE:
        raise StateMissing()
    kept = Written(
        state=written.state,
        text=_trimmed(written.text, "text", LONGEST_TEXT),
        difference=_trimmed(written.difference, "difference", LONGEST_TEXT),
        for_whom=_trimmed(written.for_whom, "for_whom", LONGEST_WHOM),
        how_known=written.how_known,
    )
    if kept.state != ON_PLAN and not (kept.text or kept.difference):
        raise NothingWritten()
    if kept.how_known not in ("", *HOW_KNOWN):
        raise HowKnownMissing()
    if kept.difference and not kept.how_known:
        raise HowKnownMissing()
    return kept


def _trimmed(text: str, field: str, longest: int) -> str:
    kept = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(kept) > longest:
        raise ReportTooLong(field=field, length=len(kept), longest=longest)
    return kept


def check_link(
    *,
    expires: date,
    used: bool,
    attempt: int,
    sent_attempt: int,
    today: date,
    by_this_link: bool = False,
) -> None:
    """Say whether a link can be answered now (P9).

    Args:
        expires: the last day the link holds.
        used: whether the question is answered.
        attempt: how many reports by this link have been undone or followed by another.
        sent_attempt: the same number when the page was opened; one more on the page
            for a new report after one that stands.
        today: by the space's own clock.
        by_this_link: whether the standing answer came in by this link.

    Raises:
        AlreadyReported: the question is answered, and this is no new report after it.
        LinkExpired: the last day has passed.
        StaleForm: a report was made and undone after the page was opened.
    """
    state = link_state(
        expires=expires,
        used=used,
        attempt=attempt,
        sent_attempt=sent_attempt,
        today=today,
        takes_another=by_this_link,
    )
    if state is LinkState.ANSWERED:
        raise AlreadyReported()
    if state is LinkState.EXPIRED:
        raise LinkExpired(expires=expires)
    if state is LinkState.STALE:
        raise StaleForm()


def check_undo(*, made: datetime, undone: bool, now: datetime) -> None:
    """Say whether a report can be undone now (P10).

    Args:
        made: when it came in.
        undone: whether it already is.
        now: the present moment, with a time zone as ``made``.

    Raises:
        AlreadyUndone: it already is.
        TooLateToUndo: more than a day has gone.
    """
    if undone:
        raise AlreadyUndone()
    if not is_undoable(made=made, now=now):
        raise TooLateToUndo()
