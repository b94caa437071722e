"""Who has signed again after a new version, and one organisation's own status."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from overens.common.formats import partial_date
from overens.compacts.models import (
    CompactVersion,
    ConsentRequest,
    Drafting,
    Signature,
)
from overens.compacts.rules import RECONSENT_STATES, reconsent
from overens.organisations.models import Organisation

# The order in which the states are shown: what asks for something comes first.
_ORDER = ("not yet", "declared", "withdrawn", "closed", "again")


@dataclass(frozen=True)
class ReconsentRow:
    """One signatory of the version before, and how it stands to the new one.

    Attributes:
        organisation: who.
        state: a key of ``rules.RECONSENT_STATES``.
        label: the same in words.
        before: what it signed last.
        request: whether and when it was asked, and what it has said.
    """

    organisation: Organisation
    state: str
    label: str
    before: Signature
    request: ConsentRequest | None


def signatures_around(version: CompactVersion) -> list[Signature]:
    """Return the signatures on a version and on those before it. One query."""
    return list(
        Signature.objects.filter(
            version__compact=version.compact_id, version__number__lte=version.number
        )
        .select_related("organisation", "version")
        .order_by("organisation__sort_name", "id")
    )


def reconsent_rows(
    version: CompactVersion, signatures: Iterable[Signature] | None = None
) -> list[ReconsentRow]:
    """Return how each signatory of the version before stands to this one (rule C9).

    Two queries, one when ``signatures_around`` has been read. Nothing when nobody
    signed an earlier version.
    """
    signatures = list(signatures_around(version) if signatures is None else signatures)
    numbers = {s.version.number for s in signatures} - {version.number}
    if not numbers:
        return []
    before = max(numbers)
    signatures = [s for s in signatures if s.version.number in (before, version.number)]
    old = {
        s.organisation_id: s
        for s in signatures
        if s.version.number == before and s.state == "signed"
    }
    new = [s for s in signatures if s.version_id == version.pk]
    requests = {
        request.organisation_id: request
        for request in ConsentRequest.objects.filter(version=version)
    }
    standing = [s for s in new if s.withdrawn_at is None]
    found = reconsent(
        list(old),
        signed={s.organisation_id for s in standing if s.state == "signed"},
        declared={s.organisation_id for s in standing if s.state == "declared"},
        withdrawn={s.organisation_id for s in signatures if s.withdrawn_at is not None},
        closed={pk for pk, request in requests.items() if request.is_closed},
    )
    rows = [
        ReconsentRow(
            organisation=old[one.organisation].organisation,
            state=one.state,
            label=_(RECONSENT_STATES[one.state]),
            before=old[one.organisation],
            request=requests.get(one.organisation),
        )
        for one in found
    ]
    return sorted(rows, key=lambda row: _ORDER.index(row.state))


@dataclass(frozen=True)
class Status:
    """How one organisation stands to one compact.

    Attributes:
        key: ``signed``, ``declared``, ``withdrawn``, ``earlier`` (an earlier version
            only), ``drafted`` or ``none``.
        words: the same in a sentence.
        signature: the one it rests on, if any.
    """

    key: str
    words: str
    signature: Signature | None = None


def status_of(signatures: Iterable[Signature]) -> Status:
    """Return an organisation's status to a compact from its signatures there.

    Args:
        signatures: all of the organisation's on the compact, withdrawn ones too.
    """
    held = sorted(signatures, key=lambda s: (s.version.number, s.pk), reverse=True)
    current = [s for s in held if s.version.is_current]
    for one in current:
        if one.withdrawn_at is not None:
            continue
        day = partial_date(one.day)
        if one.state == "signed":
            said = (
                _("Signed version %(number)s, %(day)s")
                if day
                else _("Signed version %(number)s")
            )
            return Status(
                "signed", said % {"number": one.version.number, "day": day}, one
            )
        return Status("declared", _("Declared; its own decision is awaited"), one)
    withdrawn = next((s for s in held if s.withdrawn_day is not None), None)
    if withdrawn is not None:
        day = partial_date(withdrawn.withdrawn_day)
        return Status("withdrawn", _("Withdrew %(day)s") % {"day": day}, withdrawn)
    signed = next((s for s in held if s.state == "signed"), None)
    if signed is not None:
        return Status(
            "earlier",
            _("Signed version %(number)s, not the one in force")
            % {"number": signed.version.number},
            signed,
        )
    return Status("none", _("Has not signed"))


def signatures_of(organisations: Iterable[Organisation]) -> list[Signature]:
    """Return all signatures of some organisations, with compact and version read."""
    return list(
        Signature.objects.filter(organisation__in=list(organisations)).select_related(
            "version__compact__space", "organisation"
        )
    )


def draftings_of(organisation: Organisation) -> list[Drafting]:
    """Return the versions that an organisation took part in drafting."""
    return list(
        Drafting.objects.filter(organisation=organisation).select_related(
            "version__compact__space"
        )
    )
