"""Where the register's facts come from: sources, and each row as its source has it.

An organisation is never overwritten by a row: rows are linked to it, kept as they came,
and what they say is weighed against what the organisation itself has confirmed.
"""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.common.models import ContentRecord, Record
from overens.common.personal_data import (
    LEGAL_DUTY,
    PUBLIC_TASK,
    Forgets,
    personal,
    record,
)
from overens.organisations.models.organisation import Municipality, Organisation
from overens.organisations.rules import IMPORT_STATES, LINKS, SOURCES


def source_kind_choices() -> list[tuple[str, Any]]:
    """Return the municipality's register, the region's list …"""
    return [(key, _(label)) for key, label in SOURCES.items()]


def import_state_choices() -> list[tuple[str, Any]]:
    """Return how far an import to the register has come."""
    return [(key, _(label)) for key, label in IMPORT_STATES.items()]


def link_choices() -> list[tuple[str, Any]]:
    """Return how a row came to its organisation: made it, by rule, by a person."""
    return [(key, _(label)) for key, label in LINKS.items()]


class RegisterSource(ContentRecord):
    """A register or list that rows come from, and how its columns are to be read."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(
        _("kind of source"), max_length=20, choices=source_kind_choices
    )
    # A municipality's own register seldom has a column that says which.
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sources",
        verbose_name=_("all of it in"),
    )
    mapping = models.JSONField(_("columns, by heading"), default=dict)
    last_read = models.DateField(_("last read"), null=True, blank=True)

    kept = record("Says where the register's facts come from.", public=False)

    class Meta:
        verbose_name = _("source of the register")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    """Reads of what sources say."""

    def there(self) -> Self:
        """Return the rows that their source had when it was last read."""
        return self.filter(gone_since=None)


class SourceRecord(models.Model):
    """One row of a source, kept as it came; linked to the organisation it is about."""

    id = models.BigAutoField(primary_key=True)
    source = models.ForeignKey(
        RegisterSource, on_delete=models.PROTECT, related_name="records"
    )
    # The source's own number for it; else made of what it says (rules.record_key).
    key = models.CharField(_("number in the source"), max_length=80)
    row = models.PositiveIntegerField(_("row"))
    raw = models.JSONField(_("as it came, by heading"), default=dict)
    # What is read from it: plain values by field, as the import and matching use them.
    said = models.JSONField(_("as it is read, by field"), default=dict)
    digest = models.CharField(_("digest"), max_length=32)
    first_seen = models.DateField(_("first seen"))
    # The day before it was gone. While it is there: its source's ``last_read``.
    last_seen = models.DateField(_("last seen"), null=True, blank=True)
    gone_since = models.DateField(_("gone from its source"), null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="records"
    )
    link = models.CharField(_("linked"), max_length=10, choices=link_choices)
    reasons = models.JSONField(_("why linked"), default=list)
    run = models.UUIDField(_("import that made it"), db_index=True)

    objects = SourceRecordQuerySet.as_manager()

    kept = record(
        "Keeps what each source says, beside what the register holds.",
        public=False,
        raw=personal(
            "Shows what came in, so that an import can be understood and undone.",
            basis=PUBLIC_TASK,
            retention="a year after it was gone from its source",
        ),
        said=personal(
            "Is compared with the next time that the source is read.",
            basis=PUBLIC_TASK,
            retention="a year after it was gone from its source",
        ),
    )
    forgets = (Forgets("gone_since", 365, {"raw": {}, "said": {}}),)

    class Meta:
        verbose_name = _("row of a source")
        ordering = ["source", "row"]
        constraints = [
            models.UniqueConstraint(fields=["source", "key"], name="source_record_once")
        ]
        indexes = [
            models.Index(
                fields=["gone_since"],
                condition=Q(gone_since__isnull=False),
                name="source_record_gone",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id}:{self.key}"


class RegisterImport(ContentRecord):
    """A file that is brought in: read, looked over, then written piece by piece.

    Its ``ImportRun``, made when writing begins, has the same uuid. Writing that is cut
    off goes on where it was: rows written already are found unchanged.
    """

    source = models.ForeignKey(
        RegisterSource, on_delete=models.PROTECT, related_name="imports"
    )
    # Whose secretariat brings it in: they see it and may undo it.
    space = models.CharField(_("space"), max_length=80, blank=True, default="")
    file_name = models.CharField(_("file name"), max_length=200, blank=True)
    header_row = models.PositiveIntegerField(_("row of the headings"), default=1)
    mapping = models.JSONField(_("columns, by heading"), default=dict)
    # The file is all that the source has: what is not in it is gone.
    is_complete = models.BooleanField(_("all of the source"), default=True)
    repairs = models.BooleanField(_("repairs double-encoded letters"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=import_state_choices, default="read"
    )
    rows = models.PositiveIntegerField(_("rows"), default=0)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)
    counts = models.JSONField(_("counts"), default=dict)
    faults = models.JSONField(_("refused rows"), default=list)
    day = models.DateField(_("day of the facts"))
    by_label = models.CharField(_("by"), max_length=200)
    by_uuid = models.UUIDField(_("by whom"), null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    kept = record(
        "Shows what a file would do before it is done, and how far it has come.",
        public=False,
        by_label=personal(
            "Shows who brought the rows in.",
            basis=LEGAL_DUTY,
            retention="ten years",
        ),
        by_uuid=personal(
            "Lets the one who brought the rows in be told how it went.",
            basis=PUBLIC_TASK,
            retention="ten years",
        ),
    )

    class Meta:
        verbose_name = _("import to the register")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.source} {self.file_name}".strip()


class RegisterChange(models.Model):
    """What an import or a merge changed in a row: stored values before and after.

    A merge's run is the uuid of the row that leads on (``actions.merging``).
    """

    id = models.BigAutoField(primary_key=True)
    run = models.UUIDField(_("import"))
    table = models.CharField(_("kind of row"), max_length=100)
    row = models.BigIntegerField(_("row"))
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)

    kept = record("Lets an import be undone exactly.", public=False)

    class Meta:
        verbose_name = _("change made by an import")
        indexes = [models.Index(fields=["run", "id"], name="register_change_of_run")]

    def __str__(self) -> str:
        return f"{self.table} {self.row}"


class DuplicatePair(Record):
    """Two that may be the same organisation, best first, until somebody has decided.

    What was found not to be the same stays, so that it is not asked again.
    """

    one = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="likened"
    )
    other = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="likened_to"
    )
    score = models.PositiveSmallIntegerField(_("how like, 0 to 100"))
    reasons = models.JSONField(_("what speaks for and against"), default=list)
    found = models.DateField(_("found"))
    decision = models.CharField(_("decision"), max_length=10, blank=True, default="")
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.CharField(_("decided by"), max_length=200, blank=True)

    kept = record(
        "Asks whether two in the register are the same, once.",
        public=False,
        decided_by=personal(
            "Shows who decided.",
            basis=PUBLIC_TASK,
            retention="as long as the register",
        ),
    )

    class Meta:
        verbose_name = _("possible duplicate")
        ordering = ["-score", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["one", "other"], name="duplicate_pair_once"
            ),
            models.CheckConstraint(
                condition=Q(one__lt=models.F("other")), name="duplicate_pair_in_order"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-score", "id"],
                condition=Q(decision=""),
                name="duplicate_pair_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.one_id} ~ {self.other_id}"
