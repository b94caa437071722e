"""Addresses of surveys."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.surveys.views import drafts, public, questions

app_name = "surveys"

urlpatterns = [
    path(_("surveys/"), public.surveys, name="surveys"),
    path(_("surveys/<slug:slug>/results/"), public.results, name="results"),
    path(
        _("surveys/<slug:slug>/beside/<slug:other>/"),
        public.compare,
        name="compare",
    ),
    path(
        _("surveys/<slug:slug>/give-out/"),
        public.release,
        name="release",
    ),
    path(
        _("surveys/<slug:slug>/results.<slug:ending>"),
        public.results_file,
        name="results_file",
    ),
    path(_("surveys/<slug:slug>/change/"), drafts.survey_change, name="survey_change"),
    path(
        _("surveys/<slug:slug>/take-away/"),
        drafts.survey_withdraw,
        name="survey_withdraw",
    ),
    path(_("surveys/<slug:slug>/preview/"), drafts.preview, name="preview"),
    path(_("surveys/<slug:slug>/questions/"), drafts.questions, name="questions"),
    path(
        _("surveys/<slug:slug>/questions.json"),
        drafts.questionnaire_file,
        name="questionnaire_file",
    ),
    path(
        _("surveys/<slug:slug>/questions/new/"),
        questions.question_kinds,
        name="question_kinds",
    ),
    path(
        _("surveys/<slug:slug>/questions/new/<slug:kind>/"),
        questions.question_add,
        name="question_add",
    ),
    path(
        _("surveys/<slug:slug>/questions/bank/"),
        questions.question_bank,
        name="question_bank",
    ),
    path(
        _("surveys/<slug:slug>/questions/put-back/"),
        questions.question_put_back,
        name="question_put_back",
    ),
    path(
        _("surveys/<slug:slug>/questions/<uuid:item>/change/"),
        questions.question_change,
        name="question_change",
    ),
    path(
        _("surveys/<slug:slug>/questions/<uuid:item>/section/"),
        questions.question_section,
        name="question_section",
    ),
    path(
        _("surveys/<slug:slug>/questions/<uuid:item>/when/"),
        questions.question_condition,
        name="question_condition",
    ),
    path(
        _("surveys/<slug:slug>/questions/<uuid:item>/take-out/"),
        questions.question_take_out,
        name="question_take_out",
    ),
    path(
        _("surveys/<slug:slug>/questions/<uuid:item>/move/<slug:way>/"),
        questions.question_move,
        name="question_move",
    ),
    # Last: a survey may be called new, and its pages go before.
    path(_("surveys/new/<slug:space>/"), drafts.survey_add, name="survey_add"),
]
