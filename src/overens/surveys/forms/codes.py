"""A code of a code book, another book to take over, and what a text is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.common.texts import LocalText
from overens.surveys.models import TextCode

_TEXTS = ("name", "definition", "example")


class CodeForm(HouseForm):
    """What a code is called, means, and looks like."""

    name_sv = words(_("Name in Swedish"), required=True, longest=120)
    name_en = words(_("Name in English"), longest=120)
    definition_sv = words(
        _("Definition in Swedish"),
        rows=3,
        longest=1000,
        help_text=_("What a text has to be about to get the code, and what does not."),
    )
    definition_en = words(_("Definition in English"), rows=3, longest=1000)
    example_sv = words(
        _("Example in Swedish"),
        rows=2,
        longest=500,
        help_text=_("Made up, or a text that is released: the code book is shown."),
    )
    example_en = words(_("Example in English"), rows=2, longest=500)

    def __init__(
        self, *args: Any, code: TextCode | None = None, **options: Any
    ) -> None:
        if code is not None:
            options["initial"] = {
                name: text
                for field in _TEXTS
                for name, text in as_initial(field, getattr(code, field)).items()
            }
        super().__init__(*args, **options)

    def given(self) -> dict[str, LocalText]:
        """Return what was filled in, as the action takes it."""
        return {name: texts_in(self.cleaned_data, name) for name in _TEXTS}


class CopyCodesForm(HouseForm):
    """Which code book to take over."""

    initial_is_stored = False

    book = forms.ChoiceField(label=_("Code book"), widget=forms.RadioSelect)

    def __init__(
        self, *args: Any, books: Sequence[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["book"].choices = books  # type: ignore[attr-defined]


def codes_field(codes: Sequence[TextCode]) -> forms.MultipleChoiceField:
    """Return the field of what a text is about."""
    field = forms.MultipleChoiceField(
        label=_("What is the text about?"),
        required=False,
        choices=[(code.key, str(code)) for code in codes],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Choose all codes that fit. Choose none if none does."),
    )
    meant = {code.key: str(code.definition) for code in codes if code.definition}
    field.choice_help = meant  # type: ignore[attr-defined]
    return field


class CodingForm(HouseForm):
    """What a text is about."""

    def __init__(self, *args: Any, codes: Sequence[TextCode], **options: Any) -> None:
        super().__init__(*args, **options)
        self.add_field("codes", codes_field(codes))
