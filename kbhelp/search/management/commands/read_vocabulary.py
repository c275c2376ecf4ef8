from django.core.management.base import BaseCommand, CommandError

from kbhelp.search.korean import analyser
from kbhelp.search.vocabulary import ways


class Command(BaseCommand):
    help = "After a change of the shipped vocabulary: read it by Kiwi and write down what was read, for every start."

    def handle(self, **options):
        if analyser.wanted() != "kiwi":
            raise CommandError("KBHELP_ANALYSER is not kiwi")
        found = ways.read_shipped(analyser.Kiwi())
        ways.write_files(found)
        for folder, held in found.items():
            said = f"{len(held['ways'])} ways of saying, {len(held['broken'])} nouns to teach"
            self.stdout.write(f"{folder}: {said}")
