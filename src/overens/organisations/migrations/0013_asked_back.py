"""When a registration was asked back; an end for what nobody decides."""

from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

UNDECIDED_KEPT = timedelta(days=365)


def begin(apps, schema_editor):
    """Count from today what was asked back; papers go with their requests."""
    registrations = apps.get_model("organisations", "Registration").objects
    registrations.filter(state="asked").update(asked_at=timezone.now())
    requests = apps.get_model("organisations", "AuthorityRequest").objects
    files = apps.get_model("common", "FileReference").objects
    for uuid, created in requests.filter(state="waiting").values_list(
        "uuid", "created"
    ):
        files.filter(
            owner_kind="organisations.AuthorityRequest", owner_uuid=uuid, until=None
        ).update(until=timezone.localdate(created) + UNDECIDED_KEPT)


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0012_reasons_on_lists"),
        ("common", "0003_sender_of_mails_and_files_kept"),
    ]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="asked_at",
            field=models.DateTimeField(
                blank=True, null=True, verbose_name="asked back"
            ),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]
