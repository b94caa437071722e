"""Give a pair of possible duplicates an address that does not count, and a time."""

import uuid

import django.utils.timezone
from django.db import migrations, models


def give_addresses(apps, schema_editor):
    """Give each pair that is there already an address of its own."""
    pairs = apps.get_model("organisations", "DuplicatePair")
    for pair in pairs.objects.filter(uuid=None).only("pk").iterator():
        pairs.objects.filter(pk=pair.pk).update(uuid=uuid.uuid4())


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_sources")]

    operations = [
        migrations.AddField(
            model_name="duplicatepair",
            name="created",
            field=models.DateTimeField(
                auto_now_add=True,
                default=django.utils.timezone.now,
                verbose_name="created",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="duplicatepair",
            name="uuid",
            field=models.UUIDField(editable=False, null=True, verbose_name="address"),
        ),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="duplicatepair",
            name="uuid",
            field=models.UUIDField(
                default=uuid.uuid4,
                editable=False,
                unique=True,
                verbose_name="address",
            ),
        ),
    ]
