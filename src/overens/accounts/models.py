"""People, the spaces they work in, and the roles they hold there for a time."""

from __future__ import annotations

import zoneinfo
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from overens.accounts.rules import ROLES
from overens.common.audit import Actor
from overens.common.models import ContentRecord, Record
from overens.common.personal_data import (
    LEGITIMATE_INTEREST,
    PUBLIC_TASK,
    Forgets,
    personal,
    record,
)
from overens.common.texts import LocalTextField


class PersonManager(BaseUserManager["Person"]):
    """Makes people; there are no passwords to set."""

    def create_user(self, email: str, **fields: Any) -> Person:
        """Make a person who signs in by a code sent to the address."""
        made = self.model(email=email.strip().lower(), **fields)
        made.set_unusable_password()
        made.save(using=self._db)
        return made

    def get_by_natural_key(self, username: str | None) -> Person:
        """Find a person by e-mail address, however its case is typed."""
        return self.get(email=(username or "").strip().lower())


class Person(AbstractBaseUser, Record):
    """Somebody who signs in. Logins are personal; a person may hold many roles."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=5, default="sv")
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(_("may open the look-up tables"), default=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    kept = record(
        "Lets a person sign in and be addressed in their language.",
        public=False,
        email=personal(
            "Signs in by a code, and gets the mails that the roles bring.",
            basis=PUBLIC_TASK,
            retention="one year after the last role ended",
        ),
        name=personal(
            "Shows colleagues who acted.",
            basis=LEGITIMATE_INTEREST,
            retention="one year after the last role ended",
        ),
        last_login=personal(
            "Shows an account that nobody uses any more.",
            basis=LEGITIMATE_INTEREST,
            retention="one year after the last role ended",
        ),
        password=personal(
            "Always unusable; kept because the framework needs the column.",
            basis=LEGITIMATE_INTEREST,
            retention="one year after the last role ended",
        ),
    )

    class Meta:
        verbose_name = _("person")
        constraints = [
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="person_email_is_lower_case",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        """Lower-case the address, which is what makes it unique."""
        super().clean()
        self.email = self.email.strip().lower()

    def save(self, *args: Any, **options: Any) -> None:
        """Save with the address in lower case."""
        self.email = self.email.strip().lower()
        super().save(*args, **options)

    @property
    def is_superuser(self) -> bool:
        """Nobody is: rights come from dated grants."""
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Tell Django's look-up admin who may come in; it is read-only besides."""
        return self.is_active and self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """Tell Django's look-up admin who may come in."""
        return self.is_active and self.is_staff

    def actor(self, role: str = "", *, organisation: Any = None) -> Actor:
        """Return who the audit log names: person, role and organisation."""
        return Actor(
            kind="person",
            label=str(self),
            uuid=self.uuid,
            role=role,
            organisation_uuid=getattr(organisation, "uuid", None),
            organisation_label=str(organisation or ""),
        )


class SentCode(Record):
    """A code on its way to an address: how often it has been tried, and if it is spent.

    Nothing of the code itself is here, nor whose it is: the session that asked for it
    holds both, and the ``uuid`` of this row. The count is here because a session is
    saved whole: of tries at the same moment all but the last would be forgotten.
    """

    expires = models.DateTimeField(_("works until"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    spent_at = models.DateTimeField(_("spent"), null=True)

    kept = record("Counts the tries of a code, so that none is guessed.", public=False)
    forgets = (Forgets("expires", 1),)

    class Meta:
        verbose_name = _("sign-in code")

    def __str__(self) -> str:
        return str(self.uuid)


def check_time_zone(name: str) -> None:
    """Refuse a time zone that does not exist."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("There is no such time zone."))


class Space(ContentRecord):
    """The room of one compact: permission scope, column switch and address at once."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = LocalTextField(_("name"))
    place = LocalTextField(_("place"), help_text=_("for example: in Strandland"))
    languages = models.JSONField(_("languages"), default=list)
    time_zone = models.CharField(
        _("time zone"),
        max_length=60,
        default="Europe/Stockholm",
        validators=[check_time_zone],
    )
    theme = models.CharField(_("theme"), max_length=40, default="samverkan")
    columns = models.JSONField(_("parts switched on"), default=list)
    secretariat_name = LocalTextField(_("what the secretariat is called"))
    contact_email = models.EmailField(_("contact"), blank=True)
    sender_name = LocalTextField(_("who the mails are from"))
    reply_to = models.EmailField(_("answers to the mails go to"), blank=True)
    huvudman = models.CharField(_("huvudman"), max_length=200, blank=True)
    huvudman_kind = models.CharField(
        _("kind of huvudman"), max_length=12, default="civil", blank=True
    )

    kept = record(
        "Says whose pages these are and how they behave.",
        reply_to=personal(
            "Lets whoever is asked by mail answer to somebody who reads it.",
            basis=PUBLIC_TASK,
            retention="until another address is chosen",
        ),
    )

    class Meta:
        verbose_name = _("space")
        ordering = ["slug"]

    def __str__(self) -> str:
        return str(self.name) or self.slug

    def has_column(self, name: str) -> bool:
        """Tell whether a part of the work is switched on here."""
        return name in self.columns

    @property
    def sender(self) -> tuple[str, str]:
        """Who the mails are from, in the active language, and where answers go.

        Until somebody has chosen: the secretariat, and its address.
        """
        name = self.sender_name or self.secretariat_name or self.name
        return str(name), self.reply_to or self.contact_email

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The space's own clock."""
        return zoneinfo.ZoneInfo(self.time_zone)


def role_choices() -> list[tuple[str, Any]]:
    """Return the roles; a function, so that a new one migrates nothing."""
    return [(key, _(label)) for key, label in ROLES.items()]


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Reads of grants."""

    def on(self, day: date) -> RoleGrantQuerySet:
        """Return the grants that hold on a day, first and last day included."""
        return self.filter(
            Q(first_day=None) | Q(first_day__lte=day),
            Q(last_day=None) | Q(last_day__gte=day),
        )


class RoleGrant(Record):
    """A role that a person holds in a space for a time. Ended, never deleted."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(_("role"), max_length=20, choices=role_choices)
    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, related_name="grants", null=True, blank=True
    )
    first_day = models.DateField(_("from"), null=True, blank=True)
    last_day = models.DateField(_("to"), null=True, blank=True)

    objects = RoleGrantQuerySet.as_manager()

    kept = record(
        "Says who may do what, and when they could.",
        public=False,
        person=personal(
            "Ties the role to the one who holds it.",
            basis=PUBLIC_TASK,
            retention="ten years after the role ended",
        ),
    )

    class Meta:
        verbose_name = _("role")
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day=None)
                | Q(last_day=None)
                | Q(last_day__gte=F("first_day")),
                name="role_ends_on_or_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role}: {self.person}"
