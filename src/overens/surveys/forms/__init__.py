"""The shapes of a survey and its questions while they are made."""

from __future__ import annotations

from overens.surveys.forms.asking import FIELDS, AskForm
from overens.surveys.forms.drafts import NewSurveyForm, SurveyForm, WithdrawForm
from overens.surveys.forms.questions import (
    QUESTION_FORMS,
    BankForm,
    ConditionForm,
    QuestionForm,
    SectionForm,
)

__all__ = [
    "FIELDS",
    "QUESTION_FORMS",
    "AskForm",
    "BankForm",
    "ConditionForm",
    "NewSurveyForm",
    "QuestionForm",
    "SectionForm",
    "SurveyForm",
    "WithdrawForm",
]
