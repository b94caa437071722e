"""The roof's own form: until when a row of "Att göra nu" waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import DayFormField
from overens.common.forms import HouseForm

# What waits longer than this is forgotten, not put off.
LONGEST_WAIT = timedelta(days=366)


class WaitForm(HouseForm):
    """The day when the row comes back."""

    initial_is_stored = False

    until = DayFormField(
        label=_("Show it again on"), help_text=_("For example 2026-12-15.")
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today

    def clean_until(self) -> date:
        """Return a day to come, within a year."""
        until: date = self.cleaned_data["until"]
        if until <= self.today:
            raise forms.ValidationError(_("Write a day to come."))
        if until - self.today > LONGEST_WAIT:
            raise forms.ValidationError(_("Write a day within a year."))
        return until
