"""Addresses of surveys."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from overens.surveys import views

app_name = "surveys"

urlpatterns = [
    path(_("surveys/"), views.surveys, name="surveys"),
    path(_("surveys/<slug:slug>/results/"), views.results, name="results"),
    path(
        _("surveys/<slug:slug>/beside/<slug:other>/"),
        views.compare,
        name="compare",
    ),
    path(
        _("surveys/<slug:slug>/give-out/"),
        views.release,
        name="release",
    ),
    path(
        _("surveys/<slug:slug>/results.<slug:ending>"),
        views.results_file,
        name="results_file",
    ),
]
