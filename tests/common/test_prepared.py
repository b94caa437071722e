"""A question whose SQL is kept gives what a new one would, and never an old answer."""

from __future__ import annotations

import pytest
from django.db.models import Count

from overens.accounts.models import Space
from overens.common.prepared import Prepared
from overens.organisations.models import Organisation, Unit
from tests.make import make_space, make_unit

pytestmark = pytest.mark.django_db


def test_rows_are_read_anew_each_time_for_what_is_given():
    called = Prepared(lambda slug: Space.objects.filter(slug=slug))
    assert called("one") == []

    one, two = make_space("one"), make_space("two")
    assert called("one") == [one]
    assert called("two") == [two]

    Space.objects.filter(pk=one.pk).update(name={"sv": "Annat"})
    assert called("one")[0].name == {"sv": "Annat"}
    # What is given is a value, whatever stands in it.
    assert called("' OR 1=1 --") == []


def test_what_a_queryset_gives_comes_in_the_same_shape(django_assert_num_queries):
    made = [make_unit(name) for name in ("Bi", "Al", "Ca")]

    def newest(least):
        found = Unit.objects.filter(pk__gte=least).order_by("-pk")
        return found.only("name", "body__name").select_related("body")

    rows = Prepared(newest)(made[1].pk)
    with django_assert_num_queries(0):
        assert [row.name["sv"] for row in rows] == ["Ca", "Al"]
        assert {row.body.name for row in rows} == {"Region Strandland"}
    tuples = Prepared(
        lambda slug: (
            Organisation.objects.filter(slug=slug)
            .annotate(many=Count("units"))
            .values_list("name", "many")
        )
    )
    assert tuples(made[0].body.slug) == [("Region Strandland", 3)]


def test_asking_costs_one_query_each_time(django_assert_num_queries):
    counted = Prepared(lambda: Space.objects.all())
    for _time in range(2):
        with django_assert_num_queries(1):
            counted()


def test_nothing_of_what_was_given_is_kept():
    called = Prepared(lambda slug: Space.objects.filter(slug=slug))
    called("a-secret")
    made, compiler, sql, params = called._of_thread.asked
    kept = [sql, *map(str, params), str(vars(compiler)), str(vars(made))]
    assert not [each for each in kept if "a-secret" in each]
