"""The sitemap in parts of a fixed length: live documents with the day their live edition was made public, and lists."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem, sitemap
from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from kbhelp.addresses import absolute
from kbhelp.publishing.counts import SPAN
from kbhelp.publishing.kinds import areas, kinds, kinds_with
from kbhelp.publishing.models import Edition, LiveSpan
from kbhelp.publishing.shown import note_number

ADDRESS = ("document", "live_kind", "slug", "released_at", "document__withdraw_at")


class OwnSitemap(Sitemap):
    """Absolute addresses by the configured one, whatever host was asked."""

    protocol, domain = urlsplit(settings.SITE_URL)[:2]
    limit = 200  # addresses in one part

    def get_domain(self, site=None):
        return self.domain


class Parts(Paginator):
    """Of live editions by the numbers of their documents. Where each begins is found by what is kept of spans of
    numbers: the last of five hundred parts reads no more than the first."""

    def __init__(self, editions, per_page: int, spans: dict[int, int]):
        super().__init__(editions, per_page)
        self.spans, self.count = spans, sum(spans.values())

    def page(self, number):
        number = self.validate_number(number)
        before, start = (number - 1) * self.per_page, 0
        for span in sorted(self.spans):
            start = span * SPAN
            if before < self.spans[span]:
                break
            before -= self.spans[span]
        editions = self.object_list.filter(document__gte=start).cut(before, before + self.per_page)
        return Page(editions.values_list(*ADDRESS, named=True), number, self)


class LiveDocuments(OwnSitemap):
    def items(self):
        return Edition.objects.live_without_others(*self.kinds()).order_by("document_id")

    @cached_property
    def paginator(self):
        return Parts(self.items(), self.limit, LiveSpan.objects.shown(self.kinds(), "span"))

    def kinds(self):
        return [model.KIND for model in kinds_with("PAGE_URL", "IN_SITEMAP")]

    def location(self, edition):
        note_number(edition.document, edition.document__withdraw_at)
        return kinds()[edition.live_kind].url_of(edition.slug)

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
    return sitemap(request, SITEMAPS, section, template_name="sitemap_part.xml")
