"""The interview guide, its themes, and what was noted in an interview."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.form_pages import DayFormField, as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.common.texts import LocalText
from overens.surveys.models import Interview, InterviewGuide, InterviewTheme
from overens.surveys.rules.interviews import LONGEST_NOTES

_NOTES = "notes-"


class GuideForm(HouseForm):
    """How interviews begin, and with whom they are."""

    opening_sv = words(
        _("How do you begin? In Swedish"),
        rows=4,
        longest=2000,
        help_text=_("Who you are and what you want to talk about."),
    )
    opening_en = words(_("How do you begin? In English"), rows=4, longest=2000)
    chosen_sv = words(
        _("How were those you interview chosen? In Swedish"),
        rows=3,
        longest=1000,
        help_text=_("Stands with the results. Say it without names."),
    )
    chosen_en = words(
        _("How were those you interview chosen? In English"), rows=3, longest=1000
    )

    def __init__(
        self, *args: Any, guide: InterviewGuide | None = None, **options: Any
    ) -> None:
        if guide is not None:
            options["initial"] = {
                **as_initial("opening", guide.opening),
                **as_initial("chosen", guide.chosen),
            }
        super().__init__(*args, **options)

    def given(self) -> dict[str, LocalText]:
        """Return what was filled in, as the action takes it."""
        return {
            name: texts_in(self.cleaned_data, name) for name in ("opening", "chosen")
        }


class ThemeForm(HouseForm):
    """What to talk about, and what to ask then."""

    title_sv = words(_("Theme in Swedish"), required=True, longest=200)
    title_en = words(_("Theme in English"), longest=200)
    instruction_sv = words(
        _("Follow-up questions in Swedish"),
        rows=4,
        longest=2000,
        help_text=_("One a line. They stand in the guide, to ask if they fit."),
    )
    instruction_en = words(_("Follow-up questions in English"), rows=4, longest=2000)

    def __init__(
        self, *args: Any, theme: InterviewTheme | None = None, **options: Any
    ) -> None:
        if theme is not None:
            options["initial"] = {
                **as_initial("title", theme.title),
                **as_initial("instruction", theme.instruction),
            }
        super().__init__(*args, **options)

    def given(self) -> dict[str, LocalText]:
        """Return what was filled in, as the action takes it."""
        return {
            name: texts_in(self.cleaned_data, name) for name in ("title", "instruction")
        }


class FindingForm(HouseForm):
    """What the interviews say on a theme."""

    finding_sv = words(
        _("What do the interviews say? In Swedish"),
        rows=6,
        longest=4000,
        help_text=_(
            "In the voice of those interviewed: “according to those interviewed …”. "
            "How many said it stands with the codes."
        ),
    )
    finding_en = words(
        _("What do the interviews say? In English"), rows=6, longest=4000
    )

    def __init__(self, *args: Any, theme: InterviewTheme, **options: Any) -> None:
        options["initial"] = as_initial("finding", theme.finding)
        super().__init__(*args, **options)

    def given(self) -> LocalText:
        """Return what was filled in."""
        return texts_in(self.cleaned_data, "finding")


class InterviewForm(HouseForm):
    """With which role, when, and what was said on each theme."""

    role_sv = words(
        _("Role in Swedish"),
        required=True,
        longest=120,
        help_text=_("For example: nämndsekreterare. Never a name."),
    )
    role_en = words(_("Role in English"), longest=120)
    day = DayFormField(label=_("Day of the interview"))

    def __init__(
        self,
        *args: Any,
        themes: Sequence[InterviewTheme],
        promise: str = "",
        interview: Interview | None = None,
        **options: Any,
    ) -> None:
        if interview is not None:
            options["initial"] = {
                **as_initial("role", interview.role),
                "day": interview.day,
                **{_NOTES + key: said for key, said in interview.notes.items()},
            }
        super().__init__(*args, **options)
        if interview is None:
            self.initial_is_stored = False
            self.add_field(
                "agreed",
                forms.BooleanField(
                    label=_("I have told the person this, and they agree"),
                    required=False,
                    help_text=promise,
                ),
            )
        for theme in themes:
            field = words(
                str(theme.title),
                rows=5,
                longest=LONGEST_NOTES,
                help_text=str(theme.instruction),
            )
            self.add_field(_NOTES + theme.key, field)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        return {
            "role": texts_in(self.cleaned_data, "role"),
            "day": self.cleaned_data["day"],
            "agreed": self.cleaned_data.get("agreed", False),
            "notes": self._notes(),
        }

    def _notes(self) -> dict[str, str]:
        """Return what was noted by theme, also on one that is gone meanwhile."""
        return {
            name.removeprefix(_NOTES): str(self.cleaned_data.get(name, self.data[name]))
            for name in self.data
            if name.startswith(_NOTES)
        }


class TakeBackInterviewForm(HouseForm):
    """Why what somebody said goes."""

    def __init__(self, *args: Any, is_published: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_published:
            self.add_field(
                "why",
                words(
                    _("What stands where a quotation was?"),
                    required=True,
                    longest=400,
                    help_text=_(
                        "Seen by everybody. For example: The person has taken it back."
                    ),
                ),
            )
