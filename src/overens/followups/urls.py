"""Addresses of follow-ups."""

from __future__ import annotations

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from overens.followups import views

app_name = "followups"

urlpatterns = [
    path(_("follow-up/"), views.followups, name="followups"),
    path(_("follow-up/<slug:space>/new/"), views.followup_new, name="followup_new"),
    path(_("follow-up/<slug:slug>/<int:year>/"), views.followup, name="followup"),
    re_path(
        _(
            r"^follow-up/(?P<slug>[\w-]+)/(?P<year>\d{4})/report\.(?P<ending>pdf|docx|json)$"
        ),
        views.followup_file,
        name="followup_file",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/words/"),
        views.followup_words,
        name="followup_words",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/count/"),
        views.followup_count,
        name="followup_count",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/publish/"),
        views.followup_publish,
        name="followup_publish",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/remove/"),
        views.followup_remove,
        name="followup_remove",
    ),
]
