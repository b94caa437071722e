"""The register: civil-society organisations and public bodies in one tree."""

from __future__ import annotations

from overens.organisations.models.asking import (
    AuthorityQuestion,
    Confirmation,
    ConfirmationRequest,
    LoggedRequest,
    MailedQuestion,
)
from overens.organisations.models.finding import OrganisationQuerySet
from overens.organisations.models.organisation import (
    Area,
    ContactRole,
    Municipality,
    Organisation,
    OrganisationName,
)
from overens.organisations.models.override import DistrictOverride
from overens.organisations.models.proposing import (
    AuthorityRequest,
    ChangeSuggestion,
    Registration,
)
from overens.organisations.models.relation import Relation
from overens.organisations.models.searching import (
    SavedSearch,
    SearchChange,
    SearchState,
)
from overens.organisations.models.sector import SectorCount
from overens.organisations.models.source import (
    DuplicatePair,
    RegisterChange,
    RegisterImport,
    RegisterSource,
    SourceRecord,
    SourceRecordQuerySet,
)
from overens.organisations.models.standing import (
    Authority,
    AuthorityQuerySet,
    OrganisationList,
    OrganisationListRow,
    OrganisationMark,
)
from overens.organisations.models.unit import Unit
from overens.organisations.models.visibility import VisibilityChange

__all__ = [
    "Area",
    "Authority",
    "AuthorityQuerySet",
    "AuthorityQuestion",
    "AuthorityRequest",
    "ChangeSuggestion",
    "Confirmation",
    "ConfirmationRequest",
    "ContactRole",
    "DistrictOverride",
    "DuplicatePair",
    "LoggedRequest",
    "MailedQuestion",
    "Municipality",
    "Organisation",
    "OrganisationList",
    "OrganisationListRow",
    "OrganisationMark",
    "OrganisationName",
    "OrganisationQuerySet",
    "RegisterChange",
    "Registration",
    "RegisterImport",
    "RegisterSource",
    "Relation",
    "SavedSearch",
    "SearchChange",
    "SearchState",
    "SectorCount",
    "SourceRecord",
    "SourceRecordQuerySet",
    "Unit",
    "VisibilityChange",
]
