"""Addresses of open data."""

from __future__ import annotations

from django.urls import path, re_path
from django.utils.translation import gettext_lazy as _

from overens.opendata import views

app_name = "opendata"

urlpatterns = [
    path(_("open-data/"), views.open_data, name="open_data"),
    path(_("open-data/everything.xlsx"), views.everything_file, name="everything"),
    path(_("open-data/dictionary/"), views.dictionary, name="dictionary"),
    path(_("open-data/<slug:key>/"), views.dataset, name="dataset"),
    re_path(
        _(
            r"^open-data/(?P<key>[a-z-]+)\.(?P<ending>csv|xlsx|json|geojson|hsds\.json)$"
        ),
        views.dataset_file,
        name="dataset_file",
    ),
]
