"""The Markdown twin of a guide: the same words for machines and for people who prefer plain text."""

import re

from django.conf import settings

from kbhelp import profile
from kbhelp.publishing.pages import page_of

EMBED = re.compile(r"^\[\[[^\]]+\]\]\s*$", re.MULTILINE)


def markdown_of(edition) -> str:
    """Title, answer, body and sources; what the guide embeds stands in place as a table or a list."""
    data, page = edition.snapshot, page_of(edition)
    embedded = iter([embed_text(block["page"]) for block in page["body"]["blocks"] if "page" in block])
    body = EMBED.sub(lambda match: next(embedded, ""), data["body"])
    sources = "\n".join(f"- [{source['name']}]({source['url']})" for source in data["sources"])
    parts = [
        f"# {data['title']}",
        f"> {data['summary']}",
        f"{profile.current()['unofficial']} 확인한 날 {data['checked_on']}",
        body,
        f"## 그래도 안 되면\n\n{data['still_stuck']}" if data["still_stuck"] else "",
        f"## 공식 출처\n\n{sources}",
        f"{settings.SITE_URL}{page['url']}",
    ]
    return "\n\n".join(part.strip() for part in parts if part) + "\n"


def embed_text(page: dict) -> str:
    if page["kind"] == "table":
        rows = [f"| {row['item']} | {row['normal']} | {row['failure']} |" for row in page["points"]]
        return "\n".join(["| 항목 | 정상 | 실패 |", "| --- | --- | --- |", *rows])
    if page["kind"] == "checklist":
        return "\n".join(f"- [ ] {item['text']}" for item in page["points"])
    return f"[{page['title']}]({settings.SITE_URL}{page['url']})"
