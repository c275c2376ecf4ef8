"""What crawlers and language models ask for: robots.txt, security.txt, llms.txt."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from kbhelp.addresses import absolute
from kbhelp.markdown.source import literal
from kbhelp.publishing.kinds import kinds_with
from kbhelp.publishing.pages import cards_of, live_editions

LISTED = 50  # documents of a kind in llms.txt


@require_safe
def robots(request):
    """Without the database: crawlers ask for it most when a site is in trouble."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /desk/", "Disallow: /search/"]
    lines += [f"# For programs, as JSON: {absolute('/api/v1/openapi.json')}", ""]
    lines.append(f"Sitemap: {absolute('/sitemap.xml')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request):
    expires = (timezone.now() + timedelta(days=180)).replace(microsecond=0).isoformat()
    lines = [f"Contact: {absolute('/about/')}", f"Expires: {expires}", "Preferred-Languages: ko, en"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def llms(request):
    """https://llmstxt.org: the first of what the site holds, as Markdown where a kind has pages of it."""
    groups = [
        {"label": model.LABEL, "cards": map(in_markdown, cards_of(live_editions(model.KIND)[:LISTED]))}
        for model in kinds_with("PAGE_URL", "IN_LLMS")
    ]
    context = {"groups": groups, "site_url": settings.SITE_URL}
    return render(request, "llms.txt", context, content_type="text/plain; charset=utf-8")


def in_markdown(card: dict) -> dict:
    return card | {name: literal(card[name]) for name in ("title", "summary")}
