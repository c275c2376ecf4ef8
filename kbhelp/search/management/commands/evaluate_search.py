import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from kbhelp.search.evaluation.judged import METRICS, evaluate
from kbhelp.search.semantic.asking import NoAnswer


class Command(BaseCommand):
    help = "Measure search on judged queries, in temporary tables of the configured database."

    def add_arguments(self, parser):
        parser.add_argument("documents", type=Path, metavar="DOCS.json")
        parser.add_argument("queries", type=Path, metavar="QUERIES.json")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--opinion", action="store_true", help="with the second opinion of the process at KBHELP_SEMANTIC"
        )

    def handle(self, documents, queries, **options):
        documents = read(documents, {"id", "title", "body"})
        queries = read(queries, {"query", "category", "rel"})
        try:
            figures = evaluate(documents, queries, options["opinion"])
        except NoAnswer:
            raise CommandError(
                "there is no second opinion: does bin/semantic run on KBHELP_SEMANTIC?"
            ) from None
        except OperationalError as error:
            raise CommandError(f"{error} – is there a database? manage.py prepare makes it") from None
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False))
            return
        self.stdout.write(f"{'':10}" + "".join(f"{metric:>11}" for metric in METRICS) + f"{'n':>6}")
        for name, row in figures["categories"].items():
            self.stdout.write(line(name, row) + f"{row['n']:>6}")
        self.stdout.write(line("macro", figures["macro"]))
        for name in ("no_answer", "latency_ms"):
            said = ", ".join(f"{key} {value:.3f}" for key, value in figures[name].items())
            self.stdout.write(f"{name}: {said}")


def line(name: str, row: dict) -> str:
    return f"{name:10}" + "".join(f"{row[metric]:>11.3f}" for metric in METRICS)


def read(path: Path, needed: set[str]) -> list[dict]:
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CommandError(f"{path}: {error}") from None
    if (
        not isinstance(rows, list)
        or not rows
        or not all(isinstance(row, dict) and needed <= row.keys() for row in rows)
    ):
        raise CommandError(f"{path}: a list of objects with {', '.join(sorted(needed))} is needed")
    return rows
