"""What the list is searched and filtered by; a value that cannot be is no filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.organisations.queries import Choices
from overens.organisations.rules import KINDS, LEVELS


class SearchForm(HouseForm):
    """The filter bar over the list of organisations."""

    mark_optional = False

    q = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    kind = forms.ChoiceField(label=_("Kind of organisation"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    signatory = forms.BooleanField(label=_("Has signed the compact"), required=False)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        every = [("", _("All"))]
        places = [(place.code, place.name) for place in choices.municipalities]
        areas = [(area.key, str(area.name)) for area in choices.areas]
        self._offer("municipality", every + sorted(places, key=lambda place: place[1]))
        self._offer("area", every + areas)
        self._offer("kind", every + [(key, _(word)) for key, word in KINDS.items()])
        self._offer("level", every + [(key, _(word)) for key, word in LEVELS.items()])

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def chosen(self, name: str) -> Any:
        """Return a filter's value; an empty one when it is not among the choices."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""
