"""The shapes of what comes in: a search, an organisation, a unit, a right to speak."""

from __future__ import annotations

from overens.organisations.forms.choosing import AddToListForm, AskForm, TakeOutForm
from overens.organisations.forms.editing import (
    AuthorityForm,
    EndForm,
    NameForm,
    OrganisationForm,
    UnitForm,
)
from overens.organisations.forms.facts import CorrectionForm, FactsForm
from overens.organisations.forms.merging import MergeForm, PartForm
from overens.organisations.forms.places import CountyForm
from overens.organisations.forms.searching import ListForm, SavedSearchForm, SearchForm
from overens.organisations.forms.structure import DistrictForm, RelationForm

__all__ = [
    "AddToListForm",
    "AskForm",
    "TakeOutForm",
    "AuthorityForm",
    "CorrectionForm",
    "CountyForm",
    "DistrictForm",
    "EndForm",
    "FactsForm",
    "ListForm",
    "MergeForm",
    "NameForm",
    "OrganisationForm",
    "PartForm",
    "RelationForm",
    "SavedSearchForm",
    "SearchForm",
    "UnitForm",
]
