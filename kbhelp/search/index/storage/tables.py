"""The tables of one index and every statement that both databases share.

{p}_unit   what is shown of a unit, and what it adds to the lexicon
{p}_terms  its terms, searchable; SQLite and PostgreSQL differ only here
{p}_word   the lexicon: every word with its keystrokes, initials and how many units have it
{p}_total  one row of running sums
{p}_vector beside it: see vectors.py"""

import json
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from django.db import connection

from kbhelp.search.index.storage.lexicon import Lexicon
from kbhelp.search.index.storage.rows import (
    UNIT_COLUMNS,
    WORD_COLUMNS,
    Counts,
    Owned,
    Row,
    Totals,
    UnitRows,
)
from kbhelp.search.index.storage.vectors import Vectors

AT_ONCE = 100  # rows that one statement inserts


class Tables(Lexicon, Vectors):
    TEXT = NUMBER = BYTES = ID = TERMS_ID = ""

    def __init__(self, prefix: str):
        if not prefix.isidentifier():
            raise ValueError(f"not a name for tables: {prefix}")
        self.p = prefix

    def run(self, sql: str, values=()) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(sql.replace("{p}", self.p), values)
            return cursor.fetchall() if cursor.description else []

    def run_many(self, sql: str, rows: list):
        if rows:
            with connection.cursor() as cursor:
                cursor.executemany(sql.replace("{p}", self.p), rows)

    # -- what the databases say differently ---------------------------------------------------------------------

    def create_terms(self, temporary: str):
        raise NotImplementedError

    def write_terms(self, rows: list[tuple]):
        raise NotImplementedError

    def delete_terms(self, ids: list[int]):
        self.run_many(f"DELETE FROM {{p}}_terms WHERE {self.TERMS_ID} = %s", [[id_] for id_ in ids])

    def matching(self, clauses: list[list[tuple]], limit: int) -> list[int]:
        """Units that fulfil every clause; a clause is a list of alternatives, an alternative a tuple of terms."""
        raise NotImplementedError

    def titled(self, clauses: list[tuple[list[tuple], float]], limit: int, units: int) -> list[int]:
        """Of so many units those whose titles fulfil the heaviest clauses; a clause comes with its weight."""
        raise NotImplementedError

    def gather(
        self, titled, by_title: int, wishes: list, by_text: int, units: int
    ) -> Callable[[int], list[int]]:
        """By place: 0 the units of `titled`, from 1 on those of `matching` for each wish. Asked for when wanted."""

        @cache
        def found(place: int) -> list[int]:
            if place == 0:
                return self.titled(titled, by_title, units) if titled else []
            return self.matching(wishes[place - 1], by_text) if wishes[place - 1] else []

        return found

    def _by_weight(
        self, select: str, cast: str, clauses: list[tuple[str, float]], limit: int
    ) -> tuple[str, list]:
        matches = " UNION ALL ".join([select] * len(clauses))
        values = [value for expression, weight in clauses for value in (weight, expression)]
        sql = f"SELECT id FROM ({matches}) m GROUP BY id ORDER BY SUM(weight{cast}) DESC, id LIMIT {limit}"
        return sql, values

    def among(self, values: list) -> tuple[str, object]:
        """SQL for "is one of", and its one parameter."""
        raise NotImplementedError

    # -- making and removing ------------------------------------------------------------------------------------

    def create(self, temporary: bool = False):
        temp = "TEMPORARY" if temporary else ""
        text, number = self.TEXT, self.NUMBER
        self.run(
            f"CREATE {temp} TABLE {{p}}_unit (id {self.ID}, document_id {number} NULL, key {text} UNIQUE,"
            f" kind {text}, stage {text}, url {text}, title {text}, body {text}, says {text}, spans {self.BYTES},"
            f" words {text}, digest {text}, title_length {number}, body_length {number})"
        )
        self.run("CREATE INDEX {p}_unit_document ON {p}_unit (document_id)")
        self.run(
            f"CREATE {temp} TABLE {{p}}_word (word {text} PRIMARY KEY, kind {text}, parts {text}, keys {text},"
            f" tail {text}, size {number}, initials {text}, count {number}, title_count {number})"
        )
        for column in ("keys", "tail", "initials"):
            self.run(f"CREATE INDEX {{p}}_word_{column} ON {{p}}_word ({column}) WHERE size > 0")
        self.run(
            f"CREATE {temp} TABLE {{p}}_total (one {number} PRIMARY KEY, units {number}, title_length {number},"
            f" body_length {number})"
        )
        self.run("INSERT INTO {p}_total VALUES (1, 0, 0, 0)")
        self.create_terms(temp)
        self.create_vectors(temp)

    def drop(self):
        for name in ("titles", "terms", "unit", "word", "total", "vector"):
            self.run(f"DROP TABLE IF EXISTS {{p}}_{name}")

    # -- reading ------------------------------------------------------------------------------------------------

    def totals(self) -> Totals:
        return Totals(*self.run("SELECT units, title_length, body_length FROM {p}_total")[0])

    def rows(self, ids: list[int]) -> list[Row]:
        among, values = self.among(ids)
        found = self.run(
            "SELECT u.id, u.key, u.document_id, u.kind, u.stage, u.url, u.title, u.body_length,"
            f" t.title_terms, t.body_terms, t.grams FROM {{p}}_unit u JOIN {{p}}_terms t ON t.{self.TERMS_ID} = u.id"
            f" WHERE u.id {among}",
            [values],
        )
        return [Row(*row) for row in found]

    def of_kinds(self, ids: list[int], kinds, stages) -> list[int]:
        where, values = [], []
        for column, wanted in (("id", ids), ("kind", kinds), ("stage", stages)):
            if wanted is not None:
                among, value = self.among(list(wanted))
                where.append(f"{column} {among}")
                values.append(value)
        return [row[0] for row in self.run(f"SELECT id FROM {{p}}_unit WHERE {' AND '.join(where)}", values)]

    def of_document(self, document_id: int) -> list[int]:
        return [row[0] for row in self.run("SELECT id FROM {p}_unit WHERE document_id = %s", [document_id])]

    def named(self, keys: list[str]) -> dict[str, tuple[int | None, str, list[str]]]:
        """Of the units with these keys: document, title, and every way of saying it."""
        among, values = self.among(keys)
        found = self.run(f"SELECT key, document_id, title, says FROM {{p}}_unit WHERE key {among}", [values])
        return {key: (document, title, json.loads(says)) for key, document, title, says in found}

    def counts_of(self, documents: list[int]) -> dict[int, int]:
        """By document how many of its units can be searched."""
        among, values = self.among(documents)
        found = self.run(
            f"SELECT u.document_id, COUNT(*) FROM {{p}}_unit u JOIN {{p}}_terms t ON t.{self.TERMS_ID} = u.id"
            f" WHERE u.document_id {among} GROUP BY u.document_id",
            [values],
        )
        return dict(found)

    def shown(self, ids: list[int]) -> dict[int, tuple[str, bytes]]:
        """Body and places of its words, of what is shown."""
        among, values = self.among(ids)
        found = self.run(f"SELECT id, body, spans FROM {{p}}_unit WHERE id {among}", [values])
        return {id_: (body, bytes(spans)) for id_, body, spans in found}

    def digests(self, all_units: bool = False) -> dict[str, tuple[int | None, str]]:
        """By key; without `all_units` only units whose terms can be searched."""
        searchable = f" WHERE id IN (SELECT {self.TERMS_ID} FROM {{p}}_terms)"
        found = self.run("SELECT key, document_id, digest FROM {p}_unit" + ("" if all_units else searchable))
        return {key: (document, digest) for key, document, digest in found}

    def first_and_last(self) -> dict[str, tuple[int, str]]:
        """As `digests`, of the units of documents with the lowest and the highest number."""
        of_documents = "FROM {p}_unit WHERE document_id IS NOT NULL"
        found = self.run(
            f"SELECT key, document_id, digest FROM {{p}}_unit WHERE id IN"
            f" ((SELECT MIN(id) {of_documents}), (SELECT MAX(id) {of_documents}))"
        )
        return {key: (document, digest) for key, document, digest in found}

    # -- writing ------------------------------------------------------------------------------------------------

    def owned(self, documents: list[int], keys: list[str]) -> list[Owned]:
        """The units of these documents, and those of these keys."""
        is_found = f"EXISTS (SELECT 1 FROM {{p}}_terms t WHERE t.{self.TERMS_ID} = u.id)"
        columns = (
            "SELECT u.id, u.words, u.title_length, u.body_length, u.key,"
            f" CASE WHEN {is_found} THEN u.digest ELSE '' END FROM {{p}}_unit u WHERE"
        )
        found = []
        for column, wanted in (("document_id", documents), ("key", keys)):
            if wanted:
                among, values = self.among(wanted)
                found += self.run(f"{columns} u.{column} {among}", [values])
        return [Owned(*row) for row in found]

    def delete(self, ids: list[int]):
        self.delete_terms(ids)
        self.run_many("DELETE FROM {p}_unit WHERE id = %s", [[id_] for id_ in ids])

    def insert(self, units: list[UnitRows]):
        marks = f"({', '.join(['%s'] * len(UNIT_COLUMNS))})"
        for start in range(0, len(units), AT_ONCE):
            some = units[start : start + AT_ONCE]
            sql = (
                f"INSERT INTO {{p}}_unit ({', '.join(UNIT_COLUMNS)}) VALUES {', '.join([marks] * len(some))}"
                " RETURNING key, id"
            )
            numbers = dict(self.run(sql, [value for unit in some for value in unit.values]))
            self.write_terms([(numbers[unit.key], *unit.terms) for unit in some])

    def count_words(self, changes: dict[str, tuple[int, int]], rows: dict[str, list]):
        """Add to the running counts; words that no unit has any more go. `rows`: WORD_COLUMNS of the new words."""
        names = ", ".join(WORD_COLUMNS)
        added = [[*rows[word], *change] for word, change in sorted(changes.items()) if word in rows]
        self.run_many(
            f"INSERT INTO {{p}}_word ({names}, count, title_count) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (word) DO UPDATE SET count = {p}_word.count + excluded.count,"
            " title_count = {p}_word.title_count + excluded.title_count",
            added,
        )
        gone = [(*change, word) for word, change in sorted(changes.items()) if word not in rows]
        self.run_many(
            "UPDATE {p}_word SET count = count + %s, title_count = title_count + %s WHERE word = %s", gone
        )
        self.run_many("DELETE FROM {p}_word WHERE word = %s AND count <= 0", [[row[2]] for row in gone])

    def settle(self):
        """After many changes: whatever the database wants to know of its tables to search them fast."""

    def counted(self) -> Counts:
        """The running sums as the units have them; a word whose sums are right is left out."""
        words, lengths = defaultdict(lambda: [0, 0]), [0, 0, 0]
        for row in self.run("SELECT words, title_length, body_length FROM {p}_unit"):
            lengths = [lengths[0] + 1, lengths[1] + row[1], lengths[2] + row[2]]
            for word, in_title in json.loads(row[0]):
                words[word][0] += 1
                words[word][1] += in_title
        for word, count, title_count in self.run("SELECT word, count, title_count FROM {p}_word"):
            if words[word] == [count, title_count]:
                del words[word]
        return Counts({word: tuple(counts) for word, counts in words.items()}, *lengths)

    def correct(self, counts: Counts):
        rows = [(*numbers, word) for word, numbers in counts.words.items()]
        self.run_many("UPDATE {p}_word SET count = %s, title_count = %s WHERE word = %s", rows)
        self.run("DELETE FROM {p}_word WHERE count = 0")
        self.run(
            "UPDATE {p}_total SET units = %s, title_length = %s, body_length = %s",
            [counts.units, counts.title_length, counts.body_length],
        )

    def add_totals(self, units: int, title_length: int, body_length: int):
        self.run(
            "UPDATE {p}_total SET units = units + %s, title_length = title_length + %s,"
            " body_length = body_length + %s",
            [units, title_length, body_length],
        )
