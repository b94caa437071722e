"""Addresses of what was said in own words: answers, interviews, and their codes."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.surveys.views import codes, interviews, own_words

urlpatterns = [
    path(
        _("surveys/<slug:slug>/interviews/"), interviews.interviews, name="interviews"
    ),
    path(
        _("surveys/<slug:slug>/interviews/guide/"),
        interviews.interview_guide,
        name="interview_guide",
    ),
    path(
        _("surveys/<slug:slug>/interviews/guide.<slug:ending>"),
        interviews.interview_guide_file,
        name="interview_guide_file",
    ),
    path(
        _("surveys/<slug:slug>/interviews/show/"),
        interviews.interviews_show,
        name="interviews_show",
    ),
    path(
        _("surveys/<slug:slug>/interviews/new/"),
        interviews.interview_keep,
        name="interview_add",
    ),
    path(
        _("surveys/<slug:slug>/interviews/<uuid:interview>/"),
        interviews.interview_keep,
        name="interview",
    ),
    path(
        _("surveys/<slug:slug>/interviews/<uuid:interview>/take-back/"),
        interviews.interview_take_back,
        name="interview_take_back",
    ),
    path(
        _("surveys/<slug:slug>/interviews/themes/new/"),
        interviews.theme_keep,
        name="theme_add",
    ),
    path(
        _("surveys/<slug:slug>/interviews/themes/<slug:key>/"),
        interviews.theme_keep,
        name="theme_change",
    ),
    path(
        _("surveys/<slug:slug>/interviews/themes/<slug:key>/say/"),
        interviews.theme_finding,
        name="theme_finding",
    ),
    path(
        _("surveys/<slug:slug>/interviews/themes/<slug:key>/move/<slug:way>/"),
        interviews.theme_move,
        name="theme_move",
    ),
    path(
        _("surveys/<slug:slug>/interviews/themes/<slug:key>/take-out/"),
        interviews.theme_remove,
        name="theme_remove",
    ),
    path(_("surveys/<slug:slug>/own-words/"), own_words.own_words, name="own_words"),
    path(_("surveys/<slug:slug>/own-words/<slug:key>/"), own_words.texts, name="texts"),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/codes/"),
        codes.code_book,
        name="code_book",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/codes/new/"),
        codes.code_keep,
        name="code_add",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/codes/take-over/"),
        codes.codes_copy,
        name="codes_copy",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/codes/count/"),
        codes.codes_release,
        name="codes_release",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/codes/<uuid:code>/"),
        codes.code_keep,
        name="code_change",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/codes/<uuid:code>/take-out/"),
        codes.code_remove,
        name="code_remove",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/<slug:mark>/code/"),
        codes.text_code,
        name="text_code",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/<slug:mark>/"),
        own_words.text,
        name="text",
    ),
    path(
        _("surveys/<slug:slug>/own-words/<slug:key>/<slug:mark>/take-back/"),
        own_words.text_take_back,
        name="text_take_back",
    ),
]
