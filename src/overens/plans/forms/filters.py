"""What a list of measures can be filtered by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.plans.queries import (
    MeasureRow,
    Wanted,
    organisations_among,
    principles_among,
    side_heading,
    status_word,
)
from overens.plans.rules import in_order

ALL = ("", _("All"))


class MeasureFilter(HouseForm):
    """Words, status, side, principle, organisation; all may be left empty."""

    mark_optional = False

    q = forms.CharField(
        label=_("Words or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    side = forms.ChoiceField(label=_("Responsible side"), required=False)
    principle = forms.ChoiceField(label=_("Principle"), required=False)
    organisation = forms.ChoiceField(label=_("Organisation"), required=False)

    def __init__(self, *args: Any, rows: Iterable[MeasureRow], **options: Any) -> None:
        super().__init__(*args, **options)
        rows = list(rows)
        self._choose("status", [(each.slug, status_word(each)) for each in in_order()])
        self._choose(
            "side", [(side, side_heading(side)) for side in ("public", "civil")]
        )
        self._choose("principle", principles_among(rows))
        self._choose("organisation", organisations_among(rows))

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [ALL, *choices]

    def wanted(self) -> Wanted:
        """Return what was asked for; an unknown value asks for everything."""
        self.is_valid()
        clean = self.cleaned_data
        return Wanted(
            status=clean.get("status", ""),
            side=clean.get("side", ""),
            principle=clean.get("principle", ""),
            organisation=clean.get("organisation", ""),
            words=clean.get("q", ""),
        )
