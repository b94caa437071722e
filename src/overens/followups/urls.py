"""Addresses of follow-ups."""

from __future__ import annotations

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from overens.followups.views import correcting, drafting, reading

app_name = "followups"

urlpatterns = [
    path(_("follow-up/"), reading.followups, name="followups"),
    path(_("follow-up/<slug:space>/new/"), drafting.followup_new, name="followup_new"),
    path(_("follow-up/<slug:slug>/<int:year>/"), reading.followup, name="followup"),
    re_path(
        _(
            r"^follow-up/(?P<slug>[\w-]+)/(?P<year>\d{4})/report\.(?P<ending>pdf|docx|json)$"
        ),
        reading.followup_file,
        name="followup_file",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/words/"),
        drafting.followup_words,
        name="followup_words",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/count/"),
        drafting.followup_count,
        name="followup_count",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/publish/"),
        drafting.followup_publish,
        name="followup_publish",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/corrections/new/"),
        correcting.correction_new,
        name="correction_new",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/corrections/<uuid:correction>/withdraw/"),
        correcting.correction_withdraw,
        name="correction_withdraw",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/corrections/<uuid:correction>/restore/"),
        correcting.correction_restore,
        name="correction_restore",
    ),
    path(
        _("follow-up/<slug:space>/<int:year>/remove/"),
        drafting.followup_remove,
        name="followup_remove",
    ),
]
