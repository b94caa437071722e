"""The shape of a measure, and of what the secretariat makes of one by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from overens.common.explain import explain
from overens.common.form_pages import DayFormField, as_initial, texts_in, words
from overens.common.forms import HouseForm
from overens.compacts.models import Commitment, Principle
from overens.governance.models import Assignment
from overens.organisations.models import Organisation
from overens.plans.forms.plans import DAY, of_version
from overens.plans.models import ActionPlan, Measure
from overens.plans.queries.names import Names
from overens.plans.rules.sheet import (
    NoSuchUnit,
    SeveralCalled,
    UnitWithoutBody,
    WrongAmount,
    WrongMilestone,
    read_amount,
    read_milestones,
    write_amount,
    write_milestones,
)

TEXTS = (
    *("title", "about", "why_note", "together_with", "performer", "funding"),
    *("indicator", "baseline", "target", "now", "source_note"),
)


class MeasureForm(HouseForm):
    """All that a measure says. Organisations are named as in the register."""

    # Nothing but a title is asked for; the page says so once.
    mark_optional = False

    number = forms.CharField(
        label=_("The measure's number"),
        required=False,
        max_length=20,
        help_text=_("Leave empty for the next one."),
    )
    title_sv = words(_("Measure in Swedish"))
    title_en = words(_("Measure in English"))
    about_sv = words(_("What is to be done, in Swedish"), rows=3, longest=3000)
    about_en = words(_("What is to be done, in English"), rows=3, longest=3000)
    principle = forms.ChoiceField(label=_("Principle"), required=False)
    commitment = forms.ChoiceField(label=_("Commitment"), required=False)
    assignment = forms.ChoiceField(label=_("Assignment"), required=False)
    why_note_sv = words(_("Why, in Swedish"), rows=2, longest=1000)
    why_note_en = words(_("Why, in English"), rows=2, longest=1000)
    public_body = forms.CharField(
        label=_("Responsible public body"),
        required=False,
        help_text=_("The name as it stands in the register."),
    )
    public_unit = forms.CharField(label=_("Its unit"), required=False)
    civil_organisation = forms.CharField(
        label=_("Responsible organisation in civil society"),
        required=False,
        help_text=_("The name as it stands in the register."),
    )
    together_with_sv = words(_("Together with, in Swedish"))
    together_with_en = words(_("Together with, in English"))
    performer_sv = words(_("Performer, in Swedish"))
    performer_en = words(_("Performer, in English"))
    starts = DayFormField(label=_("Begins"), required=False, widget=DAY)
    due = DayFormField(label=_("Done by"), required=False, widget=DAY)
    budget = forms.CharField(label=_("Budget"), required=False, max_length=30)
    funding_sv = words(_("Funding, in Swedish"))
    funding_en = words(_("Funding, in English"))
    indicator_sv = words(_("Indicator, in Swedish"))
    indicator_en = words(_("Indicator, in English"))
    baseline_sv = words(_("At the start, in Swedish"))
    baseline_en = words(_("At the start, in English"))
    target_sv = words(_("Goal, in Swedish"))
    target_en = words(_("Goal, in English"))
    now_sv = words(_("Now, in Swedish"))
    now_en = words(_("Now, in English"))
    milestones = forms.CharField(
        label=_("Milestones"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "One a line, the day first: 2026-03-01 The group is formed. Done: "
            "2026-03-01 The group is formed (=2026-02-27). English after a line: |."
        ),
    )
    source_note_sv = words(_("Source in Swedish"), longest=1000)
    source_note_en = words(_("Source in English"), longest=1000)

    def __init__(
        self,
        *args: Any,
        plan: ActionPlan,
        measure: Measure | None = None,
        **options: Any,
    ) -> None:
        if measure is not None:
            options.setdefault("initial", self.initial_of(measure))
        super().__init__(*args, **options)
        self.plan = plan
        self.measure = measure
        self.names = Names(plan)
        self.fields["budget"].suffix = "kr"  # type: ignore[attr-defined]
        self._assignments = {
            str(each.uuid): each
            for each in Assignment.objects.filter(decision__space=plan.space_id)
        }
        self._principles = {each.key: each for each in self.names.principles().values()}
        self._commitments = {
            each.key: each for each in self.names.commitments().values()
        }
        if measure is not None:
            _keep_present(self._principles, measure.principle)
            _keep_present(self._commitments, measure.commitment)
        present = (measure.principle, measure.commitment) if measure else ()
        for name, rows in (
            ("principle", self._principles),
            ("commitment", self._commitments),
            ("assignment", self._assignments),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [
                ("", _("None")),
                *(
                    (
                        key,
                        of_version(row, _short(str(row)))
                        if row in present
                        else _short(str(row)),
                    )
                    for key, row in rows.items()
                ),
            ]

    def _organisation(self, name: str, side: str) -> Organisation | None:
        written = self.cleaned_data.get(name, "")
        if not written:
            return None
        try:
            # Untouched, it keeps its organisation, whoever else has the name.
            found = self.names.organisation(
                written, side=side, present=getattr(self.measure, name, None)
            )
        except SeveralCalled as several:
            raise forms.ValidationError(explain(several)) from several
        if found is None:
            raise forms.ValidationError(explain(self.names.not_found(written)))
        return found

    def clean_public_body(self) -> Organisation | None:
        """Return the public body of that name."""
        return self._organisation("public_body", "public")

    def clean_civil_organisation(self) -> Organisation | None:
        """Return the organisation of that name."""
        return self._organisation("civil_organisation", "civil")

    def clean_public_unit(self) -> Any:
        """Return the body's unit of that name."""
        written = self.cleaned_data.get("public_unit", "")
        body = self.cleaned_data.get("public_body")
        if not written:
            return None
        if body is None:
            # A body that was named wrongly has its own sentence already.
            if "public_body" in self.errors:
                return None
            raise forms.ValidationError(explain(UnitWithoutBody()))
        unit = self.names.unit(
            body, written, present=self.measure.public_unit if self.measure else None
        )
        if unit is None:
            broken = NoSuchUnit(body=str(body), name=written)
            raise forms.ValidationError(explain(broken))
        return unit

    def clean_budget(self) -> int | None:
        """Return the öre of what was written in kronor."""
        try:
            return read_amount(self.cleaned_data["budget"])
        except WrongAmount as wrong:
            raise forms.ValidationError(explain(wrong)) from wrong

    def clean_milestones(self) -> list[dict[str, Any]]:
        """Return the milestones, read line by line."""
        try:
            return read_milestones(self.cleaned_data["milestones"])
        except WrongMilestone as wrong:
            raise forms.ValidationError(explain(wrong)) from wrong

    def fields_given(self) -> dict[str, Any]:
        """Return what was filled in, as the action takes it."""
        clean = self.cleaned_data
        given: dict[str, Any] = {name: texts_in(clean, name) for name in TEXTS}
        for name in (
            *("public_body", "public_unit", "civil_organisation"),
            *("starts", "due", "milestones"),
        ):
            given[name] = clean[name]
        if clean["number"]:
            given["number"] = clean["number"].strip()
        given["budget_ore"] = clean["budget"]
        given["principle"] = self._principles.get(clean["principle"])
        given["commitment"] = self._commitments.get(clean["commitment"])
        given["assignment"] = self._assignments.get(clean["assignment"])
        return given

    @staticmethod
    def initial_of(measure: Measure) -> dict[str, Any]:
        """Return a measure as the form's first values."""
        first: dict[str, Any] = {}
        for name in TEXTS:
            first |= as_initial(name, getattr(measure, name))
        first |= {
            "number": measure.number,
            "principle": _key_of(measure.principle),
            "commitment": _key_of(measure.commitment),
            "assignment": str(measure.assignment.uuid) if measure.assignment else "",
            "public_body": measure.public_body.name if measure.public_body else "",
            "public_unit": str(measure.public_unit or ""),
            "civil_organisation": (
                measure.civil_organisation.name if measure.civil_organisation else ""
            ),
            "starts": measure.starts,
            "due": measure.due,
            "budget": write_amount(measure.budget_ore),
            "milestones": write_milestones(measure.milestones),
        }
        return first


def _key_of(row: Principle | Commitment | None) -> str:
    """Return the key of a choice; one of an earlier version has its own.

    Versions have the same keys, so that of an earlier one says which row it is.
    """
    if row is None:
        return ""
    return row.key if row.version.is_current else str(row.uuid)


def _keep_present(rows: dict[str, Any], present: Any) -> None:
    """Put what a measure holds among the choices, also of an earlier version."""
    if present is not None:
        rows.setdefault(_key_of(present), present)


def _short(text: str, longest: int = 90) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


class _Why(HouseForm):
    why_sv = words(_("Why, in Swedish"), rows=3, longest=1000, required=True)
    why_en = words(_("Why, in English"), rows=3, longest=1000)


class PauseForm(_Why):
    """Why, and until when."""

    until = DayFormField(
        label=_("To be taken up again on"),
        required=False,
        widget=DAY,
        help_text=_("Leave empty if nobody knows."),
    )


class WithdrawForm(HouseForm):
    """Why it is taken away."""

    why = words(_("Why"), rows=3, longest=400, required=True)


class FinishForm(HouseForm):
    """The day it was done."""

    initial_is_stored = False

    day = DayFormField(label=_("Done on"), widget=DAY)


class CarryOverForm(_Why):
    """Why, to which plan, and when it is to be done there."""

    to_plan = forms.ChoiceField(label=_("To the plan"), required=False)
    due = DayFormField(label=_("To be done there by"), required=False, widget=DAY)

    def __init__(self, *args: Any, plan: ActionPlan, **options: Any) -> None:
        super().__init__(*args, **options)
        others = ActionPlan.objects.of(plan.space).exclude(pk=plan.pk)
        self._plans = {each.slug: each for each in others.filter(is_followed=True)}
        field = self.fields["to_plan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", _("A later plan that is not here yet")),
            *((slug, str(each)) for slug, each in self._plans.items()),
        ]

    def chosen_plan(self) -> ActionPlan | None:
        """Return the later plan, or None when there is none yet."""
        return self._plans.get(self.cleaned_data["to_plan"])


class NothingForm(HouseForm):
    """Nothing to fill in: a question and a button."""
