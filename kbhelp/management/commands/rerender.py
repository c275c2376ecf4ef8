from collections import Counter

from django.core.management.base import BaseCommand

from kbhelp import live
from kbhelp.publishing.models import Edition
from kbhelp.publishing.rerendering import Anew, made_anew


class Command(BaseCommand):
    help = (
        "Make the HTML of live and waiting editions anew, while serving, after a change of renderer or sanitiser;"
        " --check only counts."
    )

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="count what would change, change nothing")

    def handle(self, check, **options):
        done = Counter()
        for number in list(Edition.objects.current().order_by("pk").values_list("pk", flat=True)):
            if edition := Edition.objects.select_related("document").filter(pk=number).first():
                done.update(self.rerender(edition, check))
        changed = "would change" if check else "made anew"
        kept = f", {done['kept']} kept but for the sanitiser" if done["kept"] else ""
        self.stdout.write(f"{done['looked_at']} edition(s), {done['changed']} {changed}{kept}")

    def rerender(self, edition: Edition, check: bool) -> dict:
        anew = made_anew(edition)
        self.report(edition, anew)
        is_changed = anew.rendered != edition.rendered
        if is_changed and not check:
            live.put_rendering(edition, anew.rendered, anew.renderer)
        elif anew.renderer != edition.renderer and not check:
            Edition.objects.filter(pk=edition.pk).update(renderer=anew.renderer)  # nothing that readers see
        return {"looked_at": 1, "changed": int(is_changed and not anew.is_kept), "kept": int(anew.is_kept)}

    def report(self, edition: Edition, anew: Anew):
        """What its editors have to mend: readers go on seeing it until then."""
        name = f"{edition.document.kind}:{edition.snapshot['slug']} edition {edition.number}"
        if anew.is_kept:
            self.stdout.write(f"{name}: kept but for the sanitiser, since readers would lose something")
        for problem in anew.problems:
            self.stdout.write(f"{name}: {problem}")
