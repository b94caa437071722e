"""Load a whole plan from plain data: the demonstration, or another system's own.

Each of the three takes the rows as they stand in ``measures.toml`` and
``reports.toml`` with their days made real, and writes one audit line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from overens.accounts.models import Space
from overens.common.audit import Actor, write_line
from overens.common.mailed_links import hash_of, new_token
from overens.common.texts import LocalText
from overens.errors import RuleBroken, gettext_noop
from overens.governance.models import Assignment, Decision
from overens.organisations.actions import log_request
from overens.organisations.models import Organisation, Unit
from overens.organisations.rules import PROGRESS
from overens.plans.actions.measures import MeasureFields, Taken, unsaved_measure
from overens.plans.actions.plans import make_plan
from overens.plans.models import (
    QUESTION_KEY,
    ActionPlan,
    Measure,
    ProgressReport,
    ProgressRequest,
)
from overens.plans.queries.names import Names
from overens.plans.rules import (
    LATE,
    LINK_HOLDS,
    NOT_BEGUN,
    Written,
    check_report,
    quarter_of,
)


class UnknownName(RuleBroken):
    """A row names something that is not there."""

    sentence = gettext_noop("%(number)s names %(kind)s “%(name)s”, which is not there.")


Row = Mapping[str, Any]


def _day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


def days_of(row: Row, today: date) -> tuple[date | None, date | None]:
    """Return a row's first and last day, moved when nothing has had time to be late."""
    starts, due = _day(row.get("starts")), _day(row.get("due"))
    yesterday = today - timedelta(days=1)
    if row.get("status") == LATE and due is not None and due > yesterday:
        due = yesterday
    if row.get("status") == NOT_BEGUN and starts and starts <= today:
        starts = today + timedelta(days=1)
    if starts and due and starts > due:
        starts = due
    return starts, due


@transaction.atomic
def load_plan(
    *,
    space: Space,
    facts: Row,
    by: Actor,
    target_picture: Mapping[str, str] | None = None,
    decisions: Mapping[str, Decision] | None = None,
) -> ActionPlan:
    """Make a plan from ``[plan]``: year, name, theme, focus, adopted_by, slug.

    Args:
        space: whose plan it is; its principles in force are named by ``theme``.
        facts: the row; ``first_day``, ``last_day`` and ``followed`` may be given.
        by: who loads.
        target_picture: its text, by language.
        decisions: by the key that ``adopted_by`` names; by slug when left out.
    """
    theme = facts.get("theme", {})
    adopted = facts.get("adopted_by", "")
    if decisions is None:
        decisions = {each.slug: each for each in Decision.objects.of(space)}
    year = facts.get("year")
    plan = make_plan(
        space=space,
        by=by,
        slug=facts.get("slug", ""),
        title=LocalText(facts["name"]),
        year=int(year) if year else None,
        first_day=_day(facts.get("first_day")),
        last_day=_day(facts.get("last_day")),
        theme=LocalText(theme) if isinstance(theme, Mapping) else LocalText(),
        focus=LocalText(facts.get("focus", {})),
        target_picture=LocalText(target_picture or {}),
        adopted_by=decisions.get(adopted),
        is_followed=bool(facts.get("followed", True)),
        source_note=LocalText(facts.get("source_note", {})),
        origin=facts.get("origin", space.origin),
    )
    if isinstance(theme, str) and theme:
        principle = Names(plan).principle(theme)
        plan.theme_principle = principle
        plan.theme = LocalText(principle.name) if principle else LocalText(theme)
        plan.save()
    return plan


@transaction.atomic
def load_measures(
    *,
    plan: ActionPlan,
    rows: Sequence[Row],
    by: Actor,
    today: date,
    assignments: Mapping[str, Assignment] | None = None,
) -> list[Measure]:
    """Put measures into a plan from ``[[measure]]``.

    Where a row says which ``status`` it is to have on the day of loading, and its days
    fall so early in the year that nothing has had time to be late, the days are moved
    so that the rules reckon that status.

    Args:
        plan: the plan.
        rows: number, title, about, principle, commitment, assignment, public (a unit's
            or a body's slug), also_public, civil, performer (slugs), starts, due,
            finished, paused {day, why}, carried_over {day, why}, carried_from
            {year, why}, budget in kronor, funding, indicator {name, unit, baseline,
            target, now}, milestones.
        by: who loads.
        today: the day of loading.
        assignments: by the key that rows name.

    Raises:
        UnknownName: a row names something that is not there.
    """
    reader = _MeasureReader(plan, assignments or {}, today)
    taken = Taken(plan)
    made = []
    for row in rows:
        measure = unsaved_measure(plan, taken, **reader.fields(row))
        measure.save()
        made.append(measure)
    write_line(
        "plans.load_measures",
        by=by,
        about=plan,
        space=plan.space.slug,
        facts={"measures": len(made)},
    )
    return made


class _MeasureReader:
    def __init__(
        self, plan: ActionPlan, assignments: Mapping[str, Assignment], today: date
    ) -> None:
        self.plan = plan
        self.today = today
        self.names = Names(plan)
        self.assignments = assignments
        world = plan.space.origin
        self.units = {
            each.slug: each
            for each in Unit.objects.filter(body__origin=world).select_related("body")
        }

    def fields(self, row: Row) -> MeasureFields:
        """Return a row as the fields of a measure."""
        number = row["number"]
        body, unit = self._public(number, row.get("public", ""))
        starts, due = days_of(row, self.today)
        found: MeasureFields = {
            "number": number,
            "title": LocalText(row["title"]),
            "about": LocalText(row.get("about", {})),
            "why_note": LocalText(row.get("why", {})),
            "principle": self._named(number, row, "principle", self.names.principle),
            "commitment": self._named(number, row, "commitment", self.names.commitment),
            "assignment": self._named(number, row, "assignment", self.assignments.get),
            "public_body": body,
            "public_unit": unit,
            "civil_organisation": self._named(
                number, row, "civil", self.names.organisation
            ),
            "together_with": self._called(row.get("also_public", [])),
            "performer": self._called(
                [row["performer"]] if row.get("performer") else []
            ),
            "starts": starts,
            "due": due,
            "budget_ore": None if row.get("budget") is None else row["budget"] * 100,
            "funding": LocalText(row.get("funding", {})),
            "milestones": [dict(each) for each in row.get("milestones", [])],
            "done_day": _day(row.get("finished")),
            "source_note": LocalText(row.get("source_note", {})),
        }
        paused, over = row.get("paused", {}), row.get("carried_over", {})
        before = row.get("carried_from", {})
        found["paused_day"] = _day(paused.get("day"))
        found["paused_why"] = LocalText(paused.get("why", {}))
        found["carried_over_day"] = _day(over.get("day"))
        found["carried_over_why"] = LocalText(over.get("why", {}))
        found["carried_in_year"] = int(before["year"]) if before.get("year") else None
        found["carried_in_why"] = LocalText(before.get("why", {}))
        self._measured(found, row.get("indicator", {}))
        return found

    @staticmethod
    def _measured(found: MeasureFields, indicator: Row) -> None:
        found["indicator"] = LocalText(indicator.get("name", {}))
        unit = indicator.get("unit", {})
        for name in ("baseline", "target", "now"):
            value = indicator.get(name)
            texts = (
                LocalText()
                if value is None
                else LocalText({key: f"{value} {word}" for key, word in unit.items()})
            )
            found[name] = texts

    def _public(
        self, number: str, slug: str
    ) -> tuple[Organisation | None, Unit | None]:
        if not slug:
            return None, None
        if unit := self.units.get(slug):
            return unit.body, unit
        if body := self.names.organisation(slug):
            return body, None
        raise UnknownName(number=number, kind="public", name=slug)

    @staticmethod
    def _named(number: str, row: Row, kind: str, find: Any) -> Any:
        name = row.get(kind, "")
        found = find(name) if name else None
        if name and found is None:
            raise UnknownName(number=number, kind=kind, name=name)
        return found

    def _called(self, slugs: Sequence[str]) -> LocalText:
        """Return the names of units and organisations as one text."""
        named: dict[str, list[str]] = {"sv": [], "en": []}
        for slug in slugs:
            unit, organisation = self.units.get(slug), self.names.organisation(slug)
            for language, names in named.items():
                if unit is not None:
                    names.append(LocalText(unit.name).in_language(language))
                elif organisation is not None:
                    names.append(organisation.name)
        return LocalText({key: ", ".join(names) for key, names in named.items()})


@transaction.atomic
def load_reports(
    *, plan: ActionPlan, rows: Sequence[Row], silent: Sequence[Row] = (), by: Actor
) -> list[ProgressReport]:
    """Load reports from ``[[report]]``, unanswered questions from ``[[no_report]]``.

    Args:
        plan: the plan.
        rows: measure, side, day, by_role, state, text, language, difference, for_whom,
            how_known; of two on the same day the later row is the later report.
        silent: measure, side, asked_on, due: questions that nobody answered.
        by: who loads.

    Raises:
        UnknownName: a row names a measure that is not in the plan.
        as ``rules.check_report``.
    """
    measures = {
        each.number: each for each in Measure.objects.filter(plan=plan).with_sides()
    }
    made = []
    for place, row in enumerate(rows):
        measure = _measure(measures, row)
        kept = check_report(
            Written(
                state=row["state"],
                text=row.get("text", ""),
                difference=row.get("difference", ""),
                for_whom=row.get("for_whom", ""),
                how_known=row.get("how_known", ""),
            ),
            status=NOT_BEGUN,
        )
        made.append(
            ProgressReport.objects.create(
                measure=measure,
                side=row["side"],
                **_spoken_for(measure, row["side"]),
                by_role=LocalText(row.get("by_role", {})),
                day=date.fromisoformat(str(row["day"])),
                state=kept.state,
                text=kept.text,
                language=row.get("language", "sv"),
                difference=kept.difference,
                for_whom=kept.for_whom,
                how_known=kept.how_known,
                once_key=f"loaded:{plan.slug}:{place}",
                origin=plan.origin,
            )
        )
    for row in silent:
        _ask_without_mail(_measure(measures, row), row)
    write_line(
        "plans.load_reports",
        by=by,
        about=plan,
        space=plan.space.slug,
        facts={"reports": len(made), "silent": len(silent)},
    )
    return made


def _measure(measures: Mapping[str, Measure], row: Row) -> Measure:
    found = measures.get(row["measure"])
    if found is None:
        raise UnknownName(number=row["measure"], kind="measure", name=row["measure"])
    return found


def _spoken_for(measure: Measure, side: str) -> dict[str, Any]:
    if side == "civil":
        return {"organisation": measure.civil_organisation}
    return {"organisation": measure.public_body, "unit": measure.public_unit}


def _ask_without_mail(measure: Measure, row: Row) -> None:
    asked = date.fromisoformat(str(row["asked_on"]))
    due = date.fromisoformat(str(row["due"]))
    before = ProgressRequest.objects.filter(
        measure=measure, side=row["side"], period=quarter_of(asked).key
    ).count()
    made = ProgressRequest.objects.create(
        measure=measure,
        side=row["side"],
        **_spoken_for(measure, row["side"]),
        to_email="",
        period=quarter_of(asked).key,
        round=before + 1,
        # Nobody has the token: it is made and thrown away.
        token_hash=hash_of(new_token()),
        asked_on=asked,
        due=due,
        expires=max(asked + LINK_HOLDS, due),
    )
    body = measure.public_body_id if row["side"] == "public" else None
    organisation = body or measure.civil_organisation_id
    if organisation is not None:
        log_request(
            organisation=organisation,
            kind=PROGRESS,
            day=asked,
            mail_key=f"{QUESTION_KEY}{made.uuid}",
        )
