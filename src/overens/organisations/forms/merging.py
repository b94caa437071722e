"""The shape of a merge: which row stands, and that one is sure."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.explain import explain
from overens.common.forms import HouseForm
from overens.errors import RuleBroken
from overens.organisations.models import Organisation
from overens.organisations.queries import the_one_named


class MergeForm(HouseForm):
    """Into which organisation a row is merged."""

    into = forms.CharField(
        label=_("The one that stands"),
        max_length=200,
        help_text=_("The name of the other organisation, as in the register."),
    )
    is_sure = forms.BooleanField(label=_("Yes, they are the same organisation"))

    def __init__(self, *args: Any, world: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.world = world

    def clean_into(self) -> Organisation:
        """Return the organisation of that name."""
        try:
            found = the_one_named(self.cleaned_data["into"], self.world, field="into")
        except RuleBroken as broken:
            raise forms.ValidationError(explain(broken)) from broken
        assert isinstance(found, Organisation)
        return found


class PartForm(HouseForm):
    """Nothing to fill in: the button is the answer."""
