"""Answers about plans that span tables: rows with status, pages, what waits."""

from __future__ import annotations

from overens.plans.queries.charts import status_chart
from overens.plans.queries.measure_page import (
    Bar,
    HistoryLine,
    MeasurePage,
    Milestone,
    Side,
    measure_page,
    milestones_of,
    sides_of,
)
from overens.plans.queries.rights import Voice, voices_of
from overens.plans.queries.rows import (
    MeasureRow,
    Wanted,
    facts_of,
    latest_said,
    listed_rows,
    measure_rows,
    organisation_rows,
    organisations_among,
    plan_rows,
    principles_among,
    row_of,
    rows_by_plan,
    status_counts,
)
from overens.plans.queries.to_do import asked_of, mail_to_do, plan_to_do
from overens.plans.queries.wording import (
    agreement_shown,
    how_known_word,
    reason_text,
    side_heading,
    side_word,
    status_word,
)
from overens.plans.queries.year import YearEvent, plan_events, year_of, years_of

__all__ = [
    "Bar",
    "HistoryLine",
    "MeasurePage",
    "MeasureRow",
    "Milestone",
    "Side",
    "Voice",
    "Wanted",
    "YearEvent",
    "agreement_shown",
    "asked_of",
    "facts_of",
    "how_known_word",
    "latest_said",
    "mail_to_do",
    "measure_page",
    "listed_rows",
    "measure_rows",
    "milestones_of",
    "organisation_rows",
    "organisations_among",
    "plan_events",
    "plan_rows",
    "plan_to_do",
    "principles_among",
    "reason_text",
    "row_of",
    "rows_by_plan",
    "side_heading",
    "side_word",
    "sides_of",
    "status_counts",
    "status_chart",
    "status_word",
    "voices_of",
    "year_of",
    "years_of",
]
