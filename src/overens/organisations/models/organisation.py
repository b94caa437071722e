"""Organisations, where they act and in what, their names and contacts."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord, PartialDateField, Record
from overens.common.personal_data import PUBLIC_TASK, personal, record
from overens.common.texts import LocalTextField
from overens.organisations.models.finding import OrganisationQuerySet
from overens.organisations.models.searching import TermsField
from overens.organisations.rules import (
    CLASSIFICATIONS,
    FORMS,
    KINDS,
    LEVELS,
    MEMBERS_BANDS,
    NAME_KINDS,
    STATUSES,
    search_terms,
    sort_name,
)
from overens.organisations.rules.visibility import (
    CONTACTS,
    EVERYONE,
    FIELDS_OF,
    VISIBILITIES,
    sees,
    withheld_from,
)


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


def members_choices() -> list[tuple[str, Any]]:
    """Return the bands of members."""
    return _choices(MEMBERS_BANDS)


def name_kind_choices() -> list[tuple[str, Any]]:
    """Return former, short, other."""
    return _choices(NAME_KINDS)


def classification_choices() -> list[tuple[str, Any]]:
    """Return the classifications of areas."""
    return _choices(CLASSIFICATIONS)


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
    classification = models.CharField(
        _("classification"), max_length=20, choices=classification_choices
    )
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


class Organisation(ContentRecord):
    """An organisation of civil society, or a public body. Merged, never deleted."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("side"), max_length=10, choices=kind_choices)
    org_number = models.CharField(
        _("organisation number"), max_length=10, blank=True, default=""
    )
    # A branch that uses its parent's number: lawful, warned about, never unique (O15).
    borrowed_number = models.CharField(
        _("number borrowed from its parent"), max_length=10, blank=True, default=""
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
    members_band = models.CharField(
        _("members, band"), max_length=20, choices=members_choices, blank=True
    )
    founded = PartialDateField(_("founded"))
    dissolved_on = PartialDateField(_("dissolved on"))
    annual_meeting_month = models.PositiveSmallIntegerField(
        _("month of the annual meeting"), null=True, blank=True
    )
    website = models.URLField(_("web address"), blank=True)
    # Where it has its seat (säte); ``seat`` is a place in a group.
    based_in = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="based_here",
        verbose_name=_("based in"),
    )
    locality = models.CharField(_("post town"), max_length=80, blank=True, default="")
    # As its sources write it; what it belongs to for certain is a Relation.
    federation = models.CharField(
        _("national organisation"), max_length=120, blank=True, default=""
    )
    last_active_year = models.PositiveSmallIntegerField(
        _("last known to be active, year"), null=True, blank=True
    )
    municipalities = models.ManyToManyField(
        Municipality, blank=True, related_name="organisations"
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="organisations")
    last_confirmed = models.DateField(_("last confirmed"), null=True, blank=True)
    field_sources = models.JSONField(_("source by group of fields"), default=dict)
    # To whom each group of facts is shown; only what not everyone sees (O60).
    visibility = models.JSONField(_("shown to, by group"), default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged"
    )
    # Undoing an import sees by it what came after (actions.undoing).
    changed = models.DateTimeField(_("changed"), auto_now=True)
    # What it is found by (rules.search_terms); kept by ``actions.searching``.
    search_terms = TermsField(editable=False, default="")
    # What lists are sorted by: databases disagree on å, ä and ö (rules.sort_name).
    sort_name = models.CharField(max_length=200, editable=False, default="")

    objects = OrganisationQuerySet.as_manager()

    # Another name that a search found it by; set by ``queries.listing``.
    found_by: OrganisationName | None = None
    # The groups that this copy does not say; set by ``shown_to``.
    withheld: frozenset[str] = frozenset()

    kept = record("Says which organisations there are and whom to ask.")

    class Meta:
        verbose_name = _("organisation")
        ordering = ["sort_name", "id"]
        indexes = [
            models.Index(fields=["origin", "sort_name"], name="organisation_in_order"),
            models.Index(
                fields=["borrowed_number"],
                condition=~Q(borrowed_number=""),
                name="organisation_borrowed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["org_number"],
                condition=~Q(org_number=""),
                name="organisation_number_once",
            ),
            models.CheckConstraint(
                condition=Q(org_number="") | ~Q(borrowed_number=models.F("org_number")),
                name="organisation_borrows_not_its_own",
            ),
            models.CheckConstraint(
                condition=Q(annual_meeting_month=None)
                | Q(annual_meeting_month__range=(1, 12)),
                name="annual_meeting_in_a_month",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        """Save with what lists are sorted by, and a new one with its terms.

        Raises:
            ValueError: it is a copy for a reader, who may not see all of it.
        """
        if self.withheld:
            raise ValueError("A copy made by shown_to() is to be read, never saved.")
        self.sort_name = sort_name(self.name)
        if self._state.adding and not self.search_terms:
            self.search_terms = self.terms()
        if options.get("update_fields") is not None:
            also = {"sort_name", "changed"}
            options["update_fields"] = {*options["update_fields"], *also}
        super().save(*args, **options)

    def terms(self, others: Iterable[str] = ()) -> str:
        """Return what it is found by, with the other names that it is given."""
        said = self.shown_to(EVERYONE).about or {}
        return search_terms(
            self.name,
            others,
            numbers=(self.org_number, self.borrowed_number),
            more=(self.locality, self.federation, *said.values()),
        )

    def shown_to(self, reader: str) -> Organisation:
        """Return it as a reader may see it (O61): what every page and file shows.

        Args:
            reader: a key of ``VISIBILITIES`` (``queries.visibility.reader_in``).

        Itself where all may be seen; else a copy that cannot be saved, in which what
        is withheld is as if it were not known, contacts by role too.
        """
        if not self.visibility:
            return self
        withheld = withheld_from(reader, self.visibility)
        if not withheld:
            return self
        shown = copy(self)
        shown.withheld = self.withheld | withheld
        for name in (name for group in withheld for name in FIELDS_OF[group]):
            field: Any = self._meta.get_field(name)
            setattr(shown, name, field.get_default())
        if CONTACTS in withheld:
            # Read along already, as far as Django knows: there are none to this reader.
            read = {**getattr(self, "_prefetched_objects_cache", {})}
            shown.__dict__["_prefetched_objects_cache"] = read
            read[CONTACTS] = ContactRole.objects.none()
        return shown

    def get_absolute_url(self) -> str:
        """Return the profile's address."""
        return reverse("organisations:organisation", args=[self.slug])

    @property
    def number_in_words(self) -> str:
        """The organisation number as people write it: 899999-9991."""
        return f"{self.org_number[:6]}-{self.org_number[6:]}" if self.org_number else ""

    @property
    def public_id(self) -> str:
        """The identifier for other registers: SE-ON-… with a number, else our own.

        Source: org-id.guide, list SE-ON; the prefix of our own is no list there.
        """
        return f"SE-ON-{self.org_number}" if self.org_number else f"OVERENS-{self.uuid}"

    @property
    def meeting_month_name(self) -> str:
        """The month of the annual meeting, in the reader's language."""
        return str(MONTHS.get(self.annual_meeting_month or 0, ""))

    @property
    def is_public(self) -> bool:
        """Whether this is a public body."""
        return self.kind == "public"


class OrganisationName(Record):
    """Another name: former, short, or in another language, with its dates."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="names"
    )
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind of name"), max_length=12, choices=name_kind_choices, default="former"
    )
    # Often no more than a year is known.
    first_day = PartialDateField(_("from"))
    last_day = PartialDateField(_("to"))

    kept = record("Lets an organisation be found by a name that it had.")

    class Meta:
        verbose_name = _("other name")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ContactRoleQuerySet(models.QuerySet["ContactRole"]):
    """Reads of contacts by role."""

    def shown_to(self, reader: str) -> Self:
        """Return those that a reader may see (O61): public, and not withheld."""
        step = f"organisation__visibility__{CONTACTS}"
        steps = [each for each in VISIBILITIES if sees(reader, each)]
        seen = Q(**{f"{step}__isnull": True}) | Q(**{f"{step}__in": steps})
        return self.filter(seen, public=True)


class ContactRole(Record):
    """How to reach a role in an organisation or unit; never a private person."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )
    role = LocalTextField(_("role"))
    email = models.EmailField(_("e-mail"), blank=True)
    public = models.BooleanField(_("shown to the public"), default=True)

    objects = ContactRoleQuerySet.as_manager()

    kept = record(
        "Shows whom to write to.",
        email=personal(
            "Reaches whoever holds the role; a functional address is asked for, and "
            "the organisation chooses who sees it.",
            basis=PUBLIC_TASK,
            retention="until the organisation changes it",
            public=True,
        ),
    )

    class Meta:
        verbose_name = _("contact by role")

    def __str__(self) -> str:
        return f"{self.role}: {self.organisation}"
