"""What a codebook says of itself and of the survey: whose, of whom, how it was done.

The order of elements is that of the schema, here as in ``variables``.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext

from overens.common import formats
from overens.common.origins import origin_sentence, publisher_in
from overens.surveys.queries.ddi.elements import add, add_text
from overens.surveys.queries.shown import ShownSurvey
from overens.surveys.queries.wording import figure
from overens.surveys.rules import OPEN


def add_document(book: Element, shown: ShownSurvey) -> None:
    """Say who made the file, and how it is to be read."""
    survey = shown.survey
    made = timezone.localtime(survey.created, survey.space.zone).date()
    document = add(book, "docDscr")
    citation = _citation(document, shown)
    produced = add(citation, "prodStmt")
    add(produced, "producer", _publisher(shown))
    # The day the survey was entered: the same results give the same bytes.
    add(produced, "prodDate", formats.day(made), date=made.isoformat())
    add(produced, "software", "Överens")
    add_text(document, "notes", origin_sentence(survey.origin), type="origin")
    add(
        document,
        "notes",
        gettext(
            "Each variable has the name and the codes that it has in the file of "
            "answers for SPSS. What is counted is %(units)s; a person may answer for "
            "several."
        )
        % shown.words,
        type="reading",
    )


def add_study(book: Element, shown: ShownSurvey) -> None:
    """Say what the survey is about, whom it asked, and how."""
    study = add(book, "stdyDscr")
    citation = _citation(study, shown)
    add(add(citation, "prodStmt"), "producer", _publisher(shown))
    add(
        citation,
        "holdings",
        shown.text("title"),
        URI=f"{settings.BASE_URL}{shown.survey.get_absolute_url()}",
    )
    _scope(study, shown)
    _method(study, shown)
    for note in (
        origin_sentence(shown.survey.origin),
        *shown.notes,
        *(each.as_note for each in shown.printed),
    ):
        add_text(study, "notes", note)


def _publisher(shown: ShownSurvey) -> str:
    survey = shown.survey
    return publisher_in(survey.origin, survey.space.name.in_language(shown.language))


def _citation(parent: Element, shown: ShownSurvey) -> Element:
    """Return a citation with titles and who is responsible; more may be put to it."""
    survey = shown.survey
    citation = add(parent, "citation")
    titles = add(citation, "titlStmt")
    add(titles, "titl", shown.text("title"))
    for language, title in survey.title.items():
        if language != shown.language:
            add(titles, "parTitl", title, lang=language)
    add(titles, "IDNo", survey.slug, level="study")
    # Never somebody whose document is retold: the figures are not theirs.
    responsible = publisher_in(survey.origin, survey.huvudman) or _publisher(shown)
    add(add(citation, "rspStmt"), "AuthEnty", responsible)
    return citation


def _scope(study: Element, shown: ShownSurvey) -> None:
    survey, result = shown.survey, shown.result
    scope = add(study, "stdyInfo")
    add_text(scope, "abstract", shown.text("introduction"))
    summary = add(scope, "sumDscr")
    if survey.year is not None:
        add(summary, "timePrd", survey.year, event="single", date=survey.year)
    add(summary, "anlyUnit", shown.words["unit"])
    facts = {
        **shown.words,
        "frame": figure(result.units.frame),
        "asked": figure(result.respondents.frame),
    }
    said = (
        gettext("%(units)s; nobody knows how many there are")
        if survey.open_frame
        else gettext("%(frame)s %(units)s, for which %(asked)s %(respondents)s answer")
    )
    add(summary, "universe", said % facts)
    add(
        summary,
        "dataKind",
        gettext("Figures of a survey, without the answers that they are counted from"),
    )


def _method(study: Element, shown: ShownSurvey) -> None:
    method = add(study, "method")
    collected = add(method, "dataColl")
    add_text(collected, "collMode", shown.text("method"))
    if shown.source:
        add(add(collected, "sources"), "dataSrc", shown.source)
    add(add(method, "anlyInfo"), "respRate", shown.answered)
    if shown.survey.mode != OPEN:
        add(
            method,
            "dataProcessing",
            gettext(
                "A figure that fewer than %(least)s persons stand behind is withheld, "
                "and so are those that it could be worked out from. A category whose "
                "figure is withheld has a label here, and no statistics."
            )
            % {"least": figure(shown.survey.least_persons)},
            type="suppression",
        )
