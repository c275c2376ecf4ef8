from django.core.management.base import BaseCommand, CommandError

from kbhelp.editing.reminders import remind


class Command(BaseCommand):
    help = "Mail the owners of documents whose day of checking has passed; for cron, say once a week."

    def handle(self, **options):
        reminded = remind()
        if reminded.unsent:
            raise CommandError(f"not sent to {', '.join(reminded.unsent)}; the log says why")
        self.stdout.write(f"{reminded.documents} document(s) are due; {reminded.mails} mail(s) sent")
        for title in reminded.nobody:
            self.stdout.write(f"nobody with an address looks after: {title}")
