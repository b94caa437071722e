"""The year's surveys: who answered, and each question's finding with its base."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from overens.accounts.models import Space
from overens.common.charts import Chart
from overens.common.formats import number
from overens.common.texts import LocalText
from overens.errors import RuleBroken
from overens.followups.queries.shapes import Figure, Section
from overens.surveys.models import Survey
from overens.surveys.queries import ShownSurvey, question_chart, shown_survey


def surveys(space: Space, year: int, language: str) -> tuple[Section, ...]:
    """Return one part per survey of the year; at most 8 queries a survey."""
    found = list(
        Survey.objects.filter(
            space=space, year=year, published=True, withdrawn_at=None
        ).order_by("slug")
    )
    if not found:
        return (
            Section(
                "surveys",
                _("What was answered"),
                _("No survey of the year is known"),
                holes=(_("No survey of the year is known."),),
                unsaid=_("what anybody answered during the year"),
            ),
        )
    return tuple(_one(survey, language) for survey in found)


def _one(survey: Survey, language: str) -> Section:
    url = reverse("surveys:results", args=[survey.slug])
    title = LocalText(survey.title).in_language(language)
    try:
        shown = shown_survey(survey, language)
    except RuleBroken:
        return Section(
            f"survey-{survey.slug}",
            title,
            _("The results are not shown"),
            holes=(
                _(
                    "The survey was answered under a promise of confidentiality or "
                    "anonymity, so nothing of it is shown here."
                ),
            ),
            links=((_("About the survey"), url),),
            origin=survey.origin,
        )
    return _results(shown, title, url)


def _results(shown: ShownSurvey, title: str, url: str) -> Section:
    result = shown.result
    units, people = result.units, result.respondents
    finding = shown.text("finding")
    figures: tuple[Figure, ...] = (
        Figure(
            "units-answered",
            _("have an answer"),
            units.answered,
            shown.words["units"],
            _("Units with a standing answer sheet, of all in the frame."),
            f"{url}#answered",
            base=units.frame,
        ),
        Figure(
            "respondents-answered",
            _("answered"),
            people.answered,
            shown.words["respondents"],
            _("Persons with a standing answer sheet, of all who were asked."),
            f"{url}#answered",
            base=people.frame,
        ),
    )
    if people.declined is not None and people.silent is not None:
        figures += (
            Figure(
                "respondents-declined",
                _("declined"),
                people.declined,
                shown.words["respondents"],
                _("Persons who said that they did not want to answer."),
                f"{url}#answered",
                base=people.frame,
            ),
            Figure(
                "respondents-silent",
                _("did not answer at all"),
                people.silent,
                shown.words["respondents"],
                _("Persons who were asked and never answered."),
                f"{url}#answered",
                base=people.frame,
            ),
        )
    charts: list[Chart] = []
    notes = list(shown.notes)
    for question in shown.questions:
        chart = question_chart(shown, question)
        if chart is not None:
            charts.append(chart)
        notes += [
            _("Question %(number)s: %(note)s")
            % {"number": question.number, "note": note}
            for note in question.notes
        ]
    return Section(
        f"survey-{shown.survey.slug}",
        title,
        finding
        or _("%(answered)s of %(frame)s %(units)s have an answer")
        % {
            "answered": number(units.answered),
            "frame": number(units.frame or 0),
            "units": shown.words["units"],
        },
        figures,
        charts=tuple(charts),
        notes=tuple(notes),
        links=((_("All results, with intervals and method"), url),),
        origin=shown.survey.origin,
    )
