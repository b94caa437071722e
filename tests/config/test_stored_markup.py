"""Markup in anything that is stored is shown as it stands, on every page to everyone.

Every text in every table of the two worlds is made into markup; then each route is
opened as some of the cast. The page may say the markup, never contain it (CWE-79).
"""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.utils import timezone, translation

from overens.common.models import PartialDateField
from overens.common.texts import LocalTextField
from overens.followups.actions import count_drafts
from tests.test_who_may_what import LISTED, address_of, built

pytestmark = pytest.mark.django_db

MARKUP = "\"'><x-mark>"
ESCAPED = "&lt;x-mark&gt;"
# Keys of ours that no person types; with other words in them the row is not a row.
KEYS = {
    *("key", "kind", "origin", "currency", "language", "time_zone", "theme", "space"),
    *("party_key", "sector", "county", "huvudman_kind", "about_kind", "owner_kind"),
    *("number", "org_number", "path", "password", "media_type", "digest", "level"),
}
# Nothing is ever written over in these: the database guards them.
GUARDED = {
    "common.AuditLine",
    "common.BallotToken",
    "common.BallotAnswer",
    "common.BallotDraft",
}
NOT_WRITTEN = (models.SlugField, models.EmailField, PartialDateField)
PEOPLE = ("anonymous", "petra", "vera", "ada")


def typed_fields(model):
    """Yield the fields of a model that hold what somebody has written."""
    for field in model._meta.concrete_fields:
        if isinstance(field, LocalTextField) or (
            isinstance(field, (models.CharField, models.TextField))
            and not isinstance(
                field, (models.SlugField, models.EmailField, PartialDateField)
            )
            and not (field.choices or field.unique or field.name in KEYS)
            and not field.name.endswith(("_key", "_hash", "_code"))
        ):
            yield field


def marked(field):
    """Return the markup, as the field stores a text."""
    if isinstance(field, LocalTextField):
        return {"sv": MARKUP, "en": MARKUP}
    return MARKUP[: field.max_length] if field.max_length else MARKUP


def fill():
    """Make every text that somebody has written into markup; return how many fields."""
    filled = 0
    for model in apps.get_models():
        ours = model._meta.app_config.name.startswith("overens.")
        if not ours or model._meta.label in GUARDED:
            continue
        fields = {field.name: marked(field) for field in typed_fields(model)}
        if fields and model._base_manager.update(**fields):
            filled += len(fields)
    return filled


@pytest.fixture(scope="module")
def sides(django_db_setup, django_db_blocker):
    """Two worlds whose every text is markup, never committed."""
    with (
        django_db_blocker.unblock(),
        translation.override("sv"),
        transaction.atomic(),
    ):
        made = built()
        assert fill() > 100
        list(count_drafts(today=timezone.localdate()))
        for side in made.values():
            for value in vars(side).values():
                if isinstance(value, models.Model):
                    value.refresh_from_db()
        yield made
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def shown():
    """How often each page said the markup: were it never, nothing has been tried."""
    counted = {}
    yield counted
    said = [name for name, times in counted.items() if times]
    assert len(said) > len(counted) / 2, sorted(set(counted) - set(said))


def pages(address, people):
    """Yield who, and what they are shown as a page."""
    for name in PEOPLE:
        client = Client()
        cache.clear()
        with transaction.atomic():
            if name != "anonymous":
                client.force_login(people[name])
            answer = client.get(address)
            transaction.set_rollback(True)
        if answer.status_code == 200 and "html" in answer["Content-Type"]:
            yield name, answer.content.decode()


@pytest.mark.parametrize("name", LISTED)
def test_no_page_contains_what_is_only_to_be_said(name, sides, settings, shown):
    route = LISTED[name]
    for setting, value in (route.settings or {}).items():
        setattr(settings, setting, value)
    own = sides["own"]
    address = address_of(name, route, own, "sv")

    found = dict(pages(address, own.people))

    if found:
        shown[name] = sum(page.count(ESCAPED) for page in found.values())
    assert [who for who, page in found.items() if "<x-mark" in page] == []
