"""Action plans, measures with their reckoned status, and progress reports."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from overens.common.texts import LANGUAGES
from overens.compacts.rules import SIDES
from overens.opendata.queries.columns import DataColumn, Of, labels, local_column
from overens.opendata.queries.sets import Asked, DataSet
from overens.plans.models import ActionPlan, Measure, ProgressReport
from overens.plans.models.measure import MeasureQuerySet
from overens.plans.queries import MeasureRow, measure_rows
from overens.plans.rules import HOW_KNOWN, REPORTABLE, STATUSES, status_of

PART = "plans"

plan = Of(ActionPlan)
PLANS = DataSet(
    "plans",
    PART,
    _("Action plans"),
    _("What the parties have planned, year by year."),
    (
        plan.id(),
        plan.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        *plan.texts("title", _("Title"), _("Its title.")),
        plan.integer("year", _("Year"), _("The year it is for.")),
        plan.day("first_day", _("From"), _("First day.")),
        plan.day("last_day", _("To"), _("Last day.")),
        plan.link(
            "theme_principle", _("Theme"), _("Key of the principle of the year."), "key"
        ),
        *plan.texts("theme", _("Theme, in words"), _("The theme of the year.")),
        *plan.texts("focus", _("Focus"), _("What is put first.")),
        *plan.texts("target_picture", _("Target picture"), _("What it is to lead to.")),
        plan.link("adopted_by", _("Adopted by"), _("The decision that adopted it.")),
        plan.flag(
            "is_followed",
            _("Followed here"),
            _("False for a plan known from a source only: no status is reckoned."),
        ),
        *plan.source(),
        plan.page(),
        plan.origin(),
    ),
    lambda asked: [
        ActionPlan.objects.of(asked.space).select_related(
            "theme_principle", "adopted_by"
        )
    ],
)


def _standing(asked: Asked) -> MeasureQuerySet:
    rows: MeasureQuerySet = Measure.objects.standing().filter(plan__space=asked.space)
    return rows.order_by("plan__year", "plan", "place", "number")


def _measures(asked: Asked) -> list[MeasureRow]:
    joined = _standing(asked).with_sides()
    return measure_rows(
        joined.select_related("assignment", "carried_over_from"), asked.day
    )


def _amount(each: Any) -> Decimal | None:
    return None if each.budget_ore is None else Decimal(each.budget_ore) / 100


def _milestones(row: Any) -> dict[str, list[str]]:
    """Return "2026-03-01 What (2026-02-27)" for each, by language."""
    return {
        language: [
            " ".join(
                filter(
                    None,
                    (
                        each.get("due", ""),
                        each.get("text", {}).get(language, ""),
                        f"({each['done']})" if each.get("done") else "",
                    ),
                )
            )
            for each in row.measure.milestones
        ]
        for language in LANGUAGES
    }


measure = Of(Measure, via=lambda row: row.measure)
MEASURES = DataSet(
    "measures",
    PART,
    _("Measures"),
    _(
        "Every measure of every plan: who is responsible on each side, why, by when, "
        "for what money, and how it goes by the rules, with the reason."
    ),
    (
        measure.id(),
        measure.link("plan", _("Plan"), _("The plan’s name in addresses.")),
        measure.key("number", _("Number in the plan"), _("Its number in the plan.")),
        measure.key("slug", _("Name in addresses"), _("Its name in addresses.")),
        measure.integer("place", _("Order"), _("Its place in the plan.")),
        *measure.texts("title", _("Measure"), _("What is to be done, in short.")),
        *measure.texts("about", _("What is to be done"), _("In a few sentences.")),
        DataColumn(
            "status",
            _("Status"),
            _(
                "Reckoned on the day of the file from reports and dates. Empty for a "
                "plan known from a source only."
            ),
            "key",
            lambda row: row.status.key if row.status else None,
            words={key: status.label for key, status in STATUSES.items()},
        ),
        DataColumn(
            "status_text",
            _("Status, in words"),
            _("In the language of the file."),
            "text",
            lambda row: row.word,
        ),
        DataColumn(
            "status_reason",
            _("Why this status"),
            _("What the status rests on, in the language of the file."),
            "text",
            lambda row: row.why,
        ),
        DataColumn(
            "updated",
            _("Latest report"),
            _("Day of the latest progress report."),
            "date",
            lambda row: row.updated,
        ),
        DataColumn(
            "agreement",
            _("Whether the sides agree"),
            _("How the sides’ latest reports stand to each other, in words."),
            "text",
            lambda row: gettext(row.agreement.value),
        ),
        measure.link("principle", _("Principle"), _("Key of what it serves."), "key"),
        measure.link("commitment", _("Commitment"), _("Key of what it keeps."), "key"),
        measure.link(
            "assignment", _("Assignment"), _("Identifier of what asked for it."), "uuid"
        ),
        *measure.texts("why_note", _("Why"), _("Why it is done, in words.")),
        measure.link(
            "public_body",
            _("Responsible, public sector"),
            _("The organisation’s name in addresses."),
        ),
        measure.named(
            "public_body", _("Responsible, public sector, name"), _("As it is written.")
        ),
        measure.link(
            "public_unit",
            _("Responsible unit"),
            _("The unit’s name in addresses, where one is named."),
        ),
        measure.link(
            "civil_organisation",
            _("Responsible, civil society"),
            _("The organisation’s name in addresses."),
        ),
        measure.named(
            "civil_organisation",
            _("Responsible, civil society, name"),
            _("As it is written."),
        ),
        *measure.texts("together_with", _("Together with"), _("Others who take part.")),
        *measure.texts("performer", _("Performer"), _("Who does the work.")),
        measure.day("starts", _("Begins"), _("First day of the work.")),
        measure.day("due", _("To be done by"), _("That day included.")),
        measure.number(
            "budget_ore",
            _("Budget"),
            _("In whole units of the currency. Empty when no sum is set."),
            key="budget",
            get=_amount,
        ),
        measure.key("currency", _("Currency"), _("Of the budget.")),
        *measure.texts("funding", _("Funding"), _("Where the money comes from.")),
        *measure.texts("indicator", _("Indicator"), _("How the result is to show.")),
        *measure.texts("baseline", _("At the start"), _("Where the indicator stood.")),
        *measure.texts("target", _("Goal"), _("Where it is to come.")),
        *measure.texts("now", _("Now"), _("Where it stands.")),
        measure.number(
            "baseline_number", _("At the start, number"), _("The number in the text.")
        ),
        measure.number(
            "target_number", _("Goal, number"), _("The number in the text.")
        ),
        measure.number("now_number", _("Now, number"), _("The number in the text.")),
        *local_column(
            "milestones",
            _("Milestones"),
            _("The day it is due, what, and in brackets the day it was done."),
            _milestones,
            measure.path("milestones"),
            kind="list",
        ),
        measure.day("done_day", _("Finished on"), _("As the secretariat has noted.")),
        measure.day("paused_day", _("Paused from"), _("First day of the pause.")),
        measure.day(
            "paused_until", _("Taken up again on"), _("First day after the pause.")
        ),
        *measure.texts("paused_why", _("Why it is paused"), _("The reason given.")),
        measure.day(
            "carried_over_day", _("Carried over on"), _("To a later plan, this day.")
        ),
        *measure.texts(
            "carried_over_why", _("Why it is carried over"), _("The reason given.")
        ),
        measure.link(
            "carried_over_from",
            _("Carried over from"),
            _("Identifier of the measure in the earlier plan."),
            "uuid",
        ),
        measure.integer(
            "carried_in_year",
            _("From the plan of"),
            _("Year of the earlier plan, where it is carried over."),
        ),
        *measure.texts(
            "carried_in_why", _("Why it came from there"), _("The reason given.")
        ),
        *measure.source(),
        measure.page(),
        measure.origin(),
    ),
    found=lambda asked: [_standing(asked)],
    shaped=_measures,
)

report = Of(ProgressReport)
REPORTS = DataSet(
    "progress-reports",
    PART,
    _("Progress reports"),
    _(
        "How each side has said that a measure goes, what became different, for whom, "
        "and how it is known. Reports that have been undone are left out."
    ),
    (
        report.id(),
        DataColumn(
            "number",
            _("Receipt number"),
            _("As it stands on the receipt."),
            "key",
            lambda row: row.number,
        ),
        report.link("measure", _("Measure"), _("Identifier of the measure."), "uuid"),
        report.key("side", _("Sector"), _("Which sector."), words=labels(SIDES)),
        report.link("organisation", _("Organisation"), _("Who it speaks for.")),
        report.link("unit", _("Unit"), _("Who it speaks for, where it is a unit.")),
        *report.texts("by_role", _("Reported by"), _("A role, never a name.")),
        report.day("day", _("Day"), _("The day of the report.")),
        report.key(
            "state",
            _("State"),
            _("How it goes, in the reporter’s view."),
            words={key: status_of(key).label for key in REPORTABLE},
        ),
        report.text("text", _("What has happened"), _("In the reporter’s own words.")),
        report.text(
            "difference", _("What became different"), _("In the reporter’s own words.")
        ),
        report.text("for_whom", _("For whom"), _("In the reporter’s own words.")),
        report.key(
            "how_known",
            _("How it is known"),
            _("What the difference rests on."),
            words=labels(HOW_KNOWN),
        ),
        report.key("language", _("Language"), _("Of the reporter’s words.")),
        report.origin(),
    ),
    lambda asked: [
        ProgressReport.objects.standing()
        .filter(measure__in=_standing(asked))
        .select_related("measure", "organisation", "unit")
        .order_by("day", "id")
    ],
)

SETS = (PLANS, MEASURES, REPORTS)
