"""What is written in a survey's report, and its publishing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from overens.common import formats
from overens.common.form_pages import as_initial, words
from overens.common.forms import HouseForm
from overens.common.texts import LocalText
from overens.surveys.rules.reports import LONGEST_PART


class PartForm(HouseForm):
    """What one part of a report says, in each language."""

    text_sv = words(
        _("In Swedish"),
        rows=10,
        longest=LONGEST_PART,
        help_text=_(
            "What stands in braces, such as {survey:answered}, is filled in from the "
            "answers. A blank line begins a new paragraph."
        ),
    )
    text_en = words(_("In English"), rows=10, longest=LONGEST_PART)

    def __init__(self, *args: Any, text: LocalText, **options: Any) -> None:
        super().__init__(*args, initial=as_initial("text", text), **options)

    def tell(self, faults: Mapping[str, Sequence[str]]) -> None:
        """Say beside each language what keeps it from being published.

        Only while the page is opened: what is written is saved all the same.
        """
        told = {
            f"text_{language}": self.error_class(why, renderer=self.renderer)
            for language, why in faults.items()
            if why
        }
        if told and not self.is_bound:
            self._errors = ErrorDict(told)


class PublishReportForm(HouseForm):
    """That the clues are read, and what an earlier edition had wrong."""

    initial_is_stored = False

    corrected_sv = words(
        _("What is corrected, and why, in Swedish"),
        required=True,
        rows=4,
        longest=2000,
        help_text=_("Stands first in the new edition. The old one can still be read."),
    )
    corrected_en = words(
        _("What is corrected, and why, in English"), rows=4, longest=2000
    )
    clues_read = forms.BooleanField(required=False)

    def __init__(self, *args: Any, clues: int, is_first: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_first:
            del self.fields["corrected_sv"], self.fields["corrected_en"]
        if not clues:
            del self.fields["clues_read"]
            return
        self.fields["clues_read"].label = ngettext(
            "I have read the %(count)s clue, and nobody can be pointed out",
            "I have read the %(count)s clues, and nobody can be pointed out",
            clues,
        ) % {"count": formats.number(clues)}
