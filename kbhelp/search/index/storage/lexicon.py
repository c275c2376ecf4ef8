"""What the lexicon is asked when a query is read; both databases say it alike."""

from collections import defaultdict

from kbhelp.search.index.storage.rows import LexiconWord, Opening, Totals

LAST = "\U0010ffff"
LEXICON = "word, kind, parts, keys, count, title_count"
BEGINNING = "size > 0 AND keys >= %s AND keys < %s ORDER BY title_count DESC, count DESC, word"


class Lexicon:
    """Of Tables, which runs the statements."""

    def words(self, words) -> dict[str, LexiconWord]:
        """Those of the words that the lexicon has."""
        among, values = self.among(list(words))
        return {word.word: word for word in self._lexicon(f"word {among}", [values])}

    def opening(self, words, typed: str, limit: int) -> Opening:
        """What a query is read with, in one statement: the sums, those of the words that the lexicon has, and what
        `words_beginning` finds."""
        among, values = self.among(list(words))
        found = self.run(
            "SELECT 'total', '', '', '', '', units, title_length, body_length FROM {p}_total"
            f" UNION ALL SELECT 'known', {LEXICON}, 0 FROM {{p}}_word WHERE word {among}"
            f" UNION ALL SELECT * FROM (SELECT 'longer', {LEXICON}, 0 FROM {{p}}_word WHERE {BEGINNING}"
            f" LIMIT {limit}) longer",
            [values, typed, typed + LAST],
        )
        rows = defaultdict(list)
        for kind, *row in found:
            rows[kind].append(row)
        return Opening(
            Totals(*rows["total"][0][-3:]),
            {row[0]: LexiconWord(*row[:-1]) for row in rows["known"]},
            [LexiconWord(*row[:-1]) for row in rows["longer"]],
        )

    def words_beginning(self, typed: str, limit: int) -> list[LexiconWord]:
        return self._lexicon(f"{BEGINNING} LIMIT {limit}", [typed, typed + LAST])

    def words_by_initials(self, initials: str, limit: int) -> list[LexiconWord]:
        """Of this length first; longer ones as if the word were still being typed."""
        return self._lexicon(
            "size > 0 AND initials >= %s AND initials < %s"
            f" ORDER BY LENGTH(initials), title_count DESC, count DESC, word LIMIT {limit}",
            [initials, initials + LAST],
        )

    def words_near(self, typed: str, edits: int) -> list[LexiconWord]:
        """Words that may be one or two slips away: slips are in one half of a word, so the other half is intact."""
        half = (len(typed) - 1) // 2
        head, tail = typed[:half], typed[::-1][:half]
        size = f"size > 0 AND size BETWEEN {len(typed) - edits} AND {len(typed) + edits}"
        select = f"SELECT word, keys FROM {{p}}_word WHERE {size} AND"
        found = self.run(
            f"SELECT * FROM ({select} keys >= %s AND keys < %s LIMIT 1500) heads"
            f" UNION ALL SELECT * FROM ({select} tail >= %s AND tail < %s LIMIT 1500) tails",
            [head, head + LAST, tail, tail + LAST],
        )
        letters = set(typed)  # one slip changes at most two letters
        near = {word for word, keys in found if len(letters.symmetric_difference(keys)) <= 2 * edits}
        return list(self.words(sorted(near)).values()) if near else []

    def _lexicon(self, where: str, values) -> list[LexiconWord]:
        return [
            LexiconWord(*row) for row in self.run(f"SELECT {LEXICON} FROM {{p}}_word WHERE {where}", values)
        ]
