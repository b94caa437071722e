"""Addresses of compacts. What is brought in (texts, signatories) comes first."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.compacts.views import public

app_name = "compacts"

urlpatterns = [
    path(_("compacts/"), public.compacts, name="compacts"),
    path(_("compacts/<slug:slug>/"), public.compact, name="compact"),
    path(
        _("compacts/<slug:slug>/signatories/"), public.signatories, name="signatories"
    ),
    path(
        _("compacts/<slug:slug>/signatories.csv"),
        public.signatories_file,
        name="signatories_file",
    ),
    path(
        _("compacts/<slug:slug>/follow/<uuid:sentence>/"), public.follow, name="follow"
    ),
]
