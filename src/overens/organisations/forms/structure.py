"""Forms of how organisations belong together, and of the district rule."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import DayFormField
from overens.common.forms import HouseForm
from overens.organisations.forms.editing import words
from overens.organisations.models import DistrictOverride, Relation
from overens.organisations.rules import RELATIONS


class RelationForm(HouseForm):
    """What an organisation belongs to."""

    upper = forms.CharField(
        label=_("Belongs to"),
        max_length=200,
        help_text=_("The name of the other organisation, as in the register."),
    )
    kind = forms.ChoiceField(
        label=_("How"), choices=lambda: words(RELATIONS), widget=forms.RadioSelect
    )
    first_day = DayFormField(label=_("From"), required=False)
    last_day = DayFormField(
        label=_("To, last day included"),
        required=False,
        help_text=_("Leave empty while it holds."),
    )

    @staticmethod
    def initial_of(relation: Relation) -> dict[str, Any]:
        """Return what the form begins with for a relation that is there."""
        return {
            "upper": relation.upper.name,
            "kind": relation.kind,
            "first_day": relation.first_day,
            "last_day": relation.last_day,
        }


class DistrictForm(HouseForm):
    """What is decided against the district rule, and why."""

    counts = forms.ChoiceField(
        label=_("Is it a district organisation?"),
        choices=lambda: [
            ("yes", _("Yes, whatever the rule says")),
            ("no", _("No, whatever the rule says")),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Shown on the page. No private persons’ names."),
    )

    @staticmethod
    def initial_of(standing: DistrictOverride | None) -> dict[str, Any]:
        """Return what the form begins with."""
        if standing is None:
            return {}
        return {
            "counts": "yes" if standing.is_district else "no",
            "note": standing.note,
        }
