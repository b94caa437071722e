"""Pages with one form: show it, take it, say a broken rule beside its field.

Also the fields that more than one column's forms need: a day with holes, and a
published text in each language (two plain fields, ``title_sv`` and ``title_en``).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from overens.common.dates import PartialDate, read_day, read_partial_day
from overens.common.explain import explain
from overens.common.forms import invalid
from overens.common.texts import LANGUAGES, LocalText
from overens.errors import RuleBroken

TASK = "layouts/task.html"
# Characters: "söndagen den 27 september 2026, kl. 14:30:00" and some to spare.
LONGEST_DAY = 60


def answer_form(
    request: HttpRequest,
    form: forms.BaseForm,
    context: dict[str, Any],
    act: Callable[[dict[str, Any]], str],
    *,
    template: str = TASK,
) -> HttpResponse:
    """Show a form, or take it and go on.

    Args:
        form: bound to what was posted, or unbound.
        context: as the template needs it; the form is added.
        act: called with the clean data; returns the address to go on to. A rule that
            it breaks is said beside the field it concerns, and what was typed stays.
        template: the page that the form stands on.
    """
    context = {**context, "form": form}
    if request.method != "POST":
        return render(request, template, context)
    if form.is_valid():
        try:
            url = act(form.cleaned_data)
        except RuleBroken as broken:
            add_broken(form, broken)
        else:
            return redirect(url)
    return invalid(request, template, context)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, even when it is nothing; None when nothing was."""
    return request.POST if request.method == "POST" else None


def add_broken(form: forms.BaseForm, broken: RuleBroken) -> None:
    """Put a broken rule's sentence on its field, or on top where there is none."""
    wanted = broken.field or ""
    names = (wanted, f"{wanted}_{LANGUAGES[0]}")
    field = next((name for name in names if name in form.fields), None)
    form.add_error(field, explain(broken))


def texts_in(given: dict[str, Any], name: str) -> LocalText:
    """Return ``name_sv`` and ``name_en`` of a form's clean data as one text."""
    return LocalText(
        {language: given.get(f"{name}_{language}", "") for language in LANGUAGES}
    )


def as_initial(name: str, text: LocalText) -> dict[str, str]:
    """Return a text as the initial values of its two fields."""
    return {f"{name}_{language}": text.get(language, "") for language in LANGUAGES}


def words(
    label: Any,
    *,
    required: bool = False,
    rows: int = 0,
    longest: int = 300,
    help_text: Any = "",
) -> forms.CharField:
    """Return a field for words: one line, or an area of so many rows."""
    return forms.CharField(
        label=label,
        required=required,
        max_length=longest,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else None,
    )


class DayFormField(forms.DateField):
    """A whole day, written in any usual form: 2026-03-01, 1 mars 2026, 1/3 2026."""

    def to_python(self, value: Any) -> date | None:
        """Return the day; None when nothing was written."""
        if isinstance(value, date) or value in self.empty_values:
            day: date | None = super().to_python(value)
            return day
        try:
            return read_day(str(value))
        except ValueError as wrong:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from wrong


class PartialDateFormField(forms.CharField):
    """A day, a month, a year, or nothing where nobody knows."""

    default_error_messages = {
        "invalid": _("Write a day, a month or a year: 2026-12-15, 2026-12 or 2026."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        options.setdefault(
            "help_text",
            _("For example 2026-12-15. A month or a year is enough; empty if unknown."),
        )
        super().__init__(max_length=LONGEST_DAY, **options)

    def to_python(self, value: Any) -> Any:
        """Return a PartialDate; empty is unknown."""
        try:
            return read_partial_day(super().to_python(value) or "")
        except ValueError as wrong:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid"
            ) from wrong

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows."""
        return str(value) if isinstance(value, PartialDate) else value

    def run_validators(self, value: Any) -> None:
        """Check the length of what was written, not of the date."""
        super().run_validators(str(value))
