from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0007_whom_a_survey_asks")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="settings",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="unit, limits and rows"
            ),
        ),
    ]
