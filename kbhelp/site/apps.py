from django.apps import AppConfig

from kbhelp import profile


class SiteConfig(AppConfig):
    name = "kbhelp.site"
    verbose_name = "사이트"

    def ready(self):
        """The words are asked for on the ground and kept up here, in a document."""
        from kbhelp.site.words.kept import kept  # noqa: PLC0415 – models are there only now

        profile.ask(kept.current)
