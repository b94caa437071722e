"""Forms of somebody who answers by link: the code, for what, and a no."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import words
from overens.common.forms import HouseForm
from overens.surveys.rules.contacts import (
    LONGEST_ABOUT,
    LONGEST_CONTACT_NAME,
    LONGEST_PHONE,
)

TOGETHER, EACH, GROUPED = "together", "each", "grouped"
NOT_FOR = "-"
# Characters: 52 of the code, the dashes between, and a pasted address before it.
LONGEST_CODE = 300
LONGEST_WHY = 1_000


class CodeForm(HouseForm):
    """The code of a letter or a paper, pasted or typed."""

    mark_optional = False

    code = forms.CharField(
        label=_("Your code"),
        help_text=_(
            "It stands in your letter. Capitals, spaces and dashes do not matter."
        ),
        max_length=LONGEST_CODE,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Write the code that stands in your letter.")},
    )

    def clean_code(self) -> str:
        """Return the code alone, also where the whole link was pasted."""
        return str(self.cleaned_data["code"]).rsplit("#", 1)[-1]


class HowForm(HouseForm):
    """Whether one answer goes for all that somebody answers for."""

    mark_optional = False
    choices_outlined = True
    question_as_heading = True

    def __init__(self, *args: Any, units: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        some = gettext("Some of them together")
        if len(units) <= 2:
            some = gettext("Only for one of them")
        # Added with its label, which is what is said where nothing is chosen.
        self.add_field(
            "how",
            forms.ChoiceField(
                label=gettext("How do you want to answer?"),
                help_text=gettext("You answer for: %(units)s.")
                % {"units": ", ".join(units.values())},
                choices=[
                    (TOGETHER, gettext("One answer for all of them")),
                    (EACH, gettext("One answer for each")),
                    (GROUPED, some),
                ],
                widget=forms.RadioSelect,
            ),
        )


class GroupsForm(HouseForm):
    """Which of somebody's units share an answer, and which get none."""

    mark_optional = False

    def __init__(self, *args: Any, units: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [
            (str(n), gettext("Answer %(number)s") % {"number": n})
            for n in range(1, len(units) + 1)
        ]
        choices.append((NOT_FOR, gettext("I do not answer for it")))
        for key, name in units.items():
            field = forms.ChoiceField(choices=choices, label=name, initial="1")
            self.add_field(f"for-{key}", field)

    def clean(self) -> dict[str, Any]:
        """See that at least one gets an answer."""
        given: dict[str, Any] = super().clean() or {}
        if given and set(given.values()) == {NOT_FOR}:
            raise forms.ValidationError(
                gettext(
                    "Choose an answer for at least one, or go back and say that you "
                    "will not answer."
                )
            )
        return given


class DeclineForm(HouseForm):
    """That somebody will not answer, and why if they want to say."""

    why = forms.CharField(
        label=_("Why not?"),
        help_text=_("Only those who run the survey read it. You can leave it empty."),
        required=False,
        max_length=LONGEST_WHY,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ContactForm(HouseForm):
    """How to reach somebody who has answered and wants to be contacted."""

    # Of e-mail and phone one is enough and one is needed: neither is optional.
    mark_optional = False

    name = words(_("Name"), required=True, longest=LONGEST_CONTACT_NAME)
    email = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_("Write an e-mail address or a phone number, or both."),
    )
    phone = words(_("Phone"), longest=LONGEST_PHONE)
    about = words(
        _("What is it about?"),
        rows=3,
        longest=LONGEST_ABOUT,
        help_text=_(
            "You can leave it empty. What you write here is not anonymous: it stands "
            "by your name."
        ),
    )
