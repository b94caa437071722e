"""What the interface answers with: the shapes of ``queries`` as a schema."""

from __future__ import annotations

from typing import TypeAlias

from ninja import Field, Schema

Cell: TypeAlias = str | int | float | bool | list[str] | None


class RootOut(Schema):
    """Where everything is."""

    datasets: str = Field(description="The list of all data sets.")
    openapi: str = Field(description="This schema.")
    compacts: list[str] = Field(description="What compact= may say.")


class LicenceOut(Schema):
    """On what terms the rows may be used."""

    name: str
    url: str = Field(description="Empty where there is no licence to point to.")
    terms: str = Field(description="In the language of the answer.")


class ColumnOut(Schema):
    """One column of a data set."""

    key: str = Field(description="Its name in the rows; the same in every language.")
    heading: str = Field(description="Its name for people.")
    description: str = Field(description="What stands in it.")
    kind: str = Field(
        description="key, text, integer, number, date, boolean, list or url. A date "
        "may be 2026, 2026-12 or 2026-12-15: as much as is known."
    )
    values: dict[str, str] = Field(
        description="What each key that can stand in it means; empty where any can."
    )


class DataSetOut(Schema):
    """One data set, without its rows."""

    key: str = Field(description="Its name in addresses.")
    title: str
    description: str
    count: int = Field(description="How many rows it has.")
    url: str = Field(description="Where its rows are.")
    files: dict[str, str] = Field(description="Whole files: csv, xlsx, json.")


class CatalogueOut(Schema):
    """All data sets of a compact."""

    compact: str
    compacts: list[str] = Field(description="What compact= may say.")
    language: str
    origin: str = Field(
        description="own, source, reconstructed or made up; each row has its own."
    )
    licence: LicenceOut
    as_of: str = Field(description="The day that statuses are reckoned on.")
    datasets: list[DataSetOut]


class RowsOut(Schema):
    """A part of a data set's rows."""

    key: str
    compact: str
    language: str
    title: str
    description: str
    origin: str
    licence: LicenceOut
    as_of: str
    columns: list[ColumnOut]
    count: int = Field(description="How many rows there are in all.")
    limit: int
    offset: int
    next: str | None = Field(description="Where the following rows are, if any.")
    rows: list[dict[str, Cell]] = Field(
        description="Each row by the columns' keys; null where nothing is known."
    )


class ErrorOut(Schema):
    """Why there is no answer."""

    error: str = Field(description="A sentence in the reader's language.")
