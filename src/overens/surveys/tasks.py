"""Work of surveys that nobody need wait for."""

from __future__ import annotations

from overens.surveys.actions.columns import lay_out as lay_out_survey
from overens.surveys.models import Survey


def lay_out(survey: str) -> None:
    """Lay a survey's answers out anew; done twice, nothing is added.

    Args:
        survey: its uuid.
    """
    found = Survey.objects.select_related("space").filter(uuid=survey).first()
    if found is not None:
        lay_out_survey(found)
