"""The facts that an organisation itself, or anybody, may say otherwise about it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.texts import LocalText
from overens.organisations.forms.editing import OrganisationForm, words
from overens.organisations.forms.visibility import ASKED_OF
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

    def leave_out(self, withheld: Collection[str]) -> None:
        """Ask nothing of what whoever answers may not see: a guess would be told."""
        for group in withheld:
            for name in ASKED_OF[group]:
                self.fields.pop(name, None)

    def facts_written(self) -> dict[str, Any]:
        """Return the fields as ``actions.change_organisation`` takes them."""
        given = self.cleaned_data
        plain = {"areas", "municipalities", "website", "annual_meeting_month", "status"}
        plain |= {"name", "form", "org_number"}
        written = {name: given[name] for name in self.fields if name in plain}
        if not written.get("status", "said"):
            del written["status"]
        if "about_sv" in self.fields:
            written["about"] = LocalText(sv=given["about_sv"], en=given["about_en"])
        return written

    def contacts_of(self, organisation: Organisation) -> list[dict[str, Any]]:
        """Return all contacts as actions take them, the first public one as written.

        Addresses that are kept from the public are not shown here, and stay.
        """
        rows = contacts_of(organisation)
        place = next((n for n, row in enumerate(rows) if row["public"]), None)
        rest = rows if place is None else rows[:place] + rows[place + 1 :]
        at = place or 0
        written = [{**row, "public": True} for row in self.contacts_written()]
        return [*rest[:at], *written, *rest[at:]]

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """Return what the form begins with, for anybody's eyes.

        Nobody is offered "unknown", nor shown an address that is not public.
        Nothing is chosen where the status is unknown: nobody says by not saying.
        """
        initial = OrganisationForm.initial_of(organisation)
        if initial["status"] not in _SAID:
            initial["status"] = ""
        rows = [row for row in contacts_of(organisation) if row["public"]]
        role, email = (rows[0]["role"], rows[0]["email"]) if rows else ({}, "")
        return initial | {
            "contact_sv": role.get("sv", ""),
            "contact_en": role.get("en", ""),
            "contact_email": email,
        }


class CorrectionForm(FactsForm):
    """What an organisation puts right when it is asked whether its facts are right."""

    asks = (
        *("about_sv", "about_en", "areas", "municipalities"),
        *("contact_sv", "contact_en", "contact_email", "website"),
        *("annual_meeting_month", "status", "attempt"),
    )
    # How many answers by the link had been undone when the page was opened.
    attempt = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, Any]:
        """Return what the form begins with: who answers is active, unless they say."""
        initial = FactsForm.initial_of(organisation)
        return initial | {"status": initial["status"] or "active"}
