"""Marks of reconstructed figures, texts that are no sheet's, and claims on options."""

import django.db.models.deletion
from django.db import migrations, models

import overens.surveys.models.surveys


def keep_what_is_there(apps, schema_editor):
    """Give each text its survey, and each printed figure its option as a list."""
    released = apps.get_model("surveys", "ReleasedText")
    for text in released.objects.select_related("sheet"):
        text.survey_id = text.sheet.survey_id
        text.save(update_fields=["survey"])
    printed = apps.get_model("surveys", "PrintedFigure")
    for figure in printed.objects.exclude(option_key=""):
        figure.option_keys = [figure.option_key]
        figure.save(update_fields=["option_keys"])


class Migration(migrations.Migration):

    dependencies = [
        ("surveys", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="survey",
            name="submissions_mark",
            field=models.CharField(
                blank=True,
                choices=overens.surveys.models.surveys.mark_choices,
                default="",
                max_length=12,
                verbose_name="where the number of sheets comes from",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="questionnaireitem",
            name="marks",
            field=models.JSONField(
                blank=True, default=dict, verbose_name="marks of its figures"
            ),
        ),
        migrations.AddField(
            model_name="printedfigure",
            name="option_keys",
            field=models.JSONField(
                blank=True, default=list, verbose_name="options"
            ),
        ),
        migrations.AddField(
            model_name="releasedtext",
            name="survey",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="released_texts",
                to="surveys.survey",
            ),
        ),
        migrations.AlterField(
            model_name="releasedtext",
            name="sheet",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="released_texts",
                to="surveys.answersheet",
            ),
        ),
        migrations.RunPython(keep_what_is_there, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="printedfigure", name="printed_share_names_its_option"
        ),
        migrations.RemoveField(model_name="printedfigure", name="option_key"),
        migrations.AddConstraint(
            model_name="printedfigure",
            constraint=models.CheckConstraint(
                condition=models.Q(("figure", "share"), _negated=True)
                | models.Q(("option_keys", []), _negated=True),
                name="printed_share_names_its_option",
            ),
        ),
    ]
