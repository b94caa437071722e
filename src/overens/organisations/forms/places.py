"""Which county's municipalities a register is to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm


class CountyForm(HouseForm):
    """One county of Sweden."""

    initial_is_stored = False

    county = forms.ChoiceField(label=_("County"))

    def __init__(self, *args: Any, counties: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["county"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Choose a county")), *counties.items()]
