"""Asking for answers one by one, and saying yes or no to it."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.surveys.rules.access import LONGEST_REASON


class AskForRowsForm(HouseForm):
    """What the rows are needed for."""

    initial_is_stored = False

    reason = forms.CharField(
        label=_("What are the rows needed for?"),
        help_text=_(
            "Whoever decides reads it, and it stays here. For example: to check a "
            "figure in the report."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideOnRowsForm(HouseForm):
    """A yes, or a no with its reason."""

    initial_is_stored = False

    AGREE, REFUSE = "agree", "refuse"

    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=[
            (AGREE, _("I agree: they can be fetched for 24 hours")),
            (REFUSE, _("I refuse")),
        ],
        widget=forms.RadioSelect,
    )
    said = forms.CharField(
        label=_("What do you say to whoever asked?"),
        help_text=_("Needed when you refuse. It stays here."),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
