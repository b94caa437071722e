"""How a question is asked: one field a kind, as whoever answers sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from typing import Any, cast

from django import forms
from django.utils.translation import gettext

from overens.common.explain import explain
from overens.common.forms import HouseForm
from overens.surveys.rules import QUESTION_TYPES, UNSAID, Item, Option, read_cells


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
        choices=_choices(item),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext("You can choose several."),
    )


def _words(item: Item) -> forms.Field:
    return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}))


def _number(item: Item) -> forms.Field:
    # Not a number field of the browser's: that takes one of the two notations only.
    field: Any = forms.CharField(
        widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 6})
    )
    field.suffix = item.limits.unit
    return cast(forms.Field, field)


def _day(item: Item) -> forms.Field:
    # Not a date field of the browser's: each of its parts is a stop for the keyboard,
    # and it takes no "15 december 2026".
    return forms.CharField(
        widget=forms.TextInput(attrs={"size": 10}),
        help_text=gettext("Year, month and day, for example 2026-12-15."),
    )


def _agreement(item: Item) -> forms.Field:
    return forms.BooleanField()


class _EachPart(forms.MultiWidget):
    """One choice for each of some parts, told apart by their labels."""

    def __init__(self, parts: Sequence[Option], widget: forms.Widget) -> None:
        self.parts = parts
        super().__init__({part.key: deepcopy(widget) for part in parts})

    def decompress(self, value: Any) -> list[Any]:
        """Return the choice of each part, of what the field returned."""
        return [(value or {}).get(part.key) for part in self.parts]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what is drawn, each part with its own label."""
        context: dict[str, Any] = super().get_context(name, value, attrs)
        drawn = context["widget"]["subwidgets"]
        for each, part in zip(drawn, self.parts, strict=True):
            each["label"] = part.label
        return context


class _EachPlace(_EachPart):
    """A list of places beside each option: works by keyboard and without a script."""

    template_name = "surveys/_ask_ranking.html"


class _EachRow(_EachPart):
    """A group of buttons a row, one under the other on a phone."""

    template_name = "surveys/_ask_matrix.html"


class _Several(forms.MultiValueField):
    """What was chosen of each part, by its key; empty where nothing was."""

    def __init__(
        self, parts: Sequence[Option], choices: Sequence[tuple[str, str]], **how: Any
    ) -> None:
        self.parts = parts
        super().__init__(
            [forms.ChoiceField(choices=choices, required=False) for _part in parts],
            require_all_fields=False,
            **how,
        )

    def compress(self, data_list: Any) -> dict[str, str]:
        """Return the choices by key, as ``QuestionType.read`` takes them."""
        given = zip(self.parts, data_list or (), strict=False)
        return {part.key: value for part, value in given if value}


def _order(item: Item) -> forms.Field:
    places = [("", gettext("No place"))]
    places += [(str(n), str(n)) for n in range(1, len(item.options) + 1)]
    widget = _EachPlace(item.options, forms.Select(choices=places))
    return _Several(item.options, places, widget=widget)


def _rows(item: Item) -> forms.Field:
    choices = [*_choices(item), (UNSAID, _unsaid())]
    widget = _EachRow(item.rows, forms.RadioSelect(choices=choices))
    return _Several(item.rows, choices, widget=widget)


# A kind without a line here asks nothing: its answer is known from elsewhere.
FIELDS: dict[str, Callable[[Item], forms.Field]] = {
    "single": _one,
    "scale": _one,
    "multi": _several,
    "text": _words,
    "number": _number,
    "date": _day,
    "consent": _agreement,
    "ranking": _order,
    "matrix": _rows,
}


class AskForm(HouseForm):
    """One question as it is asked; "I do not know" stands apart from the answers.

    ``answer`` is what ``QuestionType.read`` takes: among buttons ``UNSAID`` is one of
    them; else a ticked ``unsaid`` beside an empty ``answer`` means ``UNSAID``.
    """

    mark_optional = False
    choices_outlined = True

    def __init__(
        self,
        *args: Any,
        item: Item,
        instruction: str = "",
        helps: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        options = {"prefix": item.key} | options
        super().__init__(*args, auto_id="ask-%s", **options)
        self.item = item
        if item.kind not in FIELDS:
            return
        field: Any = FIELDS[item.kind](item)
        field.label, field.required = item.title, False
        field.help_text = f"{instruction} {field.help_text}".strip()
        field.choice_help = helps or {}
        self.add_field("answer", field)
        if item.own_text:
            own = forms.CharField(label=gettext("Another answer"), required=False)
            self.add_field("own_text", own)
        # Of buttons it is one; of anything else a box beside it. To Django a group of
        # boxes is a kind of group of buttons.
        is_button = isinstance(
            field.widget, forms.RadioSelect | _EachRow
        ) and not isinstance(field.widget, forms.CheckboxSelectMultiple)
        if QUESTION_TYPES[item.kind].can_be_unsaid and not is_button:
            self.add_field(
                "unsaid", forms.BooleanField(label=_unsaid(), required=False)
            )

    @property
    def cells(self) -> dict[str, object]:
        """Return what is filled in, by column, as an answer sheet is read."""
        given = self.cleaned_data
        answer = given.get("answer")
        if given.get("unsaid") and not answer:
            answer = UNSAID
        own = given.get("own_text", "")
        return {self.item.key: answer, self.item.own_text_key: own}

    @property
    def stored(self) -> dict[str, object]:
        """Return the answer as an answer sheet stores it; nothing where it is wrong."""
        return read_cells([self.item], self.cells)[0] if self.is_valid() else {}

    def clean(self) -> dict[str, Any]:
        """Say beside its field what no answer sheet could take."""
        given: dict[str, Any] = super().clean() or {}
        self.cleaned_data = given
        if given.get("unsaid") and (given.get("answer") or given.get("own_text")):
            self.add_error(
                "unsaid",
                gettext("Choose: either an answer, or this. Take away the other."),
            )
        faults = read_cells([self.item], self.cells)[1]
        for column, broken in faults.items():
            is_own = column == self.item.own_text_key
            self.add_error("own_text" if is_own else "answer", explain(broken))
        return given
