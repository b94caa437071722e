"""What a report of a survey is made of, and when it may be published.

Rules R1 to R5 of docs/rules/surveys.md.
"""

from __future__ import annotations

from overens.errors import RuleBroken, gettext_noop

SUMMARY, INTRODUCTION, BACKGROUND, CONCLUSIONS = (
    "summary",
    "introduction",
    "background",
    "conclusions",
)
# What is written, in the order that it is read; the analyses stand among the results.
PARTS = {
    SUMMARY: gettext_noop("Summary"),
    INTRODUCTION: gettext_noop("Introduction"),
    BACKGROUND: gettext_noop("Background"),
    CONCLUSIONS: gettext_noop("Conclusions"),
}

# Names stand before everything else in ``analysis:knows-compact``.
ANALYSIS = "analysis"

# What stands beside the figures, with the results too: ``beside:method``, a question's
# heading (``heading:knows-compact``), and a reservation (``remark:3``, by its place).
BESIDE, HEADING, REMARK = "beside", "heading", "remark"
BESIDE_PARTS = {
    "finding": gettext_noop("Main finding"),
    "method": gettext_noop("How it was done"),
    "voice": gettext_noop("Whose word the results are"),
    "source": gettext_noop("Where the figures come from"),
}

# Characters of one part, in one language.
LONGEST_PART = 10_000


class NoSuchPart(RuleBroken):
    """The report has no such part."""

    sentence = gettext_noop("The report has no part of that name.")


class TextsStop(RuleBroken):
    """A text says what only a figure may say, or names one that is none or hidden."""

    sentence = gettext_noop(
        "%(faults)s sentences cannot be published as they stand. Each is marked in "
        "the draft, with what to do."
    )


class ReportChanged(RuleBroken):
    """What would be published is not what was read."""

    sentence = gettext_noop(
        "The report was changed since you opened this page. Read it again, and publish "
        "it then."
    )


class CluesUnread(RuleBroken):
    """Somebody has to have read what may point a person out."""

    sentence = gettext_noop(
        "%(clues)s clues are left. Read them, and tick that you have."
    )
    field = "clues_read"


class CorrectionStops(RuleBroken):
    """What is said of an earlier edition says what only a figure may say."""

    sentence = gettext_noop("“%(sentence)s”: %(why)s")
    field = "corrected"


class CorrectionMissing(RuleBroken):
    """A new edition says what the one before had wrong."""

    sentence = gettext_noop(
        "Write what is corrected, and why: whoever read the earlier edition is told."
    )
    field = "corrected"


class NothingToReport(RuleBroken):
    """There are no answers to report on."""

    sentence = gettext_noop(
        "There are no answers yet. Write the report when they are in."
    )


def check_publishing(*, faults: int, clues: int, clues_read: bool) -> None:
    """Say what keeps a report from being published (R4).

    Args:
        faults: sentences that cannot stand.
        clues: sentences and figures that may point somebody out.
        clues_read: somebody says that they have read them.

    Raises:
        TextsStop, CluesUnread.
    """
    if faults:
        raise TextsStop(faults=faults)
    if clues and not clues_read:
        raise CluesUnread(clues=clues)
