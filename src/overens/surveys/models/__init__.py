"""What a survey stores: bank, questionnaire, frame, answers."""

from __future__ import annotations

from overens.surveys.models.access import AnswersRequest
from overens.surveys.models.answers import (
    AnswerSheet,
    ReadText,
    ReleasedText,
    SheetUnit,
)
from overens.surveys.models.bank import Question
from overens.surveys.models.codes import CodedText, TextCode
from overens.surveys.models.collecting import Collection, Invitation
from overens.surveys.models.columns import AnswerColumns
from overens.surveys.models.contacts import ContactWish
from overens.surveys.models.frames import Coverage, FrameRespondent, FrameUnit
from overens.surveys.models.interviews import (
    Interview,
    InterviewGuide,
    InterviewQuote,
    InterviewTheme,
)
from overens.surveys.models.outside import OutsideQuestion, OutsideSurvey
from overens.surveys.models.releases import Release
from overens.surveys.models.reports import Report, ReportEdition
from overens.surveys.models.surveys import (
    PrintedFigure,
    Questionnaire,
    QuestionnaireItem,
    Remark,
    Survey,
)

__all__ = [
    "AnswerColumns",
    "AnswerSheet",
    "CodedText",
    "AnswersRequest",
    "Collection",
    "ContactWish",
    "Coverage",
    "FrameRespondent",
    "FrameUnit",
    "Interview",
    "InterviewGuide",
    "InterviewQuote",
    "InterviewTheme",
    "Invitation",
    "OutsideQuestion",
    "OutsideSurvey",
    "PrintedFigure",
    "Question",
    "Questionnaire",
    "QuestionnaireItem",
    "ReadText",
    "Release",
    "ReleasedText",
    "Report",
    "ReportEdition",
    "Remark",
    "SheetUnit",
    "Survey",
    "TextCode",
]
