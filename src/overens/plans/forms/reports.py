"""How it goes: a state, three lines, and what became different."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.plans.queries import side_heading, status_word
from overens.plans.queries.rights import Voice
from overens.plans.queries.wording import how_known_word
from overens.plans.rules import HOW_KNOWN, REPORTABLE, Written, status_of


class _Written(HouseForm):
    """The fields that a report has, whichever way it comes in."""

    choices_outlined = True
    # One field is asked for and the help of the others says that they may be left:
    # "(optional)" four times would drown the question.
    mark_optional = False

    state = forms.ChoiceField(
        label=_("How is it going?"),
        widget=forms.RadioSelect,
        required=True,
    )
    text = forms.CharField(
        label=_("What has happened?"),
        required=False,
        help_text=_("Three lines are enough. Do not name private persons."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    difference = forms.CharField(
        label=_("What became different?"),
        required=False,
        help_text=_("If it is too early to say, leave this empty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    for_whom = forms.CharField(label=_("For whom?"), required=False)
    how_known = forms.ChoiceField(
        label=_("How do you know?"),
        widget=forms.RadioSelect,
        required=False,
        help_text=_("Only if you have written what became different."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        state, how = self.fields["state"], self.fields["how_known"]
        assert isinstance(state, forms.ChoiceField)
        assert isinstance(how, forms.ChoiceField)
        state.choices = [(key, status_word(status_of(key))) for key in REPORTABLE]
        # Whether a state is missing is for the rule to say, in its own words.
        state.required = False
        how.choices = [
            (key, how_known_word(key)[:1].upper() + how_known_word(key)[1:])
            for key in HOW_KNOWN
        ]

    def written(self) -> Written:
        """Return what came in; the form has to be valid."""
        clean = self.cleaned_data
        return Written(
            state=clean["state"],
            text=clean["text"],
            difference=clean["difference"],
            for_whom=clean["for_whom"],
            how_known=clean["how_known"],
        )


class LinkReportForm(_Written):
    """A report by link; knows how many by the same link have been undone."""

    attempt = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReportForm(_Written):
    """A report by somebody signed in, for one of the sides they speak for."""

    side = forms.ChoiceField(label=_("You answer for"), widget=forms.RadioSelect)
    # Made when the page is opened: the same form sent twice is one report.
    once = forms.UUIDField(widget=forms.HiddenInput)

    field_order = ("side", "state", "text", "difference", "for_whom", "how_known")

    def __init__(self, *args: Any, voices: list[Voice], **options: Any) -> None:
        options.setdefault("initial", {})
        options["initial"] |= {"once": uuids.uuid4(), "side": voices[0].side}
        super().__init__(*args, **options)
        side = self.fields["side"]
        assert isinstance(side, forms.ChoiceField)
        side.choices = [
            (each.side, f"{side_heading(each.side)}: {each.name}") for each in voices
        ]
        if len(voices) == 1:
            side.widget = forms.HiddenInput()
