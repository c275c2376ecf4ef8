from django.apps import AppConfig


class HandoutsConfig(AppConfig):
    name = "tests.handouts"
    verbose_name = "준비물"
