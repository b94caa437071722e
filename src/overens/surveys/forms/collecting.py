"""Opening a survey for answers, putting it off, and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.ballots.sealing import check_passphrase
from overens.common.explain import explain
from overens.common.form_pages import DayFormField, words
from overens.common.forms import HouseForm
from overens.errors import RuleBroken
from overens.surveys.rules import LONGEST_NAME
from overens.surveys.rules.collecting import closing_instant

# Longer than anybody writes by hand; in characters.
LONGEST_PASSPHRASE = 500


def _passphrase(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        widget=forms.PasswordInput(
            attrs={"autocomplete": "off", "spellcheck": "false"}, render_value=True
        ),
    )


class OpenForm(HouseForm):
    """The last day, the passphrase of an anonymous survey, and who is told what."""

    initial_is_stored = False

    last_day = DayFormField(
        label=_("Last day to answer"),
        help_text=_("For example 2026-12-15. Answers are taken until midnight."),
    )

    def __init__(
        self,
        *args: Any,
        is_anonymous: bool,
        has_small_groups: bool,
        zone: ZoneInfo,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self._zone = zone
        if is_anonymous:
            self.add_field(
                "passphrase",
                _passphrase(
                    gettext("Passphrase"),
                    gettext(
                        "Opens the answers when the survey closes. We do not keep it. "
                        "At least four words that you can remember, or keep safe."
                    ),
                ),
            )
            self.add_field(
                "passphrase_again", _passphrase(gettext("The passphrase once more"))
            )
        if has_small_groups:
            self.add_field(
                "small_groups_told",
                forms.BooleanField(
                    label=gettext("We tell those who can be recognised, before we send")
                ),
            )

    def clean(self) -> dict[str, Any]:
        """Say at once of each field what opening would say no to."""
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        for name, check in (
            ("last_day", self._check_day),
            ("passphrase", check_passphrase),
        ):
            if clean.get(name):
                try:
                    check(clean[name])
                except RuleBroken as broken:
                    self.add_error(name, explain(broken))
        first, second = clean.get("passphrase"), clean.get("passphrase_again")
        if first and second and first != second:
            self.add_error(
                "passphrase_again",
                gettext("Write the same passphrase in both fields."),
            )
        return clean

    def _check_day(self, last_day: date) -> None:
        today = timezone.localdate(None, self._zone)
        closing_instant(last_day, zone=self._zone, today=today)


class NewLinkForm(HouseForm):
    """Where another link is sent."""

    initial_is_stored = False

    address = forms.EmailField(label=_("E-mail"))


class ReplaceForm(HouseForm):
    """Who answers instead of somebody, and where their link is sent."""

    name = words(_("Name"), required=True, longest=LONGEST_NAME)
    address = forms.EmailField(label=_("E-mail"))


class TakeOffForm(HouseForm):
    """That somebody is not asked any more."""

    sure = forms.BooleanField(label=_("They are not asked any more"))


class LastDayForm(HouseForm):
    """A later last day."""

    last_day = DayFormField(
        label=_("New last day to answer"), help_text=_("For example 2026-12-15.")
    )


class CloseForm(HouseForm):
    """That a survey is to close, and what opens the answers of an anonymous one."""

    def __init__(
        self, *args: Any, is_early: bool, is_anonymous: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if is_early:
            self.add_field(
                "sure",
                forms.BooleanField(
                    label=gettext("Close now, though the last day has not passed")
                ),
            )
        if is_anonymous:
            self.add_field(
                "passphrase",
                _passphrase(
                    gettext("Passphrase"),
                    gettext("Or the code on paper, if the passphrase is lost."),
                ),
            )


class PapersForm(HouseForm):
    """Those who are to get a form on paper."""

    initial_is_stored = False

    respondents = forms.MultipleChoiceField(
        label=_("Who gets a form?"),
        help_text=_(
            "A link by e-mail or an earlier code stops working for whoever gets a "
            "form, and they are not reminded by e-mail. If they have answered already "
            "the new code does not work, which is seen when it is written in."
        ),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, people: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["respondents"].choices = people.items()  # type: ignore[attr-defined]
