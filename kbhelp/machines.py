"""What machines read: robots.txt, feed, llms.txt, security.txt, and structured data for pages."""

import json
from datetime import timedelta

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from kbhelp.publishing.models import Edition
from kbhelp.publishing.pages import card_of, live_cards

FEED_LENGTH = 30


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


@require_safe
def robots(request):
    """Without the database: crawlers ask for it most when a site is in trouble."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /desk/", "Disallow: /search/", ""]
    lines.append(f"Sitemap: {absolute('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request):
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [f"Contact: {absolute('/about/')}", f"Expires: {expires}", "Preferred-Languages: ko, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def llms(request):
    """https://llmstxt.org: what the site holds, with a Markdown twin of each guide."""
    context = {
        "guides": [card_of(edition) for edition in live_cards("guide")],
        "questions": [card_of(edition) for edition in live_cards("faq")],
        "site_url": settings.SITE_URL,
    }
    return render(request, "machines/llms.txt", context, content_type="text/plain; charset=utf-8")


class Changes(Feed):
    """The newest editions of live documents, newest first."""

    feed_type = Atom1Feed
    language = "ko"
    title = settings.SITE_NAME
    subtitle = "새로 나오거나 고친 글"
    link = settings.SITE_URL + "/"
    feed_url = settings.SITE_URL + "/feed/"

    def items(self):
        return Edition.objects.live().select_related("document").order_by("-released_at")[:FEED_LENGTH]

    def item_title(self, edition):
        return edition.title

    def item_description(self, edition):
        return edition.summary

    def item_link(self, edition):
        return absolute(card_of(edition)["url"])

    def item_guid(self, edition):
        return f"{self.item_link(edition)}#{edition.number}"

    def item_updateddate(self, edition):
        return edition.released_at


def structured(data: dict) -> str:
    """JSON for a <script type="application/ld+json">: serialised, and unable to end the script early."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def article_data(page: dict) -> dict:
    return {
        "@type": "Article",
        "headline": page["title"],
        "description": page["summary"],
        "inLanguage": "ko",
        "mainEntityOfPage": absolute(page["url"]),
        "dateModified": page["published_at"].isoformat() if page.get("published_at") else page["checked_on"],
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
    }


def question_data(pages: list[dict]) -> dict:
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": page["title"],
                "url": absolute(page["url"]),
                "acceptedAnswer": {"@type": "Answer", "text": page["summary"]},
            }
            for page in pages
        ],
    }


def trail_data(steps: list[tuple[str, str]]) -> dict:
    """steps: (name, path) from the first page down to this one."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": absolute(path)}
        for position, (name, path) in enumerate(steps, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def site_data() -> dict:
    target = absolute(reverse("home"))
    return {"@type": "WebSite", "name": settings.SITE_NAME, "url": target, "inLanguage": "ko"}
