"""Ways of saying as an analyser reads them, and the nouns it must be taught: for what is shipped, read once and kept.

Reading some ten thousand ways takes Kiwi seconds of each start. Hence a file `ways.json` in each folder of words:
`manage.py read_vocabulary` writes it, a test says when it is old, and what it does not hold is read when it is needed.
"""

import hashlib
import json
from pathlib import Path

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
    for folder in shipped.folders():
        held = held_for(analyser.name, folder)
        analyser.learn(held["broken"] if held else broken_in(folder, analyser))
        for text, words in (held["ways"] if held else {}).items():
            _forms[analyser.name, text] = tuple(words.split())
        for text in ways_in(folder):
            forms_of(text, analyser)


def read_shipped(analyser) -> dict[Path, dict]:
    """What the file of each folder holds; an analyser that knows no vocabulary yet."""
    found = {}
    for folder in shipped.folders():
        broken = broken_in(folder, analyser)
        analyser.learn(broken)
        ways = {text: " ".join(_read(normalise(text), analyser)) for text in ways_in(folder)}
        found[folder] = {"mark": mark_of(analyser.name, folder), "broken": broken, "ways": ways}
    return found


def broken_in(folder: Path, analyser) -> list[str]:
    return analyser.broken([text for text in ways_in(folder) if " " not in text])


def ways_in(folder: Path) -> list[str]:
    groups = shipped.groups_of_folder(folder)
    return sorted({text for group in groups for text in [*group.words, *group.also]})


def held_for(name: str, folder: Path) -> dict:
    """What the folder's file says of this analyser and these words; nothing where it is of others."""
    file = folder / FILE
    held = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return held if held.get("mark") == mark_of(name, folder) else {}


def mark_of(name: str, folder: Path) -> str:
    """Of an analyser, the words of a folder and those that it is taught before: what was read of others is old."""
    folders = shipped.folders()
    known = folders[: folders.index(folder) + 1]
    files = b"".join(file.read_bytes() for one in known for file in sorted(one.glob("*.txt")))
    return hashlib.sha256(name.encode() + files).hexdigest()[:16]


def write_files(found: dict[Path, dict]):
    """Where something is new: the program's own folder may belong to another user than a desk's."""
    for folder, held in found.items():
        file, text = folder / FILE, json.dumps(held, ensure_ascii=False, indent=0) + "\n"
        if held["ways"] and not (file.exists() and file.read_text(encoding="utf-8") == text):
            file.write_text(text, encoding="utf-8")
