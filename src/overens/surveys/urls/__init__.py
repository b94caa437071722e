"""Addresses of surveys."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.surveys.urls import words
from overens.surveys.views import (
    access,
    answering,
    answers,
    collecting,
    comparing,
    contacts,
    drafts,
    frame_lists,
    framing,
    opening,
    outside,
    papers,
    public,
    questions,
    replacing,
    reports,
    sides,
)

app_name = "surveys"

urlpatterns = [
    path(_("answer/"), answering.answering, name="answering"),
    path(_("surveys/"), public.surveys, name="surveys"),
    path(_("surveys/<slug:slug>/results/"), public.results, name="results"),
    path(
        _("surveys/<slug:slug>/beside/<slug:other>/"),
        comparing.compare,
        name="compare",
    ),
    path(
        _("surveys/<slug:slug>/beside/<slug:other>.<slug:ending>"),
        comparing.compare_file,
        name="compare_file",
    ),
    path(_("surveys/<slug:slug>/outside/"), outside.outside, name="outside"),
    path(
        _("surveys/<slug:slug>/outside/new/"), outside.outside_add, name="outside_add"
    ),
    path(
        _("surveys/<slug:slug>/outside/<uuid:outside>/change/"),
        outside.outside_change,
        name="outside_change",
    ),
    path(
        _("surveys/<slug:slug>/outside/<uuid:outside>/take-away/"),
        outside.outside_remove,
        name="outside_remove",
    ),
    path(
        _("surveys/<slug:slug>/outside/<uuid:outside>/question/"),
        outside.outside_question_add,
        name="outside_question_add",
    ),
    path(
        _("surveys/<slug:slug>/outside/question/<uuid:question>/"),
        outside.outside_question_change,
        name="outside_question_change",
    ),
    path(
        _("surveys/<slug:slug>/outside/question/<uuid:question>/take-away/"),
        outside.outside_question_remove,
        name="outside_question_remove",
    ),
    path(_("surveys/<slug:slug>/other-side/"), sides.other_side_add, name="other_side"),
    path(
        _("surveys/<slug:slug>/other-side/take-apart/"),
        sides.other_side_untie,
        name="other_side_untie",
    ),
    path(
        _("surveys/<slug:slug>/give-out/"),
        public.release,
        name="release",
    ),
    path(_("surveys/<slug:slug>/publish/"), reports.publish, name="publish"),
    path(_("surveys/<slug:slug>/report/"), reports.edition, name="report"),
    path(
        _("surveys/<slug:slug>/report/edition/<int:number>/"),
        reports.edition,
        name="report_edition",
    ),
    path(
        _("surveys/<slug:slug>/report/edition/<int:number>.<slug:ending>"),
        reports.edition_file,
        name="report_file",
    ),
    path(
        _("surveys/<slug:slug>/report/begin/"),
        reports.report_begin,
        name="report_begin",
    ),
    path(
        _("surveys/<slug:slug>/report/draft/"),
        reports.report_draft,
        name="report_draft",
    ),
    path(
        _("surveys/<slug:slug>/report/draft/<str:part>/change/"),
        reports.report_part,
        name="report_part",
    ),
    path(
        _("surveys/<slug:slug>/report/draft/who-is-pointed-out/"),
        reports.report_singling,
        name="report_singling",
    ),
    path(
        _("surveys/<slug:slug>/report/draft/publish/"),
        reports.report_publish,
        name="report_publish",
    ),
    path(
        _("surveys/<slug:slug>/report/draft.<slug:ending>"),
        reports.report_draft_file,
        name="report_draft_file",
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
        _("surveys/<slug:slug>/questions.xlsx"),
        drafts.questionnaire_xlsform,
        name="questionnaire_xlsform",
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
    path(_("surveys/<slug:slug>/whom/"), framing.frame, name="frame"),
    path(
        _("surveys/<slug:slug>/whom/new/"),
        framing.respondent_add,
        name="respondent_add",
    ),
    path(_("surveys/<slug:slug>/whom/groups/"), framing.groups, name="groups"),
    path(_("surveys/<slug:slug>/whom/empty/"), framing.frame_empty, name="frame_empty"),
    path(
        _("surveys/<slug:slug>/whom/sheet/"),
        frame_lists.frame_sheet,
        name="frame_sheet",
    ),
    path(
        _("surveys/<slug:slug>/whom/register/"),
        frame_lists.frame_register,
        name="frame_register",
    ),
    path(
        _("surveys/<slug:slug>/whom/<uuid:respondent>/change/"),
        framing.respondent_change,
        name="respondent_change",
    ),
    path(
        _("surveys/<slug:slug>/whom/<uuid:respondent>/take-off/"),
        framing.respondent_remove,
        name="respondent_remove",
    ),
    path(
        _("surveys/<slug:slug>/whom/<uuid:respondent>/new-link/"),
        replacing.new_link,
        name="new_link",
    ),
    path(
        _("surveys/<slug:slug>/whom/<uuid:respondent>/replace/"),
        replacing.replace,
        name="replace",
    ),
    path(
        _("surveys/<slug:slug>/whom/<uuid:respondent>/off/"),
        replacing.asked_off,
        name="asked_off",
    ),
    path(_("surveys/<slug:slug>/for-what/new/"), framing.unit_add, name="unit_add"),
    path(
        _("surveys/<slug:slug>/for-what/<uuid:unit>/change/"),
        framing.unit_change,
        name="unit_change",
    ),
    path(
        _("surveys/<slug:slug>/for-what/<uuid:unit>/take-off/"),
        framing.unit_remove,
        name="unit_remove",
    ),
    path(_("surveys/<slug:slug>/open/"), opening.open_page, name="open"),
    path(
        _("surveys/<slug:slug>/collecting/"), collecting.collecting, name="collecting"
    ),
    path(
        _("surveys/<slug:slug>/collecting/renew/"),
        collecting.list_renew,
        name="list_renew",
    ),
    path(
        _("surveys/<slug:slug>/collecting/invite/"),
        collecting.invitations_send,
        name="invite",
    ),
    path(_("surveys/<slug:slug>/collecting/paper/"), papers.papers, name="papers"),
    path(
        _("surveys/<slug:slug>/collecting/remind/"),
        collecting.reminder_send,
        name="remind",
    ),
    path(
        _("surveys/<slug:slug>/collecting/last-day/"),
        collecting.last_day_put_off,
        name="put_off",
    ),
    path(
        _("surveys/<slug:slug>/collecting/close/"), collecting.close_page, name="close"
    ),
    path(_("surveys/<slug:slug>/answers/"), answers.answers, name="answers"),
    path(
        _("surveys/<slug:slug>/answers.<slug:ending>"),
        answers.open_answers_file,
        name="answers_file",
    ),
    path(
        _("surveys/<slug:slug>/answers/<uuid:asked>/"),
        access.rows_decide,
        name="rows_decide",
    ),
    path(
        _("surveys/<slug:slug>/answers/<uuid:asked>/end/"),
        access.rows_end,
        name="rows_end",
    ),
    path(
        _("surveys/<slug:slug>/answers/<uuid:asked>/read/"),
        access.rows_read,
        name="rows_read",
    ),
    path(
        _("surveys/<slug:slug>/answers/<uuid:asked>/file/"),
        access.rows_fetch,
        name="rows_fetch",
    ),
    path(_("surveys/<slug:slug>/contacts/"), contacts.contacts, name="contacts"),
    path(
        _("surveys/<slug:slug>/contacts/<uuid:wish>/"),
        contacts.contact_done,
        name="contact_done",
    ),
    *words.urlpatterns,
    # Last: a survey may be called new, and its pages go before.
    path(_("surveys/new/<slug:space>/"), drafts.survey_add, name="survey_add"),
]
