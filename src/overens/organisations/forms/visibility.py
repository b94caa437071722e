"""For each group of facts: who sees it; and where facts are written, who does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from overens.common.forms import HouseForm
from overens.organisations.models import Organisation
from overens.organisations.queries import narrowed_in_words
from overens.organisations.rules.visibility import (
    ABOUT,
    CONTACTS,
    EVERYONE,
    FIELDS_OF,
    FOR_WHOM,
    MEETING,
    MEMBERS,
    NARROWABLE,
    VISIBILITIES,
    WEB,
)

# The fields of forms that write facts, for each group.
ASKED_OF: Mapping[str, Sequence[str]] = {
    **FIELDS_OF,
    ABOUT: ("about_sv", "about_en"),
    FOR_WHOM: ("target_groups", "languages", "access_needs_sv", "access_needs_en"),
    CONTACTS: ("contact_email", "contact_sv", "contact_en"),
}
# What it means that not everyone sees a group.
_MEANS: Mapping[str, Any] = {
    ABOUT: _("Your own words. Hidden, nobody finds you by them either."),
    FOR_WHOM: _("Target groups, languages, and what you need to be able to take part."),
    MEMBERS: _("Shown as a band, such as 25–99."),
    CONTACTS: _(
        "Roles and their addresses. Hidden, only those who see them can write to you; "
        "the secretariat’s questions reach you all the same."
    ),
    WEB: _("Your own site."),
    MEETING: _("We ask you whether the facts are right the month after it, anyhow."),
}


def say_who_sees(form: HouseForm, organisation: Organisation) -> None:
    """Let a form that writes facts say of each narrowed group whom it is shown to."""
    for group, step in narrowed_in_words(organisation).items():
        for name in ASKED_OF[group][:1]:
            if name in form.fields:
                form.fields[name].help_text = translate("Shown to %(step)s.") % {
                    "step": step
                }


def _capital(words: object) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


class VisibilityForm(HouseForm):
    """One choice for each group that can be narrowed (rule O60)."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        steps = [(key, _capital(_(word))) for key, word in VISIBILITIES.items()]
        for group, word in NARROWABLE.items():
            self.fields[group] = forms.ChoiceField(
                label=_capital(_(word)),
                choices=steps,
                help_text=_MEANS[group],
                widget=forms.RadioSelect,
            )

    @staticmethod
    def initial_of(organisation: Organisation) -> dict[str, str]:
        """Return what stands now."""
        return {
            group: organisation.visibility.get(group, EVERYONE) for group in NARROWABLE
        }
