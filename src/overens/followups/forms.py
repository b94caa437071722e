"""The shape of what the secretariat writes in a follow-up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.form_pages import DayFormField, words
from overens.common.forms import HouseForm
from overens.followups.rules import LONGEST_WHY
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


class CorrectionForm(HouseForm):
    """What a published follow-up says that is wrong, and what is right."""

    initial_is_stored = False

    said_sv = words(_("What the follow-up says, in Swedish"), required=True, rows=3)
    said_en = words(_("What the follow-up says, in English"), rows=3)
    correct_sv = words(_("What is right, in Swedish"), required=True, rows=3)
    correct_en = words(_("What is right, in English"), rows=3)
    why_sv = words(
        _("Why it was wrong, in Swedish"),
        required=True,
        rows=3,
        help_text=_("Say how it came to light. Name no private person."),
    )
    why_en = words(_("Why it was wrong, in English"), rows=3)
    day = DayFormField(
        label=_("Day of the correction"), help_text=_("For example: 2026-12-15")
    )


class WithdrawForm(HouseForm):
    """Why a correction is taken back."""

    why = words(_("Why"), required=True, rows=3, longest=LONGEST_WHY)
