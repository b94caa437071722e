from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0006_collecting'),
    ]

    operations = [
        migrations.AddField(
            model_name='collection',
            name='shown_answered',
            field=models.JSONField(blank=True, default=list, verbose_name='those shown as having answered'),
        ),
        migrations.AddField(
            model_name='framerespondent',
            name='address',
            field=models.EmailField(blank=True, max_length=254, verbose_name='e-mail'),
        ),
        migrations.AddField(
            model_name='survey',
            name='strata',
            field=models.JSONField(blank=True, default=dict, verbose_name='names of the groups'),
        ),
    ]
