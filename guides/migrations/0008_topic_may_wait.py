from django.db import migrations, models

import kbhelp.profile


class Migration(migrations.Migration):
    dependencies = [("guides", "0007_topic_in_one_word")]

    operations = [
        migrations.AlterField(
            model_name="guide",
            name="topic",
            field=models.CharField(
                blank=True,
                choices=kbhelp.profile.topic_choices,
                help_text="안내 목록에서 고르는 주제입니다.",
                max_length=20,
                verbose_name="주제",
            ),
        ),
    ]
