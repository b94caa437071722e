"""The shapes of what comes in: an address, a code, a role, a space."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ConfirmLoginCodeForm, RequestLoginCodeForm
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from overens.accounts.actions import ALL_COLUMNS
from overens.accounts.rules import EVERYWHERE, LONGEST_NAME, ROLES
from overens.common.form_pages import DayFormField
from overens.common.forms import HouseForm


class SignInForm(HouseForm, RequestLoginCodeForm):  # type: ignore[misc]
    """The address that a code is to be sent to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class SignInCodeForm(HouseForm, ConfirmLoginCodeForm):  # type: ignore[misc]
    """The code from the mail."""

    code = forms.CharField(
        label=_("The code in the mail"),
        help_text=_("Six figures. The code works for ten minutes."),
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}
        ),
    )


class LanguageForm(HouseForm):
    """The language of one's pages and mails."""

    language = forms.ChoiceField(
        label=_("Language of pages and mails"),
        choices=lambda: settings.LANGUAGES,
        widget=forms.RadioSelect,
    )


def roles_in_a_space() -> list[tuple[str, Any]]:
    """Return the roles that are held in a space."""
    return [(key, _(label)) for key, label in ROLES.items() if key not in EVERYWHERE]


class RoleForm(HouseForm):
    """Who is to have which role, and for how long."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("The person signs in by a code sent here."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("Used when the person has no account yet."),
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=roles_in_a_space, widget=forms.RadioSelect
    )
    first_day = DayFormField(label=_("From"), required=False)
    last_day = DayFormField(label=_("To, last day included"), required=False)


class EndRoleForm(HouseForm):
    """The last day of a role."""

    initial_is_stored = False

    last_day = DayFormField(label=_("Last day, included"))
    is_sure = forms.BooleanField(
        label=_("Yes, end my own role. Somebody else then has to let me in again.")
    )

    def __init__(self, *args: Any, is_oneself: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_oneself:
            del self.fields["is_sure"]


_COLUMN_LABELS = {
    "organisations": _("Register of organisations"),
    "governance": _("Groups and decisions"),
    "compacts": _("The compact"),
    "surveys": _("Surveys"),
    "plans": _("Plan and measures"),
    "followups": _("Yearly follow-up"),
}


def column_choices() -> list[tuple[str, Any]]:
    """Return the parts of the work that can be switched on."""
    return [(column, _COLUMN_LABELS[column]) for column in ALL_COLUMNS]


class SpaceForm(HouseForm):
    """What a space is called and shows."""

    name_sv = forms.CharField(label=_("Name in Swedish"), max_length=120)
    name_en = forms.CharField(
        label=_("Name in English"), max_length=120, required=False
    )
    place_sv = forms.CharField(
        label=_("Place in Swedish"),
        max_length=120,
        required=False,
        help_text=_("For example: i Strandland"),
    )
    place_en = forms.CharField(
        label=_("Place in English"),
        max_length=120,
        required=False,
        help_text=_("For example: in Strandland"),
    )
    secretariat_sv = forms.CharField(
        label=_("What the secretariat is called, in Swedish"),
        max_length=120,
        required=False,
    )
    secretariat_en = forms.CharField(
        label=_("What the secretariat is called, in English"),
        max_length=120,
        required=False,
    )
    contact_email = forms.EmailField(
        label=_("The secretariat’s e-mail address"), required=False
    )
    huvudman = forms.CharField(
        label=_("Whose records these are"),
        max_length=200,
        required=False,
        help_text=_("The body that answers for registration and personal data."),
    )
    columns = forms.MultipleChoiceField(
        label=_("Parts switched on"),
        choices=column_choices,
        widget=forms.CheckboxSelectMultiple,
    )


class SenderForm(HouseForm):
    """Who the mails of a space are from, and where an answer to one goes."""

    sender_name_sv = forms.CharField(
        label=_("Sender's name in Swedish"),
        max_length=120,
        help_text=_("For example: Kansliet för överenskommelsen i Strandland"),
    )
    sender_name_en = forms.CharField(
        label=_("Sender's name in English"), max_length=120, required=False
    )
    reply_to = forms.EmailField(
        label=_("Answers go to"),
        max_length=254,
        help_text=_(
            "Whoever presses Reply writes here. Choose an address that somebody reads."
        ),
    )


class NewSpaceForm(SpaceForm):
    """As ``SpaceForm``, with the address that the space will have."""

    slug = forms.CharField(
        label=_("Address"),
        max_length=80,
        help_text=_("a to z, figures and hyphens, for example strandland"),
    )
    field_order = ["slug"]
