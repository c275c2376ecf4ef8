from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kbhelp.audit"
    verbose_name = "한 일의 기록"
