"""Where a question stands: the section it begins, what it waits for; and the bank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import words
from overens.common.forms import HouseForm
from overens.common.texts import LocalText
from overens.surveys.models import Question, QuestionnaireItem
from overens.surveys.rules import QUESTION_TYPES

# More boxes than this are no help in saying when a question is to be asked.
MOST_TO_WAIT_FOR = 30


class SectionForm(HouseForm):
    """The heading of the section that begins at a question."""

    section_sv = words(
        _("Heading in Swedish"),
        longest=200,
        help_text=_("Leave it empty to let the section before go on."),
    )
    section_en = words(_("Heading in English"), longest=200)


class ConditionForm(HouseForm):
    """Which earlier answers a question waits for: boxes for each earlier question."""

    mark_optional = False

    def __init__(
        self,
        *args: Any,
        item: QuestionnaireItem,
        earlier: Sequence[tuple[int, QuestionnaireItem]],
        **options: Any,
    ) -> None:
        super().__init__(*args, initial=self._initial(item), **options)
        self.asked: dict[str, str] = {}
        for number, before in earlier:
            can = QUESTION_TYPES[before.question.kind].can_be_waited_for
            choices = before.question.options if can else ()
            if not 0 < len(choices) <= MOST_TO_WAIT_FOR:
                continue
            name = f"when_{before.key}"
            self.asked[name] = before.key
            self.add_field(
                name,
                forms.MultipleChoiceField(
                    label=f"{number}. {before.question.title}",
                    required=False,
                    choices=[
                        (one["key"], str(LocalText(one["label"]))) for one in choices
                    ],
                    widget=forms.CheckboxSelectMultiple,
                ),
            )

    @staticmethod
    def _initial(item: QuestionnaireItem) -> dict[str, Any]:
        return {f"when_{key}": options for key, options in item.condition.items()}

    def given(self) -> dict[str, list[str]]:
        """Return the chosen answers by question key."""
        chosen = {
            key: self.cleaned_data.get(name, []) for name, key in self.asked.items()
        }
        return {key: options for key, options in chosen.items() if options}


class BankForm(HouseForm):
    """Which questions of the bank to ask again."""

    initial_is_stored = False

    questions = forms.MultipleChoiceField(
        label=_("Questions"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, found: Sequence[tuple[Question, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.found = {str(question.uuid): question for question, _about in found}
        field: Any = self.fields["questions"]
        field.choices = [(key, str(one.title)) for key, one in self.found.items()]
        field.choice_help = {str(question.uuid): about for question, about in found}
        field.error_messages["required"] = gettext("Tick at least one question.")

    def given(self) -> list[Question]:
        """Return the chosen questions, in the order of the list."""
        chosen = set(self.cleaned_data["questions"])
        return [question for key, question in self.found.items() if key in chosen]
