"""The secretariat brings a whole list of those who are asked in at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from overens.common import formats
from overens.common.explain import explain
from overens.common.form_pages import add_broken, answer_form, form_page, posted
from overens.common.forms import invalid
from overens.common.sheet_pages import SheetForm
from overens.common.sheets import as_pasted
from overens.errors import RuleBroken
from overens.surveys.actions.frame_lists import BroughtIn, bring_in, import_frame
from overens.surveys.forms.framing import RegisterForm
from overens.surveys.models import Survey
from overens.surveys.queries.frame_register import candidates_in, sources_of
from overens.surveys.queries.framing import (
    frame_words,
    known_frame,
    own_headings,
    standing_names,
)
from overens.surveys.rules import FrameRow, folded, read_frame
from overens.surveys.views.drafts import survey_to_make
from overens.surveys.views.framing import frame_task, frame_url

# More rows than this are not read one by one before saving.
MOST_SHOWN = 500


@form_page
@login_required
def frame_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a sheet, show what is wrong with it, and take it in when it is looked at."""
    survey, access = survey_to_make(request, slug)
    words = frame_words(survey)
    context = frame_task(survey, _("Bring in a sheet"), _("Look before saving"))
    context |= {
        "survey": survey,
        "columns": [
            words.respondent.capitalize(),
            _("E-mail"),
            words.unit.capitalize(),
            _("Group"),
        ],
    }
    if request.method != "POST" or request.POST.get("edit"):
        # Back from the look at it, with what was read.
        form = SheetForm(initial={"pasted": request.POST.get("pasted", "")})
        return render(request, "surveys/frame_sheet.html", {**context, "form": form})
    form = SheetForm(request.POST, request.FILES)
    context["form"] = form
    if not form.is_valid():
        return invalid(request, "surveys/frame_sheet.html", context)
    try:
        sheet = form.sheet()
        if request.POST.get("save"):
            done = import_frame(survey=survey, sheet=sheet, by=access.actor)
            _say(request, survey, done)
            return redirect(frame_url(survey))
        read = read_frame(
            sheet, known=known_frame(survey), own_words=own_headings(survey)
        )
    except RuleBroken as broken:
        add_broken(form, broken)
        return invalid(request, "surveys/frame_sheet.html", context)
    wrong = [row for row in read.rows if row.faults]
    rows = [*wrong, *(row for row in read.rows if not row.faults)]
    context |= {
        "title": _("This is what the sheet would put on the list"),
        "rows": [_shown(row) for row in rows[:MOST_SHOWN]],
        "left_out": max(0, len(rows) - MOST_SHOWN),
        "unknown": ", ".join(read.unknown_headings),
        "wrong_text": ngettext(
            "%(n)s row is wrong. Put it right, here or in your sheet; until then "
            "nothing is taken in.",
            "%(n)s rows are wrong. Put them right, here or in your sheet; until then "
            "nothing is taken in.",
            read.wrong,
        )
        % {"n": formats.number(read.wrong)}
        if read.wrong
        else "",
        "row_count": len(read.rows),
        "pasted": as_pasted(sheet),
    }
    return render(request, "surveys/frame_preview.html", context)


@form_page
@login_required
def frame_register(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose units, a saved list or signatories of the register, by ticking."""
    survey, access = survey_to_make(request, slug)
    sources = sources_of(survey.space)
    source = request.GET.get("source", "")
    context = frame_task(survey, _("Choose in the register"), _("Put on the list"))
    context |= {"survey": survey, "sources": sources, "source": source}
    if not source:
        return render(request, "surveys/frame_register.html", context)
    if source not in {each.key for each in sources}:
        raise Http404
    stand = standing_names(survey)
    every = candidates_in(survey.space, source)
    found = [one for one in every if folded(str(one.asked.unit)) not in stand]
    context |= {
        "form": RegisterForm(posted(request), found=found),
        "found": found,
        "left_out": len(every) - len(found),
    }
    form = context["form"]

    def act(_given: dict[str, Any]) -> str:
        kind = source.partition("-")[0]
        done = bring_in(survey=survey, rows=form.given(), source=kind, by=access.actor)
        _say(request, survey, done)
        return frame_url(survey)

    return answer_form(
        request, form, context, act, template="surveys/frame_register.html", adds=True
    )


def _say(request: HttpRequest, survey: Survey, done: BroughtIn) -> None:
    """Say what was put on the list."""
    words = frame_words(survey)
    messages.success(
        request,
        _("New on the list: %(people)s %(respondents)s, %(count)s %(units)s.")
        % {
            "people": formats.number(done.respondents),
            "respondents": words.respondents,
            "count": formats.number(done.units),
            "units": words.units,
        },
    )


def _shown(row: FrameRow) -> dict[str, Any]:
    return {"row": row, "faults": [explain(fault) for fault in row.faults]}
