"""What every stored row has, and the fields that more than one column needs."""

from __future__ import annotations

import re
import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from overens.common.dates import PartialDate
from overens.errors import RuleBroken, gettext_noop

OWN = "own"
SOURCE = "source"
RECONSTRUCTED = "reconstructed"
MADE_UP = "made up"

ORIGINS = {
    OWN: _("own"),
    SOURCE: _("from a source"),
    RECONSTRUCTED: _("reconstructed"),
    MADE_UP: _("made up"),
}


def origin_choices() -> list[tuple[str, Any]]:
    """Return the origins a row can have; a function, so a new one migrates nothing."""
    return list(ORIGINS.items())


class TextDoesNotFit(RuleBroken):
    """SQLite keeps a text of any length; PostgreSQL does not. Both say the same."""

    sentence = gettext_noop(
        "“%(what)s” is %(length)s characters long. Write at most %(longest)s."
    )


class NotWrittenText(RuleBroken):
    """A NUL or half a character, which no page can show and PostgreSQL cannot hold."""

    sentence = gettext_noop(
        "“%(what)s” has a character that cannot be kept. Write the text again."
    )


_Row = TypeVar("_Row", bound=models.Model)
_NOT_WRITTEN = re.compile("[\0\ud800-\udfff]")


def check_fits(row: models.Model, fields: Collection[str] | None = None) -> None:
    """Refuse a text that its column cannot hold, in a sentence that names the field.

    The last of the guards: forms and rules say it earlier and better. Rows that are
    saved one by one are looked at by ``Record.save``, many at once by ``fitting``.

    Args:
        fields: names of the fields that are to be written; all unless given.

    Raises:
        TextDoesNotFit: it is longer than the column.
        NotWrittenText: it holds a NUL or half a surrogate pair.
    """
    for field in row._meta.concrete_fields:
        if fields is not None and field.name not in fields:
            continue
        # Not by getattr: a field left unread is not to be fetched for this.
        value = row.__dict__.get(field.attname)
        texts = value.values() if isinstance(value, dict) else (value,)
        for text in texts:
            if not isinstance(text, str):
                continue
            if _NOT_WRITTEN.search(text):
                raise NotWrittenText(field=field.name, what=field.verbose_name)
            longest = field.max_length
            if text is value and longest is not None and len(text) > longest:
                raise TextDoesNotFit(
                    field=field.name,
                    what=field.verbose_name,
                    length=len(text),
                    longest=longest,
                )


@cache
def _words_of(field: Any) -> dict[Any, Any]:
    """Return a field's words by key, to be translated when shown."""
    return dict(field.flatchoices)


def fitting(rows: Iterable[_Row]) -> Iterator[_Row]:
    """Yield rows for ``bulk_create``, each looked at by ``check_fits`` first."""
    for row in rows:
        check_fits(row)
        yield row


class Record(models.Model):
    """A row: a counter inside, a uuid outside (addresses must not count)."""

    id = models.BigAutoField(primary_key=True)
    uuid = models.UUIDField(
        _("address"), default=uuid.uuid4, unique=True, editable=False
    )
    created = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Save, unless a text does not fit in its column (``check_fits``)."""
        check_fits(self, options.get("update_fields"))
        super().save(*args, **options)

    def _get_FIELD_display(self, field: Any) -> str:
        """Return a key's word; what Django's ``get_…_display`` calls.

        Django builds the whole list of choices anew for each word, with every label.
        """
        value = getattr(self, field.attname)
        return str(_words_of(field).get(value, value))


class ContentRecord(Record):
    """A row with content: it says where its content comes from."""

    origin = models.CharField(
        _("origin"), max_length=16, choices=origin_choices, default=OWN
    )

    class Meta:
        abstract = True


class PartialDateField(models.CharField[Any, Any]):
    """Stores a PartialDate as text, ``2017-02``; empty is unknown."""

    # What a model's constructor takes and an instance holds, for the type checker.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **options: Any) -> None:
        options["max_length"] = 10
        options.setdefault("blank", True)
        options.setdefault("default", PartialDate)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        options.pop("max_length", None)
        return name, path, args, options

    def from_db_value(
        self, value: str | None, expression: Any, connection: Any
    ) -> PartialDate:
        return PartialDate.parse(value or "")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, PartialDate):
            return value
        return PartialDate.parse(str(value or ""))

    def get_prep_value(self, value: Any) -> str:
        return str(self.to_python(value))

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


_REMOVING: ContextVar[bool] = ContextVar("removing", default=False)


@contextmanager
def removing() -> Iterator[None]:
    """Allow rows to go: retention, the exact undo of an import, and what nothing uses.

    The last is a draft or a line entered by mistake, taken away with a line of audit
    that keeps what stood there.
    """
    token = _REMOVING.set(True)
    try:
        yield
    finally:
        _REMOVING.reset(token)


def refuse_to_delete(**_: Any) -> None:
    """Refuse, unless within ``removing()``; asked before any row with content goes.

    Connected to each ``ContentRecord``, so that it holds however the deleting came
    about: of a row, of many at once, of what another row takes along.
    """
    if not _REMOVING.get():
        raise PermissionError("Rows with content are not deleted outside removing().")


class StandingQuerySet(models.QuerySet[_Row]):
    """Rows that are withdrawn with a reason, never deleted (architecture §5).

    The reads of each ``Withdrawable`` model inherit it.
    """

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse, unless within ``removing()``."""
        if not _REMOVING.get():
            raise PermissionError("Rows are withdrawn with a reason, not deleted.")
        return super().delete()

    def standing(self) -> Self:
        """Return the rows that are not withdrawn."""
        return self.filter(withdrawn_at=None)


class Withdrawable(models.Model):
    """A row that can be withdrawn: when, and why. It stays, for the list as of then."""

    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_why = models.CharField(_("reason"), max_length=400, blank=True)

    class Meta:
        abstract = True

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """Refuse, unless within ``removing()``."""
        if not _REMOVING.get():
            raise PermissionError("Rows are withdrawn with a reason, not deleted.")
        return super().delete(*args, **options)
