"""A questionnaire goes out as a file, and a new survey begins with it."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from overens.common.audit import operator
from overens.common.texts import LocalText
from overens.surveys.actions import make_survey
from overens.surveys.models import Survey
from overens.surveys.queries import questionnaire_items, questionnaire_templates
from overens.surveys.rules import (
    SURVEY_TEXTS,
    read_questionnaire,
    written_questionnaire,
)
from tests.surveys.drafting import said

words = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1
)
texts = st.fixed_dictionaries({"sv": words}, optional={"en": words})
keys = st.from_regex(r"[a-z0-9][a-z0-9-]{0,20}", fullmatch=True)
options = st.lists(
    st.fixed_dictionaries({"key": keys, "label": texts}, optional={"meaning": texts}),
    min_size=1,
    max_size=4,
    unique_by=lambda option: option["key"],
)
questions = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {
                "key": keys,
                "kind": st.sampled_from(("single", "multi")),
                "title": texts,
                "options": options,
            },
            optional={"own_text": st.just(True), "section": texts},
        ),
        st.fixed_dictionaries(
            {"key": keys, "kind": st.just("text"), "title": texts},
            optional={"instruction": texts, "provenance": texts},
        ),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda question: question["key"],
)


def has_words(value) -> bool:
    if isinstance(value, dict):
        return all(has_words(v) for k, v in value.items() if k not in ("key", "kind"))
    if isinstance(value, list):
        return all(map(has_words, value))
    return not isinstance(value, str) or bool(value.strip())


@given(questions.filter(has_words), st.data())
def test_a_questionnaire_reads_back_as_it_is_written(asked, data):
    if asked[0].get("options"):
        for later in asked[1:]:
            if data.draw(st.booleans()):
                later["asked_if"] = {asked[0]["key"]: [asked[0]["options"][0]["key"]]}
    survey = {"slug": "x", "title": "T", "unit": "u", "units": "us"}
    first = read_questionnaire({"survey": survey, "questions": asked})
    written = written_questionnaire(
        slug=first.slug, mode="open", texts=first.texts, questions=first.questions
    )

    assert read_questionnaire(json.loads(json.dumps(written))) == first


@pytest.fixture
def as_petra(client, petra):
    client.force_login(petra)
    return client


def bring_in(client, content: bytes):
    return client.post(
        "/enkater/ny/strandland/",
        {
            "title_sv": "Från fil",
            "mode": "open",
            "file": SimpleUploadedFile("fragor.json", content),
        },
    )


@pytest.mark.parametrize("template", questionnaire_templates(), ids=lambda t: t.key)
def test_a_saved_questionnaire_begins_a_new_survey(as_petra, strandland, template):
    first = make_survey(
        space=strandland,
        title=LocalText(sv="Först"),
        mode="open",
        like=template.definition,
        by=operator(),
    )
    saved = as_petra.get(reverse("surveys:questionnaire_file", args=[first.slug]))
    assert "attachment" in saved["Content-Disposition"]

    bring_in(as_petra, saved.content)

    second = Survey.objects.exclude(pk=first.pk).get()
    asked = [
        [(item.key, item.question_id, item.section, item.condition) for item in items]
        for items in map(questionnaire_items, (first, second))
    ]
    assert asked[0] == asked[1]
    assert second.title == {"sv": "Från fil"}
    kept = [name for name in SURVEY_TEXTS if name not in ("title", "promise")]
    assert [getattr(second, n) for n in kept] == [getattr(first, n) for n in kept]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe", "Filen gick inte att läsa"),
        (b"[1]", "Filen gick inte att läsa"),
        (b"{}", "survey"),
        (
            b'{"survey": {"slug": "x", "title": "T", "unit": "u", "units": "u"},'
            b' "questions": [{"key": "a", "kind": "okand", "title": "A"}]}',
            "questions.1.kind",
        ),
    ],
)
def test_a_file_that_is_no_questionnaire_is_said_and_makes_nothing(
    as_petra, strandland, content, sentence
):
    page = bring_in(as_petra, content)

    assert page.status_code == 422
    assert sentence in said(page)
    assert "Från fil" in said(page)
    assert not Survey.objects.exists()
