"""Structured data of pages in schema.org's words, for search engines."""

import json

from django.urls import reverse
from django.utils.safestring import mark_safe

from kbhelp import profile
from kbhelp.addresses import absolute


def structured(data: dict) -> str:
    """JSON for a <script type="application/ld+json">: serialised, and unable to end the script early."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def article_data(page: dict, schema_type="Article") -> dict:
    """An article, or anything else that is written, such as a HowTo."""
    return {
        "@type": schema_type,
        "headline": page["title"],
        "description": page["summary"],
        "inLanguage": "ko",
        "mainEntityOfPage": absolute(page["url"]),
        "dateModified": page["published_at"].isoformat() if page.get("published_at") else page["written_on"],
        "isAccessibleForFree": True,
        "publisher": {"@type": "Organization", "name": profile.site_name()},
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
    return {"@type": "WebSite", "name": profile.site_name(), "url": target, "inLanguage": "ko"}
