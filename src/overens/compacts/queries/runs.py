"""What an import was, and what stands in the way of its undoing, in words."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.urls import NoReverseMatch
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from overens.common.formats import number
from overens.common.imports import FAULTS
from overens.common.models import ImportRun
from overens.compacts.models import Compact
from overens.compacts.rules import slug_of


@dataclass(frozen=True)
class RunRow:
    """An import in a list: its record, and what was brought in, in words."""

    run: ImportRun
    kind: str


def imports_of(spaces: list[str], *, most: int = 50) -> list[RunRow]:
    """Return the latest imports of some spaces, without their journals."""
    runs = (
        ImportRun.objects.filter(space__in=spaces)
        .defer("journal")
        .order_by("-id")[:most]
    )
    return [RunRow(run, kind_in_words(run)) for run in runs]


def compact_there(address: str) -> Compact | None:
    """Return the compact at an address as somebody typed it."""
    slug = slug_of(address)
    return Compact.objects.with_space().filter(slug=slug).first() if slug else None


def is_saved(compact: Compact, text: str) -> bool:
    """Tell whether this very text was brought in as the compact, and stands.

    The ends of lines are left aside: browsers change them on the way.
    """
    plain = text.replace("\r\n", "\n")
    digests = [
        hashlib.sha256(each.encode()).hexdigest()
        for each in (text, plain, plain.replace("\n", "\r\n"))
    ]
    return ImportRun.objects.filter(
        kind="compacts.import_compact",
        space=compact.space.slug,
        digest__in=digests,
        undone_at=None,
    ).exists()


def kind_in_words(run: ImportRun) -> str:
    """Return what was brought in, and into which compact where the record says it."""
    words = {
        "compacts.import_compact": _("A compact's text"),
        "compacts.import_signatories": _("Signatories"),
        "plans.import_plan": _("Measures"),
        "surveys.import_answers": _("Survey answers"),
        "organisations.import_organisations": _("Organisations"),
        "organisations.import_register": _("Rows of a source of the register"),
    }
    return words.get(run.kind, run.kind)


def _outcome(value: object) -> str:
    words = {
        "new": pgettext("import", "new"),
        "changed": _("changed"),
        "unchanged": _("unchanged"),
        "refused": _("refused"),
    }
    return words.get(str(value), str(value))


def _language(value: object) -> str:
    names = {code: str(name) for code, name in settings.LANGUAGES}
    return names.get(str(value), str(value))


def _compact(value: object) -> str:
    found = Compact.objects.filter(slug=str(value)).first()
    return str(found) if found is not None else str(value)


def summary_rows(run: ImportRun) -> list[tuple[str, str]]:
    """Return what an import's record says of it: label and value, both in words.

    A label that no column has given words is shown as it is stored.
    """
    labels = {
        "compact": _("Compact"),
        "plan": _("Action plan"),
        "survey": _("Survey"),
        "version": _("Version"),
        "language": _("Language"),
        "outcome": _("What came of it"),
        "passages": _("Passages"),
        "principles": _("Principles"),
        "goals": _("Goals"),
        "commitments": _("Commitments"),
        "new": pgettext("import", "New"),
        "changed": _("Changed"),
        "unchanged": _("Unchanged"),
        "refused": _("Not taken"),
        "source": _("Source"),
        "gone": _("Gone from the source"),
    }
    said = {"outcome": _outcome, "language": _language, "compact": _compact}
    rows = []
    for name, value in run.summary.items():
        # A mapping is what an undoing needs, not what anybody reads.
        if name == FAULTS or value in ("", None) or isinstance(value, dict):
            continue
        words = said.get(name)
        if words is not None:
            shown = words(value)
        else:
            shown = number(value) if isinstance(value, int) else str(value)
        rows.append((labels.get(name, name), capfirst(shown)))
    return rows


def row_in_the_way(row: models.Model | str) -> dict[str, str]:
    """Return a row that hinders an undoing: its kind, its name, and its page if any."""
    if isinstance(row, str):
        return {"kind": "", "name": row, "url": ""}
    kind = capfirst(str(row._meta.verbose_name))
    address = getattr(row, "get_absolute_url", None)
    try:
        url = str(address()) if address is not None else ""
    except NoReverseMatch:
        url = ""
    return {"kind": kind, "name": str(row), "url": url}
