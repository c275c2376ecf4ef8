"""Ways of saying as an analyser reads them, and the nouns it must be taught: for what is shipped, read once and kept.

Reading some ten thousand ways takes Kiwi seconds of each start. Hence the file `ways.json` beside this: `manage.py
read_vocabulary` writes it, a test says when it is old, and what it does not hold is read when it is needed.
"""

import hashlib
import json

from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.analyser import Plain
from kbhelp.search.korean.words import Word, content
from kbhelp.search.vocabulary import shipped
from kbhelp.text import normalise

FILE = "ways.json"
KEPT = 0.6  # of the letters must be left in the words, else the analyser lost what was meant
# Kiwi reads a verb in a sentence better than the verb by itself: 줄이다 is 줄 and 이다 to it, 줄이고 is 줄이다.
SAID_AS = ["다", "고", "고 싶어요"]
VERBAL = {"하", "되", "당하", "시키", "스럽", "받"}  # make a verb of a noun: 전화하다 is asked for as 전화

_forms: dict[tuple[str, str], tuple] = {}  # (analyser, way of saying) → its words; a change reads only itself


def forms_of(text: str, analyser) -> tuple:
    """The words of one way of saying; nothing where the analyser lost most of it."""
    key = analyser.name, text
    if key not in _forms:
        _forms[key] = _read(normalise(text), analyser)
    return _forms[key]


def _read(text: str, analyser) -> tuple:
    if text.endswith("다") and analyser.name != Plain.name:
        for ending in SAID_AS:
            words = analysers.analyse(text[:-1] + ending, analyser)
            if _ends_with_a_verb(words):
                return _forms_in(words, at_least=2)  # 일 of 일하다 is a day, too
    return _forms_in(analysers.analyse(text, analyser), at_least=KEPT * len("".join(text.split())))


def _forms_in(words: list[Word], at_least: float) -> tuple:
    """Nothing where fewer letters are left."""
    meant = tuple(word.form for word in content(words))
    return meant if len("".join(meant)) >= at_least else ()


def _ends_with_a_verb(words: list[Word]) -> bool:
    """A verb, or a noun that was made one, before the last ending."""
    meant = content(words)
    if not meant:
        return False
    behind = words[words.index(meant[-1]) + 1 :]
    return meant[-1].kind == "v" or bool(behind) and behind[0].form in VERBAL


def teach(analyser):
    """What is shipped, without the database, done while the analyser loads: nouns that it would break, and the words of
    every way of saying, so that no reader waits for them."""
    held = held_for(analyser.name)
    analyser.learn(held["broken"] if held else analyser.broken(shipped.shipped_words()))
    for text, words in (held["ways"] if held else {}).items():
        _forms[analyser.name, text] = tuple(words.split())
    for text in shipped_ways():
        forms_of(text, analyser)


def read_shipped(analyser) -> dict:
    """What the file holds; an analyser that knows no vocabulary yet."""
    broken = analyser.broken(shipped.shipped_words())
    analyser.learn(broken)
    ways = {text: " ".join(_read(normalise(text), analyser)) for text in shipped_ways()}
    return {"mark": mark_of(analyser.name), "broken": broken, "ways": ways}


def shipped_ways() -> list[str]:
    groups = shipped.shipped_groups()
    return sorted({text for group in groups for text in [*group.words, *group.also]})


def held_for(name: str) -> dict:
    """What the file says of this analyser and these words; nothing where it is of others."""
    file = shipped.FOLDER / FILE
    held = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return held if held.get("mark") == mark_of(name) else {}


def mark_of(name: str) -> str:
    """Of an analyser and the shipped files: what was read of others is old."""
    files = b"".join(file.read_bytes() for file in sorted(shipped.FOLDER.glob("*.txt")))
    return hashlib.sha256(name.encode() + files).hexdigest()[:16]


def write_file(held: dict):
    text = json.dumps(held, ensure_ascii=False, indent=0)
    (shipped.FOLDER / FILE).write_text(text + "\n", encoding="utf-8")
