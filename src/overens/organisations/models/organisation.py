"""Organisations, where they act and in what, their names, relations and contacts."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord, Record
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.organisations.rules import FORMS, KINDS, LEVELS, RELATIONS, STATUSES


def _choices(labels: dict[str, str]) -> list[tuple[str, Any]]:
    return [(key, _(label)) for key, label in labels.items()]


def kind_choices() -> list[tuple[str, Any]]:
    """Return civil society, public body."""
    return _choices(KINDS)


def form_choices() -> list[tuple[str, Any]]:
    """Return the legal forms."""
    return _choices(FORMS)


def level_choices() -> list[tuple[str, Any]]:
    """Return local, district, national, umbrella, unique."""
    return _choices(LEVELS)


def status_choices() -> list[tuple[str, Any]]:
    """Return active, dormant, dissolved, unknown."""
    return _choices(STATUSES)


def relation_choices() -> list[tuple[str, Any]]:
    """Return the kinds of relation between organisations."""
    return _choices(RELATIONS)


class Municipality(models.Model):
    """A municipality: official four-digit code, name, county, and its shape."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(_("code"), max_length=4, unique=True)
    name = models.CharField(_("name"), max_length=60)
    county = models.CharField(_("county code"), max_length=2, db_index=True)
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    path = models.TextField(_("shape as an SVG path"), blank=True)
    label_x = models.FloatField(_("label, x"), default=0)
    label_y = models.FloatField(_("label, y"), default=0)
    origin = models.CharField(_("origin"), max_length=16, default="own")

    kept = record("Says where an organisation is active, and draws the map.")

    class Meta:
        verbose_name = _("municipality")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """An area of work in one of the classifications that stand side by side."""

    id = models.BigAutoField(primary_key=True)
    classification = models.CharField(_("classification"), max_length=20)
    key = models.SlugField(_("key"), max_length=60)
    name = LocalTextField(_("name"))
    place = models.PositiveSmallIntegerField(_("order"), default=0)

    kept = record("Says what an organisation works with.")

    class Meta:
        verbose_name = _("area")
        ordering = ["classification", "place", "key"]
        constraints = [
            models.UniqueConstraint(
                fields=["classification", "key"], name="area_key_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.name)


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads of the register; every list and page goes through these."""

    def in_world(self, origin: str) -> Self:
        """Return the organisations of one world: own, source or made up."""
        return self.filter(origin=origin)

    def civil(self) -> Self:
        """Return civil-society organisations."""
        return self.filter(kind="civil")

    def public(self) -> Self:
        """Return public bodies."""
        return self.filter(kind="public")

    def named(self, words: str) -> Self:
        """Return those with all the words in a present, other or former name."""
        found = self
        for word in words.split():
            found = found.filter(
                Q(search_text__contains=word.casefold())
            )
        return found


class Organisation(ContentRecord):
    """An organisation of civil society, or a public body. Merged, never deleted."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("side"), max_length=10, choices=kind_choices)
    org_number = models.CharField(
        _("organisation number"), max_length=10, blank=True, default=""
    )
    form = models.CharField(
        _("legal form"), max_length=24, choices=form_choices, blank=True
    )
    level = models.CharField(
        _("level"), max_length=12, choices=level_choices, blank=True
    )
    level_note = models.CharField(_("why this level"), max_length=300, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=status_choices, default="unknown"
    )
    about = LocalTextField(_("what it does"))
    roles = models.JSONField(_("roles"), default=list)
    languages = models.JSONField(_("languages"), default=list)
    target_groups = models.JSONField(_("target groups"), default=list)
    access_needs = LocalTextField(_("needed to take part"))
    members_band = models.CharField(_("members, band"), max_length=20, blank=True)
    annual_meeting_month = models.PositiveSmallIntegerField(
        _("month of the annual meeting"), null=True, blank=True
    )
    website = models.URLField(_("web address"), blank=True)
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="organisations"
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="organisations")
    last_confirmed = models.DateField(_("last confirmed"), null=True, blank=True)
    field_sources = models.JSONField(_("source by group of fields"), default=dict)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # All names folded to lower case, for the simple search (rules.search_text).
    search_text = models.TextField(editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    kept = record("Says which organisations there are and whom to ask.")

    class Meta:
        verbose_name = _("organisation")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["org_number"],
                condition=~Q(org_number=""),
                name="organisation_number_once",
            ),
            models.CheckConstraint(
                condition=Q(annual_meeting_month=None)
                | Q(annual_meeting_month__range=(1, 12)),
                name="annual_meeting_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the profile's address."""
        return reverse("organisations:organisation", args=[self.slug])


class OrganisationName(Record):
    """Another name: former, short, or in another language, with its dates."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="names"
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of name"), max_length=12, default="former")
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)

    kept = record("Lets an organisation be found by a name that it had.")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RelationQuerySet(models.QuerySet["Relation"]):
    """Reads of relations."""

    def on(self, day: date) -> Self:
        """Return the relations that hold on a day."""
        return self.filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(last_day=None) | Q(last_day__gte=day),
        )


class Relation(Record):
    """One organisation's place in another: branch of, member of; with dates."""

    lower = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="upward"
    )
    upper = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="downward"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=relation_choices)
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)

    objects = RelationQuerySet.as_manager()

    kept = record("Shows how organisations belong together, and since when.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(lower=F("upper")), name="relation_not_to_itself"
            ),
            models.UniqueConstraint(
                fields=["lower", "upper", "kind", "first_day"],
                name="relation_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lower} → {self.upper}"


class ContactRole(Record):
    """How to reach a role in an organisation or unit; never a private person."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )
    role = LocalTextField(_("role"))
    email = models.EmailField(_("e-mail"), blank=True)
    public = models.BooleanField(_("shown to the public"), default=True)

    kept = record(
        "Shows whom to write to.",
        email=personal(
            "Reaches whoever holds the role; a functional address is asked for.",
            basis=PUBLIC_TASK,
            retention="until the organisation changes it",
            public=True,
        ),
    )

    def __str__(self) -> str:
        return f"{self.role}: {self.organisation}"
