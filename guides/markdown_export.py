"""The Markdown twin of a guide: the same words for machines and for people who prefer plain text."""

from textwrap import indent

from django.conf import settings

from guides.models import Checklist, ComparisonRow, ComparisonTable, Guide
from kbhelp import profile
from kbhelp.markdown.source import embeds_in, literal, with_embeds
from kbhelp.publishing.models import Edition, SlugHistory
from kbhelp.publishing.official import is_official
from kbhelp.publishing.pages import card_of, live_by_number
from kbhelp.publishing.rendering import kind_by_label


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


def joined(parts: list[str]) -> str:
    return "\n\n".join(part.strip("\n") for part in parts if part.strip())


def section(title: str, text: str) -> str:
    return f"## {title}\n\n{text}" if text.strip() else ""


def facts_of(data: dict) -> str:
    stage = "모든 단계" if data["stage"] == profile.ANY else profile.label("stages", data["stage"])
    return joined(
        [profile.current()["unofficial"], f"- 단계: {literal(stage)}\n- 확인한 날: {data['checked_on']}"]
    )


def related_of(edition: Edition) -> str:
    numbers = edition.rendered["related"]
    found = live_by_number(numbers)
    return "\n".join(f"- {link(card_of(found[number]))}" for number in numbers if number in found)


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
    kinds = kind_by_label()
    names = {
        (kinds.get(label.upper()), slug) for text in texts.values() for _, label, slug in embeds_in(text)
    }
    numbers = SlugHistory.objects.numbers(names)
    found = live_by_number(numbers.values())

    def put(label: str, slug: str) -> str:
        edition = found.get(numbers.get((kinds.get(label.upper()), slug)))
        return f"\n{embed_text(edition)}\n" if edition else ""

    return {name: with_embeds(text, put) for name, text in texts.items()}


def embed_text(edition: Edition) -> str:
    data, card = edition.snapshot, card_of(edition)
    if card["kind"] == ComparisonTable.KIND:
        return joined([f"**{link(card)}**", table_of(data["rows"]), *map(remedy_of, data["rows"])])
    if card["kind"] == Checklist.KIND:
        return joined([f"**{link(card)}**", "\n\n".join(map(item_of, data["items"]))])
    return f"{link(card)}: {literal(card['summary'])}"


def table_of(rows: list[dict]) -> str:
    lines = [
        f"| {' | '.join(literal(row[name]) for name in ('item', 'normal', 'failure'))} |" for row in rows
    ]
    return "\n".join(["| 항목 | 정상 | 실패 |", "| --- | --- | --- |", *lines])


def remedy_of(row: dict) -> str:
    """The consequence first, as on the page."""
    row = ComparisonRow.labelled(row)
    facts = {
        "된 것을 아는 방법": literal(row["success"]),
        "누구와 하나요": literal(row["effort_label"]),
        "위험": literal(row["risk_label"]),
        "출처": f"[{literal(row['source']['name'])}](<{row['source']['url']}>)" if row["source"] else "",
        "확인한 날": row["checked_on"] or "",
    }
    is_risky = row["risk"] != profile.NO_RISK
    return joined(
        [
            f"**해결 방법: {literal(row['item'])}**",
            f"먼저 읽으세요. 이 방법은 {literal(row['risk_label'])}." if is_risky else "",
            told("확인하는 방법", row["how_to_check"]),
            told("이렇게 하세요", row["remedy"]),
            "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact),
        ]
    )


def item_of(item: dict) -> str:
    told_of = joined([told("확인하는 방법", item["how_to_check"]), told("문제가 있을 때", item["remedy"])])
    return joined([f"- [ ] {literal(item['text'])}", indent(told_of, "  ")])


def told(what: str, text: str) -> str:
    return f"{what}:\n\n{text}" if text.strip() else ""
