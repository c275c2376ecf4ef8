"""search(): read the query, gather candidates, rank them, and say how sure the answer is."""

import logging
import math
from dataclasses import dataclass, field, replace

from kbhelp.prepared_sql import Prepared
from kbhelp.search.index.prepared import own_says
from kbhelp.search.index.storage import LIVE, tables
from kbhelp.search.kinds import units_that
from kbhelp.search.korean import analyser as analysers
from kbhelp.search.korean.particles import WEAK
from kbhelp.search.models import BestBet
from kbhelp.search.query import chosen
from kbhelp.search.query.clauses import Clause
from kbhelp.search.query.opinion import DOUBT, moved
from kbhelp.search.query.parser import Reading, read
from kbhelp.search.query.passages import Pieces, Text
from kbhelp.search.query.ranking import Scored, alike, rank
from kbhelp.search.vocabulary import terms
from kbhelp.search.vocabulary.synonyms import Synonyms
from kbhelp.text import normalise

logger = logging.getLogger(__name__)

# Candidates taken of so many units; of ten times as many twice as many.
BY_TITLE, BY_TEXT, OF_UNITS = 30, 25, 1000
FEW = 15  # candidates, so that more are looked for
WEIGHS = 0.2  # share of the heaviest clause's weight from which one counts in titles
UNSURE, BY_WORDS = 0.64, 0.8  # share of the query that the best must speak of; how much words count in it
ASIDE, ASIDES = 0.05, 10  # a long question says more beside the point: so much less for each of so many words
# A message has so many pairs of syllables at least and is so much alike, or all its words were asked for, or so much
# of it stands inside of what was pasted.
ERROR_GRAMS, ERROR_ALIKE, ERROR_COVERED = 4, 0.6, 0.8
INSIDE_GRAMS, INSIDE = 6, 0.95
SURE, MARGIN = 0.7, 0.15
NEAR_WORDS = 5


@dataclass(frozen=True)
class Hit:
    key: str
    document_id: int | None
    kind: str
    stage: str
    url: str
    title: str
    answer: Pieces  # the unit's own answer in a line
    passage: Pieces  # what else it says of the words that were typed
    score: float
    paths: tuple[str, ...]
    matched_error_text: bool = False
    likeness: float = 0.0  # as in Scored

    @property
    def is_cause(self) -> bool:
        """Its title is what is wrong, its answer the remedy."""
        return self.kind in units_that("has_error_texts")

    @property
    def answer_is_marked(self) -> bool:
        return any(is_match for _, is_match in self.answer)


@dataclass(frozen=True)
class Result:
    hits: list[Hit] = field(default_factory=list)
    confidence: float = 0.0
    is_sure: bool = False
    is_unsure: bool = True
    correction: str = ""
    near_words: list[str] = field(default_factory=list)
    has_failed: bool = False


def reader_search(query: str, **options) -> Result:
    """search() for a page: what goes wrong inside is logged, without the query, and the reader gets the page without
    results, which says so and offers other ways on."""
    try:
        return search(query, **options)
    except Exception:
        logger.exception("a search failed")
        return Result(has_failed=True)


def search(
    query: str,
    *,
    kinds=None,
    stages=None,
    limit: int = 10,
    prefix: str = LIVE,
    synonyms: Synonyms | None = None,
    asks=None,
) -> Result:
    """The best units for whatever was typed. Raises nothing for any text. `synonyms`, `asks`: others than in force."""
    store, analyser = tables(prefix), analysers.current()
    reading = read(query, store, synonyms or terms.synonyms(analyser), analyser)
    found = candidates(reading, store) if reading.clauses or reading.grams else []

    def ranked_of(ids: list[int]) -> list[Scored]:
        if ids and (kinds is not None or stages is not None):
            ids = store.of_kinds(ids, kinds, stages)
        return rank(store.rows(ids), reading) if ids else []

    ranked = [one for one in ranked_of(found) if one.score > 0]
    ranked = messages_first(chosen.nudged(query, ranked) if prefix == LIVE else ranked, reading)
    pinned = pinned_for(query) if prefix == LIVE else []
    for number in pinned:
        own = [one for one in ranked if one.row.document_id == number]
        ranked = pinned_first(own or ranked_of(store.of_document(number)), ranked)
    confidence = confidence_of(ranked, reading, bool(pinned))
    if confidence < DOUBT:
        ranked = moved(ranked, reading.text, store, asks)
    return _result(ranked[:limit], reading, store, confidence)


def _result(ranked: list[Scored], reading: Reading, store, confidence: float) -> Result:
    unsure = confidence < UNSURE - ASIDE * min(len(reading.clauses), ASIDES)
    clear = len(ranked) > 0 and (len(ranked) == 1 or ranked[0].score - ranked[1].score >= MARGIN)
    return Result(
        hits=_hits(ranked, reading, store),
        confidence=confidence,
        is_sure=confidence >= SURE and clear,
        is_unsure=unsure,
        correction=reading.correction,
        near_words=_near_words(reading, store) if unsure else [],
    )


def pinned_for(query: str) -> list[int]:
    """The documents that editors pinned for exactly this query, the oldest pin last."""
    words = "".join(normalise(query).split())
    return [document for (document,) in _pinned.rows(words=words)]


def pins_of(words: str):
    return BestBet.objects.filter(words=words).order_by("-pk").values_list("document_id")


_pinned = Prepared(pins_of, words="(words)")


def messages_first(ranked: list[Scored], reading: Reading) -> list[Scored]:
    """Rows whose message stands whole inside of what was pasted, the longest first, as sure as if they said it all."""
    asked = frozenset(reading.grams)
    sizes = {one.row.key: _longest_inside(asked, one) for one in ranked}
    found = sorted((one for one in ranked if sizes[one.row.key]), key=lambda one: sizes[one.row.key])
    for one in found:
        ranked = pinned_first([one], ranked)
    return ranked


def pinned_first(own: list[Scored], ranked: list[Scored]) -> list[Scored]:
    """The best unit of a pinned document before all others, as sure as if it said every word."""
    if not own:
        return ranked
    highest = ranked[0].score if ranked else 0.0
    return [replace(own[0], score=highest + 1, covered=1.0), *(one for one in ranked if one is not own[0])]


def candidates(reading: Reading, store) -> list[int]:
    """Titles that say most of the query; texts that say its rarest words together; where that is
    little, titles with the same pairs of syllables."""
    heaviest = sorted((one for one in reading.clauses if one.ways), key=lambda clause: -clause.weight)[:6]
    more = 1 + math.log10(max(reading.totals.units, OF_UNITS) / OF_UNITS)
    by_title, by_text = round(BY_TITLE * more), round(BY_TEXT * more)
    clauses = [(_least(clause), clause.weight) for clause in heaviest]
    heavy = [clause for clause in clauses if clause[1] >= WEIGHS * heaviest[0].weight]
    # The three rarest together, or at least two, or one; then any of the rare pairs of syllables.
    texts = [[ways for ways, _ in clauses[:size]] for size in range(min(len(clauses), 3), 0, -1)]
    rare = [[(gram,) for gram in reading.rare]] if reading.rare else []
    found = store.gather(heavy, by_title, [*texts, rare], by_text, reading.totals.units)
    ids = dict.fromkeys(found(0))
    for place in range(1, len(texts) + 1):
        ids |= dict.fromkeys(found(place))
        if len(found(place)) >= FEW:
            break
    if len(ids) < FEW or not all(clause.ways for clause in reading.clauses):
        ids |= dict.fromkeys(found(len(texts) + 1))
    return list(ids)


def _least(clause: Clause) -> list[tuple]:
    """The ways without those that only say more than another: who has 휴대폰 need not be asked for 휴대폰 번호."""
    single = {words for words in clause.ways if len(words) == 1}
    return [words for words in clause.ways if len(words) == 1 or not any((word,) in single for word in words)]


def confidence_of(ranked: list[Scored], reading: Reading, is_pinned: bool = False) -> float:
    """How much of the query the best answers speak of, by words and by pairs of syllables in the title."""
    if reading.says_nothing and not is_pinned and all(one.overlap < 1 for one in ranked[:1]):
        return 0.0
    return max((BY_WORDS * one.covered + (1 - BY_WORDS) * one.overlap for one in ranked[:3]), default=0.0)


def _hits(ranked: list[Scored], reading: Reading, store) -> list[Hit]:
    shown = store.shown([one.row.id for one in ranked]) if ranked else {}
    heaviest = max((clause.weight for clause in reading.clauses), default=0)
    marked = [clause for clause in reading.clauses if clause.weight >= WEIGHS * heaviest]
    typed = {word for clause in marked for word in clause.typed}
    typed = (typed - WEAK - {"안", "못"}) or typed  # 안 of 안 돼요 is also the inside of 앱 안에서
    # What a publication replaced since it was found is no longer there to be shown.
    return [_hit(one, reading, typed, *shown[one.row.id]) for one in ranked if one.row.id in shown]


def _hit(one: Scored, reading: Reading, typed: set[str], body: str, spans: bytes) -> Hit:
    row = one.row
    text = Text.of(body, spans, row.body_terms.split(), typed)
    return Hit(
        row.key,
        row.document_id,
        row.kind,
        row.stage,
        row.url,
        row.title,
        text.answer(),
        text.passage(),
        one.score,
        tuple(f"{reading.clauses[place].form}→{' '.join(words)}" for place, (_, words) in one.best.items()),
        row.kind in units_that("has_error_texts") and _says_error(one, reading),
        one.likeness,
    )


def _says_error(one: Scored, reading: Reading) -> bool:
    """The query is, but for spaces, particles, endings and slips, one of the texts seen on the screen, or holds one."""
    asked = frozenset(reading.grams)
    is_long = len(reading.grams) >= ERROR_GRAMS
    if is_long and any(alike(asked, message) >= ERROR_ALIKE for message in _messages(one)):
        return True
    if _longest_inside(asked, one):
        return True
    words = [set(terms.split()) for terms in own_says(one.row.title_terms)[1:]]
    asked = {word for clause in reading.clauses for way in clause.ways for word in way}
    return one.covered >= ERROR_COVERED and any(len(terms) > 1 and terms <= asked for terms in words)


def _messages(one: Scored) -> list[list[str]]:
    """The pairs of syllables of each text seen on the screen: what a row says besides its title."""
    has_messages = one.row.kind in units_that("has_error_texts")
    return [says.split() for says in own_says(one.row.grams)[1:]] if has_messages else []


def _longest_inside(asked: frozenset[str], one: Scored) -> int:
    """How many pairs the longest of its messages has that stands whole inside of what was asked."""
    found = [set(message) for message in _messages(one) if len(message) >= INSIDE_GRAMS]
    return max((len(pairs) for pairs in found if len(pairs & asked) >= INSIDE * len(pairs)), default=0)


def _near_words(reading: Reading, store) -> list[str]:
    """The first nouns of the query that stand in a title: each has an answer by itself."""
    known = [clause.form for clause in reading.clauses if (clause.form,) in clause.ways]
    nouns = [form for form in dict.fromkeys(known) if len(form) > 1 and form not in WEAK and form[-1] != "다"]
    titled = store.words(nouns) if nouns else {}
    return [form for form in nouns[:NEAR_WORDS] if form in titled and titled[form].title_count]
