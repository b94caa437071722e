"""Audit, mail, files, imports and redirects: the floor's own tables."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.common.models.base import Record
from overens.common.personal_data import (
    LEGAL_DUTY,
    PUBLIC_TASK,
    Forgets,
    personal,
    record,
)


class AuditLine(Record):
    """One line per action, written in the action's own transaction.

    Never changed. The chain (``sequence``, ``digest``) is added by one writer within
    seconds, since chaining inside each transaction would make them wait for each
    other.
    """

    at = models.DateTimeField(_("when"), db_index=True)
    action = models.CharField(_("action"), max_length=80)
    actor_kind = models.CharField(_("kind of actor"), max_length=20)
    actor_uuid = models.UUIDField(_("actor"), null=True)
    actor_label = models.CharField(_("actor's name"), max_length=200)
    actor_role = models.CharField(_("in the role of"), max_length=80, blank=True)
    organisation_uuid = models.UUIDField(_("organisation"), null=True)
    organisation_label = models.CharField(
        _("organisation's name"), max_length=300, blank=True
    )
    space = models.CharField(_("space"), max_length=80, blank=True, db_index=True)
    about_kind = models.CharField(_("kind of row"), max_length=60, blank=True)
    about_uuid = models.UUIDField(_("row"), null=True, db_index=True)
    about_label = models.CharField(_("row's name"), max_length=300, blank=True)
    facts = models.JSONField(_("facts"), default=dict)
    sequence = models.BigIntegerField(_("place in the chain"), null=True, unique=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True)

    kept = record(
        "Shows afterwards who did what, in which role.",
        public=False,
        actor_label=personal(
            "Shows afterwards who did what.",
            basis=LEGAL_DUTY,
            retention="ten years, then the name is replaced by the role",
        ),
        actor_uuid=personal(
            "Ties the line to the person for their own extract.",
            basis=LEGAL_DUTY,
            retention="ten years",
        ),
    )

    class Meta:
        verbose_name = _("line of the audit log")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.about_label}"


WAITING, SENT, CANCELLED, FAILED = "waiting", "sent", "cancelled", "failed"


def mail_states() -> list[tuple[str, Any]]:
    """Return what can have become of a mail."""
    return [
        (WAITING, _("waiting")),
        (SENT, _("sent")),
        (CANCELLED, _("undone")),
        (FAILED, _("could not be delivered")),
    ]


class OutgoingMail(Record):
    """A mail on its way out: waits, so that it can be undone, then leaves once.

    ``once_key`` makes an action that is run twice write one mail only. A link that
    works as a key stands in ``body`` until the mail is sent, then it is blanked.
    """

    space = models.CharField(_("space"), max_length=80, blank=True)
    to = models.EmailField(_("to"))
    from_name = models.CharField(_("sender"), max_length=200, blank=True)
    reply_to = models.EmailField(_("answers go to"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=5, default="sv")
    batch = models.UUIDField(_("mail-out"), db_index=True)
    once_key = models.CharField(_("once only"), max_length=200, unique=True)
    about_kind = models.CharField(_("kind of row"), max_length=60, blank=True)
    about_uuid = models.UUIDField(_("row"), null=True)
    about_label = models.CharField(_("row's name"), max_length=300, blank=True)
    not_before = models.DateTimeField(_("leaves at the earliest"))
    state = models.CharField(
        _("state"), max_length=12, choices=mail_states, default=WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failure = models.CharField(_("why it failed"), max_length=400, blank=True)

    kept = record(
        "Sends what was asked for, once, and shows what was sent.",
        public=False,
        to=personal(
            "Reaches the person who is asked.",
            basis=PUBLIC_TASK,
            retention="ninety days after sending",
        ),
        reply_to=personal(
            "Lets the person answer to somebody who reads it.",
            basis=PUBLIC_TASK,
            retention="ninety days after sending",
        ),
        body=personal(
            "What was said to the person.",
            basis=PUBLIC_TASK,
            retention="ninety days after sending",
        ),
    )
    # What was never sent is as old as the row itself.
    _emptied: ClassVar = {"to": "", "reply_to": "", "body": "", "failure": ""}
    forgets = (
        Forgets("sent_at", 90, _emptied),
        Forgets("created", 90, _emptied, {"state__in": [CANCELLED, FAILED]}),
    )

    class Meta:
        verbose_name = _("mail on its way out")
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(state="waiting"), name="mail_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to}"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Reads of files."""

    def unused(self) -> StoredFileQuerySet:
        """Return those that nobody refers to."""
        return self.filter(references=None)


class StoredFile(models.Model):
    """The bytes of a file, named by their SHA-256; several rows may point to it."""

    id = models.BigAutoField(primary_key=True)
    digest = models.CharField(_("SHA-256"), max_length=64, unique=True)
    size = models.PositiveBigIntegerField(_("bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    created = models.DateTimeField(_("created"), auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    kept = record("Keeps a file's bytes once, whoever points to it.", public=False)

    class Meta:
        verbose_name = _("stored file")

    def __str__(self) -> str:
        return self.digest[:12]


class FileReference(Record):
    """One owner's use of a file. Erasing one owner's must not erase another's."""

    file = models.ForeignKey(
        StoredFile, on_delete=models.PROTECT, related_name="references"
    )
    name = models.CharField(_("file name"), max_length=200)
    owner_kind = models.CharField(_("kind of owner"), max_length=60)
    owner_uuid = models.UUIDField(_("owner"), db_index=True)
    owner_label = models.CharField(_("owner's name"), max_length=300, blank=True)
    public = models.BooleanField(_("public"), default=False)
    until = models.DateField(_("kept until"), null=True, db_index=True)

    kept = record(
        "Says whose a file is and whether the public may open it.",
        public=False,
        file=personal(
            "Shows the secretariat exactly what was put in, so that it can be held "
            "against what came of it, and undone. Roles and addresses may stand there.",
            basis=PUBLIC_TASK,
            retention="ninety days after the import; one day for what was never saved",
        ),
    )
    # What has no last day is kept as long as its owner.
    forgets = (Forgets("until", 0),)

    class Meta:
        verbose_name = _("use of a file")

    def __str__(self) -> str:
        return self.name


class ImportRun(Record):
    """One import: what came in, what it did, and the journal that undoes it."""

    kind = models.CharField(_("kind"), max_length=60)
    space = models.CharField(_("space"), max_length=80, blank=True)
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    digest = models.CharField(_("SHA-256 of what came in"), max_length=64)
    by_label = models.CharField(_("by"), max_length=200)
    summary = models.JSONField(_("counts"), default=dict)
    journal = models.JSONField(_("journal"), default=list)
    undone_at = models.DateTimeField(_("undone"), null=True)

    kept = record(
        "Lets an import be undone exactly.",
        public=False,
        by_label=personal(
            "Shows who brought the rows in.",
            basis=LEGAL_DUTY,
            retention="ten years",
        ),
    )

    class Meta:
        verbose_name = _("import")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}".strip()


class Redirect(models.Model):
    """An address that a slug once had, and where it leads now."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(_("kind of row"), max_length=60)
    old_slug = models.CharField(_("old address"), max_length=120)
    uuid = models.UUIDField(_("row"))

    kept = record("Keeps old links working after a change of address.")

    class Meta:
        verbose_name = _("old address")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "old_slug"], name="redirect_from_once"
            )
        ]

    def __str__(self) -> str:
        return self.old_slug


class SentForm(models.Model):
    """A form that was sent and added something: its digest, and where it led.

    Sent once more from the same page (Back, then Save), it adds nothing.
    """

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(_("digest"), max_length=64, unique=True)
    url = models.CharField(_("address"), max_length=400, blank=True)
    at = models.DateTimeField(_("when"), db_index=True)

    kept = record("Lets a page that is sent twice add its thing once.", public=False)

    # A page that was left open for a week is not sent twice.
    forgets = (Forgets("at", 7),)

    class Meta:
        verbose_name = _("form sent")

    def __str__(self) -> str:
        return self.key[:12]


class Postponement(Record):
    """That somebody puts off a row of "Att göra nu": until which day it waits.

    The latest of a person and a row holds; ``until`` in the past shows it again.
    """

    person_uuid = models.UUIDField(_("person"))
    key = models.CharField(_("row"), max_length=200)
    until = models.DateField(_("until"))

    kept = record(
        "Lets a person put off what waits for them.",
        public=False,
        person_uuid=personal(
            "Ties it to the one who put it off.",
            basis=PUBLIC_TASK,
            retention="until the day has come",
        ),
    )
    forgets = (Forgets("until", 0),)

    class Meta:
        verbose_name = _("row put off")
        constraints = [
            models.UniqueConstraint(
                fields=["person_uuid", "key"], name="postponed_once_by_each"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} → {self.until}"
