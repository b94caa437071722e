"""A question's words, by kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.common.texts import LANGUAGES, LocalText
from overens.errors import RuleBroken
from overens.surveys.models import Question
from overens.surveys.rules import (
    HIGHEST_GRADE,
    LOWEST_GRADE,
    MOST_DECIMALS,
    WrittenOption,
    end_words,
    read_options,
    read_scale,
    read_settings,
    written_options,
)
from overens.surveys.rules.options import set_alone, written_alone

LONGEST_QUESTION = 500
# Five hundred municipalities with a sentence each.
LONGEST_OPTIONS = 200_000


def options_in(question: Question) -> list[WrittenOption]:
    """Return a question's stored options as the rules take them."""
    return [WrittenOption.of(option) for option in question.options]


def rows_in(question: Question) -> list[WrittenOption]:
    """Return a question's stored rows as the rules take them."""
    return [WrittenOption.of(row) for row in question.settings.get("rows", ())]


class QuestionForm(HouseForm):
    """A question's words; kinds with options have fields of their own besides."""

    title_sv = words(
        _("Question in Swedish"), required=True, rows=2, longest=LONGEST_QUESTION
    )
    title_en = words(_("Question in English"), rows=2, longest=LONGEST_QUESTION)
    instruction_sv = words(
        _("Help under the question, in Swedish"), rows=2, longest=1000
    )
    instruction_en = words(
        _("Help under the question, in English"), rows=2, longest=1000
    )

    def __init__(
        self, *args: Any, question: Question | None = None, **options: Any
    ) -> None:
        self.question = question
        if question is not None:
            options.setdefault("initial", self.initial_of(question))
        super().__init__(*args, **options)

    def initial_of(self, question: Question) -> dict[str, Any]:
        """Return what is stored, as the fields show it."""
        return {
            **as_initial("title", question.title),
            **as_initial("instruction", question.instruction),
        }

    def given(self) -> dict[str, Any]:
        """Return what was written, as the actions take it.

        Raises:
            RuleBroken: the options cannot stand; it says beside which field.
        """
        return {
            "title": texts_in(self.cleaned_data, "title"),
            "instruction": texts_in(self.cleaned_data, "instruction"),
            "options": self.options_given(),
            "own_text": self.cleaned_data.get("own_text", False),
            "settings": self.settings_given(),
        }

    def options_given(self) -> Sequence[WrittenOption]:
        """Return the options written; none where the kind has none."""
        return ()

    def settings_given(self) -> dict[str, Any]:
        """Return the unit and limits written; none where the kind has none."""
        return {}


class OptionsForm(QuestionForm):
    """A question with options, one a line."""

    options_sv = words(
        _("Options in Swedish"),
        required=True,
        rows=8,
        longest=LONGEST_OPTIONS,
        help_text=_(
            "One a line. Write a definition after a bar, if there is one: We have read "
            "it | At least one of us has read the whole text."
        ),
    )
    options_en = words(
        _("Options in English"),
        rows=8,
        longest=LONGEST_OPTIONS,
        help_text=_("As many as in Swedish, in the same order."),
    )

    def initial_of(self, question: Question) -> dict[str, Any]:
        """Return what is stored, options one a line."""
        options = options_in(question)
        return {
            **super().initial_of(question),
            **{f"options_{lang}": written_options(options, lang) for lang in LANGUAGES},
        }

    def options_given(self) -> Sequence[WrittenOption]:
        """Return the options written; one that is only reworded keeps its key."""
        return read_options(
            self.cleaned_data["options_sv"],
            self.cleaned_data["options_en"],
            known=options_in(self.question) if self.question else (),
        )


class ChoiceForm(OptionsForm):
    """A question with options to choose among, and a line for what is none of them."""

    own_text = forms.BooleanField(
        label=_("A line to write another answer on"), required=False
    )

    def initial_of(self, question: Question) -> dict[str, Any]:
        """Return what is stored, and whether there is such a line."""
        return {**super().initial_of(question), "own_text": question.own_text}


class SeveralForm(ChoiceForm):
    """A question with several options, some of which may exclude the others."""

    alone = words(
        _("Options that exclude the others"),
        rows=2,
        longest=LONGEST_OPTIONS,
        help_text=_(
            "One a line, as it stands above, for example: No. Whoever chooses it "
            "cannot choose anything else."
        ),
    )
    field_order = (
        *("title_sv", "title_en", "instruction_sv", "instruction_en"),
        *("options_sv", "options_en", "alone", "own_text"),
    )

    def initial_of(self, question: Question) -> dict[str, Any]:
        """Return what is stored, and which options exclude the others."""
        alone = written_alone(options_in(question))
        return {**super().initial_of(question), "alone": alone}

    def options_given(self) -> Sequence[WrittenOption]:
        """Return the options written, and which of them exclude the others."""
        return set_alone(super().options_given(), self.cleaned_data["alone"])


class ScaleForm(QuestionForm):
    """A grade between two ends, with words at each."""

    lowest = forms.IntegerField(
        label=_("Lowest grade"), min_value=LOWEST_GRADE, max_value=1, initial=1
    )
    low_end_sv = words(_("Words at the lowest grade, in Swedish"), longest=80)
    low_end_en = words(_("Words at the lowest grade, in English"), longest=80)
    highest = forms.IntegerField(
        label=_("Highest grade"), min_value=2, max_value=HIGHEST_GRADE, initial=5
    )
    high_end_sv = words(_("Words at the highest grade, in Swedish"), longest=80)
    high_end_en = words(_("Words at the highest grade, in English"), longest=80)

    def initial_of(self, question: Question) -> dict[str, Any]:
        """Return what is stored: the two ends and their words."""
        options = options_in(question)
        return {
            **super().initial_of(question),
            "lowest": int(options[0].key),
            "highest": int(options[-1].key),
            **as_initial("low_end", LocalText(end_words(options[0]))),
            **as_initial("high_end", LocalText(end_words(options[-1]))),
        }

    def options_given(self) -> Sequence[WrittenOption]:
        """Return the grades, lowest first."""
        return read_scale(
            self.cleaned_data["lowest"],
            self.cleaned_data["highest"],
            low_end=texts_in(self.cleaned_data, "low_end"),
            high_end=texts_in(self.cleaned_data, "high_end"),
        )


class MatrixForm(OptionsForm):
    """Rows that are answered on one scale, which is written once."""

    rows_sv = words(
        _("Rows in Swedish"),
        required=True,
        rows=6,
        longest=LONGEST_OPTIONS,
        help_text=_("One a line: each is answered by itself."),
    )
    rows_en = words(
        _("Rows in English"),
        rows=6,
        longest=LONGEST_OPTIONS,
        help_text=_("As many as in Swedish, in the same order."),
    )
    field_order = (
        *("title_sv", "title_en", "instruction_sv", "instruction_en"),
        *("rows_sv", "rows_en", "options_sv", "options_en"),
    )

    def initial_of(self, question: Question) -> dict[str, Any]:
        """Return what is stored, rows one a line."""
        rows = rows_in(question)
        return {
            **super().initial_of(question),
            **{f"rows_{lang}": written_options(rows, lang) for lang in LANGUAGES},
        }

    def settings_given(self) -> dict[str, Any]:
        """Return the rows; one that is only reworded keeps its key."""
        try:
            rows = read_options(
                self.cleaned_data["rows_sv"],
                self.cleaned_data["rows_en"],
                known=rows_in(self.question) if self.question else (),
            )
        except RuleBroken as broken:
            # The same rules hold for rows as for options, in other fields.
            broken.field = (broken.field or "").replace("options", "rows")
            raise
        return read_settings("matrix", {"rows": rows})


class LimitsForm(QuestionForm):
    """A question whose answer lies between two ends."""

    kind = ""

    def initial_of(self, question: Question) -> dict[str, Any]:
        """Return what is stored: words, unit and limits."""
        stored = dict(question.settings)
        unit = LocalText(stored.pop("unit", {}))
        return {**super().initial_of(question), **as_initial("unit", unit), **stored}

    def settings_given(self) -> dict[str, Any]:
        """Return the unit and limits as the bank stores them."""
        given = self.cleaned_data
        unit = texts_in(given, "unit") if "unit_sv" in given else {}
        return read_settings(self.kind, {**given, "unit": unit})


class NumberForm(LimitsForm):
    """A number, with what it counts and between what it lies."""

    kind = "number"

    unit_sv = words(
        _("What the number counts, in Swedish"),
        longest=40,
        help_text=_("Stands after the field: medlemmar, kronor, timmar."),
    )
    unit_en = words(_("What the number counts, in English"), longest=40)
    least = words(
        _("Lowest number"),
        longest=20,
        help_text=_(
            "With both a lowest and a highest the answers are shown in equal steps, "
            "else in tens, hundreds, thousands."
        ),
    )
    most = words(_("Highest number"), longest=20)
    decimals = forms.IntegerField(
        label=_("Decimals"), min_value=0, max_value=MOST_DECIMALS, initial=0
    )


class DateForm(LimitsForm):
    """A day between two others."""

    kind = "date"

    least = words(
        _("First day"),
        longest=40,
        help_text=_(
            "With both a first and a last day the answers are shown by month, or by "
            "year when there are more than two years between them."
        ),
    )
    most = words(_("Last day"), longest=40)


# The form of each kind of question; docs/how-to/add-a-question-type.md.
QUESTION_FORMS: dict[str, type[QuestionForm]] = {
    "single": ChoiceForm,
    "multi": SeveralForm,
    "scale": ScaleForm,
    "matrix": MatrixForm,
    "ranking": OptionsForm,
    "number": NumberForm,
    "date": DateForm,
    "text": QuestionForm,
    "consent": QuestionForm,
    "units": QuestionForm,
}
