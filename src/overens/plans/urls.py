"""Addresses of plans and measures, and of the link in the mail."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.plans.views import editing, importing, links, public, reporting, trying

app_name = "plans"
urlpatterns = [
    path(_("plans/"), public.plans, name="plans"),
    path(_("plans/new/<slug:space>/"), editing.plan_add, name="plan_add"),
    path(_("plans/<slug:slug>/"), public.plan, name="plan"),
    path(_("plans/<slug:slug>/change/"), editing.plan_change, name="plan_change"),
    path(_("plans/<slug:slug>/year-wheel/"), public.year_wheel, name="year_wheel"),
    path(
        _("plans/<slug:slug>/measures.<slug:kind>"),
        public.plan_download,
        name="plan_download",
    ),
    path(_("plans/<slug:slug>/import/"), importing.plan_import, name="plan_import"),
    path(
        _("plans/<slug:slug>/import/<uuid:run>/undo/"),
        importing.import_undo,
        name="import_undo",
    ),
    path(_("plans/<slug:slug>/withdraw/"), editing.plan_withdraw, name="plan_withdraw"),
    path(_("plans/<slug:slug>/ask/"), reporting.plan_ask, name="plan_ask"),
    path(_("plans/<slug:slug>/ask/test/"), trying.ask_test, name="ask_test"),
    path(_("plans/<slug:slug>/add/"), editing.measure_add, name="measure_add"),
    path(_("plans/<slug:slug>/<slug:measure>/"), public.measure, name="measure"),
    path(
        _("plans/<slug:slug>/<slug:measure>/change/"),
        editing.measure_change,
        name="measure_change",
    ),
    path(
        _("plans/<slug:slug>/<slug:measure>/report/"),
        reporting.measure_report,
        name="measure_report",
    ),
    path(
        _("plans/<slug:slug>/<slug:measure>/reports/<uuid:report>/undo/"),
        reporting.report_undo,
        name="report_undo",
    ),
    path(
        _("plans/<slug:slug>/<slug:measure>/ask/<slug:side>/"),
        reporting.measure_ask,
        name="measure_ask",
    ),
    path(
        _("plans/<slug:slug>/<slug:measure>/make/<slug:move>/"),
        editing.measure_move,
        name="measure_move",
    ),
    path(_("progress-test/<str:marker>/"), trying.progress_test, name="progress_test"),
    path(_("progress/<str:token>/"), links.progress, name="progress"),
    path(_("progress/<str:token>/undo/"), links.progress_undo, name="progress_undo"),
]
