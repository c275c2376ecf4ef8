"""SQLite: the terms lie in FTS5, which keeps and reads them without ranking (columnsize=0, detail=column)."""

import json

from kbhelp.search.storage.tables import Tables


class SQLite(Tables):
    TEXT, NUMBER, BYTES, ID, TERMS_ID = (
        "TEXT",
        "INTEGER",
        "BLOB",
        "INTEGER PRIMARY KEY AUTOINCREMENT",
        "rowid",
    )

    def create_terms(self, temporary: str):
        self.run(
            f"CREATE VIRTUAL TABLE {'temp.' if temporary else ''}{{p}}_terms USING fts5(title_terms, body_terms, grams,"
            " tokenize='unicode61 remove_diacritics 0', detail=column, columnsize=0)"
        )

    def write_terms(self, rows: list[tuple]):
        self.run_many(
            "INSERT INTO {p}_terms (rowid, title_terms, body_terms, grams) VALUES (%s, %s, %s, %s)", rows
        )

    def matching(self, clauses, field, limit):
        expression = " AND ".join(
            f"({' OR '.join(_all_of(terms) for terms in clause)})" for clause in clauses
        )
        if field == "title":
            expression = f"title_terms : ({expression})"
        found = self.run(
            f"SELECT rowid FROM {{p}}_terms WHERE {{p}}_terms MATCH %s LIMIT {limit}", [expression]
        )
        return [row[0] for row in found]

    def among(self, values):
        return "IN (SELECT value FROM json_each(%s))", json.dumps(values)


def _all_of(terms: tuple) -> str:
    """Every term quoted: nothing in it is syntax."""
    return "(" + " AND ".join('"' + term.replace('"', '""') + '"' for term in terms) + ")"
