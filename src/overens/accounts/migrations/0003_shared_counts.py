"""Make the table in which tries to sign in are counted for all processes together."""

from django.core.management import call_command
from django.db import migrations

TABLE = "overens_cache"


def make(apps, schema_editor):
    call_command(
        "createcachetable", TABLE, database=schema_editor.connection.alias, verbosity=0
    )


def take_away(apps, schema_editor):
    schema_editor.execute(
        "DROP TABLE IF EXISTS %s" % schema_editor.quote_name(TABLE)
    )


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_sent_code")]

    operations = [migrations.RunPython(make, take_away)]
