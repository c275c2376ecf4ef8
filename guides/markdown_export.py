"""The Markdown twin of a guide: the same words for machines and for people who prefer plain text."""

from django.conf import settings

from guides.embedded_markdown import joined, said_checked
from guides.models import Guide
from kbhelp import profile
from kbhelp.markdown.source import embeds_in, literal, with_embeds
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition, SlugHistory
from kbhelp.publishing.official import is_official
from kbhelp.publishing.pages import card_of, cards_of, live_by_number, live_documents
from kbhelp.publishing.references import kind_by_label


def markdown_of(edition: Edition) -> str:
    """All that the page says, in its order; what the guide embeds stands in place, with its remedies."""
    data = edition.snapshot
    texts = with_embedded({name: data[name] for name in Guide.MARKDOWN_FIELDS})
    parts = [
        f"# {literal(data['title'])}",
        f"> {literal(data['summary'])}",
        facts_of(data),
        section("이 글이 맞는 경우", texts["applies_when"]),
        texts["body"],
        section("그래도 안 되면", texts["still_stuck"]),
        section("함께 볼 글", related_of(edition)),
        section("공식 출처", "\n".join(map(source_line, data["sources"]))),
        f"{settings.SITE_URL}{card_of(edition)['url']}",
    ]
    return joined(parts) + "\n"


def section(title: str, text: str) -> str:
    return f"## {title}\n\n{text}" if text.strip() else ""


def facts_of(data: dict) -> str:
    stage = profile.label("stages", data["stage"])
    facts = {"단계": literal(stage)} | said_checked(data)
    told = "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)
    return joined([profile.current()["unofficial"], told])


def related_of(edition: Edition) -> str:
    numbers = edition.rendered["related"]
    cards = {card["document"]: card for card in cards_of(live_documents(numbers))}
    return "\n".join(f"- {link(cards[number])}" for number in numbers if number in cards)


def link(card: dict) -> str:
    return f"[{literal(card['title'])}]({settings.SITE_URL}{card['url']})"


def source_line(source: dict) -> str:
    told = [source["publisher"], source["note"], "공식" if is_official(source["url"]) else ""]
    return f"- [{literal(source['name'])}](<{source['url']}>): {literal(' · '.join(filter(None, told)))}"


# What a text embeds


def with_embedded(texts: dict[str, str]) -> dict[str, str]:
    """The texts with each embedded document in the place where it is named, found by its name.

    An address never passes to another document, so that the name of then leads to what was meant then.
    """
    by_label = kind_by_label()
    names = {
        (by_label.get(label.upper()), slug) for text in texts.values() for _, label, slug in embeds_in(text)
    }
    numbers = SlugHistory.objects.numbers(names)
    found = live_by_number(numbers.values())

    def put(label: str, slug: str) -> str:
        edition = found.get(numbers.get((by_label.get(label.upper()), slug)))
        return f"\n{embedded(edition)}\n" if edition else ""

    return {name: with_embeds(text, put) for name, text in texts.items()}


def embedded(edition: Edition) -> str:
    card = card_of(edition)
    return kinds()[card["kind"]].embedded_markdown(edition.snapshot, link(card))
