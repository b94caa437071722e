"""The shapes of plans, measures and reports. Whether they hold is for the rules."""

from __future__ import annotations

from overens.plans.forms.filters import MeasureFilter
from overens.plans.forms.measures import (
    CarryOverForm,
    FinishForm,
    MeasureForm,
    PauseForm,
    WithdrawForm,
)
from overens.plans.forms.plans import PlanForm
from overens.plans.forms.reports import LinkReportForm, ReportForm

__all__ = [
    "CarryOverForm",
    "FinishForm",
    "LinkReportForm",
    "MeasureFilter",
    "MeasureForm",
    "PauseForm",
    "PlanForm",
    "ReportForm",
    "WithdrawForm",
]
