"""Promises about the site's first texts: complete, written anew, trustworthy, nothing dangling."""

import re

import pytest

from tests.contentfiles import (
    CATEGORIES,
    DOCUMENTS,
    FAQ,
    FOLDERS,
    GUIDES,
    ROOT,
    ROWS,
    SOURCES,
    every_document,
    links,
    whole,
)

EMBED_KINDS = {"비교표": "tables", "점검표": "checklists", "안내": "guides", "FAQ": "faq"}
# Written out here on purpose: a wrong entry in the program's own list must not pass.
ALLOWED_HOSTS = {
    *("www.kbstar.com", "obank.kbstar.com", "www.gov.kr", "www.bokjiro.go.kr", "trustesign.kisa.or.kr"),
    *("www.kisa.or.kr", "www.fss.or.kr", "www.msafer.or.kr", "www.payinfo.or.kr"),
}
ALLOWED_PHONES = {"1588-9999", "112", "1332", "118"}
GLOSSARY = ROOT / "vocabulary/glossary.txt"
DATES = {("2026-11-23", "2027-05-23"), ("2026-11-26", "2027-05-26")}
RUN = 15  # syllables: longer than any name or fixed phrase of the field, shorter than a copied sentence


def hangul(text):
    return re.sub(r"[^가-힣]", "", text)


def runs(name):
    syllables = hangul(re.sub(r"^\[\[.*\]\]$", "", whole(name), flags=re.MULTILINE))
    return {syllables[at : at + RUN] for at in range(len(syllables) - RUN + 1)}


# -- written anew -----------------------------------------------------------------------------------------------


def test_no_two_documents_share_a_run_of_fifteen_syllables():
    first_seen, shared = {}, []
    for name in DOCUMENTS:
        for run in runs(name):
            other = first_seen.setdefault(run, name)
            if other != name:
                shared.append(f"{other} = {name}: {run}")
    assert shared == []


# -- everything the brief asks for has its place ------------------------------------------------------------------

MAIN = "guides/issuing-keeps-failing"
# part of the brief | document | words that must be found there, separated by “ + ”
COVERED = """
problem picture | MAIN | 은행 앱에서는 인증이 됩니다 + 또 확인하라고 + 날짜가 미뤄
first fork | MAIN | KB스타뱅킹 안 + (발급) + 정부24·복지로 화면 + (연동)
cause: name | MAIN | 휴대폰 명의가 주민등록과 다릅니다 + **해결:** 통신사에서 + 명의변경
cause: where it is kept | MAIN | 인증서가 있는 곳을 다르게 + PC나 USB + **해결:** 화면에 적힌 인증서 이름
cause: extra check skipped | MAIN | 추가 확인을 건너뛰 + **해결:** 승인한 뒤 사이트로 돌아와 ‘인증 완료’까지
why it repeats | MAIN | 확인은 두 번 + 첫 번째는 은행 + 두 번째는 공공 사이트 + 전화번호를 바꾼 + 연락처부터
required information | MAIN | 구분 ¦ 내용 + ¦ 인증 주체 + ¦ KB국민은행 ¦ + ¦ 연동 기관 + ¦ 정부24, 복지로 ¦
required condition | MAIN | ¦ 필수 조건 ¦ 휴대폰이 본인 명의 ¦
normal vs failure | MAIN | [[비교표:normal-and-failure]]
steps 1, 2, 3 | MAIN | 1. **은행 앱을 최신 + 2. **휴대폰 명의를 주민등록과 + 3. **정부24나 복지로의 확인까지
situation: banking | MAIN | 은행 일을 주로 + 은행 앱에서 되는 것으로 충분
situation: welfare | MAIN | 복지 서비스를 주로 + 연결부터 준비
reader experiences | MAIN | 이용자 경험담, 공식 확인 아님 + 휴대폰을 바꾼 뒤 + 마지막 확인을 빠뜨려
pitfalls | MAIN | 지우고 곧바로 또 만들기 + 공용 와이파이 + 이름이 다른 채로
final checklist | MAIN | [[점검표:final-check]]
next step | MAIN | 연결을 그대로 + 다른 공공 사이트에서도
FAQ 1 | faq/keeps-failing | 이름이 다른 것 + 확인을 빠뜨린 것 + 누구 이름으로 + 은행 앱을 + 정부24나 복지로
FAQ 2 | faq/where-identity-is-checked | 은행 앱에서 한 번 + 한 번 더 + 두 번 다 할 생각
FAQ 3 | faq/after-changing-phone | 보통은 + 넘어가지 않습니다 + 예전 것에서 지우고 새것에서
FAQ 4 | faq/public-wifi | 만들 수는 있지만 권하지 않습니다 + 도중에 끊길 수
FAQ 5 | faq/official-criteria | KB국민은행 + 정부24 + 복지로 + 공지로 바뀝니다
"""
COVERED = [line.replace("MAIN", MAIN).split(" | ") for line in COVERED.strip().splitlines()]


@pytest.mark.parametrize(("part", "name", "words"), COVERED, ids=[row[0] for row in COVERED])
def test_each_part_of_the_brief_has_its_place(part, name, words):
    text = whole(name)
    wanted = words.replace("¦", "|").split(" + ")
    assert [word for word in wanted if word not in text] == []


def test_the_two_rows_of_the_brief_open_the_comparison():
    first, second = DOCUMENTS["tables/normal-and-failure"]["rows"][:2]
    assert [first["key"], second["key"]] == ["name", "device"]
    assert ("본인" in first["normal"], "가족" in first["failure"]) == (True, True)
    assert ("한 대" in second["normal"], "여러 대" in second["failure"]) == (True, True)


def test_the_checklist_opens_with_the_four_points_in_their_order():
    points = [item["text"] for item in DOCUMENTS["checklists/final-check"]["items"][:4]]
    words = ["명의", "앱이 최신 버전", "인증서 위치(종류)", "정부24·복지로 연결"]
    assert [word for word, point in zip(words, points, strict=True) if word not in point] == []


def test_every_cause_is_a_row_of_exactly_one_table():
    keys = [row["key"] for _, row in ROWS]
    causes = sorted((key for key in keys if re.fullmatch(r"n\d+", key)), key=lambda key: int(key[1:]))
    assert causes == [f"n{number}" for number in range(1, 17)]
    assert len(keys) == len(set(keys))


def test_connection_causes_stand_in_the_table_of_connections():
    connecting = {row["key"] for name, row in ROWS if name == "tables/connecting"}
    assert {"n8", "n9", "n13", "n15"} <= connecting


@pytest.mark.parametrize("row", [row for _, row in ROWS], ids=lambda row: row["key"])
def test_every_row_can_be_checked_remedied_and_recognised(row):
    needed = ["item", "normal", "failure", "how_to_check", "remedy", "success", "error_texts", "written_on"]
    assert [field for field in needed if not row[field]] == []
    assert row["stage"] in {"prepare", "issue", "connect", "any"}
    assert row["risk"] in {"none", "removed", "lockout"}
    assert row["effort"] in {"self", "carrier", "bank"}


RISKY = [row for _, row in ROWS if row["risk"] != "none"]


@pytest.mark.parametrize("row", RISKY, ids=lambda row: row["key"])
def test_a_risky_remedy_says_what_happens_before_its_first_step(row):
    before_steps = row["remedy"].split("1. ")[0]
    assert re.search(r"쓸 수 없|인증할 수 없|되살릴 수 없|잠길 수 있", before_steps)


def test_special_cases_are_only_sent_to_the_bank():
    row = next(row for _, row in ROWS if row["key"] == "n16")
    assert row["effort"] == "bank"
    assert ("1588-9999" in row["remedy"], "영업점" in row["remedy"]) == (True, True)


THE_ONE_RULE = [
    r"새 휴대폰[^\n]*준비",
    r"명의[^\n]*앱",
    r"예전 휴대폰[^\n]*(삭제|지웁니다)",
    r"전원[^\n]*켭?",
    r"새(것| 휴대폰)에서[^\n]*한 번만",
]  # then, and no step of its own: 멈추
RULE_PLACES = ["guides/new-phone", "faq/after-changing-phone", "tables/normal-and-failure"]


@pytest.mark.parametrize("name", RULE_PLACES)
def test_a_new_phone_has_one_rule_in_one_order(name):
    steps = [rf"{number}\. [^\n]*{step}" for number, step in enumerate(THE_ONE_RULE, start=1)]
    assert re.search(r"[^\n]*\n\s*".join([*steps, r"[^\n]*멈추"]), whole(name))


def test_no_step_of_a_list_is_what_to_do_when_the_steps_fail():
    """Steps become cards of their own with “했어요”: nobody has done “안 되면 멈추세요”."""
    steps = [(name, line) for name in DOCUMENTS for line in re.findall(r"\n *\d+\. [^\n]*", whole(name))]
    assert len(steps) > 100
    assert [step for step in steps if re.search(r"(안 되면|같으면)[^\n]*멈추", step[1])] == []


# -- complete -----------------------------------------------------------------------------------------------------


@every_document
def test_every_document_is_complete_and_dated(name):
    document = DOCUMENTS[name]
    assert (str(document["written_on"]), str(document["review_on"])) in DATES
    assert document["stage"] in {"prepare", "issue", "connect", "any"}
    assert document["state"] == "live"
    assert document["title"] and document.content and document["sources"] and document["related"]
    assert document["summary"].endswith(("니다.", "세요."))


@pytest.mark.parametrize("name", GUIDES)
def test_every_guide_says_whom_it_is_for_and_what_to_do_today(name):
    guide = DOCUMENTS[name]
    today = guide["still_stuck"].split("### 오늘 꼭 해야 한다면")
    assert guide["topic"] in {"name", "device", "certificate", "connection", "safety"}
    assert guide["applies_when"].startswith("- ")
    assert len(today) == 2
    missing = [word for word in ("간편인증", "금융인증서", "영업점", "주민센터") if word not in today[1]]
    assert missing == []


@pytest.mark.parametrize("name", FAQ)
def test_every_question_knows_other_ways_of_asking(name):
    entry = DOCUMENTS[name]
    assert entry["title"].endswith("?")
    assert entry["category"] in CATEGORIES
    assert 4 <= len(set(entry["asked_as"])) <= 8


def test_each_kind_has_all_its_documents():
    count = {folder: sum(name.startswith(folder) for name in DOCUMENTS) for folder in FOLDERS}
    assert count == {"guides": 12, "faq": 17, "tables": 2, "checklists": 1}


# -- trust --------------------------------------------------------------------------------------------------------


@every_document
def test_only_roots_of_official_hosts_are_linked(name):
    outside = [target for _, target in links(name) if not target.startswith("/")]
    written = re.findall(r"https?://[^\s)]+", whole(name))
    allowed = {f"https://{host}/" for host in ALLOWED_HOSTS}
    assert set(outside) | set(written) <= allowed


def test_sources_are_the_allowed_hosts_and_nothing_else():
    assert {entry["url"] for entry in SOURCES.values()} == {f"https://{host}/" for host in ALLOWED_HOSTS}


def test_only_the_four_phone_numbers_are_printed():
    text = "\n".join([*map(whole, DOCUMENTS), *(entry["note"] for entry in SOURCES.values())])
    numbers = set(
        re.findall(r"(?<![\d-])\d{2,4}-\d{3,4}(?:-\d{4})?(?![\d-])|(?<![\d-])\d{3,}(?![\d-])", text)
    )
    assert numbers == ALLOWED_PHONES


# -- everything named exists ----------------------------------------------------------------------------------------


@every_document
def test_every_source_named_exists(name):
    document = DOCUMENTS[name]
    named = {*document["sources"], *(row["source"] for row in document.get("rows", []) if row["source"])}
    assert named <= SOURCES.keys()


@every_document
def test_every_related_document_exists_and_is_another(name):
    folders = {kind: folder for folder, kind in FOLDERS.items()}
    related = [
        f"{folders[kind]}/{slug}" for kind, slug in (ref.split(":") for ref in DOCUMENTS[name]["related"])
    ]
    assert [other for other in related if other not in DOCUMENTS or other == name] == []
    assert len(related) == len(set(related))


@every_document
def test_every_embed_stands_alone_and_exists(name):
    embeds = re.findall(r"\[\[(.+?):(.+?)\]\]", whole(name))
    alone = re.findall(r"^\[\[(.+?):(.+?)\]\]$", DOCUMENTS[name].content, flags=re.MULTILINE)
    assert embeds == alone
    assert [slug for kind, slug in embeds if f"{EMBED_KINDS[kind]}/{slug}" not in DOCUMENTS] == []


@every_document
def test_every_inner_link_leads_to_a_document(name):
    inner = [target.partition("?")[0] for _, target in links(name) if target.startswith("/")]
    known = {*DOCUMENTS, "notices", "slip", "diagnose"}
    assert [target for target in inner if target.strip("/") not in known or target[-1] != "/"] == []


def test_every_word_of_the_glossary_is_a_word_of_the_site():
    """Who reads the list meets no word there that no page says."""
    sources = (f"{entry['name']} {entry['note']}" for entry in SOURCES.values())
    said = "".join([*map(whole, DOCUMENTS), *sources, (ROOT / "site.md").read_text("utf-8")])
    letters = "".join(said.split())
    terms = [line.split(" : ")[0] for line in GLOSSARY.read_text("utf-8").splitlines() if " : " in line]
    words = [term for term in terms if not term.startswith("#")]
    assert len(words) > 20
    assert [word for word in words if "".join(word.split()) not in letters] == []
