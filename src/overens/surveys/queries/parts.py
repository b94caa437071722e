"""What surveys show on pages of earlier columns, through their slots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.compacts.queries.pages import CompactPart
from overens.surveys.models import Survey
from overens.surveys.rules import MODES, OPEN

# The compact's page names the latest; the rest is on the page of surveys.
MOST_ON_COMPACT = 5


def surveys_of_compact(space: Space, day: date) -> Iterator[CompactPart]:
    """Yield the compact's latest published surveys, each with its finding. 1 query."""
    if not space.has_column("surveys"):
        return
    found = Survey.objects.published().filter(space=space)[:MOST_ON_COMPACT]
    rows = tuple((str(s.title), s.get_absolute_url(), _note(s)) for s in found)
    if rows:
        yield CompactPart(key="surveys", heading=_("Surveys"), rows=rows)


def _note(survey: Survey) -> str:
    """Return the finding, or the mode of a survey that shows none."""
    return str(survey.finding) if survey.mode == OPEN else _(MODES[survey.mode])
