"""What stands between a site profile and its readers: a Korean sentence each."""

import re

from django.core.validators import slug_re

from kbhelp import profile
from kbhelp.publishing.complaints import Complaint
from kbhelp.publishing.kinds import kinds
from kbhelp.site.words.lists import MAY_BE_EMPTY, ROWS, row_of
from kbhelp.site.words.look import misshapen_pictures, missing_pictures
from kbhelp.site.words.pages import HEADING, Pages
from kbhelp.site.words.rendered import wrong_rendering
from kbhelp.site.words.standing import LONG
from kbhelp.site.words.used import keys_of, still_used

KEY = re.compile(r"[a-z0-9][a-z0-9_-]*")
EXAMPLE = re.compile(r"[a-z]{1,40}\.[a-z_]{1,40}")
NUMBER = re.compile(r"[0-9][0-9-]{1,18}[0-9]")
HOST = re.compile(r"(?=.{4,120}$)([a-z0-9-]+\.)+[a-z0-9-]{2,}")
LONGEST_KEY = {"institutions": 20, "topics": 20, "screens": 20, "frequencies": 20, "confidences": 1}
# What it takes for something else: an answer of the diagnosis, fields of the note.
RESERVED = {"stages": ["unsure"], "call_note": ["message", "tried", "since"]}
MOST = 200  # lines of a list, but for those that stand on a page
ON_PAGES = {"phones": 20, "today_ways": 12, "at_hand": 10, "headline": 4, "slip_places": 12, "slip_bring": 12}
WEIGHT = re.compile(r"[0-9]{1,3}", re.ASCII)
# What the program itself asks for, by its list.
KEPT_KEYS = {
    "stages": [profile.ANY],
    "risks": [profile.NO_RISK],
    "efforts": [profile.ALONE],
    "votes": [profile.HELPFUL],
    "confidences": [profile.SOFT],
    "frequencies": [profile.SOMETIMES],
}


def wrong_with(model, data: dict) -> list[Complaint]:
    return wrong_words(model, data) or [
        *_of_another_desk(data),
        *still_used(data),
        *missing_pictures(data),
    ]


def wrong_words(model, data: dict) -> list[Complaint]:
    """What can be told by the words alone."""
    if empty := _empty(model, data):
        return empty
    if crowded := _crowded(model, data):
        return crowded
    found = [complaint for name in ROWS for complaint in _wrong_rows(model, name, data[name])]
    found += _wrong_stages(data) + _wrong_hosts(data) + _wrong_names(data) + _without_heading(model, data)
    found += misshapen_pictures(data)
    found = found or [*_unknown_phones(model, data), *_kept(data)]
    return found or wrong_rendering(model, data)


def _empty(model, data: dict) -> list[Complaint]:
    """Each text has its place on a page; an empty one would be a hole there."""
    fields = [model._meta.get_field(name) for name in model.CONTENT_FIELDS]
    lacking = [field for field in fields if not field.blank and not data[field.name]]
    found = [Complaint.about(f"‘{field.verbose_name}’ 칸을 채우세요.", field.name) for field in lacking]
    if not data["stages"]:
        found.append(Complaint.about("단계를 하나 이상 적으세요.", "stages"))
    return found + model.part_model().missing(data["stages"])


def _crowded(model, data: dict) -> list[Complaint]:
    """More than a page can hold, on every page."""
    found = []
    for name in model.LISTS:
        label, most = model._meta.get_field(name).verbose_name, ON_PAGES.get(name, MOST)
        if len(data[name]) > most:
            found.append(
                Complaint.about(
                    f"{label}: {most}줄까지 적을 수 있습니다. 지금 {len(data[name])}줄입니다.", name
                )
            )
        found += [
            Complaint.in_text(name, None, label, number, f"한 줄이 너무 깁니다. {LONG}자까지 적으세요.")
            for number, line in enumerate(data[name], 1)
            if len(line) > LONG
        ]
    return found


def _wrong_rows(model, name: str, lines: list[str]) -> list[Complaint]:
    label, names, seen, found = model._meta.get_field(name).verbose_name, ROWS[name], set(), []
    for number, line in enumerate(lines, 1):
        row = row_of(name, line)
        lacking = [part for part in names if not row[part] and part not in MAY_BE_EMPTY]
        said = _wrong_row(name, row)
        if lacking or line.count("|") >= len(names):
            said = f"‘{line[:30]}’에서 ‘|’로 나눈 칸이 맞지 않습니다."
        elif row["key"] in seen:
            said = f"표시 이름 ‘{row['key']}’이 두 번 있습니다."
        seen.add(row["key"])
        if said:
            found.append(Complaint.in_text(name, None, label, number, said))
    return found


def _wrong_row(name: str, row: dict) -> str:
    """What one line says wrongly; "" where it does not."""
    key, longest = row["key"], LONGEST_KEY.get(name, 10)
    if name == "examples":
        return "" if EXAMPLE.fullmatch(key) else "‘종류.칸’으로 적으세요."
    if not KEY.fullmatch(key) or len(key) > longest:
        return f"표시 이름은 영문 소문자와 숫자로 {longest}자까지 적으세요."
    if name == "phones" and not NUMBER.fullmatch(row["number"]):
        return "번호는 숫자와 줄표로 적으세요."
    if key in RESERVED.get(name, ()):
        return f"‘{key}’는 프로그램이 쓰는 이름입니다. 다른 표시 이름을 적으세요."
    if name == "frequencies" and not (WEIGHT.fullmatch(row["weight"]) and 1 <= int(row["weight"]) <= 100):
        return "무게는 1부터 100까지의 숫자로 적으세요."
    return ""


def _wrong_stages(data: dict) -> list[Complaint]:
    keys = {row["key"] for row in data["stages"]}
    votes = {row_of("votes", line)["key"] for line in data["votes"]}
    found = []
    for row in data["stages"]:
        if not KEY.fullmatch(row["key"]) or len(row["key"]) > LONGEST_KEY.get("stages", 10):
            found.append((row, "key", "표시 이름은 영문 소문자와 숫자로 10자까지 적으세요."))
        if row["key"] in RESERVED["stages"]:
            found.append((row, "key", "프로그램이 쓰는 이름입니다. 다른 표시 이름을 적으세요."))
        if row["vote"] not in votes:
            found.append((row, "vote", "‘독자에게 묻는 말’에 없는 말을 골랐습니다."))
        if row["next_stage"] and row["next_stage"] not in keys:
            found.append((row, "next_stage", "다음에 볼 단계가 없습니다."))
        if row["stuck_title"] and not all(row[f"stuck_{part}"] for part in ("text", "at_home", "name")):
            found.append((row, "stuck_title", "‘막힌 독자가 하는 말’의 설명과 이름을 적으세요."))
    return [
        Complaint.about(f"단계 ‘{row['label']}’: {said}", field, row["key"]) for row, field, said in found
    ] + [
        Complaint.about(f"화면 ‘{line[:30]}’: 그런 단계가 없습니다.", "screens")
        for line in data["screens"]
        if row_of("screens", line)["stage"] not in keys
    ]


def _wrong_hosts(data: dict) -> list[Complaint]:
    wrong = [host for host in data["official_hosts"] if not HOST.fullmatch(host)]
    said = "공식 사이트: ‘{}’는 www.example.go.kr처럼 이름만 적으세요."
    return [Complaint.about(said.format(host[:60]), "official_hosts") for host in wrong]


def _wrong_names(data: dict) -> list[Complaint]:
    """Documents that are named `kind:slug`."""
    found = []
    for field, names in (("at_hand", data["at_hand"]), ("read_first", [data["read_first"]])):
        for name in filter(None, names):
            kind, _, slug = name.partition(":")
            if not _is_address(kind, slug):
                found.append(Complaint.about(f"‘{name[:60]}’: ‘guide:주소 이름’처럼 적으세요.", field))
    return found


def _is_address(kind: str, slug: str) -> bool:
    return kind in kinds() and bool(kinds()[kind].PAGE_URL and slug_re.fullmatch(slug))


def _unknown_phones(model, data: dict) -> list[Complaint]:
    known = {row_of("phones", line)["key"] for line in data["phones"]}
    found = []
    for name in model.CONTENT_FIELDS:
        text = "\n".join(data[name]) if isinstance(data[name], list) else data[name] or ""
        unknown = sorted(set(profile.PHONE.findall(text)) - known) if name != "phones" else []
        label = model._meta.get_field(name).verbose_name
        found += [Complaint.about(f"{label}: {{{key}}}라는 전화번호가 없습니다.", name) for key in unknown]
    return found


def _without_heading(model, data: dict) -> list[Complaint]:
    """What stands before the first second heading belongs to no part of the page, and nobody would see it."""
    said = "첫 줄을 ‘## 제목’으로 적으세요. 그 앞의 글은 보이지 않습니다."
    return [
        Complaint.in_text(name, None, model._meta.get_field(name).verbose_name, 1, said)
        for name in Pages.MARKDOWN
        if HEADING.split(data[name])[0].strip()
    ]


def _kept(data: dict) -> list[Complaint]:
    return [
        Complaint.about(f"‘{key}’는 프로그램이 쓰는 표시 이름입니다. 말은 바꾸어도 지울 수 없습니다.", name)
        for name, keys in KEPT_KEYS.items()
        for key in keys
        if key not in keys_of(data, name)
    ] + _safe_last(data)


def _safe_last(data: dict) -> list[Complaint]:
    """Remedies stand in the order of the risks, and what has none goes before all."""
    said = f"‘위험’의 첫 줄은 ‘{profile.NO_RISK}’이어야 합니다. 안전한 것부터 적으세요."
    first = keys_of(data, "risks")[:1]
    return [] if first == [profile.NO_RISK] else [Complaint.about(said, "risks")]


def _of_another_desk(data: dict) -> list[Complaint]:
    """The next start would refuse the data."""
    here = profile.current()["desk"]
    said = (
        f"이 사이트는 ‘{here}’ 헬프데스크입니다. 다른 헬프데스크(‘{data['desk']}’)의 말로 바꿀 수 없습니다."
    )
    return [] if data["desk"] == here else [Complaint.about(said, "desk")]
