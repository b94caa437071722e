"""The facts that an organisation itself, or anybody, may say otherwise about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.texts import LocalText
from overens.organisations.forms.editing import OrganisationForm, words
from overens.organisations.models import Organisation
from overens.organisations.queries.facts import contacts_of
from overens.organisations.rules import STATUSES

# What an organisation says of itself; that nobody knows is for others to say.
_SAID = {key: word for key, word in STATUSES.items() if key != "unknown"}


class FactsForm(OrganisationForm):
    """Some fields of what the register says of an organisation, on a short page."""

    asks: ClassVar[Sequence[str]] = ()

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in set(self.fields) - set(self.asks):
            del self.fields[name]
        if "status" in self.fields:
            self.fields["status"] = forms.ChoiceField(
                label=_("Is the organisation active?"),
                choices=words(_SAID),
                widget=forms.RadioSelect,
            )
        self.order_fields(self.asks)

    def facts_written(self) -> dict[str, Any]:
        """Return the fields as ``actions.change_organisation`` takes them."""
        given = self.cleaned_data
        plain = {"areas", "municipalities", "website", "annual_meeting_month", "status"}
        plain |= {"name", "form", "org_number"}
        written = {name: given[name] for name in self.fields if name in plain}
        if "about_sv" in self.fields:
            written["about"] = LocalText(sv=given["about_sv"], en=given["about_en"])
        return written

    def contacts_of(self, organisation: Organisation) -> list[dict[str, Any]]:
        """Return all contacts, the first as it is written, as actions take them.

        An address that was kept from the public stays so until it is another.
        """
        first, *others = contacts_of(organisation) or [{}]
        written = self.contacts_written()
        if written and first and written[0]["email"] == first["email"]:
            written[0]["public"] = first["public"]
        return [*written, *others]

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """Return what the form begins with; nobody is offered "unknown"."""
        initial = OrganisationForm.initial_of(organisation)
        if initial["status"] not in _SAID:
            initial["status"] = "active"
        return initial


class CorrectionForm(FactsForm):
    """What an organisation puts right when it is asked whether its facts are right."""

    asks = (
        *("about_sv", "about_en", "areas", "municipalities"),
        *("contact_sv", "contact_en", "contact_email", "website"),
        *("annual_meeting_month", "status", "attempt"),
    )
    # How many answers by the link had been undone when the page was opened.
    attempt = forms.IntegerField(widget=forms.HiddenInput, required=False)
