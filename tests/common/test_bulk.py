"""Many rows by plain statements: as the models would have saved them."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone

from overens.common.bulk import columns_of, insert_rows, reserve_ids, update_rows
from overens.organisations.models import Area, Municipality, RegisterSource


def test_values_come_back_as_the_models_read_them(db):
    named = uuid.uuid4()
    row = {
        "uuid": named,
        "created": "2026-11-22 12:00:00+00:00",
        "origin": "own",
        "slug": "listan",
        "name": "Åsa å % ' \"",
        "kind": "municipality",
        "mapping": {"Förening": "name"},
        "last_read": date(2026, 11, 22),
    }

    assert insert_rows(RegisterSource, [row]) == 1

    source = RegisterSource.objects.get()
    assert source.uuid == named
    assert source.name == "Åsa å % ' \""
    assert source.mapping == {"Förening": "name"}
    assert source.last_read == date(2026, 11, 22)
    assert source.municipality is None


def test_more_rows_than_one_statement_takes_and_none(db):
    rows = ({"code": f"{n:04d}", "name": "X", "county": "13"} for n in range(1, 2_502))
    rest = {"path": "", "label_x": 0.0, "label_y": 0.0, "origin": "own"}

    assert insert_rows(Municipality, ({**row, **rest} for row in rows)) == 2_501
    assert Municipality.objects.count() == 2_501
    assert insert_rows(Municipality, []) == 0


def test_rows_of_other_columns_are_refused(db):
    texts = {"classification": "areas", "name": {"sv": "X"}, "place": 1}

    with pytest.raises(ValueError, match="Other columns"):
        insert_rows(Area, [{**texts, "key": "a"}, {"key": "b", **texts}])


def test_numbers_set_aside_are_nobody_elses(db):
    texts = {"classification": "areas", "name": {"sv": "X"}, "place": 1}
    Area.objects.create(**texts, key="before")
    with transaction.atomic():
        first, second = reserve_ids(Area, 2)
        insert_rows(
            Area, ({"id": pk, **texts, "key": str(pk)} for pk in (first, second))
        )

    after = Area.objects.create(**texts, key="after")

    assert len({first, second, after.pk}) == 3
    assert Area.objects.count() == 4


def test_rows_that_are_held_get_the_columns_asked_for_and_no_others(db):
    places = [Municipality(code=f"99{n:02}", name=f"Å{n}") for n in range(3)]
    with transaction.atomic():
        ids = reserve_ids(Municipality, 3)
        for place, pk in zip(places, ids, strict=True):
            place.pk, place.created = pk, timezone.now()
        assert insert_rows(Municipality, map(columns_of, places)) == 3
    for place in places:
        place.name, place.code = f"{place.name} å %s", "0000"

    update_rows(Municipality, ["name"], places[:2])

    assert list(Municipality.objects.order_by("pk").values_list("name", "code")) == [
        ("Å0 å %s", "9900"),
        ("Å1 å %s", "9901"),
        ("Å2", "9902"),
    ]
