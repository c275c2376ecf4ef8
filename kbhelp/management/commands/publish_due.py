from django.core.management.base import BaseCommand

from kbhelp.live import carry_out_due
from kbhelp.metrics import counted_for_the_servers


class Command(BaseCommand):
    help = "Carry out publications and withdrawals whose time has come; for cron on a quiet site."

    def handle(self, **options):
        with counted_for_the_servers():
            self.stdout.write(f"{carry_out_due()} change(s) carried out")
