"""What the compact's public pages show: its texts, its signatories, its sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile
from math import inf
from typing import Any

from django.db.models import Count, Prefetch, Q

from overens.common.charts import Chart
from overens.common.slots import slot
from overens.compacts.models import (
    Commitment,
    Compact,
    CompactVersion,
    Drafting,
    Goal,
    Party,
    Passage,
    Principle,
    Signature,
    SteeringDocument,
)
from overens.governance.models import Assignment, Decision, Memorandum

Sentence = Passage | Principle | Goal | Commitment
SENTENCES: tuple[type[Any], ...] = (Passage, Principle, Goal, Commitment)


@dataclass(frozen=True)
class LedTo:
    """What a sentence led to, in a later column.

    Attributes:
        kind: what it is, translated: "Measure".
        title: its name in the reader's language.
        url: its page.
        note: one more line, such as its status.
        look: the key of the status that ``note`` says, as the page parts spell it.
    """

    kind: str
    title: str
    url: str
    note: str = ""
    look: str = ""


LED_TO = slot(
    "compacts.led_to",
    shape=LedTo,
    budget=2,
    takes="sentence: Passage | Principle | Goal | Commitment, day: date",
)


@dataclass(frozen=True)
class CompactPart:
    """What a later column shows on the compact's own page: heading, chart, links."""

    key: str
    heading: str
    rows: tuple[tuple[str, str, str], ...] = ()
    chart: Chart | None = None


COMPACT_PARTS = slot(
    "compacts.compact_parts",
    shape=CompactPart,
    budget=2,
    takes="space: Space, day: date",
)


@dataclass(frozen=True)
class PartyCommitments:
    """The commitments of one party, or joint ones when ``party`` is None."""

    party: Party | None
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True)
class VersionText:
    """One version's wording, whole."""

    version: CompactVersion
    passages: tuple[Passage, ...]
    principles: tuple[Principle, ...]
    goals: tuple[Goal, ...]
    commitments: tuple[PartyCommitments, ...]

    @property
    def preamble(self) -> tuple[Passage, ...]:
        """The passages that come first of all, before any heading."""
        return tuple(takewhile(lambda each: not each.heading, self._before))

    @property
    def opening(self) -> tuple[Passage, ...]:
        """The other passages that come before principles, goals and commitments."""
        return self._before[len(self.preamble) :]

    @property
    def _before(self) -> tuple[Passage, ...]:
        return tuple(each for each in self.passages if each.place < self._begins)

    @property
    def closing(self) -> tuple[Passage, ...]:
        """The passages that come after the first of them."""
        return tuple(each for each in self.passages if each.place >= self._begins)

    @property
    def _begins(self) -> float:
        groups = (group.commitments for group in self.commitments)
        listed = (self.principles, self.goals, *groups)
        return min((each.place for group in listed for each in group), default=inf)

    @property
    def last_corrected(self) -> date | None:
        """The day that a slip was last put right; None when none was."""
        return max((each["day"] for each in self.version.corrected), default=None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the wording is known."""
        return not (self.passages or self.principles or self.goals or self.commitments)


def version_text(version: CompactVersion) -> VersionText:
    """Return a version's wording. 4 queries."""
    commitments = list(version.commitments.select_related("party"))
    parties: dict[int | None, list[Commitment]] = {}
    for commitment in commitments:
        parties.setdefault(commitment.party_id, []).append(commitment)
    return VersionText(
        version,
        # Through the version, so that each piece knows it without a query of its own.
        tuple(version.passages.all()),
        tuple(version.principles.all()),
        tuple(version.goals.all()),
        tuple(
            PartyCommitments(of_party[0].party, tuple(of_party))
            for of_party in parties.values()
        ),
    )


def version_in(
    versions: Sequence[CompactVersion], number: int | None = None
) -> CompactVersion | None:
    """Return the version asked for, else the one in force, else the latest."""
    if number is not None:
        return next((each for each in versions if each.number == number), None)
    current = next((each for each in versions if each.is_current), None)
    return current or (versions[-1] if versions else None)


@dataclass(frozen=True)
class VersionRow:
    """A version with how many signatures stand on it, now."""

    version: CompactVersion
    signed: int


def version_rows(compact: Compact) -> list[VersionRow]:
    """Return every version with its standing signatures, latest first. 2 queries."""
    counts = dict(
        Signature.objects.signed()
        .filter(version__compact=compact)
        .values_list("version")
        .annotate(n=Count("pk"))
        .order_by()
    )
    versions = compact.versions.select_related("adopted_by__space").order_by("-number")
    return [VersionRow(version, counts.get(version.pk, 0)) for version in versions]


@dataclass(frozen=True)
class SideCount:
    """How many signatories stand on one party's side."""

    party: Party
    count: int


@dataclass(frozen=True)
class CompactPage:
    """A compact's public page."""

    compact: Compact
    versions: tuple[CompactVersion, ...]
    text: VersionText | None
    parties: tuple[Party, ...]
    steering: tuple[SteeringDocument, ...]
    drafters: tuple[Drafting, ...]
    sides: tuple[SideCount, ...]
    declared: int

    @property
    def drafting_sources(self) -> tuple[str, ...]:
        """Where it is known from who drafted, each source once."""
        notes = (str(drafting.source_note) for drafting in self.drafters)
        return tuple(dict.fromkeys(note for note in notes if note))

    @property
    def signatories(self) -> int:
        """How many have signed the version shown."""
        return sum(side.count for side in self.sides)


def versions_of(slug: str) -> tuple[CompactVersion, ...]:
    """Return the versions of the compact at an address, the first first. 1 query.

    Each has its compact with the space, and the decision that adopted it.
    """
    return tuple(
        CompactVersion.objects.filter(compact__slug=slug)
        .select_related("compact__space", "adopted_by__space")
        .order_by("number")
    )


def compact_page(
    compact: Compact,
    versions: tuple[CompactVersion, ...],
    number: int | None = None,
) -> CompactPage | None:
    """Return a compact's page, or None when it has no version of that number.

    At most 7 queries, however many have signed.
    """
    version = version_in(versions, number)
    if version is None and number is not None:
        return None
    standing = Q(signatures__version=version, signatures__withdrawn_at=None)
    parties = tuple(
        party
        for party in compact.parties.annotate(
            signed=Count("signatures", Q(standing, signatures__state="signed")),
            declared=Count("signatures", Q(standing, signatures__state="declared")),
        )
        if version is None or party.since_version <= version.number
    )
    return CompactPage(
        compact,
        versions,
        version_text(version) if version else None,
        parties,
        tuple(compact.steering_documents.all()),
        tuple(
            Drafting.objects.filter(version__compact=compact).select_related(
                "organisation"
            )
        ),
        tuple(SideCount(party, party.signed) for party in parties if party.signed),
        sum(party.declared for party in parties),
    )


def signatories_as_of(
    version: CompactVersion, day: date | None
) -> tuple[list[Signature], list[Signature], list[Signature]]:
    """Return (signed, declared, withdrawn) of a version. 1 query.

    Args:
        day: the list as it stood at the end of that day; None = as it stands now.
    """
    rows = list(
        Signature.objects.filter(version=version)
        .select_related("organisation", "party")
        .order_by("organisation__name", "id")
    )
    if day is None:
        signed = [row for row in rows if row.is_standing]
    else:
        signed = [row for row in rows if row.stood_on(day)]
    declared = [
        row for row in rows if row.state == "declared" and row.withdrawn_day is None
    ]
    withdrawn = [
        row
        for row in rows
        if row.withdrawn_day and (day is None or row.withdrawn_day <= day)
    ]
    return signed, declared if day is None else [], withdrawn


@dataclass(frozen=True)
class Followed:
    """A sentence followed backwards and forwards; what is not known is None."""

    sentence: Sentence
    decision: Decision | None
    assignment: Assignment | None
    memoranda: tuple[Memorandum, ...]
    adopted_by: Decision | None
    led_to: tuple[LedTo, ...] = field(default_factory=tuple)

    @property
    def steps(self) -> tuple[str, ...]:
        """What it came from and itself, in the order of the days that are known.

        What has no known day keeps its place in the ordinary course of a matter.
        """
        days = {
            "assignment": self.assignment and self.assignment.decision.day,
            "memorandum": self.memoranda[0].day if self.memoranda else None,
            "decision": self.decision and self.decision.day,
            "sentence": self.sentence.version.valid_from,
        }
        dated = iter(
            sorted((step for step in days if days[step]), key=days.__getitem__)
        )
        return tuple(next(dated) if days[step] else step for step in days)


def followed(compact: Compact, uuid: object, day: date) -> Followed | None:
    """Return a sentence of a compact with its trail, or None. At most 10 queries."""
    for kind in SENTENCES:
        sentence = (
            kind.objects.filter(version__compact=compact, uuid=uuid)
            .select_related(
                "version__compact__space",
                "version__adopted_by__space",
                "arises_from__space",
                "arises_from_assignment__decision__space",
            )
            .first()
        )
        if sentence is not None:
            return _followed(sentence, day)
    return None


def _followed(sentence: Any, day: date) -> Followed:
    assignment: Assignment | None = sentence.arises_from_assignment
    decision: Decision | None = sentence.arises_from
    sources = [each.pk for each in (decision, sentence.version.adopted_by) if each]
    return Followed(
        sentence,
        decision,
        assignment,
        tuple(Memorandum.objects.filter(decision__in=sources)),
        sentence.version.adopted_by,
        tuple(LED_TO(sentence, day)),
    )


def published_compacts() -> set[int]:
    """Return the keys of the compacts that everyone may read. 1 query."""
    return set(CompactVersion.objects.published().values_list("compact_id", flat=True))


def compacts_shown(front: str) -> list[Compact]:
    """Return all compacts with their current version read along, the front's first."""
    rows = Compact.objects.with_space().prefetch_related(
        Prefetch(
            "versions",
            queryset=CompactVersion.objects.filter(is_current=True),
            to_attr="current_versions",
        )
    )
    return sorted(rows, key=lambda compact: (compact.slug != front, compact.slug))
