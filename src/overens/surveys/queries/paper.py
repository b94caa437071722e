"""A survey as a paper form, from the same questions: one for each who gets a code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext, override

from overens.common import formats
from overens.common.documents import (
    Block,
    Bullets,
    Definitions,
    Document,
    Heading,
    Lead,
    Note,
    PageBreak,
    Paragraph,
)
from overens.common.origins import origin_sentence, publisher_in
from overens.surveys.models import (
    Collection,
    Coverage,
    Invitation,
    QuestionnaireItem,
)
from overens.surveys.queries.collecting import last_day_of
from overens.surveys.queries.drafts import condition_in_words
from overens.surveys.queries.stored import item_in, option_helps, questionnaire_items
from overens.surveys.rules import OPEN, QUESTION_TYPES, Item

# The font has it; a box to cross. And lines to write on.
_BOX = "□"
_LINE = "_" * 72
_SHORT = "_" * 24
_LINES = 4


@dataclass(frozen=True)
class PaperForm:
    """Whom a form is for, what they answer for, and the code that stands on it."""

    name: str
    units: Sequence[str]
    code: str


def units_by_respondent(
    invitations: Sequence[Invitation], language: str
) -> dict[int, list[str]]:
    """Return what each answers for, by the respondent's number. 1 query."""
    units: dict[int, list[str]] = {one.respondent_id: [] for one in invitations}
    covered = Coverage.objects.filter(respondent__in=list(units)).select_related("unit")
    for coverage in covered.order_by("unit__place"):
        name = coverage.unit.name.in_language(language) or coverage.unit.key
        units[coverage.respondent_id].append(name)
    return units


def paper_document(
    collection: Collection,
    forms: Sequence[PaperForm],
    *,
    where: str,
    made: date,
    language: str,
) -> Document:
    """Return paper forms, one after the other, each beginning a page. 1 query.

    Args:
        where: the address at which a code is written, for those who answer there.
        made: the day it is printed.
        language: of the questions.
    """
    survey = collection.survey
    items = questionnaire_items(survey)
    with override(language):
        blocks: list[Block] = []
        for form in forms:
            if blocks:
                blocks.append(PageBreak(foot=_foot(form)))
            blocks += _form(collection, form, items, where, language)
        return Document(
            title=survey.title.in_language(language),
            language=language,
            date=made,
            publisher=publisher_in(
                survey.origin, survey.space.name.in_language(language)
            ),
            slug="-".join([survey.slug, gettext("paper")]),
            origin_note=origin_sentence(survey.origin),
            contents=False,
            blocks=tuple(blocks),
            foot=_foot(forms[0]) if forms else "",
        )


def _foot(form: PaperForm) -> str:
    """Return what stands on every page of a form: sheets come apart."""
    return gettext("Code: %(code)s") % {"code": form.code}


def _form(
    collection: Collection,
    form: PaperForm,
    items: Sequence[QuestionnaireItem],
    where: str,
    language: str,
) -> Iterator[Block]:
    survey = collection.survey
    yield Heading(1, form.name)
    introduction = survey.introduction.in_language(language)
    if introduction:
        yield Lead(introduction)
    yield Definitions(
        (
            (gettext("You answer for"), ", ".join(form.units)),
            (gettext("Last day"), formats.day(last_day_of(collection))),
            (gettext("Your code"), form.code),
        )
    )
    yield Paragraph(
        gettext(
            "Send the form in. %(secretariat)s writes your answers in by the code. "
            "Or write the code at %(where)s and answer there. It gives one answer."
        )
        % {
            "secretariat": capfirst(
                survey.space.secretariat_name.in_language(language)
                or gettext("the secretariat")
            ),
            "where": where,
        }
    )
    yield Note(
        "info",
        collection.promise.in_language(language),
        title=gettext("Who sees your answers?"),
    )
    if survey.mode != OPEN:
        # The promise is about what the service keeps; paper has its own reader.
        yield Paragraph(
            gettext(
                "Whoever writes your form in at the secretariat sees your answers. Do "
                "you not want that? Then answer at %(where)s yourself, with the code."
            )
            % {"where": where}
        )
        yield Paragraph(
            gettext(
                "Are you few who answer for as many of the same groups? Whoever knows "
                "that could guess which answers are yours. Write nothing that you "
                "would not say openly."
            )
        )
    if len(form.units) > 1:
        yield Paragraph(
            gettext(
                "Is the answer not the same for all that you answer for? Copy the "
                "form, and write on each what it is for: %(line)s"
            )
            % {"line": _SHORT}
        )
    asked = [item for item in items if item.question.kind != "units"]
    heading = ""
    for number, item in enumerate(asked, 1):
        section = item.section.in_language(language)
        if section and section != heading:
            heading = section
            yield Heading(2, section)
        yield from _on_one_page(_question(number, item, asked, language))


def _on_one_page(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks so that their paragraphs stay together, where a page holds them."""
    *first, last = blocks
    for block in first:
        yield replace(block, stays=True) if isinstance(block, Paragraph) else block
    yield last


def _question(
    number: int,
    stored: QuestionnaireItem,
    items: Sequence[QuestionnaireItem],
    language: str,
) -> Iterator[Block]:
    item = item_in(stored, language)
    yield Heading(2, f"{formats.number(number)}. {item.title}")
    told = [
        stored.question.instruction.in_language(language),
        _how_many(item),
        condition_in_words(stored, items),
    ]
    if any(told):
        yield Paragraph(" ".join(text for text in told if text))
    yield from _to_fill_in(item, option_helps(stored, language))
    if item.own_text:
        yield Paragraph(": ".join([gettext("Another answer"), _LINE[:50]]))
    if QUESTION_TYPES[item.kind].can_be_unsaid:
        yield Paragraph(" ".join([_BOX, gettext("I do not know, or will not say")]))


def _how_many(item: Item) -> str:
    """Return how many may be crossed: on paper every box looks the same."""
    kind = QUESTION_TYPES[item.kind]
    if item.rows:
        return gettext("Cross one on each row.")
    if kind.several:
        return gettext("Cross all that hold.")
    return gettext("Cross one.") if kind.has_options and not kind.is_order else ""


def _to_fill_in(item: Item, helps: dict[str, str]) -> Iterator[Block]:
    """Yield what is crossed or written, by what the question has to choose among."""
    if item.rows:
        choices = "   ".join(f"{_BOX} {option.label}" for option in item.options)
        yield Bullets(tuple(f"{row.label}:   {choices}" for row in item.rows))
    elif item.options:
        mark = "___" if item.kind == "ranking" else _BOX
        for option in item.options:
            beside = helps.get(option.key)
            said = f"{option.label} ({beside})" if beside else option.label
            yield Paragraph(f"{mark} {said}")
        if item.kind == "ranking":
            yield Paragraph(
                gettext("Write 1 at the first, 2 at the second, and so on.")
            )
    elif item.kind == "text":
        yield Paragraph("\n\n".join([_LINE] * _LINES))
    elif item.kind == "consent":
        yield Paragraph(" ".join([_BOX, gettext("Yes")]))
    else:
        yield Paragraph(f"{_SHORT} {item.limits.unit}".strip())
