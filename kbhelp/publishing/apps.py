from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "kbhelp.publishing"
    verbose_name = "그림과 출처"
