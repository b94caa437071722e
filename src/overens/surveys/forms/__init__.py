"""The shapes of a survey while it is made, and while it is answered."""

from __future__ import annotations

from overens.surveys.forms.answering import (
    EACH,
    GROUPED,
    NOT_FOR,
    TOGETHER,
    CodeForm,
    DeclineForm,
    GroupsForm,
    HowForm,
)
from overens.surveys.forms.asking import FIELDS, AskForm
from overens.surveys.forms.drafts import NewSurveyForm, SurveyForm, WithdrawForm
from overens.surveys.forms.questionnaire import BankForm, ConditionForm, SectionForm
from overens.surveys.forms.questions import QUESTION_FORMS, QuestionForm

__all__ = [
    "EACH",
    "GROUPED",
    "NOT_FOR",
    "TOGETHER",
    "CodeForm",
    "DeclineForm",
    "GroupsForm",
    "HowForm",
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
