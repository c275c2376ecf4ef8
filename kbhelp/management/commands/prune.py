from django.core.management.base import BaseCommand

from kbhelp.audit import seals
from kbhelp.feedback import choices, page_views
from kbhelp.feedback.models import forget
from kbhelp.moving import waiting
from kbhelp.search import counting


class Command(BaseCommand):
    help = (
        "Forget old counts, who voted before today, and archives and sheets that wait. For cron, once a day."
    )

    def handle(self, **options):
        forget()
        waiting.forget()
        page_views.forget()
        choices.forget()
        seals.forget()
        self.stdout.write(f"{counting.forget()} query day(s) forgotten")
