"""The report of a survey: as published, as it is written, and whom it points out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST, require_safe

from overens.accounts.queries import Access
from overens.common.documents import MEDIA_TYPES, Document, to_html_fragment, write
from overens.common.form_pages import answer_form, form_page, posted, texts_in
from overens.common.formats import language_or_active
from overens.common.forms import HouseForm
from overens.common.texts import LANGUAGES, LocalText
from overens.surveys.actions.reports import (
    begin_report,
    publish_report,
    show_results,
    word_report,
)
from overens.surveys.forms.reports import PartForm, PublishReportForm
from overens.surveys.models import Report, ReportEdition, Survey
from overens.surveys.queries import shown_survey
from overens.surveys.queries.bound import list_to_bind
from overens.surveys.queries.report_checks import Checked, checked, faults_of_part
from overens.surveys.queries.report_drafts import drafted_of
from overens.surveys.queries.report_parts import parts_beside, parts_of_report
from overens.surveys.queries.reports import (
    draft_document,
    edition_document,
    editions_of,
    missing_parts,
    report_of,
    what_it_says,
)
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.rules import OPEN
from overens.surveys.rules.reports import ANALYSIS
from overens.surveys.views.drafts import survey_to_make, surveys_url
from overens.surveys.views.public import survey_in_view

# A draft is looked at before it is printed; an edition comes in each form.
DRAFT_ENDINGS = ("pdf", "docx")


@require_safe
def edition(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Show the report as it was published: the latest edition, or an earlier one."""
    survey = survey_in_view(request, slug)
    editions = editions_of(survey)
    wanted = number or (editions[0].number if editions else 0)
    found = _edition(survey, wanted)
    document = edition_document(found, language_or_active())
    latest = editions[0]
    context = {
        "title": document.title,
        "named": document.subtitle or document.title,
        "breadcrumbs": [
            (_("Surveys"), surveys_url(survey.space)),
            (str(survey), survey.get_absolute_url()),
            (_("The report"), ""),
        ],
        "survey": survey,
        "page_origin": survey.origin,
        "edition": found,
        "latest": latest,
        "editions": editions if len(editions) > 1 else [],
        "document": document,
        "written": to_html_fragment(document),
        "downloads": [
            {
                "label": label,
                "url": reverse(
                    "surveys:report_file", args=[survey.slug, found.number, ending]
                ),
                "format": ending,
            }
            for ending, label in (
                ("pdf", _("The report as PDF")),
                ("docx", _("The report as a Word file")),
            )
        ],
    }
    return render(request, "surveys/report.html", context)


@require_safe
def edition_file(
    request: HttpRequest, slug: str, number: int, ending: str
) -> HttpResponse:
    """Give an edition as a file: PDF, Word or one HTML file."""
    survey = survey_in_view(request, slug)
    if ending not in MEDIA_TYPES:
        raise Http404
    found, latest = _edition(survey, number), editions_of(survey)[0]
    later = latest if latest.number != number else None
    document = edition_document(found, language_or_active(), later)
    return _file(document, ending, f"{document.slug}-{found.number}")


def _edition(survey: Survey, number: int) -> ReportEdition:
    return get_object_or_404(
        ReportEdition.objects.select_related("report__survey__space"),
        report__survey=survey,
        number=number,
    )


def _file(document: Document, ending: str, name: str) -> HttpResponse:
    response = HttpResponse(
        write(document, ending),  # type: ignore[arg-type]
        content_type=MEDIA_TYPES[ending],  # type: ignore[index]
    )
    response["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _draft_in_view(request: HttpRequest, slug: str) -> tuple[Survey, Access, Report]:
    """Return a report that is written, and the access of whoever may change it.

    Raises:
        Http404: nobody has begun it, or it is not for this person to know of.
    """
    survey, access = survey_to_make(request, slug)
    written = report_of(survey)
    if written is None:
        raise Http404
    written.survey = survey
    return survey, access, written


def _draft_url(survey: Survey) -> str:
    return reverse("surveys:report_draft", args=[survey.slug])


def _breadcrumbs(survey: Survey, *last: str) -> list[tuple[str, str]]:
    return [
        (_("Surveys"), surveys_url(survey.space)),
        (str(survey), survey.get_absolute_url()),
        (_("Write the report"), _draft_url(survey) if last else ""),
        *((words, "") for words in last),
    ]


@form_page
@login_required
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Show everybody the results of a survey, with or without a report."""
    survey, access = survey_to_make(request, slug)

    def act(_given: dict[str, Any]) -> str:
        show_results(survey, by=access.actor)
        messages.success(request, _("Everybody can read the results now."))
        return survey.get_absolute_url()

    context = {
        "title": _("Show everybody the results?"),
        "lead": _("The survey then stands in the list, and its figures as data.")
        if survey.mode == OPEN
        else _(
            "Only figures that point at nobody are given out, and they are not changed "
            "afterwards. Do it when no more answers will come."
        ),
        "button": _("Show everybody"),
        "back_url": survey.get_absolute_url(),
        "cancel_url": survey.get_absolute_url(),
        "survey": survey,
        "page_origin": survey.origin,
    }
    return answer_form(request, HouseForm(posted(request)), context, act)


@require_POST
@login_required
def report_begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the report with a first wording of the figures."""
    survey, access = survey_to_make(request, slug)
    begin_report(survey, by=access.actor)
    return redirect(_draft_url(survey))


@require_safe
@login_required
def report_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the report says so far, and what keeps it from being published."""
    survey, _access, written = _draft_in_view(request, slug)
    shown = shown_survey(survey, language_or_active())
    context = {
        "title": _("Write the report"),
        "breadcrumbs": _breadcrumbs(survey),
        "survey": survey,
        "page_origin": survey.origin,
        "checked": checked(written, shown),
        "language": shown.language,
        "missing": missing_parts(written, shown),
        "editions": editions_of(survey),
    }
    return render(request, "surveys/report_draft.html", context)


@require_safe
@login_required
def report_singling(request: HttpRequest, slug: str) -> HttpResponse:
    """Clue every figure and sentence that may point somebody out."""
    survey, _access, written = _draft_in_view(request, slug)
    found = checked(written, shown_survey(survey, language_or_active()))
    context = {
        "title": _("Can anybody point Nils out?"),
        "breadcrumbs": _breadcrumbs(survey, _("Can anybody point Nils out?")),
        "survey": survey,
        "page_origin": survey.origin,
        "checked": found,
        "parts": [part for part in (*found.parts, found.quotes) if part.clues],
    }
    return render(request, "surveys/report_singling.html", context)


@form_page
@login_required
def report_part(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """Change what one part of the report says."""
    survey, access, written = _draft_in_view(request, slug)
    in_each = {code: shown_survey(survey, code) for code in LANGUAGES}
    shown = in_each[language_or_active()]
    parts = {
        each.name: each
        for each in (*parts_of_report(written, shown), *parts_beside(written, shown))
    }
    if part not in parts:
        raise Http404
    text = parts[part].text
    form = PartForm(posted(request), text=text)
    if request.method != "POST":
        form.tell(faults_of_part(parts[part], in_each))

    def act(given: dict[str, Any]) -> str:
        word_report(written, part=part, text=texts_in(given, "text"), by=access.actor)
        messages.success(request, _("Saved."))
        return f"{_draft_url(survey)}#{part.replace(':', '-')}"

    question = part.partition(":")[2] if part.startswith(f"{ANALYSIS}:") else ""
    context = {
        "title": parts[part].title,
        "lead": _("Shown with the results too, from when the report is published.")
        if parts[part].is_beside
        else "",
        "button": _("Save"),
        "back_url": _draft_url(survey),
        "cancel_url": _draft_url(survey),
        "survey": survey,
        "page_origin": survey.origin,
        "figures": list_to_bind(shown, question),
        "examples": (
            "{question:option|group=name}",
            "{question:option:share|group=name}",
            "{question:option|other=option}",
        ),
        "suggested": _suggested(in_each, part, text),
    }
    return answer_form(request, form, context, act, template="surveys/report_part.html")


def _suggested(
    shown: Mapping[str, ShownSurvey], part: str, text: LocalText
) -> list[tuple[str, str]]:
    """Return the first wording where it is not what stands there, by language."""
    draft = drafted_of(shown)
    kind, _colon, question = part.partition(":")
    first = draft.analyses.get(question) if kind == ANALYSIS else draft.parts.get(part)
    if not first or first == text:
        return []
    return [
        (language, first[language]) for language in LANGUAGES if first.get(language)
    ]


@require_safe
@login_required
def report_draft_file(request: HttpRequest, slug: str, ending: str) -> HttpResponse:
    """Give the draft as a file, as it would be published."""
    survey, _access, written = _draft_in_view(request, slug)
    if ending not in DRAFT_ENDINGS:
        raise Http404
    document = draft_document(written, language_or_active())
    return _file(document, ending, f"{document.slug}-{_('draft')}")


@form_page
@login_required
def report_publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what keeps the report from being published; publish and freeze it."""
    survey, access, written = _draft_in_view(request, slug)
    shown = [shown_survey(survey, code) for code in LANGUAGES]
    found = [checked(written, each) for each in shown]
    clues = sum(each.clues for each in found)
    editions = editions_of(survey)
    form = PublishReportForm(posted(request), clues=clues, is_first=not editions)

    def act(given: dict[str, Any]) -> str:
        made = publish_report(
            written,
            clues_read=bool(given.get("clues_read")),
            as_read=request.POST.get("as_read", ""),
            corrected=texts_in(given, "corrected"),
            by=access.actor,
        )
        messages.success(request, _("The report is published. It stands as it is."))
        return made.get_absolute_url()

    context = {
        "title": _("Publish the report?")
        if not editions
        else _("Publish a corrected edition?"),
        "lead": _("Anyone can then read it, and the results of the survey."),
        "button": _("Publish the report"),
        "back_url": _draft_url(survey),
        "cancel_url": _draft_url(survey),
        "survey": survey,
        "page_origin": survey.origin,
        "faults": sum(each.faults for each in found),
        "clues": clues,
        "left": _left(survey, found),
        "as_read": what_it_says(written, clues),
        "missing": _missing(written, shown),
        "warned": [
            (code, sentence)
            for code, each in zip(LANGUAGES, found, strict=True)
            for sentence in each.warned
        ],
    }
    return answer_form(
        request, form, context, act, template="surveys/report_publish.html", adds=True
    )


def _left(survey: Survey, found: Sequence[Checked]) -> list[dict[str, Any]]:
    """Return what is left to mend and to read in each language, and where."""
    left = []
    for code, each in zip(LANGUAGES, found, strict=True):
        with override(code):
            draft_url = _draft_url(survey)
            singling_url = reverse("surveys:report_singling", args=[survey.slug])
        left.append(
            {
                "code": code,
                "language": {"sv": _("Swedish"), "en": _("English")}[code],
                "faults": each.faults,
                "clues": each.clues,
                "draft_url": draft_url,
                "singling_url": singling_url,
            }
        )
    return left


def _missing(written: Report, shown: Sequence[ShownSurvey]) -> list[str]:
    """Return the parts that lack words in one language, named in the page's own."""
    lacking = {part.name for each in shown for part in missing_parts(written, each)}
    own = shown[LANGUAGES.index(language_or_active())]
    parts = (*parts_of_report(written, own), *parts_beside(written, own))
    return [part.title for part in parts if part.name in lacking]
