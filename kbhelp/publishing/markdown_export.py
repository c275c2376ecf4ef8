"""The Markdown twin of a page: the same words for machines and for people who prefer plain text."""

from collections.abc import Iterable

from django.http import HttpResponse

from kbhelp import profile
from kbhelp.addresses import absolute
from kbhelp.markdown.source import embeds_in, literal, with_embeds
from kbhelp.publishing.addresses import public_page
from kbhelp.publishing.kinds import kinds
from kbhelp.publishing.models import Edition, SlugHistory
from kbhelp.publishing.official import is_official
from kbhelp.publishing.pages import card_of, cards_of, live_by_number, live_documents
from kbhelp.publishing.references import kind_by_label


def twin(kind: str):
    """The view for the MARKDOWN_URL of a kind."""

    @public_page(kind)
    def answer(request, edition):
        return HttpResponse(markdown_of(edition), content_type="text/markdown; charset=utf-8")

    return answer


def markdown_of(edition: Edition, texts: dict[str, str] | None = None, related: list | None = None) -> str:
    """All that the page says, in its order; what it embeds stands in place, with its remedies. `texts`: what
    `texts_of` gave for it, `related`: the cards of its page, where they are known already."""
    data, model = edition.snapshot, kinds()[edition.document.kind]
    texts = texts_of(edition) if texts is None else texts
    parts = [
        f"# {literal(data['title'])}",
        f"> {literal(data['summary'])}",
        facts_of(data),
        *(section(heading, texts[name]) for name, heading in model.PROSE),
        model.parts_markdown(data),
        section("함께 볼 글", related_of(edition) if related is None else linked(related)),
        section("공식 출처", "\n".join(map(source_line, data["sources"]))),
        absolute(card_of(edition)["url"]),
    ]
    return joined(parts) + "\n"


def texts_of(edition: Edition) -> dict[str, str]:
    """Its prose as Markdown that anybody can read, by field."""
    return with_embedded({name: edition.snapshot[name] for name, _ in kinds()[edition.document.kind].PROSE})


def joined(parts: list[str]) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def section(title: str, text: str) -> str:
    """Under its heading, where it has one."""
    return joined([f"## {title}" if title else "", text]) if text.strip() else ""


def facts_of(data: dict) -> str:
    stage = profile.label("stages", data["stage"])
    facts = {"단계": literal(stage)} | said_checked(data)
    told = "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact)
    return joined([profile.current()["unofficial"], told])


def said_checked(data: dict) -> dict[str, str]:
    """As on the page: a day of checking only where a person compared this text with its sources."""
    if data["checked_on"]:
        return {"확인한 날": data["checked_on"]}
    return {"작성한 날": data["written_on"] or "", "확인": "공식 안내 확인 전"}


def related_of(edition: Edition) -> str:
    numbers = edition.rendered["related"]
    cards = {card["document"]: card for card in cards_of(live_documents(numbers))}
    return linked(cards[number] for number in numbers if number in cards)


def linked(cards: Iterable[dict]) -> str:
    return "\n".join(f"- {link(card)}" for card in cards)


def link(card: dict) -> str:
    return f"[{literal(card['title'])}]({absolute(card['url'])})"


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
    """Its parts behind a link to its page; of what has none the answer."""
    card, model = card_of(edition), kinds()[edition.document.kind]
    if parts := model.parts_markdown(edition.snapshot):
        return joined([f"**{link(card)}**", parts])
    return f"{link(card)}: {literal(edition.summary)}"
