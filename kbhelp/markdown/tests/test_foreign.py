"""What was written for other programs is named with its line; honest Korean is left in peace."""

import pytest

from kbhelp.markdown import render
from kbhelp.markdown.foreign import ANYWHERE, AT_LINE_START
from tests.contentfiles import DOCUMENTS


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.message) for problem in render(text).problems]


FOREIGN = [
    # HTML and what is built on it
    "가 <b>나</b> 다",
    "<div class='note'>",
    "<div",
    "</DETAILS>",
    "<summary>자세히</summary>",
    "<font color=red>주의</font>",
    "<u>밑줄</u>",
    "<img src='x.png'>",
    "<p>문단</p>",
    "<!-- 편집 메모 -->",
    "<!DOCTYPE html>",
    "<?php echo 1 ?>",
    "<Tabs>글</Tabs>",
    "<Admonition type='tip'>",
    "<Video />",
    "이름&nbsp값",
    "&nbps;",
    # Markdown of other dialects
    "글[^1]에 주가 없다",
    "글^[바로 적은 주]",
    "[정부24][1]",
    "[정부24][]",
    "[정부24][gov-24]",
    "[1]: www.gov.kr",
    "[정부24] (https://www.gov.kr/)",
    "[정부24]（https://www.gov.kr/）",
    "［정부24］（https://www.gov.kr/）",
    "(정부24)[https://www.gov.kr/]",
    "[찾기](https://www.gov.kr/찾기?q=주민 등록)",
    "[정부24](https ://www.gov.kr/)",
    "[정부24](https://www.gov.kr/ 정부24)",
    "[정부24](https://www.gov.kr/",
    "[새 휴대폰](/guides/new phone/)",
    "[지우기 전에](#지우기 전에)",
    "![인증서 화면](/media/images/내 화면.png)",
    "__굵게__입니다",
    "은행은 _굵게_를 씁니다",
    "-[ ] 항목",
    "*[x] 항목",
    "==강조==는",
    "++밑줄++",
    "'''굵게'''",
    "＊＊굵게＊＊",
    "[b]굵게[/b]",
    "[name=홍길동]",
    "[color=#f00]",
    "## 제목 {#my-id}",
    "문단 {.class}",
    "문단{: .note}",
    "{{ site.title }}",
    "{% hint style='info' %}",
    "{{< youtube 1 >}}",
    "{/* 메모 */}",
    "{code:java}",
    "확인 :white_check_mark:",
    "##제목",
    "###### 제목\n####제목",
    "####### 제목",
    "＃ 제목",
    "1.하나",
    "2)둘",
    "1.**굵게** 시작",
    "1.[링크](/guides/)",
    "１． 하나",
    "-항목",
    "제목\n===",
    "== 제목 ==",
    "h2. 제목",
    "import Tabs from '@theme/Tabs'",
    "import './x.css'",
    "export const a = 1",
    '!!! note "제목"',
    '??? tip "제목"',
    ".. note::",
    "[TOC]",
    "@[toc]",
    "[[TOC]]",
    "[[_TOC_]]",
    "${toc}",
    "줄 끝\\\\\n다음",
    # our own dialect, written wrong
    "[비교표:x]",
    "[점검표: final-check]",
    "[안내:new-phone]",
    "[FAQ：a-b]",
    "[[점검표 이름]]",
    "![[그림.png]]",
    "글 [[안내:가]] 글",
    ":::spoiler\n글\n:::",
    "::: tip 제목\n글\n:::",
    "> [!QUESTION]\n> 글",
    "[!NOTE] 글",
    "| 가 | 나 |\n| 1 | 2 |",
    "가 | 나\n--- | --- | ---\n1 | 2",
    "| 가 |\n|---|---|\n| 1 | 2 |",
    "| 가 | 나 |\n|---|---|\n| 1 | 2 | 3 |",
    "｜ 가 ｜ 나 ｜",
    "---\ntitle: 제목\n---\n글",
    # what fonts of word processors alone know
    "\ue123 항목",
    "\U000f1234",
]


@pytest.mark.parametrize("written", FOREIGN)
def test_what_readers_would_see_as_typed_is_a_problem_with_its_line(written):
    found = (
        render(f"첫 문단입니다.\n\n{written}\n\n끝.") if not written.startswith("---") else render(written)
    )
    assert len(found.problems) == 1
    last = written.count("\n")
    assert 0 <= found.problems[0].line - (1 if written.startswith("---") else 3) <= last


@pytest.mark.parametrize("written", FOREIGN)
def test_no_word_of_it_is_lost(written):
    words = [
        word
        for word in ("제목", "강조", "굵게", "하나", "항목", "주의")
        if word in written and ":::" not in written
    ]
    shown = render(written).text
    assert [word for word in words if word in shown] == words


@pytest.mark.parametrize("each", ANYWHERE + AT_LINE_START)
def test_every_form_of_the_table_is_needed_by_an_example(each):
    assert any(each.pattern.search(written) for written in FOREIGN)


HONEST = [
    "<이름>과 <홍길동>, <KB>와 <PASS> 앱, <name:홍>",
    "[중요] 꼭 읽으세요. [확인][취소] [Ctrl][OK] 단추와 [1] [2]",
    "[안내: 오늘은 쉽니다] [출처: naver] [점검표: 최종] [참고]: 은행에 물어보세요",
    "[참고]: 없음",
    "1.5배, 3.1절, 6.25 전쟁, 2.0 버전",
    "1.5배로 커집니다",
    "3.1절에는 쉽니다",
    "2026.11.23. 기준",
    "23.에 확인했고\n24.까지 기다립니다",
    "#인증 #국민인증서",
    "오류 #10023이 보이면",
    "이름: 홍길동, 시각: 10:30, 비율 3:1, 08:00~09:30",
    "C++과 C#, 1+1 행사, a++",
    "a==b 또는 c==d",
    "A & B, R&D, Q&A, AT&T; 그리고 &",
    "정부24 → 복지로 --> 다음",
    "김** 님, 010-****-1234, 홍*동",
    "** 떨어진 별 **",
    "*필수 입력 칸입니다",
    "이름 ____ 날짜 ____입니다",
    "kb_국민_인증서와 __init__은",
    "\\[정부24](https://www.gov.kr/ 글)",
    "[요금](월 1,000원) [참고](# 없음)",
    "※ 참고, ○ 준비물, ■ 순서, ① 먼저",
    "- 항목\n* 항목\n+ 항목",
    "영하 -5도, -1을 누르고",
    "-끝-",
    "{이름}님께, {0}건",
    "설정 > 화면 > 글자 크기",
    "값이 3 < 5이고 7 > 2입니다",
    "x <y 그리고 z",
    "https://www.gov.kr/portal:8080/ 로 갑니다",
    "C:\\Users\\홍길동\\바탕화면",
    "`<b>`, `[^1]`, `{{x}}`는 그대로 적습니다",
    "\\<b>, \\[^1], \\==강조==, \\## 제목, 1\\.하나, \\[[비교표]]",
    "```\n<div>\n##제목\n| 가 |\n• 점\n```",
    "2026)\n숫자",
    "‘1.’을 누르세요",
    "주의:인증서가 지워집니다",
    "(정부24)[1]에 있습니다",
    "우리은행（국민）의 전각 괄호",
    "[정부24](https://www.gov.kr/)[복지로](https://www.bokjiro.go.kr/)",
    "| 가 | 나 |\n|---|---|\n| 1.하나 | ##값 |\n| `a|b` | |",
    "## 1.준비하기",
    "가 | 나 중에서 고르세요",
    "=\n같습니다",
    "전화 1588-9999 (평일 09:00~18:00)",
    "👩‍👧 가족, ☎ 전화, 🏳️‍🌈",
    "ㅋㅋㅋ ㅇㅈㅅ ㅠㅠ",
]


@pytest.mark.parametrize("written", HONEST)
def test_honest_korean_is_not_refused(written):
    assert problems(written) == []


def test_the_first_content_is_not_refused():
    for name, file in DOCUMENTS.items():
        texts = [file.content, *(str(file.get(field) or "") for field in ("applies_when", "still_stuck"))]
        for part in [*file.get("rows", []), *file.get("items", [])]:
            texts += [part.get("how_to_check") or "", part.get("remedy") or ""]
        found = [render(text, resolve=lambda label, slug: {}).problems for text in texts]
        assert (name, found) == (name, [[]] * len(texts))
