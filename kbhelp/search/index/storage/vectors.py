"""{p}_vector: what a sentence encoder made of a unit's text, by the unit's key, and of which state of it (digest).

It is no part of a publication: rows come later, and one whose unit has changed since counts for nothing.
"""

from django.db import transaction

SAME = "v.key = u.key AND v.digest = u.digest AND v.encoder = %s"


class Vectors:
    """Of Tables, which runs the statements."""

    def create_vectors(self, temporary: str):
        self.run(
            f"CREATE {temporary} TABLE {{p}}_vector (key {self.TEXT} PRIMARY KEY, digest {self.TEXT},"
            f" encoder {self.TEXT}, numbers {self.BYTES})"
        )

    def newest(self) -> int:
        """The number of the unit that was written last; it only grows."""
        return self.run("SELECT MAX(id) FROM {p}_unit")[0][0] or 0

    def vectors(self, ids: list[int], encoder: str) -> dict[int, bytes]:
        """By the units' numbers, of those that have one by this encoder."""
        among, values = self.among(ids)
        found = self.run(
            f"SELECT u.id, v.numbers FROM {{p}}_unit u JOIN {{p}}_vector v ON {SAME} WHERE u.id {among}",
            [encoder, values],
        )
        return {id_: bytes(numbers) for id_, numbers in found}

    def without_vector(self, encoder: str, above: int, at_most: int) -> list[tuple[int, str, str, str, str]]:
        """Number, key, digest, title and body of units that have none, the first numbers first; `above`: up to this
        one they are known to have."""
        return self.run(
            f"SELECT u.id, u.key, u.digest, u.title, u.body FROM {{p}}_unit u LEFT JOIN {{p}}_vector v ON {SAME}"
            f" WHERE u.id > %s AND v.key IS NULL ORDER BY u.id LIMIT {at_most}",
            [encoder, above],
        )

    @transaction.atomic
    def keep_vectors(self, rows: list[tuple[str, str, str, bytes]]):
        """Key, digest, encoder, numbers."""
        self.run_many(
            "INSERT INTO {p}_vector (key, digest, encoder, numbers) VALUES (%s, %s, %s, %s) ON CONFLICT (key)"
            " DO UPDATE SET digest = excluded.digest, encoder = excluded.encoder, numbers = excluded.numbers",
            rows,
        )

    def forget_vectors(self):
        """Those of units that are no more."""
        gone = "key NOT IN (SELECT key FROM {p}_unit)"
        if self.run(f"SELECT 1 FROM {{p}}_vector WHERE {gone} LIMIT 1"):
            self.run(f"DELETE FROM {{p}}_vector WHERE {gone}")
