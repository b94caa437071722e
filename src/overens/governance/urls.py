"""Addresses of groups and of the trail of decisions."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.governance.views import correcting, reading, recording

app_name = "governance"

urlpatterns = [
    path(_("groups/"), reading.groups, name="groups"),
    path(_("groups/<slug:space>/<slug:slug>/"), reading.group, name="group"),
    path(
        _("groups/<slug:space>/<slug:slug>/change/"),
        recording.group_change,
        name="group_change",
    ),
    path(
        _("groups/<slug:space>/<slug:slug>/seats/new/"),
        recording.seat_add,
        name="seat_add",
    ),
    path(
        _("groups/<slug:space>/<slug:slug>/seats/<uuid:seat>/end/"),
        recording.seat_end,
        name="seat_end",
    ),
    path(
        _("groups/<slug:space>/<slug:slug>/meetings/new/"),
        recording.meeting_add,
        name="meeting_add",
    ),
    path(_("compacts/<slug:space>/new-group/"), recording.group_add, name="group_add"),
    path(_("compacts/<slug:space>/decisions/"), reading.trail, name="trail"),
    path(
        _("compacts/<slug:space>/decisions/<slug:slug>/"),
        reading.decision,
        name="decision",
    ),
    path(
        _("compacts/<slug:space>/record-decision/"),
        recording.decision_record,
        name="decision_record",
    ),
    path(
        _("compacts/<slug:space>/decisions/<slug:slug>/change/"),
        recording.decision_change,
        name="decision_change",
    ),
    path(
        _("compacts/<slug:space>/decisions/<slug:slug>/withdraw/"),
        recording.decision_withdraw,
        name="decision_withdraw",
    ),
    path(
        _("compacts/<slug:space>/decisions/<slug:slug>/memorandum/"),
        recording.memorandum_record,
        name="memorandum_record",
    ),
    path(
        _("compacts/<slug:space>/decisions/<slug:slug>/assignment/"),
        recording.assignment_record,
        name="assignment_record",
    ),
    path(
        _("compacts/<slug:space>/assignments/<uuid:assignment>/answer/"),
        recording.assignment_answer,
        name="assignment_answer",
    ),
    path(
        _("groups/<slug:space>/<slug:slug>/seats/<uuid:seat>/change/"),
        correcting.seat_change,
        name="seat_change",
    ),
    path(
        _("groups/<slug:space>/<slug:slug>/seats/<uuid:seat>/withdraw/"),
        correcting.seat_withdraw,
        name="seat_withdraw",
    ),
    path(
        _("groups/<slug:space>/<slug:slug>/meetings/<uuid:meeting>/change/"),
        correcting.meeting_change,
        name="meeting_change",
    ),
    path(
        _("groups/<slug:space>/<slug:slug>/meetings/<uuid:meeting>/withdraw/"),
        correcting.meeting_withdraw,
        name="meeting_withdraw",
    ),
    path(
        _("compacts/<slug:space>/memoranda/<uuid:memorandum>/change/"),
        correcting.memorandum_change,
        name="memorandum_change",
    ),
    path(
        _("compacts/<slug:space>/memoranda/<uuid:memorandum>/withdraw/"),
        correcting.memorandum_withdraw,
        name="memorandum_withdraw",
    ),
    path(
        _("compacts/<slug:space>/assignments/<uuid:assignment>/change/"),
        correcting.assignment_change,
        name="assignment_change",
    ),
    path(
        _("compacts/<slug:space>/assignments/<uuid:assignment>/withdraw/"),
        correcting.assignment_withdraw,
        name="assignment_withdraw",
    ),
    path(
        _("compacts/<slug:space>/assignments/<uuid:assignment>/answer/change/"),
        correcting.answer_change,
        name="answer_change",
    ),
    path(
        _("compacts/<slug:space>/assignments/<uuid:assignment>/answer/withdraw/"),
        correcting.answer_withdraw,
        name="answer_withdraw",
    ),
]
