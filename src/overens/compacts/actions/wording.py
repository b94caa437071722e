"""Brings a text in as a version of a compact, in one language at a time; undo exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from overens.accounts.models import Person, RoleGrant, Space
from overens.accounts.queries import day_in
from overens.common.audit import Actor
from overens.common.dates import PartialDate
from overens.common.files import Original
from overens.common.imports import Journal, stored_values
from overens.common.models import OWN, ImportRun
from overens.common.texts import LocalText
from overens.compacts.actions.compacts import create_compact, new_party
from overens.compacts.models import Compact, CompactVersion, Party
from overens.compacts.queries.wording import (
    FIELDS,
    KINDS,
    StoredPiece,
    WordingPlan,
    plan_wording,
)
from overens.compacts.rules import (
    NoSuchParty,
    Piece,
    Wording,
    check_force,
    read_wording,
    side_of,
    slug_of,
)

UNKNOWN = PartialDate()


@dataclass(frozen=True)
class WordingImport:
    """What bringing in a text did, or would do.

    Attributes:
        plan: what is done, to which version.
        wording: what was read.
        compact: None in a dry run of a compact that is not there.
        run: the record by which it is undone; None when nothing was done.
    """

    plan: WordingPlan
    wording: Wording
    compact: Compact | None
    version: CompactVersion | None
    run: ImportRun | None


@transaction.atomic
def import_wording(
    *,
    slug: str,
    text: str,
    language: str,
    by: Actor,
    number: int | None = None,
    valid_from: PartialDate = UNKNOWN,
    secretariat_person: Person | None = None,
    origin: str = OWN,
    same_parties: Mapping[str, str] | None = None,
    original: Original | None = None,
    dry_run: bool = False,
) -> WordingImport:
    """Bring a compact's text in: a new compact, a new version, or another language.

    Args:
        slug: the compact's address; made with its space when there is none.
        text: Markdown, or plain text with headings.
        language: ``sv`` or ``en``, the language of the text.
        number: of the version it is for; left out, the texts decide (rule C2).
        valid_from: of a compact's first version: when it came into force.
        secretariat_person: becomes the secretariat of a space that is made.
        origin: the world of a space that is made.
        same_parties: headings that are another name of a side there is: its key by
            the heading.
        original: the file that the text was read from; left out, the text itself.
        dry_run: only say what would be done.

    Raises:
        TextEmpty, TextTooLong, NotText, WordingRefused: it cannot be read or kept.
        LanguageThere, LineFault: see ``queries.plan_wording``.
        ForceDayToCome: ``valid_from`` has not come.
        NoSuchParty: ``same_parties`` names a side that the compact does not have.
        CompactThere and others: see ``create_compact``.
    """
    wording = read_wording(text)
    compact = (
        Compact.objects.select_for_update(of=("self",))
        .select_related("space")
        .filter(slug=slug)
        .first()
    )
    check_force(
        number=1,
        valid_from=valid_from,
        has_ended=False,
        before=None,
        today=day_in(compact.space) if compact else timezone.localdate(),
    )
    plan = plan_wording(compact, wording, language=language, number=number)
    if dry_run or plan.outcome == "unchanged":
        return WordingImport(plan, wording, compact, plan.version, None)
    journal = Journal()
    if compact is None:
        compact = _new_compact(
            slug=slug,
            wording=wording,
            language=language,
            in_force=bool(valid_from),
            person=secretariat_person,
            origin=origin,
            by=by,
            journal=journal,
        )
    writer = _Writer(compact, language, journal, same_parties or {})
    version = plan.version or writer.new_version(plan.number, wording, valid_from)
    if plan.pieces:
        writer.translate(version, plan.pieces, wording)
    else:
        writer.write(version, wording)
    run = journal.finish(
        kind="compacts.import_compact",
        by=by,
        data=text.encode(),
        file_name=original.name if original else "",
        original=original or Original(text.encode()),
        space=compact.space.slug,
        summary={
            "compact": compact.slug,
            "version": version.number,
            "language": language,
            "outcome": plan.outcome,
            **counts(wording),
        },
    )
    return WordingImport(plan, wording, compact, version, run)


def counts(wording: Wording) -> dict[str, int]:
    """Return how many pieces of each kind a wording has."""
    return {
        "passages": len(wording.of("passage")),
        "principles": len(wording.of("principle")),
        "goals": len(wording.of("goal")),
        "commitments": len(wording.of("commitment")),
    }


def _new_compact(
    *,
    slug: str,
    wording: Wording,
    language: str,
    in_force: bool,
    person: Person | None,
    origin: str,
    by: Actor,
    journal: Journal,
) -> Compact:
    space_was_there = Space.objects.filter(slug=slug).exists()
    compact = create_compact(
        slug=slug,
        name=LocalText({language: wording.title}),
        secretariat_person=person,
        origin=origin,
        by=by,
        status="in force" if in_force else "drafting",
        in_short=LocalText({language: "\n".join(wording.in_short)}),
    )
    if not space_was_there:
        journal.made(compact.space)
        for grant in RoleGrant.objects.filter(space=compact.space).order_by("id"):
            journal.made(grant)
    journal.made(compact)
    return compact


class _Writer:
    """Writes a wording's rows and notes each of them in the journal."""

    def __init__(
        self,
        compact: Compact,
        language: str,
        journal: Journal,
        same_parties: Mapping[str, str],
    ) -> None:
        self.compact, self.language, self.journal = compact, language, journal
        self.same_parties = same_parties

    def words(self, text: str) -> LocalText:
        """Return a text in the language that came in."""
        return LocalText({self.language: text})

    def new_version(
        self, number: int, wording: Wording, valid_from: PartialDate
    ) -> CompactVersion:
        """Make the version; the first one of a compact is the one shown."""
        is_first = not CompactVersion.objects.filter(compact=self.compact).exists()
        version = CompactVersion.objects.create(
            compact=self.compact,
            number=number,
            title=self.words(wording.title),
            is_current=is_first,
            is_draft=not (is_first and valid_from),
            valid_from=valid_from if is_first else UNKNOWN,
            headings=self._headings(wording),
            origin=self.compact.origin,
        )
        self.journal.made(version)
        return version

    def _headings(self, wording: Wording) -> dict[str, dict[str, str]]:
        return {
            kind: {self.language: words} for kind, words in wording.headings.items()
        }

    def write(self, version: CompactVersion, wording: Wording) -> None:
        """Write every piece of a version that has none."""
        parties = self._parties(wording, since=version.number)
        own = _OwnFields()
        for place, piece in enumerate(wording.pieces):
            group = wording.groups[piece.group] if piece.kind == "commitment" else None
            party = parties.get(group.name.casefold()) if group else None
            row = KINDS[piece.kind](
                version=version,
                place=place,
                origin=version.origin,
                **self._texts(piece),
                **own.of(piece, party),
            )
            row.save()
            self.journal.made(row)

    def _texts(self, piece: Piece) -> dict[str, LocalText]:
        heading, text = FIELDS[piece.kind]
        texts = {text: self.words(piece.text)}
        return {heading: self.words(piece.heading), **texts} if heading else texts

    def _parties(self, wording: Wording, *, since: int) -> dict[str, Party | None]:
        """Return the sides by their name in the text; those that lack are made."""
        there = list(Party.objects.filter(compact=self.compact))
        known: dict[str, Party | None] = {
            name.casefold(): party for party in there for name in party.name.values()
        }
        by_key = {party.key: party for party in there}
        for heading, key in self.same_parties.items():
            if key not in by_key:
                raise NoSuchParty(name=key)
            known[heading.casefold()] = by_key[key]
        for name in wording.parties:
            if name.casefold() in known:
                continue
            party = new_party(self.compact, self.words(name), side_of(name))
            party.since_version = since
            party.save()
            self.journal.made(party)
            known[name.casefold()] = party
        for group in wording.groups:
            if group.is_joint:
                known[group.name.casefold()] = None
        return known

    def translate(
        self,
        version: CompactVersion,
        pieces: tuple[StoredPiece, ...],
        wording: Wording,
    ) -> None:
        """Put the texts on a version's pieces one by one, and on its sides' names."""
        for stored, piece in zip(pieces, wording.pieces, strict=True):
            texts = {}
            if stored.heading:
                texts[stored.heading] = piece.heading
            texts[stored.text] = piece.text
            self._add(stored.row, texts)
        self._add(version, {"title": wording.title})
        headings = {
            kind: {**version.headings.get(kind, {}), self.language: words}
            for kind, words in wording.headings.items()
        }
        before = stored_values(version, "headings")
        version.headings = {**version.headings, **headings}
        version.save(update_fields=["headings"])
        self.journal.changed(version, before)
        if version.number == 1:
            self._add(self.compact, {"name": wording.title})
            self._add(self.compact.space, {"name": wording.title})
        if wording.in_short:
            self._add(self.compact, {"in_short": "\n".join(wording.in_short)})
        self._name_parties(pieces, wording)

    def _name_parties(self, pieces: tuple[StoredPiece, ...], wording: Wording) -> None:
        """Give each side that commitments stand under its name in this language."""
        named: dict[int, str] = {}
        for stored, piece in zip(pieces, wording.pieces, strict=True):
            party_id: int | None = getattr(stored.row, "party_id", None)
            if piece.kind == "commitment" and party_id is not None:
                named.setdefault(party_id, wording.groups[piece.group].name)
        for party in Party.objects.filter(pk__in=named):
            self._add(party, {"name": named[party.pk]})

    def _add(self, row: Any, texts: Mapping[str, str]) -> None:
        """Add texts in this language to a row's fields where they have none."""
        new = {
            name: LocalText({**getattr(row, name), self.language: text})
            for name, text in texts.items()
            if text and not getattr(row, name).get(self.language)
        }
        if not new:
            return
        before = stored_values(row, *new)
        for name, text in new.items():
            setattr(row, name, text)
        row.save(update_fields=list(new))
        self.journal.changed(row, before)


class _OwnFields:
    """What a piece has besides its texts, by its kind; keys are each taken once."""

    def __init__(self) -> None:
        self.principles: set[str] = set()
        self.commitments: Counter[str] = Counter()
        self.by_kind: dict[str, Callable[[Piece, Party | None], dict[str, Any]]] = {
            "passage": lambda piece, _party: {"level": piece.level},
            "principle": self.of_principle,
            "goal": lambda piece, _party: {"function": piece.function},
            "commitment": self.of_commitment,
        }

    def of(self, piece: Piece, party: Party | None) -> dict[str, Any]:
        """Return the fields of a piece."""
        return self.by_kind[piece.kind](piece, party)

    def of_principle(self, piece: Piece, _party: Party | None) -> dict[str, Any]:
        """Return the key, made from the name: the same in every version."""
        base = slug_of(piece.heading, 76) or "principle"
        key, number = base, 1
        while key in self.principles:
            number += 1
            key = f"{base}-{number}"
        self.principles.add(key)
        return {"key": key}

    def of_commitment(self, _piece: Piece, party: Party | None) -> dict[str, Any]:
        """Return the side, and its key with the number of the commitment."""
        of = party.key if party is not None else "joint"
        self.commitments[of] += 1
        return {"party": party, "key": f"{of}-{self.commitments[of]}"}
