"""What others put before the secretariat, and what it answers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import DayFormField
from overens.common.forms import HouseForm
from overens.organisations.forms.editing import words
from overens.organisations.forms.facts import FactsForm
from overens.organisations.rules import FORMS
from overens.organisations.rules.proposing import (
    APPROVED,
    ASKED,
    LONGEST_EVIDENCE,
    LONGEST_SENTENCE,
    REFUSED,
)

# An organisation that registers itself is of civil society.
_PUBLIC = ("region", "municipality", "state")


class RegistrationForm(FactsForm):
    """What an organisation says of itself when it registers."""

    initial_is_stored = False
    asks = (
        *("name", "form", "org_number", "municipalities", "areas"),
        *("about_sv", "about_en", "website"),
        *("contact_sv", "contact_en", "contact_email", "is_another"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        form = self.fields["form"]
        assert isinstance(form, forms.ChoiceField)
        civil = {key: word for key, word in FORMS.items() if key not in _PUBLIC}
        form.choices = words(civil, empty=True)
        self.fields["municipalities"].required = True
        self.fields["contact_sv"].required = True
        self.fields["contact_email"].required = True
        for name in ("about_sv", "about_en"):
            self.fields[name].widget.attrs["rows"] = 4


class SuggestionForm(FactsForm):
    """What somebody thinks that the register should say instead."""

    initial_is_stored = False
    asks = (
        *("name", "form", "org_number", "status", "about_sv", "about_en"),
        *("areas", "municipalities", "contact_sv", "contact_en", "contact_email"),
        *("website", "annual_meeting_month", "comment", "email"),
    )
    comment = forms.CharField(
        label=_("How do you know?"),
        required=False,
        max_length=LONGEST_SENTENCE,
        help_text=_("A sentence is enough. Do not name private persons."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = forms.EmailField(
        label=_("Your e-mail address, if you want an answer"),
        required=False,
        help_text=_("Used for the answer alone, and erased thirty days after it."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Where it is not known, whoever suggests something else need not know either.
        self.fields["status"].required = False


class AuthorityRequestForm(HouseForm):
    """On what ground somebody asks to speak for an organisation."""

    post = forms.CharField(
        label=_("What are you in the organisation?"),
        max_length=80,
        help_text=_("Such as chair, secretary"),
    )
    evidence = forms.CharField(
        label=_("What shows it?"),
        required=False,
        max_length=LONGEST_EVIDENCE,
        help_text=_("Such as minutes of the annual meeting 2026-03-12, § 8."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    file = forms.FileField(
        label=_("Minutes or another paper"),
        required=False,
        help_text=_(
            "PDF or a picture, at most 5 MB. Only the secretariat sees it. It is "
            "erased ninety days after the decision."
        ),
    )


class DecideForm(HouseForm):
    """A decision, and the sentence that goes with it."""

    initial_is_stored = False

    decision = forms.ChoiceField(label=_("What is decided?"), widget=forms.RadioSelect)
    said = forms.CharField(
        label=_("A sentence to them, by mail"),
        required=False,
        max_length=LONGEST_SENTENCE,
        help_text=_("Needed when the answer is no, or a question."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DecideRegistrationForm(DecideForm):
    """Approve, ask back, or refuse."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = [
            (APPROVED, _("Put it in the register")),
            (ASKED, _("Ask them something first")),
            (REFUSED, _("Do not put it in the register")),
        ]


class DecideAuthorityForm(DecideForm):
    """Give the right for a time, or refuse."""

    last_day = DayFormField(
        label=_("To, last day included"),
        required=False,
        help_text=_("For an elected seat, the end of its term."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = [
            (APPROVED, _("Give the right to speak")),
            (REFUSED, _("Say no")),
        ]


class DecideSuggestionForm(HouseForm):
    """Which of the suggested fields are right."""

    initial_is_stored = False
    mark_optional = False

    accepted = forms.MultipleChoiceField(
        label=_("What is right?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What is ticked is changed. The rest stays as it is."),
    )
    said = forms.CharField(
        label=_("A sentence to whoever suggested it"),
        required=False,
        max_length=LONGEST_SENTENCE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
