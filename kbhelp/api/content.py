"""One document whole: what its live edition says as data, as HTML and as Markdown."""

from django.template.loader import render_to_string
from django.utils.html import format_html

from kbhelp.addresses import absolute
from kbhelp.api.documents import described, source_of
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.markdown_export import markdown_of, texts_of
from kbhelp.publishing.models import Edition
from kbhelp.publishing.official import is_official
from kbhelp.publishing.pages import page_of

# Of the snapshot what is for the desk, or stands beside it already.
ASIDE = {"home_position", "review_on", "sources", "related"}


def whole(edition: Edition) -> dict:
    """What it embeds stands in its place, and only what readers see is related: a name of a draft tells nobody."""
    page, texts = page_of(edition), texts_of(edition)
    return described([edition])[0] | {
        "snapshot": snapshot_of(edition, texts),
        "html": html_of(page),
        "markdown": markdown_of(edition, texts, page["related"]),
        "related": [related_of(card) for card in page["related"]],
    }


def snapshot_of(edition: Edition, texts: dict[str, str]) -> dict:
    model = kinds()[edition.document.kind]
    data = {name: value for name, value in edition.snapshot.items() if name not in ASIDE}
    data |= {name: text.strip("\n") for name, text in texts.items()}
    if model.PARTS:
        data[model.PARTS] = [part_of(row) for row in model.part_model().labelled(data[model.PARTS])]
    return data


def part_of(row: dict) -> dict:
    source = row.get("source")
    return row | {"source": source_of(source, is_official(source["url"]))} if source else row


def related_of(card: dict) -> dict:
    return {
        "kind": card["kind"],
        "number": card["document"],
        "title": card["title"],
        "summary": card["summary"],
        "url": absolute(card["url"]),
    }


def html_of(page: dict) -> str:
    """Its prose and parts, without what a page puts around them. Addresses in it are of this site."""
    model = kinds()[page["kind"]]
    prose = (section(heading, page[name]["blocks"]) for name, heading in model.PROSE)
    return "\n".join([*filter(None, prose), parts_of(page)]).strip()


def section(heading: str, blocks: list[dict]) -> str:
    if not blocks:
        return ""
    title = format_html("<h2>{}</h2>", heading) if heading else ""
    return "\n".join([title, *map(block_of, blocks)]).strip()


def block_of(block: dict) -> str:
    """What is embedded: its parts below a link to its page; of what has none the answer."""
    if "html" in block:
        return block["html"]
    page = block["page"]
    link = format_html('<a href="{}">{}</a>', page["url"], page["title"])
    parts = parts_of(page)
    return (
        f"<p><strong>{link}</strong></p>\n{parts}"
        if parts
        else format_html("<p>{}: {}</p>", link, page["summary"])
    )


def parts_of(page: dict) -> str:
    model = kinds()[page["kind"]]
    template = model.PARTS and (model.PLAIN_TEMPLATE or model.EMBED_TEMPLATE)
    return render_to_string(template, {"page": page}).strip() if template else ""
