from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kbhelp.search"
    verbose_name = "검색"
