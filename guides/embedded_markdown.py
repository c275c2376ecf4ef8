"""The parts of a comparison table or a checklist as Markdown: every word that its page says."""

from textwrap import indent

from kbhelp import profile
from kbhelp.markdown.source import literal
from kbhelp.publishing.markdown_export import joined, said_checked


def rows_markdown(rows: list[dict]) -> str:
    """The rows with the words of their choices, `risk_label` and the like."""
    return joined([table_of(rows), *map(remedy_of, rows)])


def items_markdown(items: list[dict]) -> str:
    return "\n\n".join(map(item_of, items))


def table_of(rows: list[dict]) -> str:
    lines = [
        f"| {' | '.join(literal(row[name]) for name in ('item', 'normal', 'failure'))} |" for row in rows
    ]
    return "\n".join(["| 항목 | 정상 | 실패 |", "| --- | --- | --- |", *lines])


def remedy_of(row: dict) -> str:
    """The consequence first, as on the page."""
    facts = {
        "잘 됐는지 확인하는 방법": literal(row["success"]),
        "누구와 하나요": literal(row["effort_label"]),
        "이 방법의 위험": literal(row["risk_label"]),
        "출처": f"[{literal(row['source']['name'])}](<{row['source']['url']}>)" if row["source"] else "",
        **said_checked(row),
    }
    is_risky = row["risk"] != profile.NO_RISK
    return joined(
        [
            f"**해결 방법: {literal(row['item'])}**",
            f"먼저 읽으세요. 이 방법은 {literal(row['risk_label'])}." if is_risky else "",
            told("확인하는 방법", row["how_to_check"]),
            literal(profile.soft_word(row["confidence"])),
            told("이렇게 하세요", row["remedy"]),
            "\n".join(f"- {name}: {fact}" for name, fact in facts.items() if fact),
        ]
    )


def item_of(item: dict) -> str:
    told_of = joined([told("확인하는 방법", item["how_to_check"]), told("문제가 있을 때", item["remedy"])])
    return joined([f"- [ ] {literal(item['text'])}", indent(told_of, "  ")])


def told(what: str, text: str) -> str:
    return f"{what}:\n\n{text}" if text.strip() else ""
