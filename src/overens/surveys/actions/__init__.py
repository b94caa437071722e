"""The only code that writes surveys and answers."""

from __future__ import annotations

from overens.surveys.actions.answering import answer, close_survey, decline
from overens.surveys.actions.answers import (
    check_answers,
    import_answers,
    withdraw_sheet,
)
from overens.surveys.actions.collecting import invite, open_survey, remind
from overens.surveys.actions.drafts import (
    WRITTEN_TEXTS,
    change_survey,
    make_survey,
    withdraw_survey,
)
from overens.surveys.actions.questions import (
    add_question,
    change_question,
    move_question,
    put_back_question,
    set_condition,
    set_section,
    take_out_question,
    use_questions,
)
from overens.surveys.actions.releases import NoSuchTable, release_results, release_table
from overens.surveys.actions.survey_files import (
    BOOKS,
    load_survey_file,
    read_survey_data,
    read_survey_file,
)
from overens.surveys.actions.surveys import (
    copy_survey,
    create_survey,
    load_survey,
    publish_survey,
)
from overens.surveys.actions.versions import add_question_later, replace_question

__all__ = [
    "BOOKS",
    "WRITTEN_TEXTS",
    "answer",
    "close_survey",
    "decline",
    "invite",
    "open_survey",
    "remind",
    "replace_question",
    "NoSuchTable",
    "add_question",
    "add_question_later",
    "change_question",
    "change_survey",
    "check_answers",
    "copy_survey",
    "create_survey",
    "import_answers",
    "load_survey",
    "load_survey_file",
    "make_survey",
    "move_question",
    "publish_survey",
    "put_back_question",
    "read_survey_data",
    "read_survey_file",
    "release_results",
    "release_table",
    "set_condition",
    "set_section",
    "take_out_question",
    "use_questions",
    "withdraw_sheet",
    "withdraw_survey",
]
