"""All data sets there are, and those that a compact has."""

from __future__ import annotations

from overens.opendata.queries import (
    acting,
    agreement,
    asking,
    belonging,
    governing,
    grouping,
    interviewing,
    knowing,
    places,
    quoting,
    register,
    sentences,
    signing,
    yearly,
)
from overens.opendata.queries.sets import Asked, DataSet
from overens.opendata.rules import NoSuchDataSet

# In the order of the work, which is also the order of the sheets.
DATA_SETS: dict[str, DataSet] = {
    each.key: each
    for each in (
        *agreement.SETS,
        *sentences.SETS,
        *signing.SETS,
        *register.SETS,
        *belonging.SETS,
        *places.SETS,
        *knowing.SETS,
        *governing.SETS,
        *acting.SETS,
        *asking.SETS,
        *grouping.SETS,
        *quoting.SETS,
        *interviewing.SETS,
        *yearly.SETS,
    )
}


def sets_of(asked: Asked) -> list[DataSet]:
    """Return the data sets of the parts that are switched on in a space."""
    return [each for each in DATA_SETS.values() if asked.space.has_column(each.part)]


def set_of(asked: Asked, key: str, *, list_at: str) -> DataSet:
    """Return one data set.

    Args:
        list_at: address of the list of all, for the sentence.

    Raises:
        NoSuchDataSet: there is none of that name, or its part is switched off.
    """
    found = DATA_SETS.get(key)
    if found is None or not asked.space.has_column(found.part):
        raise NoSuchDataSet(key=key, list=list_at)
    return found
