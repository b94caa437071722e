"""Which side a survey asks, and how the other side is asked the same."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import words
from overens.common.forms import HouseForm
from overens.surveys.forms.drafts import LONGEST_TITLE
from overens.surveys.models import Survey
from overens.surveys.models.surveys import side_choices


class OtherSideForm(HouseForm):
    """Which side is asked here, and what the other side's survey is called."""

    initial_is_stored = False

    side = forms.ChoiceField(
        label=_("Which side does this survey ask?"), widget=forms.RadioSelect
    )
    other = forms.ChoiceField(
        label=_("The other side’s survey"),
        required=False,
        help_text=_("A new draft gets the same questions, in the same words."),
    )
    title_sv = words(_("Title of the new draft in Swedish"), longest=LONGEST_TITLE)
    title_en = words(_("Title of the new draft in English"), longest=LONGEST_TITLE)

    def __init__(self, *args: Any, others: list[Survey], **options: Any) -> None:
        super().__init__(*args, **options)
        self.others = {each.slug: each for each in others}
        side: Any = self.fields["side"]
        side.choices = side_choices()
        other: Any = self.fields["other"]
        other.choices = [
            ("", gettext("Make a new draft")),
            *((slug, str(each.title)) for slug, each in self.others.items()),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for a title where a draft is to be made."""
        given = super().clean() or {}
        titles = (given.get("title_sv"), given.get("title_en"))
        if not given.get("other") and not any(titles):
            self.add_error("title_sv", _("Write what the new draft is called."))
        return given
