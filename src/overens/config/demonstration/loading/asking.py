"""The surveys: the sources' of 2020, reconstructed, and Strandland's of two years."""

from __future__ import annotations

from dataclasses import replace

from overens.common.texts import LocalText
from overens.config.demonstration.loading.interviewing import interview_heads
from overens.config.demonstration.loading.made import HOK, STRANDLAND, Made
from overens.surveys.actions import (
    load_survey,
    make_survey,
    release_table,
)
from overens.surveys.actions.codes import code_text, keep_code, release_codes
from overens.surveys.actions.outside import (
    add_outside_survey,
    set_outside_question,
)
from overens.surveys.actions.own_words import leave_text, release_text
from overens.surveys.actions.reports import begin_report, publish_report, word_report
from overens.surveys.actions.sides import tie_sides
from overens.surveys.models import Survey
from overens.surveys.queries import questionnaire_templates
from overens.surveys.queries.codes import codes_of
from overens.surveys.queries.own_words import items_with_words, texts_of
from overens.surveys.rules import (
    ANONYMOUS,
    read_questionnaire,
)
from overens.surveys.rules.outside import read_outside
from overens.surveys.rules.reports import BACKGROUND, CONCLUSIONS
from overens.surveys.rules.sides import PUBLIC

FILES = (
    (HOK, "sources/hok-2020.toml"),
    (STRANDLAND, "strandland/survey-municipalities-before.toml"),
    (STRANDLAND, "strandland/survey-municipalities-last-year.toml"),
    (STRANDLAND, "strandland/survey-last-year.toml"),
    (STRANDLAND, "strandland/survey-organisations-last-year.toml"),
    (STRANDLAND, "strandland/survey-region.toml"),
    (STRANDLAND, "strandland/survey-organisations.toml"),
)


OUTSIDE = (
    (HOK, "sources/outside.toml"),
    (STRANDLAND, "strandland/outside.toml"),
)
NEXT = "strandland/survey-next.toml"
BOOK = "strandland/code-book.toml"
REPORTS = "strandland/survey-reports.toml"


def load_surveys(made: Made) -> None:
    """Make the surveys with frame, answers, quotes and what a source printed.

    Of this year's, which was answered anonymously, one table has been given out, what
    was written is coded and some of it released, and it is tied to the region's: both
    sides were asked in the same words. The committee secretaries are to be asked anew:
    a draft. Those of the municipalities were asked twice by nearly the same: what was
    asked before is withheld the second time.
    """
    *_others, region, organisations = [
        load_survey(made.toml(name), space=made.worlds[slug].space, by=made.by)
        for slug, name in FILES
    ]
    release_table(organisations, rows="members", columns="engaged", by=made.by)
    tie_sides(region, organisations, side=PUBLIC, by=made.by)
    _quote_others(made)
    _read_texts(organisations, made)
    interview_heads(made)
    _write_reports(made)
    _draft_next(made)


def _write_reports(made: Made) -> None:
    """Publish the report of this year's survey; last year's is being written."""
    for given in made.toml(REPORTS)["reports"]:
        survey = Survey.objects.get(slug=given["survey"])
        report = begin_report(survey, by=made.by)
        for part in (BACKGROUND, CONCLUSIONS):
            text = LocalText(given[part])
            report = word_report(report, part=part, text=text, by=made.by)
        if given["published"]:
            publish_report(report, clues_read=True, day=made.today, by=made.by)


def _quote_others(made: Made) -> None:
    """Set what others found beside the surveys, as far as a source tells it."""
    for slug, name in OUTSIDE:
        space = made.worlds[slug].space
        for told in made.toml(name)["outside"]:
            outside = add_outside_survey(
                space=space,
                title=LocalText(told["title"]),
                done_by=told["done_by"],
                year=int(told["year"]),
                asked=LocalText(told["asked"]),
                source=LocalText(told["source"]),
                answered=told.get("answered"),
                by=made.by,
            )
            for question in told["questions"]:
                set_outside_question(
                    outside=outside,
                    survey=Survey.objects.get(slug=question["survey"], space=space),
                    question_key=question["question"],
                    wording=LocalText(question["wording"]),
                    grade=question["grade"],
                    note=LocalText(question["note"]),
                    answers=read_outside(question["answers"], question["figures"]),
                    by=made.by,
                )


def _read_texts(survey: Survey, made: Made) -> None:
    """Code what the organisations wrote and count it; some of it is released.

    The rest waits to be read, with what points somebody out in it.
    """
    book = made.toml(BOOK)
    question = book["question"]
    item = next(each for each in items_with_words(survey) if each.key == question)
    texts = texts_of(survey, item)
    for code in book["codes"]:
        keep_code(
            survey,
            question=question,
            name=LocalText(code["name"]),
            definition=LocalText(code["definition"]),
            example=LocalText(code["example"]),
            by=made.by,
        )
    keys = [code.key for code in codes_of(survey, question)]
    for text in texts:
        its = [
            key
            for key, code in zip(keys, book["codes"], strict=True)
            if any(word in text.text for word in code["words"])
        ]
        code_text(survey, question=question, mark=text.mark, codes=its, by=made.by)
    release_codes(survey, question=question, by=made.by)
    marks = {text.text: text.mark for text in texts}
    for each in book["releases"]:
        release_text(
            survey,
            question=question,
            mark=marks[each["text"]],
            text=LocalText(sv=each.get("shown", each["text"]), en=each["en"]),
            by=made.by,
        )
    for each in book["left"]:
        leave_text(survey, question=question, mark=marks[each["text"]], by=made.by)


def _draft_next(made: Made) -> None:
    """Let Strandland have begun to ask again: as in 2020, and more besides."""
    template = questionnaire_templates()[0].definition
    more = read_questionnaire(made.toml(NEXT)).questions
    year = made.today.year
    make_survey(
        space=made.worlds[STRANDLAND].space,
        title=LocalText(
            sv=f"Kartläggning av samverkan {year}",
            en=f"Mapping of collaboration {year}",
        ),
        mode=ANONYMOUS,
        year=year,
        # Where real words come from is no part of a made-up county.
        like=replace(
            template,
            questions=(
                *(replace(q, provenance={}) for q in template.questions),
                *more,
            ),
        ),
        by=made.by,
    )
