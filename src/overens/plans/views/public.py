"""The pages that everyone reads: plans, a plan, its year, a measure; and the files."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from overens.accounts.models import Person
from overens.accounts.queries import space_of_list
from overens.common import formats
from overens.common.mailed_links import is_undoable
from overens.common.sheets import About, Column, Sheet, write_csv, write_xlsx
from overens.plans.forms import MeasureFilter
from overens.plans.models import ActionPlan, ProgressReport
from overens.plans.queries import (
    agreement_shown,
    how_known_word,
    measure_page,
    plan_events,
    plan_rows,
    rows_by_plan,
    side_heading,
    status_word,
    voices_of,
    year_of,
    years_of,
)
from overens.plans.queries.charts import status_chart, year_chart
from overens.plans.queries.sheets import sheet_of
from overens.plans.queries.whom import asked_by_side
from overens.plans.rules import status_of
from overens.plans.rules.sheet import COLUMNS, SHOWN_ONLY
from overens.plans.views.editing import moves_from
from overens.plans.views.finding import (
    Moved,
    crumbs_of,
    find_measure,
    find_plan,
    may_edit,
    plans_url,
    today_in,
)

A_PAGE = 50


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """List the plans of the space in view, each with how it goes."""
    space = space_of_list(request, "plans")
    today = today_in(space)
    found = list(ActionPlan.objects.of(space).select_related("theme_principle"))
    rows = rows_by_plan(found, today)
    shown = [
        {
            "plan": plan,
            "measures": len(rows[plan.pk]),
            "chart": status_chart(rows[plan.pk], plan.get_absolute_url())
            if plan.is_followed and rows[plan.pk]
            else None,
            "is_running": plan.is_followed and today in plan.days,
        }
        for plan in found
    ]
    context = {
        "title": _("Action plans"),
        "breadcrumbs": [(_("Action plans"), "")],
        "plans": shown,
        "may_edit": may_edit(request, space, today),
        "add_url": reverse("plans:plan_add", args=[space.slug]),
    }
    return render(request, "plans/plans.html", context)


@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a plan: its theme, how it goes, and its measures, filtered as asked."""
    try:
        found = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:plan", moved.slug, permanent=True)
    today = today_in(found.space)
    rows = plan_rows(found, today)
    form = MeasureFilter(request.GET, rows=rows)
    if not found.is_followed:
        del form.fields["status"]
    wanted = form.wanted()
    matching = [row for row in rows if wanted.matches(row)]
    page = Paginator(matching, len(matching) or 1 if _prints(request) else A_PAGE)
    context = {
        "title": str(found),
        "plan": found,
        "breadcrumbs": [
            (_("Action plans"), plans_url(found.space)),
            (str(found), ""),
        ],
        "form": form,
        "page": page.get_page(request.GET.get("page")),
        "count_text": _counted(len(matching), len(rows)),
        "rows": rows,
        "chart": status_chart(rows, found.get_absolute_url())
        if found.is_followed and rows
        else None,
        "files": _files(found),
        "budget_ore": sum(row.measure.budget_ore or 0 for row in rows),
        "budgeted": sum(row.measure.budget_ore is not None for row in rows),
        "measures_in_plan": len(rows),
        "may_edit": may_edit(request, found.space, today),
    }
    return render(request, "plans/plan.html", context)


def _prints(request: HttpRequest) -> bool:
    return bool(request.GET.get("print"))


def _counted(shown: int, total: int) -> str:
    if shown == total:
        return ngettext(
            "The plan has %(total)s measure.", "The plan has %(total)s measures.", total
        ) % {"total": formats.number(total)}
    return ngettext(
        "Shows %(shown)s of %(total)s measure.",
        "Shows %(shown)s of %(total)s measures.",
        total,
    ) % {"shown": formats.number(shown), "total": formats.number(total)}


def _files(found: ActionPlan) -> list[dict[str, str]]:
    return [
        {
            "label": label,
            "format": kind,
            "url": reverse("plans:plan_download", args=[found.slug, kind]),
        }
        for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
    ]


@require_safe
def plan_download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """Give a plan's measures as CSV or Excel, in the columns that the import reads."""
    try:
        found = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:plan_download", moved.slug, kind, permanent=True)
    today = today_in(found.space)
    language = formats.language_or_active()
    _headings, *rows = sheet_of(plan_rows(found, today), language)
    columns = [
        Column(key=column.key, heading=column.heading(language))
        for column in (*COLUMNS, *SHOWN_ONLY)
    ]
    if kind == "csv":
        data, media_type = write_csv(columns, rows), "text/csv; charset=utf-8"
    elif kind == "xlsx":
        sheet = Sheet(_("Measures"), tuple(columns), rows)
        about = About(
            title=str(found),
            language=language,
            date=today,
            publisher=str(found.space),
            origin_note=str(found.source_note),
            notes=(_("Change the rows and import the file again to change the plan."),),
        )
        data = write_xlsx([sheet], about)
        media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    else:
        raise Http404
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.{kind}"'
    return response


@require_safe
def year_wheel(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a year of a plan as a wheel, and everything that happens as a list."""
    try:
        found = find_plan(request, slug)
    except Moved as moved:
        return redirect("plans:year_wheel", moved.slug, permanent=True)
    today = today_in(found.space)
    events = plan_events(plan_rows(found, today))
    years = years_of(found, events) or [year_of(found, today)]
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else None
    year = year or min(years, key=lambda each: abs(each - year_of(found, today)))
    happens = [event for event in events if event.day.year == year]
    context = {
        "title": _("Year wheel %(year)s") % {"year": year},
        "plan": found,
        "year": year,
        "years": years,
        "chart": year_chart(happens, year),
        "months": _by_month(happens),
        "breadcrumbs": crumbs_of(found, (_("Year wheel"), "")),
        "today": today,
    }
    return render(request, "plans/year_wheel.html", context)


def _by_month(events: list[Any]) -> list[tuple[Any, list[Any]]]:
    months: dict[int, list[Any]] = {}
    for event in events:
        months.setdefault(event.day.month, []).append(event)
    return [(found[0].day, found) for found in months.values()]


@require_safe
def measure(request: HttpRequest, slug: str, measure: str) -> HttpResponse:
    """Show a measure: its status and why, who, what, and what has been reported."""
    try:
        found = find_measure(request, slug, measure)
    except Http404:
        try:
            find_plan(request, slug)
        except Moved as moved:
            return redirect("plans:measure", moved.slug, measure, permanent=True)
        raise
    today = today_in(found.plan.space)
    shown = measure_page(found, today)
    reader = request.user if isinstance(request.user, Person) else None
    edits = may_edit(request, found.plan.space, today)
    asked = asked_by_side(found, today) if edits else {}
    takes = shown.row.status is not None and shown.row.status.takes_reports
    context = {
        "title": f"{found.title}",
        "measure": found,
        "plan": found.plan,
        "shown": shown,
        "row": shown.row,
        "today": today,
        "milestones": [
            {
                "title": str(each.text),
                "date": formats.day(each.due) if each.due else "",
                "text": _("Done %(day)s") % {"day": formats.day(each.done)}
                if each.done
                else "",
                "state": each.state(today),
            }
            for each in shown.milestones
        ],
        "reports": [_shown(each, reader) for each in shown.reports],
        "agreement": agreement_shown(shown.agreement),
        "sides": [(side, asked.get(side.key)) for side in shown.sides],
        "breadcrumbs": crumbs_of(found.plan, (found.number, "")),
        "may_edit": edits,
        "moves": moves_from(
            found,
            shown.row.status.key if shown.row.status else "",
            goes_on=shown.carried_to is not None,
        )
        if edits
        else [],
        "may_report": bool(reader and takes and voices_of(reader, found, today)),
    }
    return render(request, "plans/measure.html", context)


def _shown(report: ProgressReport, reader: Person | None) -> dict[str, Any]:
    """Return a report as its partial shows it."""
    status = status_of(report.state)
    undoes = reader is not None and report.by_person_id == reader.pk
    where = report.measure
    return {
        "number": report.number,
        "day": report.day,
        "side": side_heading(report.side),
        "status": status,
        "word": status_word(status),
        "text": report.text,
        "difference": report.difference,
        "for_whom": report.for_whom,
        "how_known": how_known_word(report.how_known),
        "language": report.language,
        "by_name": report.by_name,
        "by_role": report.by_role,
        "undo_url": reverse(
            "plans:report_undo", args=[where.plan.slug, where.slug, report.uuid]
        )
        if undoes and is_undoable(made=report.created, now=timezone.now())
        else "",
    }
