"""XLSForm: a questionnaire as a workbook with the sheets survey, choices, settings.

What we have no question for is refused with sheet and row, and nothing is made: half a
questionnaire would be asked as if it were whole.

Source: xlsform.org, the standard's own pages. Rules B11 of docs/rules/surveys.md.
"""

from __future__ import annotations

from overens.surveys.rules.xlsform.faults import FormRefused
from overens.surveys.rules.xlsform.reading import read_xlsform
from overens.surveys.rules.xlsform.writing import written_xlsform

__all__ = [
    "FormRefused",
    "read_xlsform",
    "written_xlsform",
]
