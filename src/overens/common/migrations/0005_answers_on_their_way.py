from django.db import migrations

TABLE = "common_ballot_token"


def add_begun(apps, editor):
    """Add the column where the table is; else it is made with it afterwards."""
    connection = editor.connection
    with connection.cursor() as cursor:
        if TABLE not in connection.introspection.table_names(cursor):
            return
        columns = connection.introspection.get_table_description(cursor, TABLE)
        if "begun" in {column.name for column in columns}:
            return
        no = "0" if connection.vendor == "sqlite" else "false"
        cursor.execute(
            f"ALTER TABLE {TABLE} ADD COLUMN begun bool NOT NULL DEFAULT {no}"
        )


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0004_ballots'),
    ]

    operations = [migrations.RunPython(add_begun, migrations.RunPython.noop)]
