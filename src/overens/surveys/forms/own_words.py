"""Releasing a text that somebody wrote in their own words, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import texts_in, words
from overens.common.forms import HouseForm
from overens.common.texts import LocalText
from overens.surveys.forms.codes import codes_field
from overens.surveys.models import TextCode
from overens.surveys.rules.own_words import LEFT, RELEASED, TEXT_STATES, UNREAD

# Characters; as much as an answer may be, and room for a translation.
LONGEST_RELEASED = 8_000


class ReleaseForm(HouseForm):
    """A text as it is to be shown."""

    initial_is_stored = False

    text_sv = words(
        _("The text as it is shown"),
        rows=6,
        longest=LONGEST_RELEASED,
        help_text=_(
            "Shorten it if you like, and put […] for what points somebody out. Change "
            "nothing else: it is somebody’s own words."
        ),
    )
    text_en = words(
        _("Translated to English"),
        rows=4,
        longest=LONGEST_RELEASED,
        help_text=_("Shown to those who read in English, marked as our translation."),
    )

    def __init__(
        self,
        *args: Any,
        asks_twice: bool,
        codes: Sequence[TextCode] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        if codes:
            self.add_field("codes", codes_field(codes))
        if asks_twice:
            self.add_field(
                "points_nobody_out",
                forms.BooleanField(
                    label=_("I have looked: what is left points nobody out"),
                    required=False,
                ),
            )

    def text(self) -> LocalText:
        """Return what is to be shown."""
        return texts_in(self.cleaned_data, "text")


class TakeBackForm(HouseForm):
    """That a text is not to be shown after all, and why if it has been."""

    def __init__(self, *args: Any, is_published: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_published:
            self.add_field(
                "why",
                words(
                    _("Why is it withdrawn?"),
                    required=True,
                    longest=400,
                    help_text=_(
                        "Stands on the page of the results instead of the text. Do not "
                        "say what it said."
                    ),
                ),
            )


class TextsForm(HouseForm):
    """Which of a question's texts are listed."""

    mark_optional = False

    show = forms.ChoiceField(label=_("Show"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["show"].choices = [  # type: ignore[attr-defined]
            ("", _("all texts")),
            *((state, _(TEXT_STATES[state])) for state in (UNREAD, RELEASED, LEFT)),
        ]
