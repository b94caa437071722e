"""The shape of a plan."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.accounts.models import Space
from overens.common.form_pages import DayFormField, as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.common.models import Record
from overens.compacts.models import Commitment, Principle
from overens.governance.models import Decision
from overens.plans.models import ActionPlan


def of_version(row: Record, words: str = "") -> str:
    """Return a choice in words, with its version when that is not in force now."""
    words = words or str(row)
    if not isinstance(row, (Principle, Commitment)) or row.version.is_current:
        return words
    return gettext("%(what)s (version %(number)s, not in force now)") % {
        "what": words,
        "number": row.version.number,
    }


DAY = forms.DateInput(attrs={"inputmode": "numeric", "autocomplete": "off"})


class PlanForm(HouseForm):
    """Title, days, theme, focus, target picture, who adopted it."""

    mark_optional = False

    title_sv = words(_("Title in Swedish"))
    title_en = words(_("Title in English"))
    year = forms.IntegerField(
        label=_("Year"), required=False, min_value=1990, max_value=2100
    )
    first_day = DayFormField(label=_("First day"), required=False, widget=DAY)
    last_day = DayFormField(label=_("Last day"), required=False, widget=DAY)
    theme_principle = forms.ChoiceField(
        label=_("Principle that is the theme"), required=False
    )
    theme_sv = words(_("Theme in Swedish"))
    theme_en = words(_("Theme in English"))
    focus_sv = words(_("Focus in Swedish"))
    focus_en = words(_("Focus in English"))
    target_picture_sv = words(_("Target picture in Swedish"), rows=4, longest=4000)
    target_picture_en = words(_("Target picture in English"), rows=4, longest=4000)
    adopted_by = forms.ChoiceField(label=_("Adopted by the decision"), required=False)
    source_note_sv = words(_("Source in Swedish"), longest=1000)
    source_note_en = words(_("Source in English"), longest=1000)

    def __init__(
        self,
        *args: Any,
        space: Space,
        plan: ActionPlan | None = None,
        **options: Any,
    ) -> None:
        if plan is not None:
            options.setdefault("initial", self.initial_of(plan))
        super().__init__(*args, **options)
        self._principles = {
            str(each.uuid): each
            for each in Principle.objects.filter(
                version__compact__space=space, version__is_current=True
            )
        }
        theme = plan.theme_principle if plan else None
        if theme is not None:
            # What it holds stays to choose, also when another version is in force.
            self._principles.setdefault(str(theme.uuid), theme)
        self._decisions = {str(each.uuid): each for each in Decision.objects.of(space)}
        for name, rows in (
            ("theme_principle", self._principles),
            ("adopted_by", self._decisions),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [
                ("", _("None")),
                *(
                    (key, of_version(row) if row == theme else str(row))
                    for key, row in rows.items()
                ),
            ]

    def fields_given(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        clean = self.cleaned_data
        given: dict[str, Any] = {
            name: texts_in(clean, name)
            for name in ("title", "theme", "focus", "target_picture", "source_note")
        }
        for name in ("year", "first_day", "last_day"):
            given[name] = clean[name]
        given["theme_principle"] = self._principles.get(clean["theme_principle"])
        given["adopted_by"] = self._decisions.get(clean["adopted_by"])
        return given

    @staticmethod
    def initial_of(plan: ActionPlan) -> dict[str, Any]:
        """Return a plan as the form's first values."""
        first: dict[str, Any] = {}
        for name in ("title", "theme", "focus", "target_picture", "source_note"):
            first |= as_initial(name, getattr(plan, name))
        for name in ("year", "first_day", "last_day"):
            first[name] = getattr(plan, name)
        for name in ("theme_principle", "adopted_by"):
            row = getattr(plan, name)
            first[name] = str(row.uuid) if row else ""
        return first
