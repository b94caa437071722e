"""Sample forms: one field of each kind, a question as a heading, a filter."""

from __future__ import annotations

from typing import Any

from django import forms

from overens.common.forms import HouseForm
from overens.common.style_guide.words import pair


class SampleForm(HouseForm):
    """One field of each kind."""

    email = forms.EmailField(
        label=pair("E-postadress", "E-mail address"),
        help_text=pair(
            "Hit skickar vi svaret. Vi visar den inte för andra.",
            "We send the answer here. We show it to nobody else.",
        ),
    )
    role = forms.ChoiceField(
        label=pair("Vem svarar du för?", "Whom do you answer for?"),
        widget=forms.RadioSelect,
        choices=[
            ("a", pair("En förening eller organisation", "An association")),
            ("b", pair("En kommun, region eller myndighet", "A public body")),
            ("c", pair("Mig själv", "Myself")),
        ],
    )
    known = forms.ChoiceField(
        label=pair("Hur väl känner du till den?", "How well do you know it?"),
        widget=forms.RadioSelect,
        required=False,
        choices=[
            ("name", pair("Jag känner till namnet", "I know its name")),
            ("read", pair("Jag har läst den", "I have read it")),
            ("used", pair("Jag har använt den", "I have used it")),
        ],
    )
    areas = forms.MultipleChoiceField(
        label=pair("Vad arbetar ni med?", "What do you work with?"),
        widget=forms.CheckboxSelectMultiple,
        choices=[
            ("culture", pair("Kultur", "Culture")),
            ("sport", pair("Idrott", "Sport")),
            ("health", pair("Hälsa", "Health")),
        ],
    )
    municipality = forms.ChoiceField(
        label=pair("Kommun", "Municipality"),
        choices=[("", "–"), ("9901", "Sandhamra"), ("9906", "Klippö")],
        required=False,
    )
    due = forms.DateField(label=pair("Sista dag", "Last day"))
    budget = forms.IntegerField(label=pair("Budget", "Budget"), required=False)
    text = forms.CharField(
        label=pair("Ert inspel", "Your contribution"), widget=forms.Textarea
    )
    consent = forms.BooleanField(
        label=pair("Ni får visa vårt inspel öppet", "You may publish our contribution")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        used = pair("Till exempel i ett möte eller ett beslut.", "In a meeting, say.")
        self.fields["known"].choice_help = {"used": used}  # type: ignore[attr-defined]
        self.fields["budget"].suffix = "kr"  # type: ignore[attr-defined]


class SampleQuestion(HouseForm):
    """A question that is its page's heading."""

    choices_outlined = True
    question_as_heading = True

    answer = forms.ChoiceField(
        label=pair(
            "Hur tycker du att samverkan fungerar i dag?",
            "How do you find that the cooperation works today?",
        ),
        help_text=pair("Tänk på det senaste året.", "Think of the last year."),
        widget=forms.RadioSelect,
        choices=[
            ("5", pair("Mycket bra", "Very well")),
            ("4", pair("Bra", "Well")),
            ("3", pair("Varken eller", "Neither")),
            ("2", pair("Dåligt", "Badly")),
            ("1", pair("Mycket dåligt", "Very badly")),
            ("x", pair("Vet inte eller vill inte svara", "Don't know, won't say")),
        ],
    )


class SampleFilter(HouseForm):
    """Filters over a list."""

    mark_optional = False

    q = forms.CharField(
        label=pair("Namn eller ord", "Name or word"),
        widget=forms.TextInput(attrs={"type": "search"}),
        required=False,
    )
    municipality = forms.ChoiceField(
        label=pair("Kommun", "Municipality"),
        choices=[
            ("", pair("Alla kommuner", "All municipalities")),
            ("9901", "Sandhamra"),
            ("9906", "Klippö"),
        ],
        required=False,
    )
