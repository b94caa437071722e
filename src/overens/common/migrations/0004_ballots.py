import overens.common.models.ballots
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0003_sender_of_mails_and_files_kept'),
    ]

    operations = [
        # Nothing has used them yet, and they get another column; made by hand after
        # the migration (common.handmade_sql).
        migrations.RunSQL('DROP TABLE IF EXISTS common_ballot_token', migrations.RunSQL.noop),
        migrations.RunSQL('DROP TABLE IF EXISTS common_ballot_answer', migrations.RunSQL.noop),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='address')),
                ('created', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('mode', models.CharField(choices=overens.common.models.ballots.ballot_modes, max_length=16, verbose_name='how kept')),
                ('state', models.CharField(choices=overens.common.models.ballots.ballot_states, default='taking', max_length=12, verbose_name='state')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('public_key', models.CharField(blank=True, max_length=64, verbose_name='public key')),
                ('space', models.CharField(blank=True, max_length=80, verbose_name='space')),
                ('about_kind', models.CharField(max_length=60, verbose_name='kind of row')),
                ('about_uuid', models.UUIDField(verbose_name='row')),
                ('about_label', models.CharField(blank=True, max_length=300, verbose_name="row's name")),
            ],
            options={
                'verbose_name': 'ballot',
            },
        ),
    ]
