import django.db.models.deletion
import overens.common.texts
import overens.surveys.models.collecting
import overens.surveys.models.surveys
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0005_sections_and_conditions'),
    ]

    operations = [
        migrations.AddField(
            model_name='answersheet',
            name='promise',
            field=overens.common.texts.LocalTextField(default=overens.common.texts.LocalText, verbose_name='what was promised'),
        ),
        migrations.CreateModel(
            name='Collection',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='address')),
                ('created', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('state', models.CharField(choices=overens.surveys.models.collecting.collection_states, default='open', max_length=12, verbose_name='state')),
                ('mode', models.CharField(choices=overens.surveys.models.surveys.mode_choices, max_length=16, verbose_name='mode')),
                ('promise', overens.common.texts.LocalTextField(default=overens.common.texts.LocalText, verbose_name='promise to those who answer')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('ballot', models.UUIDField(unique=True, verbose_name='ballot')),
                ('survey', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='collection', to='surveys.survey')),
            ],
            options={
                'verbose_name': 'collecting of answers',
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='address')),
                ('created', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('stratum', models.SlugField(blank=True, max_length=60, verbose_name='stratum')),
                ('unit_count', models.PositiveSmallIntegerField(verbose_name='number of units')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('token_hash', models.CharField(blank=True, max_length=64, verbose_name='SHA-256 of the token')),
                ('mailed_at', models.DateTimeField(blank=True, null=True, verbose_name='latest letter')),
                ('letters', models.PositiveSmallIntegerField(default=0, verbose_name='letters')),
                ('declined_why', models.TextField(blank=True, verbose_name='why they declined')),
                ('respondent', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='invitation', to='surveys.framerespondent')),
            ],
            options={
                'verbose_name': 'invitation to a survey',
                'constraints': [models.UniqueConstraint(condition=models.Q(('token_hash', ''), _negated=True), fields=('token_hash',), name='one_invitation_a_token'), models.CheckConstraint(condition=models.Q(('unit_count__gte', 1)), name='invited_for_something')],
            },
        ),
    ]
