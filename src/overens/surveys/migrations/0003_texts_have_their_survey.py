"""Every released text has its survey: apart from the rows, which PostgreSQL holds."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0002_marks_and_texts_that_stand_alone"),
    ]

    operations = [
        migrations.AlterField(
            model_name="releasedtext",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="released_texts",
                to="surveys.survey",
            ),
        ),
    ]
