"""The interviews beside Strandland's survey of last year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from overens.common.texts import LocalText
from overens.config.demonstration.loading.made import Made
from overens.surveys.actions.codes import code_text, keep_code, release_codes
from overens.surveys.actions.interviews import (
    keep_interview,
    keep_theme,
    set_guide,
    show_interviews,
    word_theme,
)
from overens.surveys.actions.own_words import release_text
from overens.surveys.models import InterviewTheme, Survey
from overens.surveys.queries.own_words import texts_of

INTERVIEWS = "strandland/interviews.toml"


def interview_heads(made: Made) -> None:
    """Note twelve interviews on two themes; the second is read, coded and quoted."""
    told = made.toml(INTERVIEWS)
    survey = Survey.objects.select_related("space").get(slug=told["survey"])
    set_guide(
        survey,
        opening=LocalText(told["opening"]),
        chosen=LocalText(told["chosen"]),
        by=made.by,
    )
    themes = [
        keep_theme(
            survey,
            title=LocalText(each["title"]),
            instruction=LocalText(each["instruction"]),
            by=made.by,
        )
        for each in told["themes"]
    ]
    first = date(made.today.year - 1, 11, 3)
    for number, each in enumerate(told["interviews"]):
        keep_interview(
            survey,
            role=LocalText(each["role"]),
            day=first + timedelta(days=number),
            notes={
                theme.key: "\n\n".join(said)
                for theme, said in zip(themes, each["notes"], strict=True)
            },
            agreed=True,
            by=made.by,
        )
    for theme, each in zip(themes, told["themes"], strict=True):
        _read(survey, theme, each, made)
    show_interviews(survey, by=made.by)


def _read(
    survey: Survey, theme: InterviewTheme, told: dict[str, Any], made: Made
) -> None:
    """Code what was said on a theme if it has a code book; release some of it."""
    texts = texts_of(survey, theme)
    codes = [
        (
            keep_code(
                survey,
                question=theme.key,
                name=LocalText(code["name"]),
                definition=LocalText(code["definition"]),
                example=LocalText(code["example"]),
                by=made.by,
            ).key,
            code["words"],
        )
        for code in told.get("codes", ())
    ]
    for text in texts if codes else ():
        code_text(
            survey,
            question=theme.key,
            mark=text.mark,
            codes=[key for key, words in codes if any(w in text.text for w in words)],
            by=made.by,
        )
    if codes:
        release_codes(survey, question=theme.key, by=made.by)
    marks = {text.text: text.mark for text in texts}
    for each in told["releases"]:
        release_text(
            survey,
            question=theme.key,
            mark=marks[each["text"]],
            text=LocalText(sv=each["text"], en=each["en"]),
            points_nobody_out=True,
            by=made.by,
        )
    if told["finding"]:
        word_theme(theme, finding=LocalText(told["finding"]), by=made.by)
