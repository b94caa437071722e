"""How a question is asked: one field a kind, as whoever answers sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext

from overens.common.forms import HouseForm
from overens.surveys.rules import Item

# No option has such a key. Not empty: an empty one would be chosen beforehand.
UNSAID = "?"


def _unsaid() -> str:
    return gettext("I do not know, or will not say")


def _choices(item: Item) -> list[tuple[str, str]]:
    return [(option.key, option.label) for option in item.options]


def _one(item: Item) -> forms.Field:
    return forms.ChoiceField(
        choices=[*_choices(item), (UNSAID, _unsaid())], widget=forms.RadioSelect
    )


def _several(item: Item) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=_choices(item), widget=forms.CheckboxSelectMultiple
    )


def _words(item: Item) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))


# A kind without a line here asks nothing: its answer is known from elsewhere.
FIELDS: dict[str, Callable[[Item], forms.Field]] = {
    "single": _one,
    "scale": _one,
    "multi": _several,
    "text": _words,
}


class AskForm(HouseForm):
    """One question as it is asked; "I do not know" stands apart from the answers."""

    mark_optional = False
    choices_outlined = True

    def __init__(
        self,
        *args: Any,
        item: Item,
        instruction: str = "",
        meanings: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, auto_id="ask-%s", prefix=item.key, **options)
        if item.kind not in FIELDS:
            return
        field: Any = FIELDS[item.kind](item)
        field.label, field.help_text, field.required = item.title, instruction, False
        field.choice_help = meanings or {}
        self.add_field("answer", field)
        if item.own_text:
            own = forms.CharField(label=gettext("Another answer"), required=False)
            self.add_field("own_text", own)
        if not isinstance(field, forms.ChoiceField) or isinstance(
            field, forms.MultipleChoiceField
        ):
            self.add_field(
                "unsaid", forms.BooleanField(label=_unsaid(), required=False)
            )
