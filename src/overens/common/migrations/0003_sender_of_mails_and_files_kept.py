from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('common', '0002_forms_sent_and_rows_put_off'),
    ]

    operations = [
        migrations.AddField(
            model_name='filereference',
            name='until',
            field=models.DateField(db_index=True, null=True, verbose_name='kept until'),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='from_name',
            field=models.CharField(blank=True, max_length=200, verbose_name='sender'),
        ),
        migrations.AddField(
            model_name='outgoingmail',
            name='reply_to',
            field=models.EmailField(blank=True, max_length=254, verbose_name='answers go to'),
        ),
    ]
