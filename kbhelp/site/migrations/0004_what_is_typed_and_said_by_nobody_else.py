from django.db import migrations, models

TYPED = "비밀번호와 인증번호는 본인이 직접 입력합니다."
NEVER = "이름, 전화번호, 주민등록번호, 계좌번호, 인증번호는 적지 마세요."


class Migration(migrations.Migration):
    """What stood in templates until now."""

    dependencies = [("site", "0003_how_the_site_looks")]
    operations = [
        migrations.AddField(
            model_name="siteprofile",
            name="typed_self",
            field=models.CharField(
                help_text="다른 휴대폰으로 이어 볼 때 보입니다.",
                max_length=400,
                verbose_name="본인이 누를 것",
                default=TYPED,
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="siteprofile",
            name="note_never",
            field=models.CharField(max_length=400, verbose_name="전화로 할 말: 적지 말 것", default=NEVER),
            preserve_default=False,
        ),
    ]
