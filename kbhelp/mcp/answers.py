"""What the API says, as tools and resources say it: with its sources and days, how sure it is, and where it stands.

Of each answer there is the data, and a text that says the same to who reads nothing else.
"""

from urllib.parse import quote, unquote

URI = "kbhelp://documents/"
TEMPLATE = f"{URI}{{kind}}/{{slug}}"
UNKNOWN = "모름"
CERTAINTY = {"sure": "확실", "likely": "아마도", "none": UNKNOWN}
NOBODY = "아무도 출처와 맞춰 보지 않음"
OF_A_HIT = (
    "place",
    "title",
    "url",
    "kind_label",
    "stage",
    "answer",
    "passage",
    "is_cause",
    "is_message",
    "score",
    "reasons",
)
OF_A_DOCUMENT = ("sources", "published", "updated", "written", "checked", "confidence")
NAMED = ("kind", "kind_label", "number", "slug", "title", "summary", "url", "stage", "topic", "edition")


def uri_of(document: dict) -> str:
    return f"{URI}{document['kind']}/{quote(document['slug'], safe='')}"


def place_of(uri: str) -> tuple[str, str] | None:
    """Kind and slug; None for what is no address of a document."""
    kind, _, slug = uri.removeprefix(URI).partition("/")
    is_one = uri.startswith(URI) and kind and slug and "/" not in slug and "?" not in uri and "#" not in uri
    return (unquote(kind), unquote(slug)) if is_one else None


def found(answer: dict) -> tuple[dict, str]:
    """A search. What nothing answers is not known, and whom to call is all that is said besides."""
    data = {name: answer[name] for name in ("query", "answered", "certainty", "confidence", "correction")} | {
        "said": CERTAINTY[answer["certainty"]],
        "waiting": answer["waiting"],
        "answers": [hit_of(hit) for hit in answer["hits"]],
        "near": [{"title": hit["title"], "url": hit["url"]} for hit in answer["near"]],
        **{name: answer[name] for name in ("phones", "url", "unofficial")},
    }
    if not answer["answered"]:
        return data, "\n".join([*wait_lines(answer), not_known(answer), "", *footer(data)])
    parts = [*wait_lines(answer), f"찾은 정도: {data['said']} ({data['confidence']})"]
    parts += [text_of_hit(hit) for hit in data["answers"]]
    return data, "\n\n".join([*parts, "\n".join(footer(data))])


def hit_of(hit: dict) -> dict:
    document = hit["document"] or {}
    data = {name: hit[name] for name in OF_A_HIT}
    data |= {name: document.get(name, []) for name in ("sources", "confidence")}
    data |= {name: document.get(name) for name in ("updated", "written", "checked")}
    return data | {"resource": uri_of(document) if document else None}


def text_of_hit(hit: dict) -> str:
    lines = [f"{hit['place']}. {hit['title']}", hit["answer"] or hit["passage"], f"주소: {hit['url']}"]
    if place := hit["resource"] and place_of(hit["resource"]):
        lines.append(f"읽기: get_document kind={place[0]} slug={place[1]} ({hit['resource']})")
    return "\n".join(filter(None, lines + told_of(hit)))


def not_known(answer: dict) -> str:
    phones = ", ".join(f"{phone['name']} {phone['number']}" for phone in answer["phones"])
    return f"{UNKNOWN}: 맞는 글이 없습니다. {phones}".strip()


def whole(document: dict) -> tuple[dict, str]:
    """One document: its text, and of each row that says so how sure it is and who says it."""
    rows = document["snapshot"].get("rows") or []
    data = {name: document[name] for name in (*NAMED, *OF_A_DOCUMENT)} | {
        "resource": uri_of(document),
        "text": document["markdown"],
        "rows": [row for row in rows if row.get("confidence")],
        "related": [{name: card[name] for name in ("kind", "title", "url")} for card in document["related"]],
        "unofficial": document["unofficial"],
    }
    return data, "\n\n".join([document["markdown"].strip(), "\n".join([*told_of(data), *footer(data)])])


def told_of(document: dict) -> list[str]:
    """Who says it, when it was looked at, and how sure its rows are."""
    sources = [f"{source['name']} {source['url']}".strip() for source in document["sources"]]
    sure = [f"{one['label']} {one['rows']}" for one in document["confidence"]]
    lines = {
        "출처": ", ".join(sources),
        "확인한 날": document["checked"] or NOBODY,
        "고친 때": document["updated"],
        "행마다 확신": ", ".join(sure),
    }
    return [f"{name}: {said}" for name, said in lines.items() if said]


def screen(answer: dict) -> tuple[dict, str]:
    """A question of the diagnosis with its answers, or the outcome with its remedies, as the API has it."""
    question, outcome = answer["question"], answer["outcome"]
    lines = [answer["title"]]
    if question:
        lines += question_lines(question)
    if outcome:
        lines += outcome_lines(outcome)
    return answer, "\n".join([*lines, "", *footer(answer)])


def question_lines(question: dict) -> list[str]:
    lines = [question["why"] or ""]
    lines += [f"- {words_of(one)} → query: {one['query']}" for one in question["answers"]]
    if question["typed_with"] is not None:
        query = "&".join(filter(None, [question["typed_with"], "q="]))
        lines.append(f"- 화면에 나온 문구를 그대로 보내기 → query: {query} 뒤에 그 문구")
    lines += [
        f"확인하는 방법 – {one['item']}: {one['text']}" for one in question["how_to_check"] if one["text"]
    ]
    return list(filter(None, lines))


def words_of(one: dict) -> str:
    """An answer under its heading: several headings have answers of the same words."""
    return f"{one['group']}: {one['text']}" if one["group"] else one["text"]


def outcome_lines(outcome: dict) -> list[str]:
    """As on the page: other ways first where it is for today, then the remedies, and always a way on."""
    lines, today = [*wait_lines(outcome), outcome["lead"]], today_lines(outcome)
    if outcome["is_for_today"]:
        lines += today + (["", outcome["then"]] if outcome["then"] else [])
    for remedy in outcome["remedies"]:
        lines += ["", *remedy_lines(remedy)]
    lines += further_lines(outcome)
    return lines if outcome["is_for_today"] else lines + today


def today_lines(outcome: dict) -> list[str]:
    return (
        ["", "오늘 할 수 있는 다른 방법", *(f"- {way}" for way in outcome["today"])]
        if outcome["today"]
        else []
    )


def further_lines(outcome: dict) -> list[str]:
    """What else there is, by its names, and the query of more questions."""
    named = {
        "이것도 아니라면" if outcome["found"] else "먼저 확인해 볼 것": outcome["others"],
        "더 확인할 수 있는 것": outcome["unchecked"],
        "해 봤지만 안 된 것": outcome["tried"],
    }
    lines = [f"{head}: {', '.join(row['item'] for row in rows)}" for head, rows in named.items() if rows]
    if outcome["more"] is not None:
        lines.append(f"질문에 더 답하기 → query: {outcome['more']}")
    return ["", *lines] if lines else []


def remedy_lines(remedy: dict) -> list[str]:
    """As on the page: the risk before everything, and how sure it is before what to do."""
    is_found, source = remedy["is_found"], remedy["source"]
    first = f"먼저 확인: {remedy['item']} (맞는 상태: {remedy['normal']})"
    lines = [
        f"{remedy['item']}: {remedy['failure']}" if is_found else first,
        f"위험: {remedy['risk']['label']}",
        remedy["how_to_check"],
        remedy["soft_word"],
        "" if is_found else "맞으면 다음 방법으로 가세요. 이것과 다르면 이렇게 고치세요.",
        remedy["remedy"],
        f"잘 됐는지 확인하는 방법: {remedy['success']}" if remedy["success"] else "",
        f"누구와 하나요: {remedy['effort']['label']}",
        f"확신: {remedy['confidence']['label']}",
        f"출처: {source['name']} {source['url']}" if source else "",
        f"확인한 날: {remedy['checked'] or NOBODY}",
        f"주소: {remedy['url']}",
        f"해 봤지만 안 됨 → query: {remedy['tried']}",
    ]
    return list(filter(None, lines))


def notices(answer: dict) -> tuple[dict, str]:
    """What is down at this moment."""
    data = {"notices": answer["notices"], "url": answer["log"], "unofficial": answer["unofficial"]}
    lines = [line for notice in answer["notices"] for line in notice_lines(notice)]
    return data, "\n".join([*(lines or ["지금 알려진 장애나 점검이 없습니다."]), "", *footer(data)])


def wait_lines(answer: dict) -> list[str]:
    """What is down at this moment, before every answer."""
    return [
        " ".join(filter(None, [f"{one['lead']}: {one['title']}", one["text"], one["warning"], one["url"]]))
        for one in answer["waiting"]
    ]


def notice_lines(notice: dict) -> list[str]:
    until = f" ~ {notice['ends_at']}" if notice["ends_at"] else ""
    updates = [f"- {one['at']} {one['state']['label']}: {one['text']}" for one in notice["updates"]]
    head = f"{notice['kind']['label']}: {notice['title']} ({notice['begins_at']}{until})"
    return [head, *updates, f"주소: {notice['url']}"]


def footer(data: dict) -> list[str]:
    return [f"이 답의 주소: {data['url']}", data["unofficial"]]


def listed(answer: dict) -> tuple[list[dict], str | None]:
    """A page of documents as resources, and where the list goes on."""
    resources = [
        {"uri": uri_of(one), "name": one["slug"], "title": one["title"], "description": one["summary"]}
        for one in answer["documents"]
    ]
    return resources, answer["next_cursor"]
