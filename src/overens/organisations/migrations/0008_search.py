"""What an organisation is found by, and what the search stands on.

The index and its triggers are made afterwards (``common.handmade_sql``); going back
takes them away first.
"""

from django.db import migrations, models

import overens.organisations.models.searching
from overens.common.handmade_sql import take_away
from overens.organisations.rules import folded, search_terms

AT_A_TIME = 1_000


def _rows(apps):
    """Yield organisations some at a time, each with its other names."""
    Organisation = apps.get_model("organisations", "Organisation")
    ids = list(Organisation.objects.order_by("id").values_list("id", flat=True))
    for start in range(0, len(ids), AT_A_TIME):
        some = ids[start : start + AT_A_TIME]
        rows = Organisation.objects.filter(pk__in=some).prefetch_related("names")
        yield Organisation, [
            (row, [other.name for other in row.names.all()]) for row in rows
        ]


def fill_terms(apps, schema_editor):
    for model, rows in _rows(apps):
        for row, others in rows:
            row.search_terms = search_terms(
                row.name,
                others,
                numbers=(row.org_number, row.borrowed_number),
                more=(row.locality, row.federation, *(row.about or {}).values()),
            )
        model.objects.bulk_update([row for row, _others in rows], ["search_terms"])


def fill_text(apps, schema_editor):
    for model, rows in _rows(apps):
        for row, others in rows:
            names = [" ".join(name.casefold().split()) for name in [row.name, *others]]
            both = dict.fromkeys([*names, *map(folded, names)])
            row.search_text = "\n".join(both)
        model.objects.bulk_update([row for row, _others in rows], ["search_text"])


def nothing(apps, schema_editor):
    """There is nothing to do this way."""


def unmake(apps, schema_editor):
    take_away("organisations_organisation", schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0007_asking")]

    operations = [
        migrations.RunPython(nothing, fill_text),
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                (
                    "organisation",
                    models.BigIntegerField(null=True, verbose_name="organisation"),
                ),
                ("token", models.CharField(max_length=36, verbose_name="told apart by")),
                ("at", models.DateTimeField(verbose_name="when")),
            ],
            options={"verbose_name": "change that the search has to know"},
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("is_off", models.BooleanField(default=False, verbose_name="off")),
            ],
            options={"verbose_name": "state of the search"},
        ),
        migrations.RemoveField(model_name="organisation", name="search_text"),
        migrations.AddField(
            model_name="organisation",
            name="search_terms",
            field=overens.organisations.models.searching.TermsField(
                default="", editable=False
            ),
        ),
        migrations.RunPython(fill_terms, unmake),
    ]
