"""Action plans, their measures, and how each side has reported that they go."""

from __future__ import annotations

from overens.plans.models.measure import Measure, MeasureQuerySet
from overens.plans.models.plan import ActionPlan, ActionPlanQuerySet
from overens.plans.models.report import (
    QUESTION_KEY,
    ProgressReport,
    ProgressReportQuerySet,
    ProgressRequest,
    ProgressRequestQuerySet,
)

__all__ = [
    "QUESTION_KEY",
    "ActionPlan",
    "ActionPlanQuerySet",
    "Measure",
    "MeasureQuerySet",
    "ProgressReport",
    "ProgressReportQuerySet",
    "ProgressRequest",
    "ProgressRequestQuerySet",
]
