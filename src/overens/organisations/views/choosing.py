"""Whom should we ask? A question, a proposed list with reasons, saved or fetched."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from overens.accounts.queries import Access, access_to, space_in_view
from overens.accounts.rules import CHOOSE_WHOM
from overens.common import formats
from overens.common.charts import Bar, Bars, to_page_figure
from overens.common.explain import explain
from overens.common.form_pages import form_page, posted
from overens.common.formats import number
from overens.common.sheets import About, Sheet, write_csv, write_xlsx
from overens.errors import RuleBroken
from overens.organisations.actions import ListLine, save_list
from overens.organisations.forms import AskForm, ListForm
from overens.organisations.queries import Choices, choices_in, reader_in
from overens.organisations.queries.choosing import Asked, loosened, whom_to_ask
from overens.organisations.queries.why import (
    AskRow,
    cells_of,
    columns_of,
    facts_of,
    group_words,
    rows_in_words,
    spread_lines,
    white_spots,
)
from overens.organisations.rules import slug_of
from overens.organisations.rules.choosing import GROUPS, Wanted
from overens.organisations.views.editing import answer

A_PAGE = 25
# More white spots than can be read are said as a number; the table shows them all.
SPOTS_SHOWN = 12
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asking_access(request: HttpRequest) -> Access:
    """Return the access of whoever may choose whom to ask in the space in view."""
    space = space_in_view(request)
    if space is None or not space.has_column("organisations"):
        raise Http404
    return access_to(request, CHOOSE_WHOM, space)


def _asked(form: AskForm, access: Access, choices: Choices) -> Asked | None:
    """Return the proposed list; None where the question cannot be answered."""
    if not form.is_valid():
        return None
    try:
        return whom_to_ask(access.space.origin, form.wanted, access.day, choices)
    except RuleBroken as broken:
        form.add_error(broken.field, explain(broken))
    return None


@require_safe
@login_required
def whom(request: HttpRequest) -> HttpResponse:
    """Ask whom to ask, and show the proposed list."""
    access = asking_access(request)
    choices = choices_in(access.space.origin)
    is_asked = any(name in request.GET for name in AskForm.base_fields)
    form = AskForm(request.GET if is_asked else None, choices=choices)
    asked = _asked(form, access, choices) if is_asked else None
    context: dict[str, Any] = {
        "title": _("Whom should we ask?"),
        "lead": _(
            "Say what it is about and where. You get a proposed list with a reason for "
            "each: district organisations first, and those who are never asked marked."
        ),
        "form": form,
        "asked": asked,
        "asked_compact": request.GET.get("compact", ""),
        "breadcrumbs": [
            (_("Organisations"), reverse("organisations:organisations")),
            (_("Whom should we ask?"), ""),
        ],
    }
    if asked is not None:
        rows = rows_in_words(asked, choices)
        query = request.GET.urlencode()
        context |= {
            "page": Paginator(rows, A_PAGE).get_page(request.GET.get("page", 1)),
            "count_text": count_text(rows),
            "groups": group_words(),
            **spread_context(asked),
            "save_url": f"{reverse('organisations:whom_save')}?{query}",
            "files": files_at("organisations:whom_file", query=query),
            "loosen": _loosen(request, form.wanted, access) if not rows else [],
        }
    return render(request, "organisations/whom.html", context)


def count_text(rows: list[AskRow]) -> str:
    """Return how many there are, and of which groups."""
    said = ngettext(
        "%(n)s organisation to ask.", "%(n)s organisations to ask.", len(rows)
    ) % {"n": number(len(rows))}
    groups = group_words()
    counted = [(key, sum(row.group == key for row in rows)) for key in GROUPS]
    parts = [f"{groups[key]}: {number(count)}" for key, count in counted if count]
    return f"{said} {'. '.join(parts)}." if parts else said


def spread_context(asked: Asked) -> dict[str, Any]:
    """Return the spread as a table and a chart, with its white spots."""
    lines, spots = spread_lines(asked), white_spots(asked)
    return {
        "spread": lines,
        "spread_areas": asked.areas,
        "spots": spots[:SPOTS_SHOWN],
        "more_spots": max(len(spots) - SPOTS_SHOWN, 0),
        "chart": to_page_figure(
            Bars(
                title=_("How many there are in each municipality"),
                description=_("One that is active in several counts in each."),
                language=formats.language_or_active(),
                unit=_("organisations"),
                row_heading=_("Municipality"),
                rows=tuple(Bar(line.place, line.all) for line in lines),
            ),
            key="spread",
            heading=3,
        )
        if len(lines) > 1
        else "",
    }


def files_at(route: str, *args: Any, query: str = "") -> list[dict[str, str]]:
    """Return the files that a list is fetched as."""
    end = f"?{query}" if query else ""
    return [
        {
            "label": label,
            "format": kind,
            "url": reverse(route, args=[*args, kind]) + end,
        }
        for kind, label in (("xlsx", "Excel"), ("csv", "CSV"))
    ]


def _loosen(
    request: HttpRequest, wanted: Wanted, access: Access
) -> list[tuple[str, str]]:
    """Return what to let go of, as words and address."""
    found = loosened(access.space.origin, wanted, access.day)
    said = []
    for name, count, words in (
        ("areas", found.without_areas, _("Ask in all areas (%(n)s)")),
        (
            "municipalities",
            found.without_municipalities,
            _("Ask in all municipalities (%(n)s)"),
        ),
    ):
        if count:
            left = request.GET.copy()
            left.pop(name, None)
            left["influence"] = wanted.influence
            said.append((words % {"n": number(count)}, f"?{left.urlencode()}"))
    return said


@form_page
@login_required
def whom_save(request: HttpRequest) -> HttpResponse:
    """Keep a proposed list under a name."""
    access = asking_access(request)
    choices = choices_in(access.space.origin)
    question = AskForm(request.GET, choices=choices)
    asked = _asked(question, access, choices)
    if asked is None:
        raise Http404
    wanted = question.wanted
    form = ListForm(posted(request), initial={"name": _name_of(wanted, choices)})
    form.initial_is_stored = False

    def done() -> str:
        kept = save_list(
            space=access.space,
            name=form.cleaned_data["name"],
            organisations=lines_of(asked),
            question={"ask": asked_as_plain(wanted)},
            by=access.actor,
        )
        return reverse("organisations:list", args=[kept.uuid])

    context = {
        "title": _("Save the list"),
        "lead": count_text(rows_in_words(asked, choices)),
        "button": _("Save"),
        "back_url": f"{reverse('organisations:whom')}?{request.GET.urlencode()}",
    }
    return answer(
        request, form=form, context=context, done=done, said=_("Saved."), adds=True
    )


def lines_of(asked: Asked) -> list[ListLine]:
    """Return a proposed list as ``save_list`` takes it."""
    return [
        ListLine(asked.organisations[row.candidate.id], why=facts_of(row))
        for row in asked.rows
    ]


def asked_as_plain(wanted: Wanted) -> dict[str, Any]:
    """Return a question as plain values, to be kept with its list."""
    return {
        "areas": sorted(wanted.areas),
        "municipalities": sorted(wanted.municipalities),
        "influence": wanted.influence,
    }


def _name_of(wanted: Wanted, choices: Choices) -> str:
    """Return a name to begin with: "Folkhälsa: Sandhamra, Tångsund"."""
    areas = [str(each.name) for each in choices.areas if each.key in wanted.areas]
    codes = wanted.municipalities
    places = [each.name for each in choices.municipalities if each.code in codes]
    said = [", ".join(part) for part in (areas, places) if part]
    return ": ".join(said)[:200]


@require_safe
@login_required
def whom_file(request: HttpRequest, kind: str) -> HttpResponse:
    """Give a proposed list as CSV or Excel."""
    access = asking_access(request)
    choices = choices_in(access.space.origin)
    form = AskForm(request.GET, choices=choices)
    asked = _asked(form, access, choices)
    if asked is None:
        raise Http404
    title = _name_of(form.wanted, choices)
    return sheet_answer(rows_in_words(asked, choices), kind, title, access)


def sheet_answer(
    rows: list[AskRow], kind: str, title: str, access: Access
) -> HttpResponse:
    """Answer with a list as a file; no cell is a live formula.

    Raises:
        Http404: there is no such kind of file.
    """
    columns = columns_of()
    reader = reader_in(access.person, access.space.origin, access.day)
    cells = cells_of(rows, reader)
    if kind == "csv":
        data, media_type = write_csv(columns, cells), "text/csv; charset=utf-8"
    elif kind == "xlsx":
        about = About(
            title=title,
            language=formats.language_or_active(),
            date=access.day,
            publisher=str(access.space),
            origin_note=str(access.space.get_origin_display()),
        )
        sheet = Sheet(_("To ask"), tuple(columns), cells)
        data, media_type = write_xlsx([sheet], about), XLSX
    else:
        raise Http404
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{slug_of(title)}.{kind}"'
    return response
