"""What a validator of Atom feeds refuses: the rules of RFC 4287, a function for each kind of rule."""

import re
from collections import Counter
from urllib.parse import urlsplit
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ONCE = ["id", "title", "updated"]  # exactly once in a feed and in each entry
AT_MOST_ONCE = {
    "feed": ["subtitle", "generator", "icon", "logo", "rights"],
    "entry": ["published", "summary", "content", "rights", "source"],
}
KNOWN = {
    "feed": [*ONCE, *AT_MOST_ONCE["feed"], "author", "contributor", "category", "link", "entry"],
    "entry": [*ONCE, *AT_MOST_ONCE["entry"], "author", "contributor", "category", "link"],
}


def faults_of(xml: bytes) -> list[str]:
    """Every broken rule in words; none for a valid feed. Raises ParseError for what is no XML."""
    feed = ElementTree.fromstring(xml)
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    entries = feed.findall(f"{ATOM}entry")
    faults = [*_faults_of(feed, "feed"), *_faults_in_links(feed, entries)]
    for entry in entries:
        faults += _faults_of(entry, "entry")
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        faults.append("nobody is the author")
    names = Counter(_text(one, "id") for one in [feed, *entries])
    return faults + [f"the id {name} stands {number} times" for name, number in names.items() if number > 1]


def _faults_of(element, name: str) -> list[str]:
    numbers = Counter(child.tag.removeprefix(ATOM) for child in element)
    faults = [f"{name} has {numbers[child]} of {child}" for child in ONCE if numbers[child] != 1]
    faults += [
        f"{name} has {numbers[child]} of {child}" for child in AT_MOST_ONCE[name] if numbers[child] > 1
    ]
    faults += [f"{name} holds an unknown {child}" for child in numbers if child not in KNOWN[name]]
    if not urlsplit(_text(element, "id")).scheme:
        faults.append(f"the id of {name} is no absolute address: {_text(element, 'id')}")
    for child in element:
        faults += _faults_of_text(child) + _faults_of_date(child) + _faults_of_person(child)
    return faults


def _faults_of_text(element) -> list[str]:
    """title, subtitle, summary, rights: text without markup, or escaped HTML."""
    if element.tag.removeprefix(ATOM) not in {"title", "subtitle", "summary", "rights"}:
        return []
    kind = element.get("type", "text")
    if kind not in {"text", "html"} or len(element):
        return [f"{element.tag} is {kind} with {len(element)} elements"]
    if kind == "html" and re.search(r"<(?!/?[a-z])|&(?!#?\w+;)", element.text or ""):
        return [f"{element.tag} says it is HTML and is plain text: {element.text}"]
    return []


def _faults_of_date(element) -> list[str]:
    is_date = element.tag.removeprefix(ATOM) in {"updated", "published"}
    return [f"no date: {element.text}"] if is_date and not DATE.fullmatch(element.text or "") else []


def _faults_of_person(element) -> list[str]:
    is_person = element.tag.removeprefix(ATOM) in {"author", "contributor"}
    names = [(name.text or "").strip() for name in element.findall(f"{ATOM}name")]
    return [f"a person has the names {names}"] if is_person and (len(names) != 1 or not names[0]) else []


def _faults_in_links(feed, entries) -> list[str]:
    faults = [] if _links(feed, "self") else ["the feed does not say its own address"]
    for element in (feed, *entries):
        if len(_links(element, "alternate")) != 1:
            faults.append(f"{element.tag} leads to {len(_links(element, 'alternate'))} pages")
        addresses = [link.get("href", "") for link in element.findall(f"{ATOM}link")]
        faults += [f"no absolute address: {address}" for address in addresses if not urlsplit(address).netloc]
    return faults


def _links(element, relation: str) -> list:
    return [link for link in element.findall(f"{ATOM}link") if link.get("rel", "alternate") == relation]


def _text(element, name: str) -> str:
    return (element.findtext(f"{ATOM}{name}") or "").strip()
