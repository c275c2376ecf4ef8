"""SQLite: the terms lie in FTS5, which keeps and reads them without places or ranking; titles
also in a table of their own, as few words are looked through much faster than many."""

import json
from itertools import chain, combinations

from kbhelp.search.index.storage.tables import Tables

# The analyser has cut the words already, so nothing may cut them again: a word of several tokens, such as 1.1, would
# be a phrase, which an index without places refuses. `ascii` takes every other script for letters; `|` parts titles.
WHOLE_WORDS = r"""ascii tokenchars '!#$%&()*+,-./:;<=>?@[\]^_`{}~'"""


# From so many units on a clause may fit so many titles that adding them up takes longer than asking for each part.
MANY_UNITS = 20_000
FEW_CLAUSES = 4  # fifteen parts; the 63 of six clauses take longer than adding up


class SQLite(Tables):
    TEXT, NUMBER, BYTES, ID, TERMS_ID = (
        "TEXT",
        "INTEGER",
        "BLOB",
        "INTEGER PRIMARY KEY AUTOINCREMENT",
        "rowid",
    )

    def create_terms(self, temporary: str):
        for name, columns in (("titles", "title_terms"), ("terms", "title_terms, body_terms, grams")):
            self.run(
                f"CREATE VIRTUAL TABLE {'temp.' if temporary else ''}{{p}}_{name} USING fts5({columns},"
                f' tokenize="{WHOLE_WORDS}", detail=none, columnsize=0)'
            )

    def write_terms(self, rows: list[tuple]):
        self.run_many(
            "INSERT INTO {p}_titles (rowid, title_terms) VALUES (%s, %s)", [row[:2] for row in rows]
        )
        self.run_many(
            "INSERT INTO {p}_terms (rowid, title_terms, body_terms, grams) VALUES (%s, %s, %s, %s)", rows
        )

    def delete_terms(self, ids):
        self.run_many("DELETE FROM {p}_titles WHERE rowid = %s", [[id_] for id_ in ids])
        super().delete_terms(ids)

    def matching(self, clauses, limit):
        expression = " AND ".join(_one_of(clause) for clause in clauses)
        found = self.run(
            f"SELECT rowid FROM {{p}}_terms WHERE {{p}}_terms MATCH %s LIMIT {limit}", [expression]
        )
        return [row[0] for row in found]

    def titled(self, clauses, limit, units):
        if units >= MANY_UNITS and len(clauses) <= FEW_CLAUSES:
            return self.titled_by_parts(clauses, limit)
        select = "SELECT rowid AS id, %s AS weight FROM {p}_titles WHERE {p}_titles MATCH %s"
        sql, values = self._by_weight(
            select, "", [(_one_of(clause), weight) for clause, weight in clauses], limit
        )
        return [row[0] for row in self.run(sql, values)]

    def titled_by_parts(self, clauses, limit):
        """The same, without adding up what every title fulfils: first those that fulfil all clauses, then part after
        part as it weighs less, each asked for no more than are wanted. A word of half of all titles then costs no more
        than its first hundred."""
        found = {}  # what it weighs, by unit
        for weight, part in parts_of(clauses):
            if len(found) >= limit and weight < min(found.values()):
                break
            expression = " AND ".join(_one_of(clause) for clause in part)
            sql = f"SELECT rowid FROM {{p}}_titles WHERE {{p}}_titles MATCH %s ORDER BY rowid LIMIT {limit}"
            for (id_,) in self.run(sql, [expression]):
                found.setdefault(id_, weight)
        return sorted(found, key=lambda id_: (-found[id_], id_))[:limit]

    def among(self, values):
        return "IN (SELECT value FROM json_each(%s))", json.dumps(values)


def parts_of(clauses: list[tuple[list[tuple], float]]) -> list[tuple[float, list]]:
    """Every choice of one or more of them, with its weight, the heaviest first."""
    chosen = chain.from_iterable(combinations(clauses, size) for size in range(1, len(clauses) + 1))
    parts = [(sum(weight for _, weight in part), [clause for clause, _ in part]) for part in chosen]
    return sorted(parts, key=lambda part: -part[0])


def _one_of(clause: list[tuple]) -> str:
    return f"({' OR '.join(_all_of(terms) for terms in clause)})"


def _all_of(terms: tuple) -> str:
    """Every term quoted: nothing in it is syntax."""
    return "(" + " AND ".join('"' + term.replace('"', '""') + '"' for term in terms) + ")"
