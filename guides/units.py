"""What search finds of guides, tables and checklists: a guide and each section of it, each row, each item.

The first line of each body is what a result shows as the answer: of a row its remedy, of a section its first sentences.
"""

from django.urls import reverse

from kbhelp.markdown.words import CELLS
from kbhelp.publishing.rendering import Draft
from kbhelp.search.index.units import Unit


def units_of_guide(draft: Draft) -> list[Unit]:
    data, body = draft.snapshot, draft.rendered["body"]
    number, url = draft.document.pk, reverse("guide_page", args=[data["slug"]])
    lead = "\n".join([data["summary"], draft.rendered["applies_when"]["text"], _before_headings(body)])
    asked_as = [line for line in [data["chip"], *data["asked_as"]] if line]
    guide = _unit(draft, f"guide:{number}", "guide", data["title"], lead, url, asked_as=asked_as)
    sections = [
        _unit(
            draft,
            f"guide:{number}#{section['anchor']}",
            "section",
            f"{section['title']} – {data['title']}",
            _section_body(section["text"], data["summary"]),
            f"{url}#{section['anchor']}",
        )
        for section in body["sections"]
        if section["anchor"]
    ]
    return [guide, *sections]


def units_of_table(draft: Draft) -> list[Unit]:
    url = reverse("table_page", args=[draft.snapshot["slug"]])
    return [_row(draft, row, f"{url}#{row['key']}") for row in draft.snapshot["rows"]]


def _row(draft: Draft, row: dict, url: str) -> Unit:
    prose = draft.rendered["rows"][row["key"]]
    remedy = " ".join(prose["remedy"]["text"].split("\n"))
    told = [remedy, row["normal"], prose["how_to_check"]["text"], row["success"]]
    return _unit(
        draft,
        f"row:{draft.document.pk}:{row['key']}",
        "row",
        f"{row['item']}: {row['failure']}",
        "\n".join(told),
        url,
        stage=row["stage"],
        error_texts=row["error_texts"],
    )


def units_of_checklist(draft: Draft) -> list[Unit]:
    data = draft.snapshot
    url = reverse("checklist_page", args=[data["slug"]])
    return [
        _unit(
            draft,
            f"item:{draft.document.pk}:{item['key']}",
            "item",
            item["text"],
            "\n".join(
                draft.rendered["items"][item["key"]][name]["text"] for name in ("how_to_check", "remedy")
            ),
            f"{url}#{item['key']}",
        )
        for item in data["items"]
    ]


def _unit(draft, key, kind, title, body, url, *, stage=None, asked_as=(), error_texts=()) -> Unit:
    return Unit(
        key=key,
        document_id=draft.document.pk,
        kind=kind,
        stage=stage or draft.snapshot["stage"],
        title=title,
        body=body,
        asked_as=list(asked_as),
        error_texts=list(error_texts),
        url=url,
    )


def _section_body(text: str, summary: str) -> str:
    """What begins with a table has no first sentence, and is answered by the guide's own line."""
    first = text.partition("\n")[0]
    return text if first and CELLS not in first else f"{summary}\n{text}"


def _before_headings(body: dict) -> str:
    return "\n".join(section["text"] for section in body["sections"] if not section["anchor"])
