"""Work on follow-ups that nobody waits for."""

from __future__ import annotations

from overens.common.texts import LANGUAGES
from overens.followups.models import FollowUp
from overens.followups.queries import corrected_report, report_file

# What takes the press half a second or more, for whoever asks first.
MADE_BEFOREHAND = ("pdf", "docx")


def make_documents(followup: str) -> None:
    """Make a published follow-up's documents, so that they lie ready.

    Done twice it finds what was made: ``common.documents.kept`` keeps it by what it
    was made of. A follow-up that is gone, or a draft again, asks for nothing.

    Args:
        followup: its uuid.
    """
    found = (
        FollowUp.objects.published()
        .select_related("space")
        .filter(uuid=followup)
        .first()
    )
    if found is None:
        return
    for language in LANGUAGES:
        report = corrected_report(found, language)
        if report is None:
            continue
        for ending in MADE_BEFOREHAND:
            report_file(report, ending)
