"""Answers about surveys that span tables."""

from __future__ import annotations

from overens.surveys.queries.charts import (
    outcome_chart,
    question_chart,
    question_notes,
    question_table,
)
from overens.surveys.queries.crossing import (
    ShownCross,
    questions_to_cross,
    shown_cross,
)
from overens.surveys.queries.files import (
    ANSWER_FILES,
    RESULT_FILES,
    answers_file,
    result_file,
)
from overens.surveys.queries.parts import surveys_of_compact
from overens.surveys.queries.results import ShownQuestion, ShownSurvey, shown_survey
from overens.surveys.queries.shape import answer_rows, result_document
from overens.surveys.queries.stored import (
    frame_of,
    item_in,
    questionnaire_items,
    standing_sheets,
)
from overens.surveys.queries.waves import (
    ShownChange,
    shown_changes,
    surveys_to_compare,
    wave_name,
)

__all__ = [
    "ANSWER_FILES",
    "RESULT_FILES",
    "ShownChange",
    "ShownCross",
    "ShownQuestion",
    "ShownSurvey",
    "answer_rows",
    "answers_file",
    "frame_of",
    "item_in",
    "outcome_chart",
    "question_chart",
    "question_notes",
    "question_table",
    "questionnaire_items",
    "questions_to_cross",
    "result_document",
    "result_file",
    "shown_changes",
    "shown_cross",
    "shown_survey",
    "standing_sheets",
    "surveys_of_compact",
    "surveys_to_compare",
    "wave_name",
]
