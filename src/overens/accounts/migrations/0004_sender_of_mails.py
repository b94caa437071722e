import overens.common.texts
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_shared_counts'),
    ]

    operations = [
        migrations.AddField(
            model_name='space',
            name='reply_to',
            field=models.EmailField(blank=True, max_length=254, verbose_name='answers to the mails go to'),
        ),
        migrations.AddField(
            model_name='space',
            name='sender_name',
            field=overens.common.texts.LocalTextField(default=overens.common.texts.LocalText, verbose_name='who the mails are from'),
        ),
    ]
