import kbhelp.profile
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0004_one_word_for_groups'),
    ]

    operations = [
        migrations.AlterField(
            model_name='notice',
            name='stage',
            field=models.CharField(choices=kbhelp.profile.stage_choices, default='any', help_text='이 단계의 안내와 원인 찾기 결과 맨 위에 보입니다. ‘공통’을 고르면 모든 글에 보입니다.', max_length=10, verbose_name='어느 단계가 막히나요'),
        ),
    ]
