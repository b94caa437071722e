"""The only code that writes surveys and answers."""

from __future__ import annotations

from overens.surveys.actions.answers import (
    check_answers,
    import_answers,
    withdraw_sheet,
)
from overens.surveys.actions.releases import (
    NoSuchTable,
    release_results,
    release_table,
)
from overens.surveys.actions.surveys import (
    copy_survey,
    create_survey,
    load_survey,
    load_survey_file,
    publish_survey,
    read_survey_file,
)

__all__ = [
    "NoSuchTable",
    "check_answers",
    "copy_survey",
    "create_survey",
    "import_answers",
    "load_survey",
    "load_survey_file",
    "publish_survey",
    "read_survey_file",
    "release_results",
    "release_table",
    "withdraw_sheet",
]
