"""What the list is searched and filtered by; a value that cannot be is no filter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.organisations.queries import Choices
from overens.organisations.rules import CONFIRMED, FORMS, KINDS, LEVELS


class SearchForm(HouseForm):
    """The filter bar over the list of organisations."""

    mark_optional = False

    q = forms.CharField(
        label=_("Name, word or number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False)
    area = forms.ChoiceField(label=_("Area"), required=False)
    kind = forms.ChoiceField(label=_("Kind of organisation"), required=False)
    form = forms.ChoiceField(label=_("Legal form"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    confirmed = forms.ChoiceField(label=_("Last confirmed"), required=False)
    signatory = forms.BooleanField(label=_("Has signed the compact"), required=False)
    invited = forms.ChoiceField(label=_("Invited"), required=False)

    def __init__(self, *args: Any, choices: Choices, **options: Any) -> None:
        super().__init__(*args, **options)
        places = [(place.code, place.name) for place in choices.municipalities]
        self._offer("municipality", sorted(places, key=lambda place: place[1]))
        self._offer("area", [(area.key, str(area.name)) for area in choices.areas])
        for name, words in {
            "kind": KINDS,
            "form": FORMS,
            "level": LEVELS,
            "confirmed": CONFIRMED,
        }.items():
            self._offer(name, [(key, _(word)) for key, word in words.items()])
        self._offer("invited", [("never", _("never invited"))])
        if not choices.has_invited:
            # Where nobody writes down invitations, nobody is known to have none.
            del self.fields["invited"]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("All")), *choices]

    def chosen(self, name: str) -> Any:
        """Return a filter's value; an empty one when it is not among the choices."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    def words_for(self, name: str, value: str) -> str:
        """Return a filter's value in the reader's words; empty where it has none."""
        choices = getattr(self.fields.get(name), "choices", ())
        return str(dict(choices).get(value, ""))


class ListForm(HouseForm):
    """What a saved list is called."""

    name = forms.CharField(
        label=_("What the list is called"),
        max_length=200,
        help_text=_("Such as: To be invited to the forum"),
    )


class SavedSearchForm(HouseForm):
    """What a saved search is called, and whose it is."""

    name = forms.CharField(
        label=_("What the search is called"),
        max_length=200,
        help_text=_("Such as: Sport clubs that were never invited"),
    )
    is_shared = forms.BooleanField(
        label=_("For everyone in the secretariat"), required=False
    )

    def __init__(self, *args: Any, may_share: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not may_share:
            del self.fields["is_shared"]
