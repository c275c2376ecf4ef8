"""The site's own words: its name, phones, institutions, stages, topics and standing texts. No other part names the desk.

`current()` is plain data in the shape of a snapshot: texts, lists and dicts that JSON can hold. What is stored elsewhere
by its key (stages, topics, institutions …) is a list of rows, in the order in which people see them. Ask it anew each
time and keep nothing of it, so that a change holds at once. Texts are Markdown, of one paragraph but for each `body`;
`{bank}` in them stands for the phone with that key.
"""

import re

# Keys that every desk has: the stage of what concerns all stages, the remedy without danger and without help, the
# question whether something helped, what may differ from the institutions' own word, and how common a cause is of
# which nobody said.
ANY, NO_RISK, ALONE, HELPFUL, SOFT, SOMETIMES = "any", "none", "self", "helpful", "b", "sometimes"
PHONE = re.compile(r"\{(\w+)\}")

OWN = {
    "name": "KB국민인증서 도움말",
    "badge": "비공식",
    "headline": ["인증서가 왜 안 되는지,", "지금 무엇을 할지 알려 드립니다"],
    "description": "KB국민인증서를 만들거나 쓸 수 없는 원인과 지금 할 일을 알려 드리는 비공식 도움말입니다.",
    "unofficial": "KB국민은행·정부24·복지로가 운영하지 않는 비공식 도움말입니다.",
    "last_word": "최종 기준은 각 기관의 안내입니다.",
    "to_machines": "KB국민인증서를 만들거나 쓸 수 없을 때 원인과 할 일을 알려 드리는 비공식 도움말입니다. KB국민은행·정부24·복지로가 운영하지 않습니다.",
    "urgent": "급하면 KB국민은행 {bank}로 전화하세요.",
    # With which ‘그래도 안 되면’ of a new guide begins.
    "still_stuck": "여기까지 했는데도 안 되면 더 해 보지 말고 멈추세요. KB국민은행 {bank}에 무엇을 하다가 막혔는지 말하고 물어보세요.",
    # For who is in danger: kept in a reader's browser from the first visit on, for where there is no line.
    "at_hand": [{"kind": "guide", "slug": "suspicious-call"}],
    # On those, before anything else, above the phones.
    "call_first": "끊고 바로 전화하세요. 모르는 앱을 깔았다면 **다른 사람의 전화를 빌려** 거세요.",
    "not_theirs": "이 사이트는 은행이 운영하지 않습니다.",
    # No other number may be printed.
    "phones": [
        {"key": "bank", "name": "KB국민은행", "number": "1588-9999"},
        {"key": "police", "name": "경찰", "number": "112"},
        {"key": "supervisor", "name": "금융감독원", "number": "1332"},
        {"key": "kisa", "name": "KISA", "number": "118"},
    ],
    # What may carry the badge 공식: checked by people, never inferred. The first of them stand on the first screen.
    "official_hosts": "www.kbstar.com www.gov.kr www.bokjiro.go.kr obank.kbstar.com trustesign.kisa.or.kr www.kisa.or.kr www.fss.or.kr www.msafer.or.kr www.payinfo.or.kr".split(),
    # What speaks of this desk's subject alone: tests/test_profile.py holds that no template and no code says it.
    "subject_words": ["KB", "국민", "인증서", "스타뱅킹", "정부24", "복지로", "은행", "통신사", "주민센터"],
    "institutions": [
        {"key": "bank", "label": "KB국민은행"},
        {"key": "gov24", "label": "정부24"},
        {"key": "bokjiro", "label": "복지로"},
        {"key": "carrier", "label": "통신사 본인확인"},
        {"key": "several", "label": "여러 기관"},
    ],
    # `vote`: what a remedy of that stage is asked for. `stuck`: how a reader says to be held up there, an answer to
    # the first question of the diagnosis; a stage without it is asked in any case. `next`: offered when all is right.
    "stages": [
        {
            "key": "prepare",
            "label": "준비",
            "heading": "준비 단계",
            "hint": "인증서를 만들기 전에 맞춰 둘 것",
            "vote": "issued",
        },
        {
            "key": "issue",
            "label": "발급",
            "heading": "발급 단계",
            "hint": "은행 앱에서 인증서를 만들 때",
            "vote": "issued",
            "stuck": {
                "title": "인증서 만들기가 안 돼요",
                "text": "은행 앱에서 만들다가(발급) 멈췄습니다",
                "at_home": "은행 앱에서 발급하다가 멈춘 경우",
                "name": "은행 앱에서 인증서 만들기(발급)",
                "icon": "phone",
            },
            "next": {
                "stage": "connect",
                "text": "인증서는 만들어졌는데 다른 곳에서 막힌다면 연결하는 곳도 확인해 보세요.",
                "button": "정부24·복지로 연결 확인하기",
            },
        },
        {
            "key": "connect",
            "label": "연동",
            "heading": "연동 단계",
            "hint": "정부24·복지로 같은 곳에서 쓸 때",
            "vote": "connected",
            "stuck": {
                "title": "정부24·복지로에서 안 돼요",
                "text": "인증서는 있는데 다른 곳에 연결해서 쓸 때(연동) 막힙니다",
                "at_home": "인증서는 만들었는데 막힌 경우",
                "name": "정부24·복지로에서 쓰기(연동)",
                "icon": "window",
            },
        },
        {
            "key": ANY,
            "label": "공통",
            "heading": "공통",
            "hint": "어느 단계에서나 알아 둘 것",
            "vote": "issued",
        },
    ],
    "topics": [
        {"key": "name", "label": "휴대폰 명의"},
        {"key": "device", "label": "휴대폰과 앱"},
        {"key": "certificate", "label": "인증서 종류와 만들기"},
        {"key": "connection", "label": "정부24·복지로 연결"},
        {"key": "safety", "label": "안전"},
    ],
    # Remedies stand in this order, safest first: a lock can be opened, a deleted certificate cannot be brought back.
    "risks": [
        {"key": NO_RISK, "label": "위험 없음"},
        {"key": "lockout", "label": "잠길 수 있습니다"},
        {"key": "removed", "label": "인증서가 지워집니다"},
    ],
    "efforts": [
        {"key": ALONE, "label": "혼자 할 수 있습니다"},
        {"key": "carrier", "label": "통신사에 문의합니다"},
        {"key": "bank", "label": "은행에 문의합니다"},
    ],
    # How sure a row is. `said` stands before its remedy; none where it may be stated as it is.
    "confidences": [
        {"key": "a", "label": "확실함", "said": ""},
        {
            "key": SOFT,
            "label": "다를 수 있음",
            "said": "화면과 순서는 다를 수 있습니다. 다르면 공식 안내를 따르세요.",
        },
        {
            "key": "c",
            "label": "확인하지 못함",
            "said": "아직 확인하지 못한 내용입니다. 앱이나 은행 안내에서 먼저 확인하세요.",
        },
    ],
    # Where a text was seen, an answer to the first question of the diagnosis; of which stage.
    "screens": [
        {"key": "app", "stage": "issue", "label": "은행 앱을 열 때"},
        {"key": "identity", "stage": "issue", "label": "이름·통신사를 넣는 본인확인 화면"},
        {"key": "code", "stage": "issue", "label": "인증번호를 넣는 화면"},
        {"key": "card", "stage": "issue", "label": "신분증을 확인하는 화면"},
        {"key": "making", "stage": "issue", "label": "인증서를 만드는 화면"},
        {"key": "login", "stage": "connect", "label": "정부24·복지로의 간편인증 화면"},
        {"key": "pin", "stage": "connect", "label": "비밀번호를 넣는 화면"},
        {"key": "choosing", "stage": ANY, "label": "인증서를 고르는 화면"},
        {"key": "anywhere", "stage": ANY, "label": "인터넷이나 점검을 말하는 화면"},
    ],
    # How common a cause is: its weight in the diagnosis.
    "frequencies": [
        {"key": "most", "label": "아주 흔함", "weight": 8},
        {"key": "often", "label": "흔함", "weight": 4},
        {"key": SOMETIMES, "label": "가끔", "weight": 2},
        {"key": "rare", "label": "드묾", "weight": 1},
    ],
    "votes": [
        {"key": "issued", "label": "발급됐나요?"},
        {"key": "connected", "label": "연결됐나요?"},
        {"key": HELPFUL, "label": "도움이 됐나요?"},
    ],
    "diagnosis": {
        "description": "질문 몇 개에 답하면 KB국민인증서가 안 되는 원인과 할 일을 차례로 보여 드립니다.",
        "unsure": {
            "title": "잘 모르겠어요",
            "text": "두 가지를 모두 차례로 봅니다",
            "name": "어디인지 잘 모르겠어요",
        },
        "stop": "지우거나 거듭 누르지 마세요. 아래대로 고친 다음 한 번만 더 해 보세요. 또 안 되면 오늘은 멈추고 전화로 물어보세요.",
        "enough": "고친 뒤에도 안 됐으니 오늘은 더 하지 마세요. 아래 상담 메모를 적어 KB국민은행 {bank}로 전화하세요.",
        "not_found": "더 누르지 말고 멈추세요. 아래 상담 메모를 적어 KB국민은행 {bank}로 전화하거나, 오늘 할 수 있는 다른 방법을 보세요.",
        "before_danger": "되돌릴 수 없는 일을 하기 전에 이것부터 확인하세요.",
        # While this document is live it is offered to who does not know what to answer.
        "read_first": {
            "lead": "내 인증서가 어떤 것인지 모르겠다면 먼저",
            "kind": "guide",
            "slug": "which-certificate",
        },
        "note": [
            {"key": "phone", "label": "휴대폰 기종과 통신사"},
            {"key": "app", "label": "은행 앱 버전"},
        ],
    },
    # Beside a step with one of these words, where it is read aloud by who helps.
    "typed_by_owner": {
        "typed": ["비밀번호", "인증번호", "PIN", "발급", "만드", "만들", "승인", "입력"],
        "said": "비밀번호와 인증번호는 본인이 입력합니다. 소리 내어 말하지 않고, 돕는 분이 대신 누르지 않습니다.",
    },
    # `first`: said to who must be done today, before anything is mended; `at_home`: how that reader says so.
    "today": {
        "heading": "오늘 꼭 해야 한다면",
        "first": "오늘은 다른 방법부터 하세요",
        "at_home": "오늘까지예요",
        "ways": [
            "사이트의 간편인증 목록에서 이미 쓰고 있는 다른 인증서를 고르세요.",
            "공동인증서나 금융인증서가 있으면 그것으로 로그인해 보세요.",
            "은행 일은 가까운 영업점에서, 증명서나 복지 신청은 주민센터(행정복지센터)에서 할 수 있는지 물어보세요. 가기 전에 준비물을 확인하세요.",
            "급하면 KB국민은행 {bank}로 전화하세요.",
        ],
    },
    # One sheet for who goes to a counter. It asks for nothing that nobody may know.
    "slip": {
        "heading": "창구에 가져갈 쪽지",
        "answer": "인쇄해서 가져가거나 이 화면을 보여 주세요. 아무 데도 보내거나 저장하지 않습니다.",
        "before": "나서기 전에 전화로 되는 일인지, 무엇을 가져갈지, 몇 시에 닫는지 물어보세요.",
        "places": [
            "은행 일: 가까운 KB국민은행 영업점",
            "증명서·복지 신청: 가까운 주민센터(행정복지센터)",
        ],
        "say": "인증서가 되지 않아 직접 왔습니다.",
        "ask": "여기서 바로 할 수 있나요, 다른 곳으로 가야 하나요?",
        "bring": ["신분증", "인증서를 쓰는 휴대폰"],
        "never": "주민등록번호, 계좌번호, 비밀번호, 인증번호는 이 종이에 적지 마세요.",
    },
    "fraud": {
        "heading": "이 사이트는 묻지 않습니다",
        "never": "주민등록번호, 계좌번호, 비밀번호, 인증번호, 신분증 사진을 묻거나 받지 않습니다.",
        "advice": "누가 인증번호를 물으면 전화를 끊으세요. 걸려 온 번호는 꾸밀 수 있으니 {bank}를 직접 누르세요. 요청하지 않은 인증 알림은 승인하지 마세요.",
        "in_short": "누가 인증번호를 물으면 끊고 {police}로 전화하세요.",
    },
    "notices": {
        "lead": "은행이나 정부 사이트가 잠시 멈춘 때의 기록입니다. 끝난 안내도 날짜와 함께 남겨 둡니다.",
        "warning": "여러 번 다시 시도하면 인증이 잠길 수 있습니다.",
    },
    "terms": "이 도움말과 은행·기관의 화면에 나오는 말을 한 문장으로 풀었습니다.",
    # Examples for editors, by model and field.
    "examples": {
        "document.title": "정부24에서 인증이 계속 반복될 때",
        "guide.chip": "문자가 안 와요",
        "comparisonrow.item": "휴대폰 명의",
        "checklistitem.text": "휴대폰이 내 이름으로 개통되어 있습니다",
        "notice.title": "정부24에서 국민인증서 로그인이 되지 않습니다",
        "source.name": "정부24",
    },
    "pages": {
        "about": {
            "heading": "사이트 소개",
            "answer": "KB국민인증서를 만들거나 쓰다가 막힌 분이 원인을 찾고 바로 할 일을 알 수 있게 돕는 비공식 도움말입니다.",
            "sections": [
                {
                    "heading": "누가 운영하나요",
                    "body": "KB국민은행, 정부24, 복지로와 관계없는 사람들이 만들고 고칩니다. 인증서를 만들어 드리거나 대신 신청해 드릴 수 없습니다. 기관의 안내와 이 도움말이 다르면 기관의 안내가 맞습니다.",
                },
                {
                    "heading": "내용은 어떻게 확인하나요",
                    "body": """
- 글마다 참고한 [출처](/sources/)와 작성한 날을 적습니다.
- ‘확인한 날’은 사람이 출처를 열어 그 글과 맞춰 본 날입니다. 아직 맞춰 보지 않은 글에는 ‘공식 안내 확인 전’이라고 적습니다.
- 다시 볼 날을 정해 두고, 그날이 되면 기관의 안내와 맞춰 봅니다.
- 쓰는 사람과 발행하는 사람을 나누고, 고친 기록을 판마다 남깁니다.
- 확인하지 못한 것은 사실처럼 적지 않고 어디에 물어볼지를 적습니다.
- 다른 이용자의 이야기는 경험담이라고 밝힙니다.
""",
                },
                {
                    "heading": "사칭을 조심하세요",
                    "body": "은행을 흉내 낸 사이트와 전화가 있습니다. 이 도움말은 로그인하지 않고 읽습니다. 개인정보도 묻지 않습니다. 은행에는 {bank}를 직접 눌러 연락하세요.",
                },
            ],
        },
        "privacy": {
            "heading": "개인정보",
            "answer": "읽는 분이 누구인지 알아낼 수 있는 것은 모으지 않습니다. 가입도 로그인도 없습니다.",
            "sections": [
                {
                    "heading": "쿠키와 추적",
                    "body": "읽는 분의 기기에 쿠키를 남기지 않습니다. 방문을 추적하는 프로그램이나 광고도 없습니다. 화면에 필요한 파일은 모두 이 사이트에서만 받습니다.",
                },
                {
                    "heading": "검색하신 말",
                    "body": "검색 칸에는 이름, 번호, 비밀번호를 적지 마세요. 찾는 데 필요하지 않습니다. 검색하신 말은 번호 같은 개인정보를 가린 뒤 날마다 횟수만 셉니다. 그 말로 어떤 글을 여셨고 도움이 됐는지도 누구인지 알 수 없게 셉니다. 90일이 지나면 지웁니다.",
                },
                {
                    "heading": "대답과 의견",
                    "body": "‘도움이 됐나요?’ 같은 질문에 주신 대답은 날짜와 함께 셉니다. 의견은 번호 같은 개인정보를 가린 뒤 저장하고, 글을 고칠 때 읽습니다. 누가 보냈는지는 남기지 않습니다.",
                },
                {
                    "heading": "원인 찾기와 점검표",
                    "body": "원인 찾기에서 고르신 답과 적으신 문구는 화면의 주소에만 있고 저장하지 않습니다. 결과 주소를 보내면 받는 사람도 그 답을 볼 수 있습니다. 점검표에 고르신 것은 이 기기에만 남고, ‘처음부터 다시 하기’를 누르면 지워집니다. 한 단계씩 하다가 안 된 횟수도 이 기기에서만 세고, 날이 바뀌면 처음부터 셉니다. ‘횟수 지우기’를 누르면 바로 지워집니다. 상담 메모는 어디에도 보내거나 저장하지 않습니다.",
                },
                {
                    "heading": "인터넷이 끊겼을 때 볼 글",
                    "body": "읽으신 글은 인터넷이 끊겨도 다시 볼 수 있게 이 기기에 남겨 둘 수 있습니다. 검색하신 말과 고르신 답은 남기지 않습니다. 브라우저에서 이 사이트의 자료를 지우면 함께 지워집니다.",
                },
                {
                    "heading": "편집하는 사람",
                    "body": "글을 쓰는 담당자만 로그인합니다. 로그인 쿠키는 담당자에게만 쓰고 8시간 안에 끝납니다. 담당자가 로그인한 적이 있는 기기를 알아보는 쿠키만 180일 동안 남습니다.",
                },
            ],
        },
        "accessibility": {
            "heading": "접근성",
            "answer": "글씨를 키우거나, 키보드만 쓰거나, 화면을 소리로 들어도 같은 내용을 알 수 있게 만듭니다.",
            "sections": [
                {
                    "heading": "지키려는 기준",
                    "body": """
한국형 웹 콘텐츠 접근성 지침 2.2와 WCAG 2.2의 AA 수준을 목표로 합니다. 외부 기관의 인증을 받지는 않았습니다.

- 글씨를 두 배로 키워도 옆으로 밀지 않고 읽을 수 있습니다.
- 맞고 틀림은 색과 함께 글자로도 적습니다.
- 누르는 곳은 손가락으로 누르기에 넉넉한 크기로 만듭니다.
- 스크립트를 꺼도 모든 글을 읽고 찾을 수 있습니다.
- 시간이 지나면 사라지는 화면이 없습니다.
""",
                },
                {
                    "heading": "아직 부족한 점",
                    "body": """
- 수어 영상과, 더 쉬운 말로 줄인 글은 아직 없습니다.
- 칸이 많은 표는 좁은 화면에서 표 안을 옆으로 밀어야 할 수 있습니다.
""",
                },
                {
                    "heading": "불편한 점이 있을 때",
                    "body": "글마다 끝에 ‘도움이 됐나요?’ 같은 질문이 있습니다. ‘아니요’를 누르고 무엇이 불편한지 적어 주세요. 글을 고칠 때 읽습니다. 답장은 드리지 못하니, 급한 일은 KB국민은행 {bank}에 물어보거나 가족과 함께 읽어 주세요.",
                },
            ],
        },
    },
}


def current() -> dict:
    """The profile as it is now. Asked on every page, the error page included: it must not fail and must be quick."""
    return OWN


def site_name() -> str:
    """The name with what stands beside it: where it appears alone it must say that it is unofficial."""
    return "{name} ({badge})".format_map(current()) if current()["badge"] else current()["name"]


def row(list_name: str, key: str) -> dict | None:
    return next((row for row in current()[list_name] if row["key"] == key), None)


def label(list_name: str, key: str) -> str:
    """The word for what is stored as its key; the key where the profile has dropped it since."""
    found = row(list_name, key)
    return found["label"] if found else key


def place(list_name: str, key: str) -> int:
    """How far down its list it stands; what the profile has dropped stands last."""
    keys = [row["key"] for row in current()[list_name]]
    return keys.index(key) if key in keys else len(keys)


def with_phones(text: str) -> str:
    """The text with each {key} of a phone as a Markdown link that dials it."""
    numbers = {phone["key"]: phone["number"] for phone in current()["phones"]}
    return PHONE.sub(
        lambda match: "[{0}](tel:{0})".format(numbers[match[1]]) if match[1] in numbers else match[0], text
    )


# Choices of model fields, given as functions: a changed word or order needs no migration.


def stage_choices():
    return _choices("stages")


def topic_choices():
    return _choices("topics")


def institution_choices():
    return _choices("institutions")


def risk_choices():
    return _choices("risks")


def effort_choices():
    return _choices("efforts")


def soft_word(confidence: str) -> str:
    """What readers are told before a remedy that is less than sure; nothing where it is sure."""
    found = row("confidences", confidence)
    return found["said"] if found else ""


def confidence_choices():
    return _choices("confidences")


def screen_choices():
    return _choices("screens")


def frequency_choices():
    return _choices("frequencies")


def vote_choices():
    return _choices("votes")


def _choices(list_name: str) -> list[tuple[str, str]]:
    return [(row["key"], row["label"]) for row in current()[list_name]]
