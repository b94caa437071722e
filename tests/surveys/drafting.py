"""What the tests of a survey in the making say and press."""

from __future__ import annotations

from django.urls import reverse

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import add_question
from overens.surveys.queries import questionnaire_items
from overens.surveys.rules import read_options


def said(page) -> str:
    return " ".join(page.content.decode().replace("\xa0", " ").split())


def add(survey, title, kind="single", options="Ja\nNej"):
    return add_question(
        survey=survey,
        kind=kind,
        title=LocalText(sv=title),
        options=read_options(options) if options else (),
        by=operator(),
    )


def titles(survey) -> list[str]:
    return [item.question.title["sv"] for item in questionnaire_items(survey)]


def press(client, survey, name, *args, **options):
    url = reverse(f"surveys:question_{name}", args=[survey.slug, *args])
    return client.post(url, **options)
