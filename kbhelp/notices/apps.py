from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kbhelp.notices"
    verbose_name = "장애·점검 안내"
