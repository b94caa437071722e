"""Whom a survey asks: one person, one unit, the groups, a sheet of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.common.texts import LocalText
from overens.surveys.models import FrameRespondent, FrameUnit
from overens.surveys.queries.frame_register import Candidate
from overens.surveys.queries.framing import Asked
from overens.surveys.rules import LONGEST_GROUP, LONGEST_NAME, MOST_IN_FRAME


def _ticked(label: Any, rows: Sequence[Any], about: dict[str, str]) -> forms.Field:
    field: Any = forms.MultipleChoiceField(
        label=label,
        required=False,
        choices=[(str(row.uuid), str(row)) for row in rows],
        widget=forms.CheckboxSelectMultiple,
    )
    field.choice_help = about
    return field  # type: ignore[no-any-return]


class RespondentForm(HouseForm):
    """Who is asked, where the invitation goes, and what they answer for."""

    name = words(_("Name"), required=True, longest=LONGEST_NAME)
    address = forms.EmailField(
        label=_("E-mail"),
        required=False,
        help_text=_(
            "For the invitation and a reminder. It is forgotten when the survey closes."
        ),
    )
    new_units = words(
        _("More that they answer for"),
        rows=3,
        longest=MOST_IN_FRAME * LONGEST_NAME,
        help_text=_("One a line. What is not on the list yet is put there."),
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[FrameUnit],
        respondent: FrameRespondent | None = None,
        **options: Any,
    ) -> None:
        self.units = {str(unit.uuid): unit for unit in units}
        if respondent is not None:
            options["initial"] = {
                "name": respondent.name,
                "address": respondent.address,
                "units": [
                    str(coverage.unit.uuid) for coverage in respondent.coverages.all()
                ],
            }
        super().__init__(*args, **options)
        if units:
            others = {
                str(unit.uuid): gettext("%(name)s answers for it") % {"name": name}
                for unit in units
                if (name := _others(unit, respondent))
            }
            self.add_field("units", _ticked(gettext("Answers for"), units, others))
            self.order_fields(["name", "address", "units", "new_units"])

    def given(self) -> dict[str, Any]:
        """Return what was filled in, as the actions take it."""
        return {
            "name": self.cleaned_data["name"],
            "address": self.cleaned_data["address"],
            "units": [self.units[key] for key in self.cleaned_data.get("units", [])],
            "new_units": self.cleaned_data["new_units"].splitlines(),
        }


def _others(unit: FrameUnit, respondent: FrameRespondent | None) -> str:
    return ", ".join(
        coverage.respondent.name
        for coverage in unit.coverages.all()
        if respondent is None or coverage.respondent_id != respondent.pk
    )


class UnitForm(HouseForm):
    """What is answered for, its group, and who answers."""

    name_sv = words(_("Name in Swedish"), required=True, longest=LONGEST_NAME)
    name_en = words(_("Name in English"), longest=LONGEST_NAME)
    group = words(
        _("Group"),
        longest=LONGEST_GROUP,
        help_text=_("Answers can be counted by group, if each has enough in it."),
    )

    def __init__(
        self,
        *args: Any,
        respondents: Sequence[FrameRespondent],
        groups: Sequence[str],
        unit: FrameUnit | None = None,
        group: str = "",
        **options: Any,
    ) -> None:
        self.respondents = {str(person.uuid): person for person in respondents}
        if unit is not None:
            options["initial"] = {
                **as_initial("name", unit.name),
                "group": group,
                "respondents": [
                    str(each.respondent.uuid) for each in unit.coverages.all()
                ],
            }
        super().__init__(*args, **options)
        if groups:
            self.fields["group"].help_text = gettext(
                "Groups so far: %(groups)s. Write one of them, or a new one."
            ) % {"groups": ", ".join(groups)}
        if respondents:
            self.add_field(
                "respondents", _ticked(gettext("Who answers"), respondents, {})
            )

    def given(self) -> dict[str, Any]:
        """Return what was filled in, as the actions take it."""
        chosen = self.cleaned_data.get("respondents", [])
        return {
            "name": texts_in(self.cleaned_data, "name"),
            "group": LocalText(self.cleaned_data["group"]),
            "respondents": [self.respondents[key] for key in chosen],
        }


class GroupsForm(HouseForm):
    """What each group is called, in two languages."""

    def __init__(
        self, *args: Any, groups: dict[str, LocalText], **options: Any
    ) -> None:
        self.groups = dict(groups)
        initial: dict[str, Any] = {}
        for key, name in groups.items():
            initial |= as_initial(key, name)
        super().__init__(*args, initial=initial, **options)
        for key, name in groups.items():
            for language, label in (
                ("sv", gettext("%(group)s, in Swedish")),
                ("en", gettext("%(group)s, in English")),
            ):
                self.add_field(
                    f"{key}_{language}",
                    words(
                        label % {"group": name},
                        required=language == "sv",
                        longest=LONGEST_GROUP,
                    ),
                )

    def given(self) -> dict[str, LocalText]:
        """Return the names by the groups' keys."""
        return {key: texts_in(self.cleaned_data, key) for key in self.groups}


class RegisterForm(HouseForm):
    """Which of a source in the register to ask."""

    initial_is_stored = False

    chosen = forms.MultipleChoiceField(
        label=_("Whom do you ask?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, found: Sequence[Candidate], **options: Any) -> None:
        super().__init__(*args, **options)
        self.found = {each.key: each for each in found}
        field: Any = self.fields["chosen"]
        field.choices = [(key, str(one.asked.unit)) for key, one in self.found.items()]
        field.choice_help = {key: one.about for key, one in self.found.items()}
        field.error_messages["required"] = gettext("Tick at least one to ask.")

    def given(self) -> list[Asked]:
        """Return those ticked, in the order of the list."""
        chosen = set(self.cleaned_data["chosen"])
        return [one.asked for key, one in self.found.items() if key in chosen]


class EmptyFrameForm(HouseForm):
    """That the whole list is to go."""

    sure = forms.BooleanField(label=_("Take everybody and everything off the list"))
