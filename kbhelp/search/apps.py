from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "kbhelp.search"
    verbose_name = "검색"

    def ready(self):
        """The analyser knows Korean but no vocabulary: it is taught the site's words as soon as it has loaded."""
        from kbhelp.search.korean import analyser  # noqa: PLC0415 – ways needs the settings
        from kbhelp.search.vocabulary import ways  # noqa: PLC0415

        analyser.before_use(ways.teach)
