"""The shape of what the secretariat writes in a follow-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.form_pages import words
from overens.common.forms import HouseForm
from overens.governance.models import Decision


class YearForm(HouseForm):
    """Which year to follow up."""

    initial_is_stored = False

    year = forms.IntegerField(label=_("Year"), help_text=_("For example: 2026"))


class PublishForm(HouseForm):
    """Which decision approved the follow-up; none where nobody has decided."""

    approved_by = forms.ModelChoiceField(
        label=_("Which decision approved it?"),
        help_text=_("Leave it empty if nobody has decided. The page then says so."),
        queryset=Decision.objects.none(),
        required=False,
        empty_label=_("No decision recorded here"),
    )

    def __init__(self, *args: Any, space: Space, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decisions: Any = self.fields["approved_by"]
        decisions.queryset = Decision.objects.of(space)


class WordsForm(HouseForm):
    """The parties' own introduction and conclusions, in both languages."""

    introduction_sv = words(_("Introduction in Swedish"), rows=5)
    introduction_en = words(_("Introduction in English"), rows=5)
    conclusions_sv = words(_("Conclusions in Swedish"), rows=5)
    conclusions_en = words(_("Conclusions in English"), rows=5)
