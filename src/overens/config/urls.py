"""Every address: Swedish without prefix, English under ``/en/``; the rest outside."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _

from overens.config import views

COLUMNS = (
    "accounts",
    "organisations",
    "governance",
    "compacts",
    "surveys",
    "plans",
    "followups",
    "opendata",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
]

urlpatterns += i18n_patterns(
    path("", views.front_page, name="front_page"),
    path(_("to-do/"), views.to_do, name="to_do"),
    path(
        "",
        include(
            [
                path("", include(f"overens.{column}.urls"))
                for column in COLUMNS
                if find_spec(f"overens.{column}.urls")
            ]
        ),
    ),
    prefix_default_language=False,
)

handler400 = "overens.common.error_pages.bad_request"
handler403 = "overens.common.error_pages.forbidden"
handler404 = "overens.common.error_pages.not_found"
handler500 = "overens.common.error_pages.server_error"
