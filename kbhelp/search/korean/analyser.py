"""Text to words: Kiwi's morphemes once it has loaded in the background, the plain analyser until then.

Both give the same kind of word: nouns as they stand, verbs and adjectives as stem + 다, particles and endings marked
as function words, so that an index written by one can be read with the other."""

import gc
import logging
import re
import threading
import time
from dataclasses import dataclass
from importlib.metadata import version

from django.conf import settings

from kbhelp.search.korean import room, rule_analyser
from kbhelp.search.korean.hangul import final_of
from kbhelp.search.korean.words import Word

log = logging.getLogger(__name__)
AGAIN = 60  # seconds after which Kiwi is tried again where it could not be loaded
# A code such as E5001, E-1023 or 5G is one word.
CODE = re.compile(r"(?<![a-z0-9])(?:[a-z]{1,3}-?\d{1,6}|\d{1,3}[a-z]{1,3})(?![a-z0-9])")
HANGUL_NOUN = re.compile("[가-힣]{1,5}(?<![다요게에은됨])")
LATIN = "a-zß-öø-ɏ"
KOREAN = "가-힣ᄀ-ᇿㄱ-㆏一-鿿㐀-䶿豈-\ufaff"  # what an analyser knows: syllables, letters, Chinese characters
RUN = re.compile(rf"(?P<l>[{LATIN}]+)|(?P<d>[0-9]+(?:[.,][0-9]+)*)|(?P<other>[^\W0-9_{LATIN}{KOREAN}]+)")
MARKS = str.maketrans("_#@", "   ")  # Kiwi would take #인증번호 for a mark of its own and say no word of it
WORD_AT_MOST = 100  # letters of a word that count; PostgreSQL keeps none beyond 2,046 bytes
LONG = 200  # letters, which Kiwi reads in a millisecond; what readers ask is shorter
NOUNS = {"NNG", "NNP", "NNB", "NR", "NP", "XR", "XPN", "XSN", "SH", "UN"}
VERBS = {"VV", "VA", "VX", "VCN"}
TAUGHT = (
    -2.0
)  # how likely a taught word is (log): at 0 일시불 would be cut for 일시, below -4 some stay broken
DROPPED_STEMS = {
    "있",
    "싶",
    "주",
    "보",
    "이",
    "지",
    "오",
    "가",
    "버리",
    "놓",
    "두",
    "내",
    "드리",
}  # as VX only


# What the index keeps of an analyser; the number behind moves when the code around it cuts words otherwise.
KIWI = f"kiwi-{version('kiwipiepy')}-6"


@dataclass(frozen=True)
class Plain:
    name: str = "plain-2"

    def __call__(self, text: str) -> list[Word]:
        return rule_analyser.words(text)


class Kiwi:
    """num_workers=1 and load_multi_dict=False: the same scores at 304 MB instead of 520."""

    def __init__(self):
        from kiwipiepy import Kiwi as Morphemes  # noqa: PLC0415 – costs a second and 300 MB, only when used

        self.morphemes = Morphemes(num_workers=1, load_multi_dict=False)

    @property
    def name(self) -> str:
        return KIWI

    def settle(self):
        """With the first text after it was taught Kiwi builds what it looks words up in, for a second."""
        next(self.morphemes.tokenize(["첫 물음은 느리다"]))

    def broken(self, words: list[str]) -> list[str]:
        return broken_words(self.morphemes, words)

    def learn(self, words: list[str]):
        """Take these for nouns where Kiwi alone would break them."""
        for word in words:
            self.morphemes.add_user_word(word, "NNG", TAUGHT)

    def _tokens(self, text: str):
        """Asked for one text, Kiwi keeps all other threads of Python waiting; asked for a list, it does not, at the
        cost of a change of threads."""
        return next(self.morphemes.tokenize([text])) if len(text) > LONG else self.morphemes.tokenize(text)

    def __call__(self, text: str) -> list[Word]:
        found, end = [], 0
        for token in self._tokens(text):
            stop = token.start + token.len
            word = _word_of(token, min(max(token.start, end), stop), stop)
            end = max(end, stop)
            if word:
                found.append(word)
        return found


def broken_words(morphemes, words: list[str]) -> list[str]:
    """Nouns of the field that Kiwi takes for a noun and a particle, or for single syllables, alone (명의, 인감) or in a
    sentence (할부 of 결제를 할부로 바꾸기)."""
    return [word for word in words if HANGUL_NOUN.fullmatch(word) and _is_broken(morphemes, word)]


def _is_broken(morphemes, word: str) -> bool:
    alone = morphemes.tokenize(word)
    if len(alone) > 1:
        return _has_endings(alone) and not _is_of_a_verb(alone)
    if alone[0].tag not in ("NNG", "NNP"):
        return False
    final = final_of(word[-1])
    for before, after in (
        ("결제를 ", "로" if final in ("", "ㄹ") else "으로"),
        ("그 ", "이" if final else "가"),
    ):
        tokens = morphemes.tokenize(f"{before}{word}{after} 바꾸기")
        inside = [t for t in tokens if t.end > len(before) and t.start < len(before) + len(word)]
        if len(inside) > 1 and _has_endings(inside):
            return True
    return False


def _has_endings(tokens) -> bool:
    return any(t.tag[0] in "JEX" and t.tag != "XSN" for t in tokens) or all(t.len == 1 for t in tokens)


def _is_of_a_verb(tokens) -> bool:
    """끊기 and 모르는 are forms of verbs: taken for nouns, 끊기다 would no longer be the verb."""
    return tokens[0].tag[:2] in VERBS and (tokens[-1].form == "기" or tokens[-1].tag == "ETM")


def _word_of(token, start: int, end: int) -> Word | None:
    tag = token.tag.split("-")[0]
    form = token.form.lower()
    if tag in VERBS:
        if tag == "VX" and token.form in DROPPED_STEMS:
            return Word(form, "f", start, end)
        return Word(form + "다", "v", start, end, token.oov != 0 if isinstance(token.oov, int) else False)
    if tag in NOUNS:
        return Word(form, "n", start, end, bool(token.oov))
    if tag in ("MAG", "MM", "MAJ", "IC"):
        return Word(form, "a", start, end)
    if tag[0] in "JEX" or tag == "VCP":
        return Word(form, "f", start, end)
    return None  # symbols; Latin and numbers are cut before (RUN)


class _Loading:
    """The process's analysers: Kiwi is loaded once, by a thread that the first question starts. Where that fails it is
    tried again a while later, since memory, or the database that has its words, may be there by then."""

    def __init__(self):
        self.plain, self.kiwi, self.thread = Plain(), None, None
        self.lock = threading.Lock()
        self.before_use = []  # what else must be ready before Kiwi answers
        self.failure, self.failed_at = "", 0.0

    def start(self):
        with self.lock:
            is_again = self.failure and time.monotonic() - self.failed_at > AGAIN
            if self.thread is None or (is_again and not self.thread.is_alive()):
                self.thread = threading.Thread(target=self._load, name="kiwi", daemon=True)
                self.thread.start()

    def _load(self):
        try:
            failure = room.shortage()
            if not failure:
                kiwi = Kiwi()
                for prepare in self.before_use:
                    prepare(kiwi)
                kiwi.settle()  # so that no reader waits for it
                gc.collect()
                gc.freeze()  # the dictionary stays: looking through it again and again costs a third of a search
                self.kiwi = kiwi
        except Exception as error:  # whatever it is, the plain analyser reads on
            failure = f"{type(error).__name__}: {error}"
        if failure and not self.failure:
            log.warning("Kiwi is not loaded, the plain analyser reads Korean: %s", failure)
        self.failure, self.failed_at = failure, time.monotonic()


_loading = _Loading()


def before_use(prepare):
    """`prepare(analyser)` runs in the loading thread, so that no reader waits for it."""
    _loading.before_use.append(prepare)


def wanted() -> str:
    return settings.SEARCH_ANALYSER


def wanted_name() -> str:
    """The name of the analyser for the index; it need not be loaded for that."""
    return KIWI if wanted() == "kiwi" else Plain.name


def load(wait: bool = False):
    """Start loading; a server calls it at its start, a command that writes the index waits."""
    if wanted() == "kiwi" and _loading.kiwi is None:
        _loading.start()
        if wait:
            _loading.thread.join()


def current():
    """The analyser for a question asked now: never waits."""
    if wanted() == "plain":
        return _loading.plain
    load()
    return _loading.kiwi or _loading.plain


def for_writing():
    """The analyser for the index: waits for Kiwi, so that no edition is indexed by the fallback, but where Kiwi cannot
    be had: then a publication counts more than its words in the index, and each unit says by its digest who read it,
    so that `rebuild_search` finds them. Commands that write the whole index ask `is_as_wanted` first."""
    load(wait=True)
    if wanted() == "plain":
        return _loading.plain
    if _loading.kiwi is None:
        log.warning("search keeps what the plain analyser reads; when Kiwi is back: manage.py rebuild_search")
    return _loading.kiwi or _loading.plain


def is_as_wanted() -> bool:
    """Whether the analyser of the settings can be had; waits for it."""
    load(wait=True)
    return wanted() == "plain" or _loading.kiwi is not None


def failure() -> str:
    """Why the analyser of the settings is not to be had; empty where it is, or is on its way."""
    return _loading.failure if wanted() == "kiwi" and _loading.kiwi is None else ""


def analyse(text: str, analyser) -> list[Word]:
    """Words of a normalised text in order; Latin, other scripts, numbers and codes are cut out first, the same for both
    analysers."""
    found = [word for match in CODE.finditer(text) for word in _code(match)]
    masked = CODE.sub(lambda match: " " * len(match.group()), text)
    for match in RUN.finditer(masked):
        kind = "d" if match["d"] else "l"
        found.append(Word(match.group().replace(",", "")[:WORD_AT_MOST], kind, match.start(), match.end()))
    rest = RUN.sub(_without_letters, masked).translate(MARKS)
    korean = analyser(rest) if rest.strip() else []
    found += [word._replace(form=word.form[:WORD_AT_MOST]) for word in korean]
    return sorted(found, key=lambda word: (word.start, word.end))


def _without_letters(match) -> str:
    """Numbers stay: 차 of 2차인증 is known by them."""
    return match.group() if match["d"] else " " * len(match.group())


def _code(match) -> list[Word]:
    code = match.group().replace("-", "")
    digits = "".join(c for c in code if c.isdigit())
    words = [Word(code, "l", match.start(), match.end())]
    if len(digits) > 2:  # an error's number is asked for without its letter
        words.append(Word(digits, "d", match.start(), match.end()))
    return words
