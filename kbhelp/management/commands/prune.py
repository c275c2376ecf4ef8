from django.core.management.base import BaseCommand

from kbhelp.feedback.models import forget
from kbhelp.search import counting


class Command(BaseCommand):
    help = "Forget what need not be kept: queries older than 90 days, who voted before today. For cron, once a day."

    def handle(self, **options):
        forget()
        self.stdout.write(f"{counting.forget()} query day(s) forgotten")
