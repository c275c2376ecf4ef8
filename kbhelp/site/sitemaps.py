"""The sitemap lists live documents with the day their live edition was made public."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from kbhelp.publishing.kinds import areas, kinds_with
from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import card_of


class OwnSitemap(Sitemap):
    """Absolute addresses by the configured one, whatever host was asked."""

    protocol, domain = urlsplit(settings.SITE_URL)[:2]

    def get_domain(self, site=None):
        return self.domain


class LiveDocuments(OwnSitemap):
    def items(self):
        listed = [model.KIND for model in kinds_with("PAGE_URL", "IN_SITEMAP")]
        found = Edition.objects.live().filter(document__kind__in=listed)
        return list(found.select_related("document").order_by("document_id"))

    def location(self, edition):
        return card_of(edition)["url"]

    def lastmod(self, edition):
        return edition.released_at


class Lists(OwnSitemap):
    def items(self):
        lists = [area.url_name for area in areas()]
        return ["home", *lists, "terms", "sources", "about", "privacy", "accessibility"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"documents": LiveDocuments, "lists": Lists}
