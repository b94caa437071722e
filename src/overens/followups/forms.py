"""The shape of what the secretariat writes in a follow-up."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import words
from overens.common.forms import HouseForm


class YearForm(HouseForm):
    """Which year to follow up."""

    year = forms.IntegerField(label=_("Year"), help_text=_("For example: 2026"))


class WordsForm(HouseForm):
    """The parties' own introduction and conclusions, in both languages."""

    introduction_sv = words(_("Introduction in Swedish"), rows=5)
    introduction_en = words(_("Introduction in English"), rows=5)
    conclusions_sv = words(_("Conclusions in Swedish"), rows=5)
    conclusions_en = words(_("Conclusions in English"), rows=5)
