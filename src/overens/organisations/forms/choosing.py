"""Forms of whom to ask: what about and where, and what is changed on a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.organisations.forms.editing import words
from overens.organisations.queries import Choices
from overens.organisations.rules.choosing import CONSULTATION, INFLUENCE, Wanted


class AskForm(HouseForm):
    """What is to be asked about, where, and how much can be influenced."""

    mark_optional = False

    areas = forms.MultipleChoiceField(
        label=_("What is it about?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    municipalities = forms.MultipleChoiceField(
        label=_("Where does it matter?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    influence = forms.ChoiceField(
        label=_("How much can they influence?"),
        choices=lambda: words(INFLUENCE),
        widget=forms.RadioSelect,
        initial=CONSULTATION,
        required=False,
    )

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        places = sorted(choices.municipalities, key=lambda place: place.name)
        offered = {
            "areas": [(area.key, str(area.name)) for area in choices.areas],
            "municipalities": [(place.code, place.name) for place in places],
        }
        for name, pairs in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = pairs

    @property
    def wanted(self) -> Wanted:
        """What was asked for; call when the form is valid."""
        given = self.cleaned_data
        return Wanted(
            frozenset(given["areas"]),
            frozenset(given["municipalities"]),
            given["influence"] or CONSULTATION,
        )


class TakeOutForm(HouseForm):
    """Why one is taken out of a list."""

    initial_is_stored = False

    note = forms.CharField(
        label=_("Why not ask them?"),
        max_length=300,
        help_text=_("Such as: has said that it does not work with this any more"),
    )


class AddToListForm(HouseForm):
    """One who is added to a list by hand, and why."""

    name = forms.CharField(
        label=_("Organisation"),
        max_length=200,
        help_text=_("Its name, as in the register."),
    )
    note = forms.CharField(
        label=_("Why ask them?"),
        max_length=300,
        help_text=_("Such as: reaches young people on the island"),
    )
