"""Answers about surveys that span tables."""

from __future__ import annotations

from overens.surveys.queries.answer_files import (
    ANSWER_FILES,
    answer_rows,
    answers_file,
)
from overens.surveys.queries.answering import (
    Asked,
    AskedUnit,
    are_few,
    asked_of,
    invitation_of,
)
from overens.surveys.queries.charts import (
    matrix_charts,
    outcome_chart,
    question_chart,
    question_notes,
    question_table,
)
from overens.surveys.queries.crossing import ShownCross, questions_to_cross, shown_cross
from overens.surveys.queries.drafts import (
    Lack,
    about_in_bank,
    bank_of,
    condition_in_words,
    drafts_of,
    in_bank,
    in_one_language,
    lacks_of,
    opened_in,
    options_in_words,
    questionnaire_book,
    questionnaire_document,
    taken_out_last,
)
from overens.surveys.queries.files import RESULT_FILES, XLSX, result_file
from overens.surveys.queries.outcomes import ShownGroups, shown_groups
from overens.surveys.queries.parts import surveys_of_compact
from overens.surveys.queries.results import shown_survey
from overens.surveys.queries.shape import result_document
from overens.surveys.queries.shown import ShownQuestion, ShownSurvey
from overens.surveys.queries.stored import (
    draft_items,
    frame_of,
    item_in,
    items_in,
    option_helps,
    option_meanings,
    questionnaire_items,
    standing_sheets,
)
from overens.surveys.queries.templates import Template, questionnaire_templates
from overens.surveys.queries.versions import every_item, every_part
from overens.surveys.queries.waves import (
    ShownChange,
    shown_changes,
    surveys_to_compare,
    wave_name,
)

__all__ = [
    "ANSWER_FILES",
    "RESULT_FILES",
    "XLSX",
    "Asked",
    "AskedUnit",
    "Lack",
    "ShownChange",
    "ShownCross",
    "ShownGroups",
    "ShownQuestion",
    "ShownSurvey",
    "Template",
    "about_in_bank",
    "are_few",
    "answer_rows",
    "asked_of",
    "answers_file",
    "bank_of",
    "condition_in_words",
    "draft_items",
    "drafts_of",
    "every_item",
    "every_part",
    "frame_of",
    "in_bank",
    "in_one_language",
    "invitation_of",
    "item_in",
    "items_in",
    "lacks_of",
    "opened_in",
    "option_helps",
    "option_meanings",
    "options_in_words",
    "matrix_charts",
    "outcome_chart",
    "question_chart",
    "question_notes",
    "question_table",
    "questionnaire_book",
    "questionnaire_document",
    "questionnaire_items",
    "questionnaire_templates",
    "questions_to_cross",
    "result_document",
    "result_file",
    "shown_changes",
    "shown_cross",
    "shown_groups",
    "shown_survey",
    "standing_sheets",
    "surveys_of_compact",
    "surveys_to_compare",
    "taken_out_last",
    "wave_name",
]
