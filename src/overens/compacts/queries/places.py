"""What this column tells in places that earlier columns have declared."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.accounts.models import Person, Space
from overens.accounts.queries import Draft, Extract, PagePart, PageRow, has_right
from overens.accounts.rules import EDIT_COMPACT
from overens.common.formats import number
from overens.common.slots import fill
from overens.common.to_do import ToDo
from overens.compacts.models import (
    Commitment,
    Compact,
    CompactVersion,
    ConsentRequest,
    Goal,
    Party,
    Passage,
    Principle,
    Signature,
)
from overens.compacts.queries.signing import (
    Status,
    draftings_of,
    reconsent_rows,
    signatures_around,
    signatures_of,
    status_of,
)
from overens.governance.models import Decision
from overens.governance.queries import Followed, PartyChoice
from overens.organisations.models import Organisation
from overens.organisations.queries import ProfilePart, ProfileRow

# How a status is drawn: the key of its look among the page parts.
LOOKS = {
    "signed": "signed",
    "declared": "declared",
    "withdrawn": "withdrawn",
    "earlier": "late",
    "none": "unknown",
}
# A declaration that waits longer than this is worth a question.
ASK_AFTER_DAYS = 60
# What one decision led to is shown up to so many of a kind.
MOST_SENTENCES = 10


def drafts() -> Iterable[Draft]:
    """Yield when a space's compact has never had a version in force (C15)."""
    compacts = Compact.objects.filter(space=OuterRef("pk"))
    published = CompactVersion.objects.published().filter(compact__space=OuterRef("pk"))
    yield Draft(Q(Exists(compacts)) & ~Q(Exists(published)))


def party_choices(space: Space) -> Iterable[PartyChoice]:
    """Yield the sides of the space's compact, for the seats of its groups."""
    for party in Party.objects.filter(compact__space=space).order_by("place", "id"):
        yield PartyChoice(party.key, party.name, party.side)


def followed_by(decision: Decision) -> Iterable[Followed]:
    """Yield the versions that a decision adopted, and the sentences it gave rise to."""
    versions = CompactVersion.objects.published().filter(adopted_by=decision)
    for version in versions.select_related("compact").order_by("number"):
        url = f"{version.compact.get_absolute_url()}?version={version.number}"
        label = f"{version.compact}, {_('version')} {version.number}"
        yield Followed(_("Adopted"), label, url)
    kinds: tuple[tuple[Any, str], ...] = (
        (Passage, _("Text")),
        (Principle, _("Principle")),
        (Goal, _("Goal")),
        (Commitment, _("Commitment")),
    )
    for kind, words in kinds:
        rows = kind.objects.filter(
            arises_from=decision, version__is_draft=False
        ).select_related("version__compact")
        for row in rows.order_by("version", "place")[:MOST_SENTENCES]:
            yield Followed(words, str(row), row.follow_url())


def profile_part(organisation: Organisation, day: date) -> Iterable[ProfilePart]:
    """Yield how an organisation stands to each compact: signed, declared, drafted."""
    rows = [
        ProfileRow(
            text=str(compact.name),
            url=compact.get_absolute_url(),
            note=str(status.signature.because) if status.signature else "",
            status=LOOKS[status.key],
            status_label=status.words,
        )
        for compact, status in _statuses([organisation])
    ]
    for drafting in draftings_of(organisation):
        if drafting.version.is_draft:
            continue
        compact = drafting.version.compact
        rows.append(
            ProfileRow(
                text=_("Took part in drafting %(compact)s, version %(number)s")
                % {"compact": compact, "number": drafting.version.number},
                url=compact.get_absolute_url(),
            )
        )
    yield ProfilePart("compacts", _("Compacts"), tuple(rows))


def _statuses(organisations: Iterable[Organisation]) -> list[tuple[Compact, Status]]:
    """Return each compact that some organisations have to do with, and the status."""
    held: dict[int, list[Signature]] = {}
    compacts: dict[int, Compact] = {}
    for signature in signatures_of(organisations):
        if signature.version.is_draft:
            continue
        compact = signature.version.compact
        compacts[compact.pk] = compact
        held.setdefault(compact.pk, []).append(signature)
    return [(compact, status_of(held[pk])) for pk, compact in sorted(compacts.items())]


def my_page_part(person: Person, day: date) -> Iterable[PagePart]:
    """Yield where the organisations that one speaks for stand to each compact."""
    organisations = list(
        Organisation.objects.filter(
            pk__in=person.authorities.on(day).filter(unit=None).values("organisation")
        )
    )
    if not organisations:
        return
    held: dict[tuple[int, int], list[Signature]] = {}
    compacts: dict[int, Compact] = {}
    for signature in signatures_of(organisations):
        if signature.version.is_draft:
            continue
        compact = signature.version.compact
        compacts[compact.pk] = compact
        held.setdefault((compact.pk, signature.organisation_id), []).append(signature)
    asked = ConsentRequest.objects.filter(
        organisation__in=organisations, version__is_current=True, is_closed=False
    ).select_related("version__compact__space")
    for request in asked:
        if request.version.is_draft:
            continue
        compact = request.version.compact
        compacts[compact.pk] = compact
        held.setdefault((compact.pk, request.organisation_id), [])
    rows = [
        PageRow(
            text=f"{organisation.name}: {compact}",
            url=compact.get_absolute_url(),
            note=status_of(held[pk, organisation.pk]).words,
        )
        for pk, compact in sorted(compacts.items())
        # A draft is nothing to have signed, and who was not asked has not refused.
        if compact.status == "in force"
        for organisation in organisations
        if (pk, organisation.pk) in held
    ]
    yield PagePart("compacts", _("Have we signed?"), tuple(rows))


def extract(person: Person) -> Iterable[Extract]:
    """Yield the signatures where a person's address is the contact."""
    rows = Signature.objects.filter(contact_email__iexact=person.email)
    yield Extract(
        "signature_contacts",
        tuple(
            {
                "organisation": row.organisation.name,
                "compact": row.version.compact.slug,
                "version": row.version.number,
                "role": row.contact_role,
                "email": row.contact_email,
            }
            for row in rows.select_related("organisation", "version__compact")
        ),
    )


def to_do(person: Person, space: Space, today: date) -> Iterable[ToDo]:
    """Yield what waits for the secretariat: declared long ago, not signed again."""
    if not has_right(person, EDIT_COMPACT, space, today):
        return
    version = (
        CompactVersion.objects.filter(compact__space=space, is_current=True)
        .select_related("compact")
        .first()
    )
    if version is None:
        return
    slug = version.compact.slug
    signatures = signatures_around(version)
    waiting = [
        signature.day.earliest
        for signature in signatures
        if signature.version_id == version.pk
        and signature.state == "declared"
        and signature.withdrawn_at is None
    ]
    long_ago = [
        day for day in waiting if day is None or (today - day).days > ASK_AFTER_DAYS
    ]
    if long_ago:
        yield ToDo(
            key=f"compacts.declared:{version.uuid}",
            urgency="when free",
            title=ngettext(
                "%(n)s organisation has declared that it will sign",
                "%(n)s organisations have declared that they will sign",
                len(long_ago),
            )
            % {"n": number(len(long_ago))},
            why=_("Their own decision has been awaited for more than two months."),
            action_label=_("See who"),
            url=reverse("compacts:signatories", args=[slug]),
            since=min((day for day in long_ago if day), default=None),
        )
    rows = reconsent_rows(version, signatures)
    left = sum(row.state == "not yet" for row in rows)
    if left:
        yield ToDo(
            key=f"compacts.again:{version.uuid}",
            urgency="when free",
            title=ngettext(
                "%(n)s organisation has not signed the new version",
                "%(n)s organisations have not signed the new version",
                left,
            )
            % {"n": number(left)},
            why=_("They signed the version before."),
            action_label=_("See who"),
            url=reverse("compacts:reconsent", args=[slug]),
            since=version.valid_from.earliest,
        )


def fill_places() -> None:
    """Register the parts; called once when the program starts."""
    fill("accounts.drafts", drafts, part_name="compacts.drafts")
    fill("governance.parties", party_choices, part_name="compacts.parties")
    fill("governance.followed", followed_by, part_name="compacts.followed")
    fill(
        "organisations.profile_parts",
        profile_part,
        part_name="compacts.signatures",
        order=20,
    )
    fill("accounts.my_page", my_page_part, part_name="compacts.status", order=30)
    fill("accounts.personal_extract", extract, part_name="compacts.contacts")
    fill("common.to_do", to_do, part_name="compacts.signing")
