"""Keeps very many open answers in columns too, so that they are counted quickly.

Nothing here is a fact: what is kept follows from the sheets and writes no line of
audit. Where it is missing, figures are counted from the sheets (``queries.counting``).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from overens.common.daily import Line
from overens.surveys.models import AnswerColumns, Survey
from overens.surveys.queries import every_part
from overens.surveys.queries.counting import are_many, laid_out
from overens.surveys.rules import OPEN
from overens.surveys.rules.laying import made_of, packed


def lay_out(survey: Survey) -> bool:
    """Lay a survey's answers out, if they are many and were given openly.

    Returns:
        Whether that was done. It is not where a sheet was written meanwhile: whoever
        wrote it lays them out after.
    """
    if survey.mode != OPEN or not are_many(survey):
        return False
    # Before the sheets are read, and so before anything that is written after.
    kept, _is_new = AnswerColumns.objects.get_or_create(survey=survey)
    items = every_part(survey, "sv")
    layout, data = packed(laid_out(survey, items))
    return bool(
        AnswerColumns.objects.filter(survey=survey, revision=kept.revision).update(
            made_of=made_of(items), layout=layout, data=data
        )
    )


def lay_out_due(today: date | None = None) -> Iterator[Line]:
    """Lay out what is missing, such as after an import that was undone.

    Args:
        today: not asked.

    Yields:
        A line for each survey whose answers were laid out.
    """
    rows = AnswerColumns.objects.filter(survey__mode=OPEN).defer("layout", "data")
    for kept in rows.select_related("survey__space"):
        survey = kept.survey
        if not are_many(survey) or kept.made_of == made_of(every_part(survey, "sv")):
            continue
        if lay_out(survey):
            yield Line(str(survey))
