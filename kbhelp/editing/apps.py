from django.apps import AppConfig


class EditingConfig(AppConfig):
    name = "kbhelp.editing"
    label = "editing"
    verbose_name = "편집"
