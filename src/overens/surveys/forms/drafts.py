"""What a survey is called, whom it asks and what it promises."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.explain import explain
from overens.common.form_pages import as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.common.sheets import BY_PAGE
from overens.common.texts import LocalText
from overens.errors import RuleBroken
from overens.surveys.actions import WRITTEN_TEXTS, read_survey_data
from overens.surveys.actions.drafts import in_each_language
from overens.surveys.models import Survey
from overens.surveys.models.surveys import mode_choices
from overens.surveys.queries import questionnaire_templates
from overens.surveys.queries.templates import BOTH_SIDES
from overens.surveys.rules import (
    CONFIDENTIAL,
    PROMISES,
    SurveyDefinition,
    read_questionnaire,
)
from overens.surveys.rules.contacts import CONTACT_WORDS

LONGEST_TITLE = 200
# Two hundred questions with five hundred options each are below it.
LARGEST_FILE = 4 * 1024 * 1024


def year_field() -> forms.IntegerField:
    """Return the field for the year that a survey is about."""
    return forms.IntegerField(
        label=_("Year"), required=False, min_value=1900, max_value=2200
    )


def mode_field() -> forms.ChoiceField:
    """Return the choice of mode, each with what it promises."""
    return forms.ChoiceField(
        label=_("Who sees the answers?"),
        choices=mode_choices,
        widget=forms.RadioSelect,
        help_text=_("Those who answer are told this before the first question."),
    )


def explain_modes(form: forms.Form) -> None:
    """Put each mode's promise beside it."""
    field: Any = form.fields["mode"]
    field.choice_help = {mode: gettext(text) for mode, text in PROMISES.items()}


class NewSurveyForm(HouseForm):
    """What a survey begins with."""

    initial_is_stored = False

    title_sv = words(_("Title in Swedish"), required=True, longest=LONGEST_TITLE)
    title_en = words(_("Title in English"), longest=LONGEST_TITLE)
    template = forms.ChoiceField(
        label=_("Begin with"), required=False, widget=forms.RadioSelect
    )
    file = forms.FileField(
        label=_("Or begin with a file"),
        required=False,
        help_text=_("A questionnaire saved from here, or an XLSForm (.xlsx)."),
    )
    mode = mode_field()
    year = year_field()

    def __init__(self, *args: Any, year: int, **options: Any) -> None:
        options.setdefault("initial", {"year": year, "mode": CONFIDENTIAL})
        super().__init__(*args, **options)
        explain_modes(self)
        self.templates = {one.key: one for one in questionnaire_templates()}
        field: Any = self.fields["template"]
        field.choices = [
            *((key, str(one.title)) for key, one in self.templates.items()),
            ("", gettext("An empty questionnaire")),
        ]
        field.choice_help = {key: one.about for key, one in self.templates.items()}

    def clean_file(self) -> SurveyDefinition | None:
        """Return the questionnaire in the file; None where none was chosen."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("Choose a file of at most 4 megabytes."))
        try:
            return read_questionnaire(
                read_survey_data(file.read(), ".json", limits=BY_PAGE)
            )
        except RuleBroken as broken:
            raise forms.ValidationError(explain(broken)) from broken

    def is_to_both_sides(self) -> bool:
        """Whether two surveys are made, one to each side."""
        is_template = self.cleaned_data["template"] == BOTH_SIDES
        return is_template and not self.cleaned_data["file"]

    def begun(self) -> SurveyDefinition | None:
        """Return what the survey begins with: the file, else the template."""
        file: SurveyDefinition | None = self.cleaned_data["file"]
        template = self.templates.get(self.cleaned_data["template"])
        return file or (template.definition if template else None)


class SurveyForm(HouseForm):
    """A survey's texts, year and mode while it is made."""

    title_sv = words(_("Title in Swedish"), required=True, longest=LONGEST_TITLE)
    title_en = words(_("Title in English"), longest=LONGEST_TITLE)
    introduction_sv = words(
        _("Why you ask, in Swedish"),
        rows=4,
        longest=3000,
        help_text=_("Stands on the first page, before the questions."),
    )
    introduction_en = words(_("Why you ask, in English"), rows=4, longest=3000)
    mode = mode_field()
    year = year_field()
    offers_contact = forms.BooleanField(
        label=_("Offer those who have answered to be contacted"),
        required=False,
        help_text=_(
            "After the answers are sent. Names are kept apart from the answers, and "
            "nothing ties them together."
        ),
    )
    contact_sv = words(
        _("The offer in Swedish"),
        rows=3,
        longest=1000,
        help_text=_("Left empty, we say it in our words."),
    )
    contact_en = words(_("The offer in English"), rows=3, longest=1000)
    unit_sv = words(
        _("What is counted, one, in Swedish"),
        longest=80,
        help_text=_("For example nämnd."),
    )
    unit_en = words(_("What is counted, one, in English"), longest=80)
    units_sv = words(
        _("What is counted, several, in Swedish"),
        longest=80,
        help_text=_("For example nämnder."),
    )
    units_en = words(_("What is counted, several, in English"), longest=80)
    respondent_sv = words(
        _("Who answers, one, in Swedish"),
        longest=80,
        help_text=_("For example nämndsekreterare."),
    )
    respondent_en = words(_("Who answers, one, in English"), longest=80)
    respondents_sv = words(_("Who answers, several, in Swedish"), longest=80)
    respondents_en = words(_("Who answers, several, in English"), longest=80)

    def __init__(self, *args: Any, survey: Survey, **options: Any) -> None:
        initial: dict[str, Any] = {
            "mode": survey.mode,
            "year": survey.year,
            "offers_contact": bool(survey.contact),
        }
        for name in WRITTEN_TEXTS:
            initial |= as_initial(name, getattr(survey, name))
        super().__init__(*args, initial=initial, **options)
        explain_modes(self)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        texts: dict[str, LocalText] = {
            name: texts_in(self.cleaned_data, name) for name in WRITTEN_TEXTS
        }
        if not self.cleaned_data["offers_contact"]:
            texts["contact"] = LocalText()
        elif not texts["contact"]:
            texts["contact"] = in_each_language(CONTACT_WORDS)
        return {
            **texts,
            "mode": self.cleaned_data["mode"],
            "year": self.cleaned_data["year"],
        }


class WithdrawForm(HouseForm):
    """Why a survey is taken away."""

    why = words(_("Why is it taken away?"), required=True, longest=400)
