"""Text as people type it: cleaned on its way in, one form for comparing, personal data masked before it is stored.

`one_line` and `many_lines` are what every text passes before it is stored, from forms, files and the API alike.
"""

import re
import unicodedata

# Symbols that only the fonts of word processors know, as Word (Wingdings, Symbol) and 한글 leave them behind.
_WINGDINGS = dict(
    zip(
        "\uf020\uf028\uf046\uf06c\uf06e\uf06f\uf071\uf072\uf075\uf076\uf09f\uf0a0\uf0a1\uf0a2\uf0a7\uf0a8\uf0ab"
        "\uf0b7\uf0d8\uf0df\uf0e0\uf0e8\uf0f0\uf0fb\uf0fc\uf0fd\uf0fe",
        " ☎☞●■□❑❒◆❖•·○○▪□★•➢←→➔⇨✗✔☒☑",
        strict=True,
    )
)
_HANCOM = dict(
    zip(
        "\U000f003b\U000f00da\U000f02ef\U000f02fb\U000f02fc\U000f031c\U000f03a0\U000f03c5\U000f03da\U000f03ff\U000f080f"
        "\U000f0827\U000f0854\U000f0855",
        "↓▸·▸►■↵□□□━■《》",
        strict=True,
    )
) | {chr(0xF02B1 + n): chr(0x2460 + n) for n in range(20)}  # ① to ⑳

SPACES = (
    "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800\u3000\u3164\uffa0"  # blank, also those that count as letters
)
LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_EMOJI = "[\u2100-\u2bff\ufe0f\U0001f000-\U0001faff]"
# Kept: the joiner within one emoji, the letters behind a flag. All else here has no width, or deceives.
_NOT_SHOWN = re.compile(
    f"((?<={_EMOJI})\u200d(?={_EMOJI})|\U0001f3f4[\U000e0020-\U000e007e]{{2,8}}\U000e007f)"
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffc\ufffe\uffff\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
    "\U000e01f0-\U000e0fff]"
)
_SPACES = re.compile(f"[{SPACES}]")
_SYMBOLS = str.maketrans(_WINGDINGS | _HANCOM)
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")  # what is left of them


def many_lines(text: str) -> str:
    """NFC, lines that end in \\n, plain spaces, nothing that cannot be seen; every line stays a line."""
    text = _NOT_SHOWN.sub(lambda found: found[1] or "", LINE_ENDS.sub("\n", text).translate(_SYMBOLS))
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def one_line(text: str) -> str:
    """The same for what is a line by itself, such as a title."""
    return many_lines(text).replace("\n", " ").replace("\t", " ").strip()


# What has no width or no meaning in a text: control and format characters, lone surrogates, private use.
INVISIBLE = {"Cc", "Cf", "Cs", "Co"}
HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
MASK_AT_MOST = 300


def clean(text: str, at_most: int | None = None) -> str:
    """NFC, half-width, visible characters only. NFC, not NFKC, which would turn a typed ㅇ into a conjoining jamo."""
    text = unicodedata.normalize("NFC", text[: at_most * 4] if at_most else text).translate(HALF_WIDTH)
    text = "".join(" " if c in "\t\n\r\x0b\x0c\x85\u2028\u2029" else c for c in text if _is_shown(c))
    return text[:at_most] if at_most else text


def fold(text: str) -> str:
    """Lower case, letter by letter: İ would become two letters, and places in the text must stay valid."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def normalise(text: str) -> str:
    return fold(clean(text))


def _is_shown(character: str) -> bool:
    return character in "\t\n\r\x0b\x0c\x85" or unicodedata.category(character) not in INVISIBLE


# Between the groups of a number people type dashes of any length, points, slashes and spaces. In a class, `-` first.
DASHES = "-–—−‐‑‒―~"
LINE = f"[{DASHES}]"
GROUP = rf"[{DASHES}\s]"
ANY = rf"[{DASHES}\s./·]"
IN_DATES = rf"(?:[{DASHES}./]\s?|{{}}\s?)"
YEAR, MONTH, DAY = IN_DATES.format("년"), IN_DATES.format("월"), r"(?:3[01]|[12]\d|0?[1-9])일?"

# Kept as typed: numbers that everybody may know. Tried first at every place.
KEPT = "|".join(
    [
        rf"(?<!\d)1[568]\d{{2}}{GROUP}?\d{{4}}(?!\d)",
        rf"(?<!\d)080{LINE}\d{{3,4}}{LINE}\d{{4}}(?!\d)",  # whoever is called pays, hence nobody's own
        rf"(?<!\d)20(?:1[5-9]|[2-9]\d){YEAR}(?:1[0-2]|0?[1-9]){MONTH}{DAY}(?!\d)",
        r"(?<!\d)20(?:1[5-9]|[2-9]\d)(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])(?!\d)",
        rf"(?<!\d)20(?:1[5-9]|[2-9]\d)\s?{LINE}\s?20(?:1[5-9]|[2-9]\d)(?!{LINE}?\d)",
        r"(?<!\d)(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?(?!\d)",
        r"(?<!\d)\d{1,3}(?:,\d{3})+(?!\d)",
        r"(?<!\d)\d{1,9}\s?(?:만|천)?원",
        r"(?<![a-z\d])(?:0x[\da-f]{1,8}|kb\d{6,7})(?![a-z\d])",  # codes of errors and of updates
    ]
)
# Behind these words stands what opens a door; it ends where the next value begins.
SECRET = r"(?:passwo?r?d|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key)[\x22']?\s?[=:]\s?[\x22']?[^\s&;,\x22'\[]+"
# Replaced by the word for their kind, each with the form it is written in. domain.md §9
PERSONAL = {
    "쿠키": r"(?:cookie\s?[:=]\s?[^\s;\[]+(?:;\s?[^\s;]+)*|(?:session|csrf)[a-z_-]{0,20}=[^\s&;,\[]+)",
    "토큰": r"(?:bearer|basic)\s[\w.~+/=-]{8,}|(?<![a-z\d])eyj[\w-]{8,}(?:\.[\w-]+){1,2}",
    "비밀번호": rf"{SECRET}|(?:비밀번호|비번|암호)\s?[=:]\s?(?!\[)[!-~]{{4,}}",
    "이메일": r"[\w.+%-]{1,64}\s?(?:@|%40|\(at\)|\[at\]|골뱅이)\s?[\w-]{1,63}"
    r"(?:\s?(?:\.|닷|점)\s?(?:xn--[a-z\d-]{2,59}|[a-z]{2,63}|[\w-]{1,63}\.(?:[a-z]{2,63}|한국)|한국|닷컴|닷넷|삼성)){1,3}",
    "주민번호": rf"(?<!\d)\d{{2}}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\s?[{DASHES}./]?\s?(?:[0-9][\d*●x]{{6}}|[*●x]{{7}})(?!\d)",
    "카드": rf"(?<!\d)(?:\d{{4}}{ANY}?\d{{4}}{ANY}?\d{{4}}{ANY}?\d{{3,4}}|\d{{4}}{ANY}?\d{{6}}{ANY}?\d{{5}})(?!\d)",
    "운전면허": r"(?<!\d)(?:\d{2}|(?:서울|부산|경기|강원|충북|충남|전북|전남|경북|경남|제주|대구|인천|광주|대전|울산))"
    rf"{GROUP}\d{{2}}{GROUP}\d{{6}}{GROUP}\d{{2}}(?!\d)",
    "휴대폰": rf"(?<!\d)(?:\+?\s?82[{DASHES}\s./·)]*0?|0)\s?1[016789][{DASHES}\s./·)]*\d{{3,4}}{ANY}*\d{{4}}(?!\d)",
    "전화": rf"(?<!\d)(?:\+?82[{DASHES}\s.)]?\(?0?|\(?0)(?:2|[3-6]\d|70|50\d)\)?{ANY}*\d{{3,4}}{ANY}*\d{{4}}(?!\d)",
    "여권": r"(?<![a-z\d])[a-z](?:\d{8}|\d{3}[a-z]\d{4})(?![a-z\d])",
    "사업자": rf"(?<!\d)\d{{3}}{LINE}\d{{2}}{LINE}\d{{5}}(?!\d)",
    "생년월일": rf"(?<!\d)(?:19\d{{2}}|200\d|201[0-4]){YEAR}?(?:1[0-2]|0?[1-9]){MONTH}?{DAY}(?!\d)",
    "계좌": rf"(?<!\d)(?=(?:{GROUP}?\d){{9,16}}(?!{GROUP}?\d))\d+(?:{GROUP}\d+)+",
    "번호": r"\d{6,}",
}
NAMES = {f"p{number}": name for number, name in enumerate(PERSONAL)}
FORMS = re.compile(
    f"(?P<kept>{KEPT})" + "".join(f"|(?P<p{number}>{form})" for number, form in enumerate(PERSONAL.values())),
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """The text without personal data: each piece is replaced by the word for its kind, such as [휴대폰].

    Normalised with NFKC and cut to 300 characters first, so that no disguise of a digit passes by. There is no
    test of check digits: resident numbers given out since October 2020 have none.
    """
    return masked_whole(text[: MASK_AT_MOST * 4], MASK_AT_MOST)


def masked_whole(text: str, at_most: int | None = None) -> str:
    """The same for what may not be cut, such as a line of the log."""
    text = "".join(c for c in unicodedata.normalize("NFKC", text) if _is_shown(c))[:at_most]
    return FORMS.sub(lambda match: match.group() if match["kept"] else f"[{NAMES[match.lastgroup]}]", text)


def personal_in(line: str) -> list[tuple[str, str]]:
    """(kind, as it stands) of what looks like personal data in a line."""
    line = unicodedata.normalize("NFKC", line)
    return [(NAMES[found.lastgroup], found.group()) for found in FORMS.finditer(line) if not found["kept"]]


def browser_forms() -> dict:
    """The same forms for static/js/note.js: {"kept": form, "personal": [[name, form], …]}.

    In JavaScript \\d and \\w are ASCII alone; with its flag u these are what they are in Python.
    """
    forms = {
        name: form.replace(r"\d", r"\p{Nd}").replace(r"\w", r"\p{L}\p{N}_") for name, form in PERSONAL.items()
    }
    return {"kept": KEPT.replace(r"\d", r"\p{Nd}"), "personal": list(forms.items())}
