"""Plans and measures, what is reported on them, and the link in the mail."""

from __future__ import annotations

from tests.who_may_what import (
    EVERYONE,
    NO_SUCH_METHOD,
    NOBODY,
    SECRETARIAT,
    Route,
    Side,
    Who,
    who,
)


def build(side: Side) -> None:
    """Put a plan with a measure, a report, a question and an import on the side."""
    from overens.common.audit import SYSTEM
    from overens.plans.actions.sheets import import_sheet
    from tests.plans import make

    side.plan = make.a_plan(side.space)
    side.measure = make.a_measure(
        side.plan,
        civil_organisation=side.organisation,
        public_body=side.body,
        public_unit=side.unit,
    )
    side.report = make.a_report(side.measure, by_person=side.people["vera"])
    side.link = f"{side.name}-link-that-nobody-could-guess"
    make.a_question(side.measure, token=side.link)
    side.plan_import = import_sheet(
        plan=side.plan, sheet=[["Åtgärd"], ["Ring"]], data=b"", by=SYSTEM
    ).run


def plan(side: Side) -> list[str]:
    return [side.plan.slug]


def measure(side: Side) -> list[str]:
    return [side.plan.slug, side.measure.slug]


def a_test(side: Side) -> list[str]:
    from overens.plans.models import ProgressRequest
    from overens.plans.queries.trying import marker_of

    return [marker_of(ProgressRequest(measure=side.measure, side="civil"))]


def edited(args, post: int = 422) -> Route:
    """Return the line of a page where the secretariat of the space edits."""
    return Route(
        get=SECRETARIAT,
        post=SECRETARIAT.instead(petra=post),
        other_get=NOBODY,
        other_post=NOBODY,
        args=args,
    )


def pressed(args) -> Route:
    """Return the line of a button of the secretariat's."""
    return Route(
        get=NO_SUCH_METHOD,
        post=SECRETARIAT.instead(petra=302),
        other_post=NOBODY,
        args=args,
    )


# Vera speaks for the organisation, Nils and Omar for the unit, Petra for whoever has
# told her.
THOSE_RESPONSIBLE: Who = NOBODY.instead(petra=200, vera=200, nils=200, omar=200)

ROUTES = {
    "plans:plans": Route(get=EVERYONE, query=lambda side: f"compact={side.space.slug}"),
    "plans:plan": Route(get=EVERYONE, args=plan),
    "plans:year_wheel": Route(get=EVERYONE, args=plan),
    "plans:plan_download": Route(get=EVERYONE, args=lambda side: [*plan(side), "csv"]),
    "plans:measure": Route(get=EVERYONE, args=measure),
    "plans:plan_add": edited(lambda side: [side.space.slug]),
    "plans:plan_change": edited(plan),
    "plans:plan_import": edited(plan),
    "plans:import_undo": pressed(lambda side: [*plan(side), side.plan_import.uuid]),
    "plans:measure_add": edited(plan),
    "plans:plan_ask": edited(plan, post=302),
    "plans:ask_test": edited(plan, post=302),
    "plans:plan_withdraw": edited(plan),
    "plans:measure_change": edited(measure),
    "plans:measure_move": edited(lambda side: [*measure(side), "pause"]),
    "plans:measure_ask": pressed(lambda side: [*measure(side), "civil"]),
    "plans:measure_report": Route(
        get=THOSE_RESPONSIBLE,
        post=THOSE_RESPONSIBLE.instead(petra=422, vera=422, nils=422, omar=422),
        other_get=NOBODY,
        other_post=NOBODY,
        args=measure,
    ),
    # Only whoever made it, that day; on either side, since it is their own.
    "plans:report_undo": Route(
        get=NOBODY.instead(vera=200),
        post=NOBODY.instead(vera=302),
        args=lambda side: [*measure(side), side.report.uuid],
    ),
    # Whoever has the link: a forwarded one answers for the organisation, once.
    "plans:progress": Route(get=EVERYONE, post=who(422), args=lambda side: [side.link]),
    # Whoever has the link, which says a measure and a side; it saves nothing.
    "plans:progress_test": Route(get=EVERYONE, post=who(422), args=a_test),
    "plans:progress_undo": Route(
        get=NO_SUCH_METHOD, post=who(422), args=lambda side: [side.link]
    ),
}
