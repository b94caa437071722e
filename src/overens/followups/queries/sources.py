"""Which documents a compact of the sources rests on, and what each of them tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common.formats import number
from overens.common.texts import LocalText
from overens.compacts.models import (
    Commitment,
    Compact,
    Drafting,
    Goal,
    Passage,
    Principle,
)
from overens.followups.queries.shapes import Named, Section, Source, Taken
from overens.followups.rules import document_in, rest_of, year_of
from overens.governance.models import Assignment, Decision, Group, Memorandum, Seat
from overens.surveys.models import Survey


@dataclass(frozen=True)
class _Record:
    """Something taken from a source: its kind, its name, and what it says of it."""

    kind: str
    named: Named
    note: LocalText


@dataclass
class _Document:
    """A document while what is taken from it is gathered."""

    language: str
    taken: dict[str, dict[Named, None]] = field(default_factory=dict)
    notes: dict[str, dict[Named, str]] = field(default_factory=dict)


def sources(compact: Compact, year: int, language: str) -> Section:
    """Return the documents behind the compact's records. At most 14 queries.

    The records themselves say which: what each says of its source begins with the
    document (F14).
    """
    records = [each for each in _records(compact, year) if each.note]
    found: dict[str, _Document] = {}
    for record in records:
        said, written_in = record.note.best(language)
        found.setdefault(document_in(said), _Document(written_in))
    for record in records:
        said = record.note.in_language(language)
        named_in_it = [document for document in found if document in said]
        for document in named_in_it:
            kinds = found[document].taken
            kinds.setdefault(record.kind, {})[record.named] = None
        rest = rest_of(said, named_in_it)
        if rest:
            about = found[document_in(said)].notes.setdefault(rest, {})
            about[record.named] = record.kind
    title = _("The sources")
    if not found:
        return Section(
            "sources",
            title,
            _("Which documents the facts rest on is not known"),
            holes=(_("No record says which document it is from."),),
            unsaid=_("which documents the facts are from"),
        )
    return Section(
        "sources",
        title,
        ngettext(
            "The facts rest on %(n)s public document",
            "The facts rest on %(n)s public documents",
            len(found),
        )
        % {"n": number(len(found))},
        sources=tuple(
            Source(
                document=document,
                language=about.language,
                year=year_of(document),
                taken=tuple(
                    Taken(kind, tuple(what)) for kind, what in about.taken.items()
                ),
                notes=tuple(
                    f"{_of_whom(records_of)}: {note}"
                    for note, records_of in about.notes.items()
                ),
            )
            for document, about in sorted(found.items(), key=_by_year)
        ),
    )


def _by_year(found: tuple[str, _Document]) -> tuple[bool, str, str]:
    """Return what puts documents in order: by year, those without one last."""
    document = found[0]
    year = year_of(document)
    return (not year, year, document)


def _of_whom(records: dict[Named, str]) -> str:
    """Return what a note is about: the one record, or the kind of several."""
    kind = next(iter(records.values()))
    return kind if len(records) > 1 else next(iter(records)).name


def _records(compact: Compact, year: int) -> Iterator[_Record]:
    space = compact.space

    def each(kind: str, rows: Any, *, has_page: bool = False) -> Iterator[_Record]:
        for row in rows:
            url = row.get_absolute_url() if has_page else ""
            yield _Record(kind, Named(str(row), url), LocalText(row.source_note))

    yield from each(_("The compact"), [compact], has_page=True)
    for version in compact.versions.all():
        yield _Record(
            _("The compact"),
            Named(str(compact), compact.get_absolute_url()),
            LocalText(version.source_note),
        )
    yield from each(_("Parties"), compact.parties.all())
    yield from each(_("Starts from"), compact.steering_documents.all())
    drafted = Drafting.objects.filter(version__compact=compact)
    yield from each(_("Took part in drafting"), drafted.select_related("organisation"))
    sentences = (
        (_("Parts of the text"), Passage),
        (_("Principles"), Principle),
        (_("Goals"), Goal),
        (_("Commitments"), Commitment),
    )
    for kind, model in sentences:
        rows = model.objects.filter(version__compact=compact)
        yield from each(kind, rows.select_related("version__compact"), has_page=True)
    decisions = Decision.objects.of(space).select_related("space")
    yield from each(_("Decisions"), decisions, has_page=True)
    of_space = {"decision__space": space, "decision__withdrawn_at": None}
    yield from each(_("Memoranda"), Memorandum.objects.filter(**of_space))
    yield from each(_("Assignments"), Assignment.objects.filter(**of_space))
    groups = Group.objects.filter(space=space).select_related("space")
    yield from each(_("Groups"), groups, has_page=True)
    for seat in Seat.objects.filter(group__space=space).select_related("group__space"):
        yield _Record(
            _("Groups"),
            Named(str(seat.group), seat.group.get_absolute_url()),
            LocalText(seat.source_note),
        )
    for survey in Survey.objects.published().filter(space=space, year=year):
        yield _Record(
            _("Survey"),
            Named(str(survey), survey.get_absolute_url()),
            LocalText(survey.source),
        )
