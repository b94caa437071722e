"""Who has signed which version, who took part in drafting, who has been asked."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from overens.compacts.models import ConsentRequest, Drafting, Signature
from overens.compacts.rules import SIGNATURE_STATES, SIGNATURE_WAYS, public_role
from overens.opendata.queries.columns import DataColumn, Of, labels
from overens.opendata.queries.sets import DataSet

PART = "compacts"


def _version(of: Of) -> DataColumn:
    return of.integer(
        "version",
        _("Version"),
        _("The version that it concerns."),
        get=lambda row: row.version.number,
    )


signature = Of(Signature)
SIGNATORIES = DataSet(
    "signatories",
    PART,
    _("Signatories"),
    _(
        "Who has signed which version, when and on what evidence. Those who have "
        "withdrawn remain, with the day and the reason."
    ),
    (
        signature.id(),
        _version(signature),
        signature.link("organisation", _("Organisation"), _("Its name in addresses.")),
        signature.named(
            "organisation", _("Organisation’s name"), _("As it is written.")
        ),
        signature.link("party", _("Party"), _("The side it signs on."), "key"),
        signature.key(
            "state",
            _("State"),
            _("Signed, or declared only."),
            words=labels(SIGNATURE_STATES),
        ),
        signature.day("day", _("Day"), _("When it was signed. Empty: a hole.")),
        signature.key(
            "way", _("Way"), _("How it came in."), words=labels(SIGNATURE_WAYS)
        ),
        signature.text("evidence", _("Evidence"), _("What it rests on.")),
        signature.text(
            "contact_role",
            _("Contact, by role"),
            _("Whom to write to: a usual role, never a name."),
            get=lambda row: public_role(row.contact_role),
        ),
        *signature.texts(
            "because", _("That is why we are in"), _("In the organisation’s own words.")
        ),
        signature.day("withdrawn_day", _("Withdrew on"), _("Empty while it stands.")),
        signature.text("withdrawn_why", _("Why it withdrew"), _("The reason given.")),
        signature.origin(),
    ),
    lambda asked: [
        Signature.objects.filter(
            Q(withdrawn_at=None) | Q(withdrawn_day__isnull=False),
            version__compact__space=asked.space,
            version__is_draft=False,
        )
        .select_related("version", "organisation", "party")
        .order_by("version__number", "organisation__sort_name", "id")
    ],
)

drafting = Of(Drafting)
DRAFTING = DataSet(
    "drafting",
    PART,
    _("Took part in drafting"),
    _("Who took part in writing which version. That is not a signature."),
    (
        drafting.id(),
        _version(drafting),
        drafting.link("organisation", _("Organisation"), _("Its name in addresses.")),
        drafting.named(
            "organisation", _("Organisation’s name"), _("As it is written.")
        ),
        *drafting.source(),
        drafting.origin(),
    ),
    lambda asked: [
        Drafting.objects.filter(
            version__compact__space=asked.space, version__is_draft=False
        )
        .select_related("version", "organisation")
        .order_by("version__number", "organisation__sort_name", "id")
    ],
)

request = Of(ConsentRequest)
CONSENT_REQUESTS = DataSet(
    "consent-requests",
    PART,
    _("Asked to sign again"),
    _("Who has been asked to sign a new version, and what they wait for."),
    (
        request.id(),
        _version(request),
        request.link("organisation", _("Organisation"), _("Its name in addresses.")),
        request.named("organisation", _("Organisation’s name"), _("As it is written.")),
        request.day("asked_day", _("Asked"), _("When it was asked.")),
        request.several("reminded_days", _("Reminded"), _("When it was reminded.")),
        *request.texts("awaits", _("Awaits"), _("What it waits for.")),
        *request.texts("why", _("What it has said"), _("In its own words.")),
        request.flag(
            "is_closed", _("No longer asked"), _("True when nobody is left to ask.")
        ),
        request.origin(),
    ),
    lambda asked: [
        ConsentRequest.objects.filter(
            version__compact__space=asked.space, version__is_draft=False
        )
        .select_related("version", "organisation")
        .order_by("version__number", "organisation__sort_name", "id")
    ],
)

SETS = (SIGNATORIES, DRAFTING, CONSENT_REQUESTS)
