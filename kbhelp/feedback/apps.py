from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "kbhelp.feedback"
    verbose_name = "독자 의견"

    def ready(self):
        from kbhelp.feedback import checks  # noqa: F401, PLC0415 - registered when apps are loaded
