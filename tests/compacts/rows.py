"""Rows of compacts for tests: the least that holds."""

from __future__ import annotations

from typing import Any

from overens.common.audit import SYSTEM
from overens.common.dates import PartialDate
from overens.compacts import actions
from overens.compacts.models import Compact, CompactVersion, Signature
from tests import make

TEXT = """# Överenskommelsen

Det här är vi överens om.

## Syfte

Att samverka.

## Principer

### Dialog

Vi talar med varandra.

### Kvalitet

Vi gör det ordentligt.

## Mål

### Fler hörs (röstfunktion)

I tid.

## Åtaganden

### Regionen

- Vi säger till tidigt.
- Vi öppnar lokaler.

### Gemensamt

- Vi följer upp öppet.
"""

ENGLISH = """# The compact

This is what we have agreed on.

## Purpose

To collaborate.

## Principles

### Dialogue

We talk to each other.

### Quality

We do it well.

## Goals

### More are heard (voice function)

In time.

## Commitments

### The region

- We say so early.
- We open our premises.

### Jointly

- We follow up openly.
"""


def bring_in(text: str = TEXT, slug: str = "provby", **fields: Any) -> Any:
    """Bring a text in as a compact; ``make_compact`` makes one without text."""
    fields.setdefault("language", "sv")
    fields.setdefault("origin", "made up")
    return actions.import_wording(slug=slug, text=text, by=SYSTEM, **fields)


def current(compact: Compact) -> CompactVersion:
    """Return the version in force."""
    return CompactVersion.objects.get(compact=compact, is_current=True)


def make_signature(
    compact: Compact, name: str = "Föreningen", **fields: Any
) -> Signature:
    """Return an organisation's signature on the version in force."""
    version = fields.pop("version", None) or current(compact)
    organisation = fields.pop("organisation", None) or make.make_organisation(name)
    if isinstance(fields.get("day"), str):
        fields["day"] = PartialDate.parse(fields["day"])
    party = fields.pop("party", None) or compact.parties.get(key="civil")
    return actions.record_signature(
        version=version, organisation=organisation, party=party, by=SYSTEM, **fields
    )


def sheet(*rows: str, headings: str = "Namn;Datum;Kontakt;Underlag;Sätt;Sida") -> Any:
    """Return rows written with semicolons as cells, with their headings."""
    return [row.split(";") for row in (headings, *rows)]
