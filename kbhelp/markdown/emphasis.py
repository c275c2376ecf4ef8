"""Emphasis beside Korean particles: ``**강조(예)**는`` is no emphasis in CommonMark, and must be.

The rule is the CJK-friendly amendment (github.com/tats-u/markdown-cjk-friendly, specification.md): beside a
Korean character, punctuation inside the markers no longer forbids them to open or close.
"""

import unicodedata

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline.state_inline import Scanned, StateInline


class KoreanInline(ParserInline):
    def parse(self, src, md, env, tokens):
        state = KoreanState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


class KoreanState(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - markdown-it's names
        end = start
        while end < self.posMax and self.src[end] == self.src[start]:
            end += 1
        before, after = self._character_before(start), self.src[end : end + 1] or " "
        left = not is_space(after) and (not is_plain_punctuation(after) or is_edge(before))
        right = not is_space(before) and (not is_plain_punctuation(before) or is_edge(after))
        can_open = left and (canSplitWord or not right or is_punctuation(before))
        can_close = right and (canSplitWord or not left or is_punctuation(after))
        return Scanned(can_open, can_close, end - start)

    def _character_before(self, start: int) -> str:
        """The character before the markers, looking through a variation selector."""
        if start >= 2 and "\ufe00" <= self.src[start - 1] <= "\ufe0e":
            return self.src[start - 2]
        return self.src[start - 1] if start else " "


def is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def is_plain_punctuation(character: str) -> bool:
    return is_punctuation(character) and not is_cjk(character)


def is_edge(character: str) -> bool:
    return is_space(character) or is_punctuation(character) or is_cjk(character)


def is_cjk(character: str) -> bool:
    """East Asian wide, full or half width and no emoji, or Hangul, or an ideographic variation selector."""
    code = ord(character)
    if 0x1100 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FF or 0xE0100 <= code <= 0xE01EF:
        return True
    if unicodedata.east_asian_width(character) not in "WFH":
        return False
    emoji = unicodedata.category(character) == "So" and not 0x2E80 <= code <= 0x33FF
    return not emoji
