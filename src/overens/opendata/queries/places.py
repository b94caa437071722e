"""What the register's codes and keys stand for: municipalities and areas of work."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from overens.common.models import SOURCE
from overens.opendata.queries.columns import Of, labels, origin_column
from overens.opendata.queries.sets import DataSet
from overens.organisations.models import Area, Municipality
from overens.organisations.rules import CLASSIFICATIONS

PART = "organisations"

municipality = Of(Municipality)
MUNICIPALITIES = DataSet(
    "municipalities",
    PART,
    _("Municipalities"),
    _("The municipalities that the register’s codes stand for."),
    (
        municipality.key("code", _("Code"), _("Four digits.")),
        municipality.text("name", _("Name"), _("The municipality’s name.")),
        municipality.key("county", _("County code"), _("Two digits.")),
        municipality.integer(
            "people", _("People"), _("How many live there. Empty when not known.")
        ),
        municipality.origin(),
    ),
    lambda asked: [
        Municipality.objects.filter(origin=asked.space.origin).order_by("code")
    ],
)

area = Of(Area)
AREAS = DataSet(
    "areas",
    PART,
    _("Areas of work"),
    _("What the register’s keys of areas stand for, in two classifications."),
    (
        area.key(
            "classification",
            _("Classification"),
            _("Which list it belongs to."),
            words=labels(CLASSIFICATIONS),
        ),
        area.key("key", _("Key"), _("As it stands at the organisations.")),
        *area.texts("name", _("Name"), _("What it is called.")),
        area.integer("place", _("Order"), _("Its place in the list.")),
        # The lists are others': the survey of 2020, and the United Nations.
        origin_column(lambda row: SOURCE),
    ),
    lambda asked: [Area.objects.order_by("classification", "place", "key")],
)

SETS = (MUNICIPALITIES, AREAS)
