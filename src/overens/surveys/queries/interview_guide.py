"""The guide of interviews as a document: to take along, with room to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext, override

from overens.common.documents import (
    Block,
    Bullets,
    Document,
    Heading,
    Note,
    Paragraph,
)
from overens.common.documents.blocks import paragraphs
from overens.common.origins import origin_sentence, publisher_in
from overens.common.texts import LocalText
from overens.surveys.models import InterviewGuide, InterviewTheme, Survey
from overens.surveys.queries.interviews import promise_of
from overens.surveys.queries.own_words import themes_of

# Lines to write on under each theme.
_LINES = "\n\n".join(["_" * 72] * 6)


def guide_document(
    survey: Survey, guide: InterviewGuide | None, *, made: date, language: str
) -> Document:
    """Return the guide to take along, with room to write under each theme. 1 query."""
    themes = themes_of(survey)
    with override(language):
        return Document(
            title=gettext("Interview guide"),
            subtitle=survey.title.in_language(language),
            language=language,
            date=made,
            publisher=publisher_in(
                survey.origin, survey.space.name.in_language(language)
            ),
            slug="-".join([survey.slug, gettext("interview-guide")]),
            origin_note=origin_sentence(survey.origin),
            contents=False,
            blocks=tuple(_guide(survey, guide, themes, language)),
        )


def _guide(
    survey: Survey,
    guide: InterviewGuide | None,
    themes: Sequence[InterviewTheme],
    language: str,
) -> Iterator[Block]:
    opening = guide.opening if guide else LocalText()
    for words in paragraphs(opening.in_language(language)):
        yield Paragraph(words)
    yield Note("info", promise_of(survey, language), gettext("Say this first"))
    yield Paragraph(gettext("Role: %(line)s") % {"line": "_" * 40})
    for theme in themes:
        yield Heading(1, theme.title.in_language(language))
        asks = [
            line.strip()
            for line in theme.instruction.in_language(language).splitlines()
            if line.strip()
        ]
        if asks:
            yield Bullets(tuple(asks), stays=True)
        yield Paragraph(_LINES)
