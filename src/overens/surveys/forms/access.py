"""Asking for answers one by one."""

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
