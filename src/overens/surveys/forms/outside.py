"""What others found: their survey, and their question beside ours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import add_broken, as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.errors import RuleBroken
from overens.surveys.forms.drafts import LONGEST_TITLE, year_field
from overens.surveys.models import OutsideQuestion, OutsideSurvey
from overens.surveys.models.outside import grade_choices
from overens.surveys.rules import QUESTION_TYPES, Item
from overens.surveys.rules.outside import (
    FIGURES_OF,
    SHARES,
    OutsideAnswer,
    answers_in,
    check_note,
    check_shares,
    figures_in,
    read_outside,
    written_outside,
)


class OutsideSurveyForm(HouseForm):
    """A survey that others did."""

    title_sv = words(_("Title in Swedish"), required=True, longest=LONGEST_TITLE)
    title_en = words(_("Title in English"), longest=LONGEST_TITLE)
    done_by = words(_("Who did it?"), required=True, longest=200)
    year = year_field()
    asked_sv = words(
        _("Whom did it ask? In Swedish"),
        required=True,
        longest=300,
        help_text=_("For example: föreningar med anställda i hela landet."),
    )
    asked_en = words(_("Whom did it ask? In English"), longest=300)
    answered = forms.IntegerField(
        label=_("How many answered?"),
        required=False,
        min_value=1,
        max_value=10_000_000,
        help_text=_("Leave it empty if the source does not say."),
    )
    source_sv = words(
        _("Where do its figures stand? In Swedish"),
        required=True,
        longest=500,
        help_text=_("Report and page."),
    )
    source_en = words(_("Where do its figures stand? In English"), longest=500)
    url = forms.URLField(
        label=_("Link to the source"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    _TEXTS = ("title", "asked", "source")

    def __init__(
        self, *args: Any, outside: OutsideSurvey | None = None, **options: Any
    ) -> None:
        if outside is not None:
            initial: dict[str, Any] = {
                name: getattr(outside, name)
                for name in ("done_by", "year", "answered", "url")
            }
            for name in self._TEXTS:
                initial |= as_initial(name, getattr(outside, name))
            options["initial"] = initial
        super().__init__(*args, **options)
        self.fields["year"].required = True

    def given(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        told = {name: texts_in(self.cleaned_data, name) for name in self._TEXTS}
        plain = ("done_by", "year", "answered", "url")
        return {**told, **{name: self.cleaned_data[name] for name in plain}}


class OutsideQuestionForm(HouseForm):
    """One of their questions, beside which of ours, and how alike."""

    question = forms.ChoiceField(label=_("Beside which of our questions?"))
    wording_sv = words(
        _("What did they ask? In Swedish"), required=True, rows=2, longest=500
    )
    wording_en = words(_("What did they ask? In English"), rows=2, longest=500)
    grade = forms.ChoiceField(
        label=_("How alike are the two?"),
        widget=forms.RadioSelect,
        help_text=_(
            "Only A is tested. B stands beside ours without a test, C is text alone."
        ),
    )
    note_sv = words(
        _("How does it differ from ours? In Swedish"),
        rows=3,
        longest=1000,
        help_text=_("Needed for B and C."),
    )
    note_en = words(_("How does it differ from ours? In English"), rows=3, longest=1000)
    figures = forms.ChoiceField(
        label=_("What does the source print?"), widget=forms.RadioSelect
    )
    answers = words(
        _("Their answers, one a line"),
        required=True,
        rows=8,
        longest=40_000,
        help_text=_(
            "As printed. A share stands after a bar: Ja | 41. So does a place that "
            "several share: Kultur | 2. If our answer is called something else, write "
            "it last: Unga | 2 | Barn och unga."
        ),
    )

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        row: OutsideQuestion | None = None,
        **options: Any,
    ) -> None:
        options["initial"] = (
            {"figures": SHARES} if row is None else self._initial_of(row)
        )
        super().__init__(*args, **options)
        question: Any = self.fields["question"]
        question.choices = [(item.key, item.title) for item in items]
        self.several = {item.key for item in items if QUESTION_TYPES[item.kind].several}
        grade: Any = self.fields["grade"]
        grade.choices = grade_choices()
        figures: Any = self.fields["figures"]
        figures.choices = [(key, gettext(said)) for key, said in FIGURES_OF.items()]

    def _initial_of(self, row: OutsideQuestion) -> dict[str, Any]:
        answers = answers_in(row.answers)
        return {
            "question": row.question_key,
            "grade": row.grade,
            "figures": figures_in(answers),
            "answers": written_outside(answers),
            **as_initial("wording", row.wording),
            **as_initial("note", row.note),
        }

    def clean(self) -> dict[str, Any]:
        """Read the answers, and ask for the note where one is needed."""
        given = super().clean() or {}
        self.read: tuple[OutsideAnswer, ...] = ()
        if given.get("answers") and given.get("figures"):
            try:
                self.read = read_outside(given["answers"], given["figures"])
                check_shares(self.read, several=given.get("question") in self.several)
            except RuleBroken as broken:
                add_broken(self, broken)
        if given.get("grade"):
            try:
                check_note(given["grade"], texts_in(given, "note"))
            except RuleBroken as broken:
                add_broken(self, broken)
        return given

    def given(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        return {
            "question_key": self.cleaned_data["question"],
            "wording": texts_in(self.cleaned_data, "wording"),
            "grade": self.cleaned_data["grade"],
            "note": texts_in(self.cleaned_data, "note"),
            "answers": self.read,
        }
