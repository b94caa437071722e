"""What a column cannot hold is said in a sentence, whichever the database."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from overens.common.explain import explain
from overens.common.links import NotALink, check_link
from overens.common.models import NotWrittenText, Record, TextDoesNotFit, fitting
from tests import make

ROWS = [
    model
    for model in apps.get_models()
    if issubclass(model, Record) and model._meta.managed
]
COLUMNS = [
    pytest.param(model, field, id=f"{model._meta.label}.{field.name}")
    for model in ROWS
    for field in model._meta.concrete_fields
    if field.editable
    and type(field) in {models.CharField, models.SlugField, models.URLField}
]


@pytest.mark.pure
@pytest.mark.parametrize(("model", "field"), COLUMNS)
def test_a_text_longer_than_its_column_is_refused_before_the_database(model, field):
    row = model(**{field.attname: "a" * (field.max_length + 1)})

    with pytest.raises(TextDoesNotFit) as refused:
        row.save()

    assert refused.value.field == field.name
    assert str(field.max_length) in explain(refused.value)


@pytest.mark.pure
@pytest.mark.parametrize("text", ["halv\0", "halv\ud800"])
def test_a_text_that_no_database_keeps_is_refused(text):
    organisation = apps.get_model("organisations", "Organisation")
    for fields in ({"name": text}, {"about": {"sv": text}}):
        with pytest.raises(NotWrittenText):
            list(fitting([organisation(**fields)]))


def test_only_what_is_written_is_looked_at(db):
    organisation = make.make_organisation("Kören")
    organisation.name = "a" * 201

    organisation.save(update_fields=["status"])


@pytest.mark.pure
@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,hej",
        "https:",
        "https://",
        "//example.org",
        "https://[example.org",
        "https://exa mple.org",
        "https://example.org/\nHost: b.se",
        "https://example.org/" + "a" * 200,
    ],
)
def test_a_link_leads_to_a_page_of_the_web(link):
    with pytest.raises(NotALink):
        check_link(link, field="link")


@pytest.mark.pure
@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("", ""),
        ("https://example.org/a?b=1#c", "https://example.org/a?b=1#c"),
        (" http://åäö.example.org ", "http://åäö.example.org"),
        ("www.example.org", "https://www.example.org"),
    ],
)
def test_a_link_is_kept_as_it_was_written(link, kept):
    assert check_link(link, field="link") == kept
