"""Every public field has its column or its reason; no other has any."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from overens.common.personal_data import our_models
from overens.opendata.queries import DATA_SETS
from overens.opendata.rules import (
    COLUMN_KINDS,
    LEFT_OUT,
    LEFT_OUT_EVERYWHERE,
    LEFT_OUT_MODELS,
    PARTS,
)

pytestmark = pytest.mark.pure

SHOWN = {name for each in DATA_SETS.values() for name in each.fields}


def stored_fields() -> Iterator[tuple[str, str, bool]]:
    """Yield ``package.Model.field``, its model, and whether it is public."""
    for model in our_models():
        columns = [*model._meta.concrete_fields, *model._meta.many_to_many]
        for column in columns:
            if getattr(column, "attname", "") == "pk":
                continue  # a key of several columns, each of which has its own entry
            entry = model.kept.of(column.name)
            label = model._meta.label
            yield f"{label}.{column.name}", label, entry.public


def is_left_out(path: str, label: str) -> bool:
    name = path.rpartition(".")[2]
    return name in LEFT_OUT_EVERYWHERE or label in LEFT_OUT_MODELS or path in LEFT_OUT


def test_every_public_field_is_in_a_data_set_or_left_out_with_a_reason():
    missing = [
        path
        for path, label, public in stored_fields()
        if public and path not in SHOWN and not is_left_out(path, label)
    ]
    assert not missing, (
        "Add a column in src/overens/opendata/queries, or a reason to LEFT_OUT in "
        "src/overens/opendata/rules.py, for: " + ", ".join(missing)
    )


def test_no_field_that_is_not_public_is_in_a_data_set():
    leaks = [
        path for path, _l, public in stored_fields() if not public and path in SHOWN
    ]
    assert leaks == []


def test_what_is_left_out_is_there_public_and_not_shown_all_the_same():
    public = {path for path, _label, is_public in stored_fields() if is_public}
    assert sorted(set(LEFT_OUT) - public) == []
    assert sorted(set(LEFT_OUT) & SHOWN) == []
    labels = {model._meta.label for model in our_models()}
    assert sorted(set(LEFT_OUT_MODELS) - labels) == []
    assert all([*LEFT_OUT.values(), *LEFT_OUT_MODELS.values()])


def test_columns_show_fields_that_are_there():
    assert sorted(SHOWN - {path for path, _label, _public in stored_fields()}) == []


@pytest.mark.parametrize("key", DATA_SETS)
def test_a_data_set_says_what_it_holds_and_where_each_row_comes_from(key):
    found = DATA_SETS[key]
    keys = [column.key for column in found.columns]
    assert "origin" in keys
    assert len(keys) == len(set(keys)), "two columns with the same key"
    assert str(found.title) and str(found.description).endswith(".")
    assert found.part in PARTS
    assert found.key == key


@pytest.mark.parametrize(
    ("key", "column"),
    [
        pytest.param(key, column, id=f"{key}.{column.key}")
        for key, found in DATA_SETS.items()
        for column in found.columns
    ],
)
def test_a_column_has_a_heading_a_description_and_a_kind(key, column):
    assert column.kind in COLUMN_KINDS
    assert column.key == column.key.lower() and " " not in column.key
    assert str(column.heading)
    assert str(column.description).endswith((".", "…"))
