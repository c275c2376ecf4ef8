"""The sitemap in parts of a fixed length: live documents with the day their live edition was made public, and lists."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kbhelp.publishing.kinds import areas, kinds_with
from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import url_of
from kbhelp.site.canonical import absolute


class OwnSitemap(Sitemap):
    """Absolute addresses by the configured one, whatever host was asked."""

    protocol, domain = urlsplit(settings.SITE_URL)[:2]
    limit = 200  # addresses in one part

    def get_domain(self, site=None):
        return self.domain


class LiveDocuments(OwnSitemap):
    def items(self):
        editions = Edition.objects.live_without_others(*self.kinds()).order_by("document_id")
        editions = editions.select_related("document")
        return editions.only("slug", "released_at", "document__kind", "document__withdraw_at")

    def kinds(self):
        return [model.KIND for model in kinds_with("PAGE_URL", "IN_SITEMAP")]

    def location(self, edition):
        return url_of(edition)

    def lastmod(self, edition):
        return edition.released_at

    def get_latest_lastmod(self):
        return Edition.objects.newest(*self.kinds()).values_list("released_at", flat=True).first()


class Lists(OwnSitemap):
    def items(self):
        lists = [area.url_name for area in areas()]
        return ["home", *lists, "terms", "sources", "about", "privacy", "accessibility"]

    def location(self, name):
        return reverse(name)


SITEMAPS = {"documents": LiveDocuments, "lists": Lists}


@require_safe
def index(request):
    return render(
        request,
        "sitemap_index.xml",
        {"sitemaps": [item for section in SITEMAPS for item in parts_of(section)]},
        content_type="application/xml",
    )


def parts_of(section: str) -> list[SitemapIndexItem]:
    """An address for each part of a section, all with the day of the newest document in it."""
    whole = SITEMAPS[section]()
    address, latest = absolute(reverse("sitemap_part", args=[section])), whole.get_latest_lastmod()
    numbers = whole.paginator.page_range
    return [
        SitemapIndexItem(f"{address}?p={number}" if number > 1 else address, latest) for number in numbers
    ]


@require_safe
def part(request, section):
    return sitemap(request, SITEMAPS, section)
