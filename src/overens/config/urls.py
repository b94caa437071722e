"""Every address: Swedish without prefix, English under ``/en/``; the rest outside."""

from __future__ import annotations

from importlib.util import find_spec

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.utils.translation import gettext_lazy as _

from overens.common import views as common_views
from overens.config.addresses import of_column
from overens.config.views import about, front, health, mail, to_do
from overens.opendata.api import api, missing

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
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", about.robots, name="robots"),
    # Outside the translated addresses: programs say which language they want.
    path("api/v1/", api.urls),
    re_path(r"^api/", missing, name="api_missing"),
]

urlpatterns += i18n_patterns(
    path("", front.front_page, name="front_page"),
    path(_("to-do/"), to_do.to_do, name="to_do"),
    path(_("to-do/wait/"), to_do.wait, name="to_do_wait"),
    path(_("to-do/take-up/"), to_do.take_up, name="to_do_take_up"),
    path(_("mail/"), mail.mails, name="mails"),
    path(_("mail/<uuid:batch>/undo/"), mail.undo, name="mail_undo"),
    path(_("mail/one/<uuid:mail>/undo/"), mail.undo_one, name="mail_undo_one"),
    path(_("mail/<uuid:batch>/send-now/"), mail.send_now, name="mail_send_now"),
    path(_("accessibility/"), about.accessibility, name="accessibility"),
    path(_("personal-data/"), about.personal_data, name="personal_data"),
    path(_("handbook/"), about.handbook, name="handbook"),
    path(_("handbook/<slug:slug>/"), about.handbook_page, name="handbook_page"),
    path(_("style-guide/"), common_views.style_guide, name="style_guide"),
    path(_("text-size/"), common_views.text_size, name="text_size"),
    path(
        "",
        include(
            [
                of_column(f"overens.{column}.urls")
                for column in COLUMNS
                if find_spec(f"overens.{column}.urls")
            ]
        ),
    ),
    prefix_default_language=False,
)

handler400 = "overens.common.error_pages.bad_request"
handler403 = "overens.common.error_pages.forbidden"
handler404 = "overens.config.views.missing.not_found"
handler500 = "overens.common.error_pages.server_error"
