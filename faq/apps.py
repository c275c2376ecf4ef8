from django.apps import AppConfig


class FaqConfig(AppConfig):
    name = "faq"
    verbose_name = "자주 묻는 질문"
