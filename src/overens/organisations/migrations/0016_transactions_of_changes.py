"""Each line of the search's log says which transaction wrote it (PostgreSQL)."""

from django.db import migrations, models

from overens.common.handmade_sql import take_away
from overens.common.handmade_sql.register import FUNCTION


def renew_function(apps, schema_editor):
    """Triggers that are there call it by its name."""
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(FUNCTION)


def unmake(apps, schema_editor):
    take_away("organisations_organisation", schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("organisations", "0015_still")]

    operations = [
        migrations.AddField(
            model_name="searchchange",
            name="transaction",
            field=models.BigIntegerField(null=True, verbose_name="transaction"),
        ),
        migrations.AddIndex(
            model_name="searchchange",
            index=models.Index(fields=["transaction"], name="search_change_of"),
        ),
        migrations.RunPython(renew_function, unmake),
    ]
