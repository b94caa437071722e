"""Columns of data sets: what stands in each, and which stored field it shows.

A column is declared with the getter that fills it, so that none can be without its
description, and with the fields it shows, so that a test can tell what is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, TypeAlias

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.dates import PartialDate
from overens.common.models import ORIGINS
from overens.common.sheets import Cell
from overens.common.texts import LANGUAGES, LocalText

Words: TypeAlias = "str | Promise"
Value: TypeAlias = "Cell | tuple[str, ...]"
Get: TypeAlias = Callable[[Any], Any]

IN_LANGUAGE: dict[str, Words] = {"sv": _("in Swedish"), "en": _("in English")}


@dataclass(frozen=True)
class DataColumn:
    """One column of a data set.

    Attributes:
        key: its name for programs, the same in every language.
        heading: its name for people.
        description: what stands in it, and what an empty cell means.
        kind: one of ``rules.COLUMN_KINDS``.
        get: takes a row and returns the value.
        fields: the stored fields that it shows, ``package.Model.field``.
        words: what each key that can stand in it means.
        language: of the texts in it, where it is always the same.
        is_typed: people wrote it, in a language that nobody kept.
        is_coded: it is for programs rather than in a language.
    """

    key: str
    heading: Words
    description: Words
    kind: str
    get: Get
    fields: tuple[str, ...] = ()
    words: Mapping[str, Words] = field(default_factory=dict)
    language: str = ""
    is_typed: bool = False
    is_coded: bool = False

    def value(self, row: Any) -> Value:
        """Return the plain value of a row: None where there is nothing."""
        return plain(self.get(row))

    @property
    def meanings(self) -> list[tuple[str, str]]:
        """The keys that can stand in it, with their words in the reader's language."""
        return [
            (key, gettext(word) if type(word) is str and word else str(word))
            for key, word in self.words.items()
            if key
        ]

    def holds_keys(self) -> bool:
        """Tell whether what stands in it is to be read by programs."""
        return self.is_coded or self.kind in ("key", "url") or bool(self.words)


def plain(value: Any) -> Value:
    """Return a value as sheets and JSON hold it; nothing is None, never an empty text.

    >>> plain(""), plain(PartialDate(2017, 2)), plain(["a", "b"])
    (None, '2017-02', ('a', 'b'))
    """
    if isinstance(value, (LocalText, PartialDate)):
        value = str(value)
    if isinstance(value, (list, tuple)):
        return tuple(str(each) for each in value)
    if isinstance(value, Promise):
        value = str(value)
    return None if value == "" else value


def page_of(row: Any) -> str:
    """Return the whole address of a row's page; empty where it has none."""
    try:
        return f"{settings.BASE_URL}{row.get_absolute_url()}"
    except NoReverseMatch:
        return ""


def local_column(
    key: str,
    heading: Words,
    description: Words,
    get: Get,
    *fields: str,
    kind: str = "text",
    is_coded: bool = False,
) -> tuple[DataColumn, ...]:
    """Return one column for each language; ``get`` returns texts by language."""

    def in_language(language: str) -> Get:
        return lambda row: (get(row) or {}).get(language, "")

    return tuple(
        DataColumn(
            f"{key}_{language}",
            format_lazy("{} ({})", heading, IN_LANGUAGE[language]),
            description,
            kind,
            in_language(language),
            fields,
            language=language,
            is_coded=is_coded,
        )
        for language in LANGUAGES
    )


@dataclass(frozen=True)
class Of:
    """Makes the columns that show one model's fields.

    Args:
        model: whose fields they are.
        via: from a row of the data set to the object; the row itself unless said.
    """

    model: type[models.Model]
    via: Get = lambda row: row

    def path(self, name: str) -> str:
        """Return a field's full name."""
        return f"{self.model._meta.label}.{name}"

    def _get(self, name: str) -> Get:
        inner = attrgetter(name)
        return lambda row: inner(self.via(row))

    def column(
        self,
        name: str,
        heading: Words,
        description: Words,
        kind: str,
        *,
        key: str = "",
        get: Get | None = None,
        words: Mapping[str, Words] | None = None,
        is_typed: bool = False,
        is_coded: bool = False,
    ) -> DataColumn:
        """Return the column of a field; ``get`` takes the object, not the row."""
        inner = get or attrgetter(name)
        return DataColumn(
            key or name,
            heading,
            description,
            kind,
            lambda row: inner(self.via(row)),
            (self.path(name),),
            words or {},
            is_typed=is_typed,
            is_coded=is_coded,
        )

    def text(
        self, name: str, heading: Words, says: Words, **options: Any
    ) -> DataColumn:
        """Return a column of what people wrote, in whatever language."""
        return self.column(name, heading, says, "text", is_typed=True, **options)

    def key(self, name: str, heading: Words, says: Words, **options: Any) -> DataColumn:
        """Return a column of keys: a slug, or one of ``words``."""
        return self.column(name, heading, says, "key", **options)

    def integer(
        self, name: str, heading: Words, says: Words, **options: Any
    ) -> DataColumn:
        """Return a column of whole numbers."""
        return self.column(name, heading, says, "integer", **options)

    def number(
        self, name: str, heading: Words, says: Words, **options: Any
    ) -> DataColumn:
        """Return a column of numbers that may have decimals."""
        return self.column(name, heading, says, "number", **options)

    def day(self, name: str, heading: Words, says: Words, **options: Any) -> DataColumn:
        """Return a column of days, whole or partial."""
        return self.column(name, heading, says, "date", **options)

    def flag(
        self, name: str, heading: Words, says: Words, **options: Any
    ) -> DataColumn:
        """Return a column of true and false."""
        return self.column(name, heading, says, "boolean", **options)

    def url(self, name: str, heading: Words, says: Words, **options: Any) -> DataColumn:
        """Return a column of web addresses."""
        return self.column(name, heading, says, "url", **options)

    def several(
        self, name: str, heading: Words, says: Words, **options: Any
    ) -> DataColumn:
        """Return a column of lists of keys."""
        return self.column(name, heading, says, "list", is_coded=True, **options)

    def texts(
        self, name: str, heading: Words, description: Words, *, key: str = ""
    ) -> tuple[DataColumn, ...]:
        """Return the columns of a published text, one for each language."""
        return local_column(
            key or name, heading, description, self._get(name), self.path(name)
        )

    def link(
        self, name: str, heading: Words, description: Words, show: str = "slug"
    ) -> DataColumn:
        """Return a column that names the row a foreign key points to."""
        shown = attrgetter(show)

        def get(thing: Any) -> Any:
            target = getattr(thing, name)
            return None if target is None else str(shown(target))

        return self.column(name, heading, description, "key", get=get)

    def named(self, name: str, heading: Words, description: Words) -> DataColumn:
        """Return a column with the name of the row that a foreign key points to."""

        def get(thing: Any) -> str:
            target = getattr(thing, name)
            return "" if target is None else str(target.name)

        return self.column(
            name, heading, description, "text", key=f"{name}_name", get=get
        )

    def id(self) -> DataColumn:
        """Return the column that identifies a row, for ever."""
        inner = self._get("uuid")
        return id_column(lambda row: str(inner(row)), self.path("uuid"))

    def origin(self) -> DataColumn:
        """Return the column that says where a row comes from."""
        return origin_column(self._get("origin"), self.path("origin"))

    def source(self) -> tuple[DataColumn, ...]:
        """Return the columns of what a row rests on."""
        return self.texts(
            "source_note",
            _("Source"),
            _("What the row rests on. Empty for what was entered here."),
            key="source",
        )

    def page(self) -> DataColumn:
        """Return the column with the address of a row's own page."""
        return DataColumn(
            "page",
            _("Page"),
            _("The page that shows it."),
            "url",
            lambda row: page_of(self.via(row)),
        )


def id_column(get: Get, *fields: str) -> DataColumn:
    """Return the column that identifies a row."""
    return DataColumn(
        "id",
        _("Identifier"),
        _("Identifies the row for ever, in every file."),
        "key",
        get,
        fields,
    )


def origin_column(get: Get, *fields: str) -> DataColumn:
    """Return the column that every data set has."""
    return DataColumn(
        "origin",
        _("Origin"),
        _("Where the row comes from. Take it with you whenever you show the row."),
        "key",
        get,
        fields,
        ORIGINS,
    )


def labels(words: Mapping[str, str]) -> dict[str, Words]:
    """Return the words of a rule's table, to be translated when they are shown."""
    return dict(words)
