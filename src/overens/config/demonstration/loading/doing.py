"""The action plans with their measures, how they go, and one question that waits."""

from __future__ import annotations

from typing import Any

from overens.common.texts import LANGUAGES, LocalText
from overens.config.demonstration.loading.made import (
    HOK,
    SKANE,
    STRANDLAND,
    Made,
    Row,
    whole_day,
)
from overens.plans.actions import (
    add_measure,
    ask_again,
    make_plan,
)
from overens.plans.actions.loading import load_measures, load_plan, load_reports
from overens.plans.models import ActionPlan, Measure
from overens.plans.queries import measure_rows

# The measure that Vera's association is responsible for.
VERAS = "Å-06"
CIVIL = "civil"


def load_plans(made: Made) -> None:
    """Make Strandland's plan of this year, and what the sources say of theirs."""
    world = made.worlds[STRANDLAND]
    whole = made.toml("strandland/measures.toml")
    world.plan = load_plan(
        space=world.space,
        facts=whole["plan"],
        target_picture=whole["target_picture"]["text"],
        decisions=world.decisions,
        by=made.by,
    )
    load_measures(
        plan=world.plan,
        rows=whole["measure"],
        assignments=world.assignments,
        today=made.today,
        by=made.by,
    )
    _load_hok(made)
    _load_skane(made)


def _source_plan(made: Made, slug: str, row: Row, **fields: Any) -> ActionPlan:
    """Make a plan that is only known from a source: nobody reports on it here."""
    source = made.source_of(slug)
    adopted = made.worlds[slug].decisions.get(row.get("adopted_by", ""))
    return make_plan(
        space=made.worlds[slug].space,
        slug=row.get("slug", ""),
        title=LocalText(row["title"]),
        year=row.get("year"),
        first_day=whole_day(row.get("first_day")),
        last_day=whole_day(row.get("last_day")),
        adopted_by=adopted,
        is_followed=False,
        by=made.by,
        **{"source_note": made.cited(row, otherwise=source)} | fields,
    )


def _load_hok(made: Made) -> None:
    """Make the measures of 2017, and those that were proposed for later."""
    world, whole = made.worlds[HOK], made.toml("sources/hok.toml")
    plan = _source_plan(made, HOK, whole["plan"])
    for row in whole["measure"]:
        budget = row.get("budget")
        add_measure(
            plan=plan,
            number=row["number"],
            title=LocalText(row["title"]),
            about=_points(row.get("about", {})),
            public_body=made.organisations[row["public_body"]],
            performer=LocalText(row.get("performer", {})),
            due=whole_day(row.get("due")),
            budget_ore=None if budget is None else budget * 100,
            funding=_money(row),
            source_note=made.cited(row),
            by=made.by,
        )
    later = whole["later"]
    proposals = _source_plan(made, HOK, {**later, "slug": "hok-efter-2017"})
    for number, row in enumerate(later["proposal"], 1):
        add_measure(
            plan=proposals,
            number=str(number),
            title=LocalText(row["text"]),
            source_note=made.cited(later),
            by=made.by,
        )
    world.plan = plan


def _points(texts: Row) -> LocalText:
    return LocalText({language: text.strip() for language, text in texts.items()})


def _money(row: Row) -> LocalText:
    """Return what a source says of the money: the sum in its own words, then whose."""
    parts = [row.get("funding", {}), row.get("budget_text", {})]
    return LocalText(
        {
            language: ", ".join(part[language] for part in parts if language in part)
            for language in LANGUAGES
        }
    )


def _load_skane(made: Made) -> None:
    """Make the plan that the slides name: five areas, no measures."""
    row = made.toml("sources/skane.toml")["plan"]
    note = made.cited(row, otherwise=made.source_of(SKANE))
    areas = {
        language: ", ".join(area[language] for area in row["areas"])
        for language in LANGUAGES
    }
    made.worlds[SKANE].plan = _source_plan(
        made,
        SKANE,
        row,
        source_note=LocalText(
            {
                language: f"{note.in_language(language)} {areas[language]}."
                for language in LANGUAGES
            }
        ),
    )


def load_reports_of_two_years(made: Made) -> None:
    """Load what both sides have reported, and the questions that nobody answered."""
    world = made.worlds[STRANDLAND]
    assert world.plan is not None
    whole = made.toml("strandland/reports.toml")
    load_reports(
        plan=world.plan,
        rows=whole["report"],
        silent=whole["no_report"],
        by=made.by,
    )


def ask_vera(made: Made) -> None:
    """Ask Vera how her measure goes: the one mail of the story, with a link that works.

    It is asked as the secretariat would by hand, so that it waits in the outbox.
    """
    plan = made.worlds[STRANDLAND].plan
    measures = Measure.objects.filter(plan=plan, number=VERAS)
    rows = measure_rows(measures.with_sides().select_related("plan__space"), made.today)
    ask_again(row=rows[0], side=CIVIL, by=made.by)
